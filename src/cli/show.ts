/** `fanin show [FILE]`: the page, on this machine, with a scenario or a recording opened in it. */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { isRecordingText } from "../record/recording.js";
import { parseScenario } from "../scenario/parse-scenario.js";
import { UsageError, type Arguments } from "./arguments.js";
import { EXIT, type ExitCode } from "./exit.js";
import { besides, readText } from "./files.js";
import { servePage } from "./page-server.js";
import { problemsText } from "./scenario-files.js";

const USUAL_PORT = 8430;

/** As the page reads it: a scenario with the files that it names, or a recording. */
type Opened =
  | {
      readonly kind: "scenario";
      readonly name: string;
      readonly text: string;
      readonly files: Readonly<Record<string, string>>;
    }
  | { readonly kind: "recording"; readonly name: string; readonly text: string };

export async function show(args: Arguments): Promise<ExitCode> {
  const port = portOf(args.value("port"));
  const [file] = args.operands;
  const opened = file === undefined ? undefined : open(file);
  if (opened === "problems") return EXIT.badInput;
  const folder = fileURLToPath(new URL("../web/", import.meta.url));
  const server = await servePage(folder, opened, { port, usualPort: USUAL_PORT });
  const path = opened === undefined ? "" : "#/run/opened";
  process.stdout.write(`${server.url}${path}\nfanin serves the page there until Ctrl-C.\n`);
  await interrupted();
  await server.close();
  return EXIT.met;
}

/** Problems of a scenario are said here, where its author is; its warnings too. */
function open(file: string): Opened | "problems" {
  const text = readText(file);
  const name = basename(file);
  if (isRecordingText(text)) return { kind: "recording", name, text };
  const files: Record<string, string> = {};
  const beside = besides(file);
  const { problems, warnings } = parseScenario(text, {
    file,
    files: (wanted) => {
      const found = beside(wanted);
      if (found !== undefined) files[wanted] = found;
      return found;
    },
  });
  if (problems.length > 0) process.stderr.write(`${problemsText(problems, "problem")}\n`);
  if (warnings.length > 0) process.stderr.write(`${problemsText(warnings, "warning")}\n`);
  return problems.length > 0 ? "problems" : { kind: "scenario", name, text, files };
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port: expected a number from 0 to 65535, found ${text}`);
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}
