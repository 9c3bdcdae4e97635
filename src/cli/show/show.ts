/** `fanin show [FILE]`: the page, on this machine, with a scenario or a recording opened in it. */
import { fileURLToPath } from "node:url";
import { UsageError, type Arguments } from "../arguments.js";
import { EXIT, type ExitCode } from "../exit.js";
import { servePage } from "../page-server.js";
import { shownFile } from "./shown-file.js";

const USUAL_PORT = 8430;

export async function show(args: Arguments): Promise<ExitCode> {
  const port = portOf(args.value("port"));
  const [file] = args.operands;
  const opened = file === undefined ? undefined : shownFile(file);
  if (opened === "problems") return EXIT.badInput;
  const folder = fileURLToPath(new URL("../../web/", import.meta.url));
  const server = await servePage(folder, opened, { port, usualPort: USUAL_PORT });
  const path = opened === undefined ? "" : "#/run/opened";
  process.stdout.write(`${server.url}${path}\nfanin serves the page there until Ctrl-C.\n`);
  await interrupted();
  await server.close();
  return EXIT.met;
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
