/** What `fanin show FILE` opens in the page. What the page could not show is refused here, with what to do. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { RecordingError } from "../../record/check-recording.js";
import { recordingFromJson } from "../../record/json.js";
import { RECORDING_FORMAT } from "../../record/recording.js";
import { parseScenario } from "../../scenario/parse-scenario.js";
import { TRACE_FORMAT, traceFaults } from "../../verify/trace.js";
import { besides, FileError, readText } from "../files.js";
import { problemsText } from "../scenario-files.js";

/** As the page reads it: a scenario with the files that it names, or a recording, of a run or of real agents. */
export type Shown =
  | {
      readonly kind: "scenario";
      readonly name: string;
      readonly text: string;
      readonly files: Readonly<Record<string, string>>;
    }
  | { readonly kind: "recording"; readonly name: string; readonly text: string };

/** Kinds of files that are neither, and what to do with them. */
const OTHERS: Readonly<Record<string, string>> = {
  "fanin-findings": "show the recording that lies beside it, NAME.recording.json",
  "fanin-replications": "`fanin report` makes a page of many runs; show the recording of one",
  "fanin-plan": "`fanin report` makes a page of a plan; show the scenario that it recommends",
  "fanin-curves": "`fanin report` makes a page of it",
  "fanin-comparison": "`fanin compare A B -o compare.html` makes a page of two sides",
  "fanin-sweep":
    "show one of its settings: `fanin run FILE --set … --out FOLDER`, then the recording",
};

/** @returns `problems`: a scenario with errors, which were printed */
export function shownFile(operand: string): Shown | "problems" {
  const file = fileOf(operand);
  const text = readText(file);
  const format = formatIn(text);
  if (format !== undefined) return result(file, text, format);
  if (/^\ufffdPNG/.test(text)) {
    throw new FileError(
      `${file}: it is a picture: start \`fanin show\` and drop it on the page, which runs what it carries`,
    );
  }
  if (text.includes("\0")) {
    throw new FileError(
      `${file}: expected a scenario (YAML or JSON) or a recording, found something that is no text`,
    );
  }
  return scenario(file, text);
}

/** Of a folder that `fanin run --out` wrote: the recording in it. */
function fileOf(operand: string): string {
  if (!existsSync(operand) || !statSync(operand).isDirectory()) return operand;
  const names = readdirSync(operand).filter((name) => name.endsWith(".recording.json"));
  const [only, other] = names;
  if (only === undefined) {
    throw new FileError(
      `${operand}: expected a file, or a folder that \`fanin run --out\` wrote, found no NAME.recording.json in it`,
    );
  }
  if (other !== undefined) {
    throw new FileError(
      `${operand}: expected one recording, found ${String(names.length)}; name one: ${join(operand, only)}`,
    );
  }
  return join(operand, only);
}

/** What a file of results says of itself near its beginning. */
function formatIn(text: string): string | undefined {
  return /^\s*\{[^]{0,400}?"format"\s*:\s*"((?:fanin|flume)-[\w-]+\/\d+)"/.exec(text)?.[1];
}

function result(file: string, text: string, format: string): Shown {
  const [family = ""] = format.split("/");
  if (family === RECORDING_FORMAT.split("/")[0]) assertRecording(file, text);
  else if (family === TRACE_FORMAT.split("/")[0]) assertTrace(file, text);
  else {
    const advice = OTHERS[family] ?? "it is nothing that the page shows";
    throw new FileError(`${file}: expected a scenario or a recording, found ${format}; ${advice}`);
  }
  return { kind: "recording", name: basename(file), text };
}

function assertRecording(file: string, text: string): void {
  try {
    recordingFromJson(text);
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    throw new FileError(`${file}: ${error.message}. ${error.advice}`);
  }
}

/** What was set up in it is simulated in the page, and what was measured laid over that. */
function assertTrace(file: string, text: string): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FileError(
      `${file}: this recording of real agents is not whole (${reason}): copy it again, or record once more`,
    );
  }
  const faults = traceFaults(value);
  if (faults.length === 0) return;
  throw new FileError(
    [
      `${file}: this recording of real agents cannot be simulated, so there is nothing to lay it over:`,
    ]
      .concat(faults.map((fault) => `  ${fault}`))
      .concat("  `fanin calibrate FILE -o scenario.yaml` makes a scenario of it")
      .join("\n"),
  );
}

/** Problems of a scenario are said here, where its author is; its warnings too. */
function scenario(file: string, text: string): Shown | "problems" {
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
  return problems.length > 0 ? "problems" : { kind: "scenario", name: basename(file), text, files };
}
