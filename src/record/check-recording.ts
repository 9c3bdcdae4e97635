/**
 * What makes a text unusable as a recording, told where and with what to do. A recording comes from elsewhere: nothing
 * about its columns is taken for granted.
 */
import { RECORDING_FORMAT } from "./recording.js";

/** Why a text cannot be read as a recording. */
export class RecordingError extends RangeError {
  readonly kind: "cut-off" | "no-json" | "other-format" | "other-version" | "damaged";
  /** What to do about it. */
  readonly advice: string;

  constructor(kind: RecordingError["kind"], message: string, advice: string) {
    super(message);
    this.kind = kind;
    this.advice = advice;
  }
}

/** @throws RecordingError unless it is a JSON object of this version's format */
export function parsedRecording(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unparsable(text, error instanceof Error ? error.message : String(error));
  }
  const format = isObject(value) ? value["format"] : undefined;
  if (isObject(value) && format === RECORDING_FORMAT) return value;
  const found = typeof format === "string" ? format : "no `format`";
  const message = `expected a recording of format ${RECORDING_FORMAT}, found ${found}`;
  const [name = ""] = RECORDING_FORMAT.split("/");
  if (found.startsWith(`${name}/`)) {
    const advice =
      "It was made by another version of fanin: open it there, or run its scenario again with this one.";
    throw new RecordingError("other-version", message, advice);
  }
  const advice = "`fanin run FILE --out FOLDER` writes recordings: NAME.recording.json.";
  throw new RecordingError("other-format", message, advice);
}

/** @throws RecordingError where the parts of a recording do not fit together */
export function assertWhole(raw: Readonly<Record<string, unknown>>): void {
  const [fault] = faultsOf(raw);
  if (fault === undefined) return;
  const advice = "It was changed or damaged after it was written: run its scenario again.";
  throw new RecordingError("damaged", fault, advice);
}

function unparsable(text: string, why: string): RecordingError {
  // A text that ends without closing what it began was not written, or not copied, to its end.
  const isCutOff = /^\s*\{/.test(text) && !/\}\s*$/.test(text);
  const advice = isCutOff
    ? "Copy or download it again, or run its scenario again: `fanin run FILE --out FOLDER`."
    : "It was changed by hand or by another program: run its scenario again.";
  return isCutOff
    ? new RecordingError(
        "cut-off",
        `the file ends in the middle, after ${String(text.length)} characters`,
        advice,
      )
    : new RecordingError("no-json", `it is no JSON: ${why}`, advice);
}

function* faultsOf(raw: Readonly<Record<string, unknown>>): Generator<string> {
  const { scenario, times, parts, series, end } = raw;
  const lists = ["servers", "tiers", "storages", "faults", "objectives"];
  if (!isObject(scenario) || !lists.every((name) => Array.isArray(scenario[name]))) {
    yield `scenario: expected an object with ${lists.join(", ")}`;
  }
  if (!isObject(end) || typeof end["atTicks"] !== "number")
    yield "end: expected an object with atTicks";
  if (!isAscending(times)) yield "times: expected a list of ascending numbers";
  if (!Array.isArray(parts) || !parts.every(isPart)) {
    yield "parts: expected a list of objects with kind, address, layer, constants and totals";
  }
  for (const name of ["episodes", "ledgers", "latencies"]) {
    if (!Array.isArray(raw[name])) yield `${name}: expected a list`;
  }
  if (typeof raw["digest"] !== "string") yield "digest: expected a text";
  if (typeof raw["seed"] !== "number") yield "seed: expected a number";
  if (!Array.isArray(series)) yield "series: expected a list";
  yield* seriesFaults(
    series as unknown[],
    (parts as unknown[]).length,
    (times as unknown[]).length,
  );
}

function* seriesFaults(
  series: readonly unknown[],
  parts: number,
  samples: number,
): Generator<string> {
  for (const [i, each] of series.entries()) {
    const where = `series[${String(i)}]`;
    const part = isObject(each) ? each["part"] : undefined;
    if (!isObject(each) || typeof part !== "number" || !(part >= 0 && part < parts)) {
      yield `${where}: expected the number of a part, 0 to ${String(parts - 1)}`;
      continue;
    }
    const { values } = each;
    if (Array.isArray(values) ? values.length === samples : isObject(values)) continue;
    const found = Array.isArray(values) ? `${String(values.length)} of them` : "none";
    yield `${where}.values: expected ${String(samples)} values, one a sample, found ${found}`;
  }
}

function isAscending(times: unknown): boolean {
  return (
    Array.isArray(times) &&
    times.every((at, i) => typeof at === "number" && (i === 0 || at > (times[i - 1] as number)))
  );
}

function isPart(part: unknown): boolean {
  return (
    isObject(part) &&
    ["kind", "address", "layer"].every((name) => typeof part[name] === "string") &&
    isObject(part["constants"]) &&
    isObject(part["totals"])
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
