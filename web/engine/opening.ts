/** What a file of results is: a recording of a run, or one of real agents, which is simulated to be laid under it. */
import { recordingFromJson } from "../../src/record/json.js";
import { RecordingError } from "../../src/record/check-recording.js";
import { digestOf } from "../../src/record/digest.js";
import type { Recording } from "../../src/record/recording.js";
import { parseScenario } from "../../src/scenario/parse-scenario.js";
import { formatProblem } from "../../src/scenario/problem.js";
import type { Scenario } from "../../src/scenario/types/scenario.js";
import { scenarioDocument } from "../../src/verify/to-scenario.js";
import { TRACE_FORMAT, traceFaults, type ReferenceTrace } from "../../src/verify/trace.js";
import type { Refusal } from "./protocol.js";
import { say } from "../text/say.js";

export type Opening =
  | {
      readonly kind: "recording";
      readonly recording: Recording;
      /** Its digest is not that of its contents. */
      readonly isAltered: boolean;
    }
  | {
      readonly kind: "trace";
      readonly trace: ReferenceTrace;
      readonly scenario: Scenario;
      /** [ms] from the simulation's time 0 to the recording's. */
      readonly offsetMs: number;
    }
  | { readonly kind: "refused"; readonly refusal: Refusal };

const TITLES: Readonly<Record<RecordingError["kind"], string>> = {
  "cut-off": say("This recording is cut off"),
  "no-json": say("This is no recording that can be read"),
  "other-format": say("This is no recording"),
  "other-version": say("This recording is of another version of fanin"),
  damaged: say("This recording is damaged"),
};

export function opening(name: string, text: string): Opening {
  if (isTrace(text)) return openedTrace(name, text);
  try {
    const recording = recordingFromJson(text);
    return { kind: "recording", recording, isAltered: digestOf(recording) !== recording.digest };
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    const title = TITLES[error.kind];
    return refused({ title, details: `${name}: ${error.message}`, advice: error.advice });
  }
}

function isTrace(text: string): boolean {
  const [head = ""] = TRACE_FORMAT.split("/");
  return new RegExp(`^\\s*\\{[^]{0,200}?"format"\\s*:\\s*"${head}/`).test(text);
}

function openedTrace(name: string, text: string): Opening {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const details = `${name}: ${error instanceof Error ? error.message : String(error)}`;
    const advice = say("Copy or download it again, or record once more: {command}.", {
      command: "`fanin record`",
    });
    return refused({ title: say("This recording of real agents is cut off"), details, advice });
  }
  const cannot = (reasons: readonly string[]): Opening => {
    const title = say("This recording of real agents cannot be simulated");
    const advice = say(
      "To compare it, the page simulates what was set up in it. {command} makes a scenario of a recording whose load is not written in it.",
      { command: "`fanin calibrate FILE -o scenario.yaml`" },
    );
    return refused({ title, details: [`${name}:`, ...reasons].join("\n"), advice });
  };
  const faults = traceFaults(value);
  if (faults.length > 0) return cannot(faults);
  const trace = value as ReferenceTrace;
  const { document, unsupported, offsetMs } = scenarioDocument(trace);
  if (unsupported.length > 0) return cannot(unsupported);
  const { scenario, problems } = parseScenario(JSON.stringify(document), { file: trace.name });
  if (scenario === undefined) return cannot(problems.map(formatProblem));
  return { kind: "trace", trace, scenario, offsetMs };
}

function refused(refusal: Refusal): Opening {
  return { kind: "refused", refusal };
}
