/**
 * Requests counted by second from an access log in Common or Combined Log Format, or counts from a CSV file
 * (`timestamp,count`, as a scenario's trace).
 */
import { readIsoTime } from "../scenario/load/iso-time.js";
import { isTraceFault, readTrace } from "../scenario/load/trace.js";
import type { Counted } from "./arrivals.js";

export interface ArrivalLog {
  /** [ms since 1970] */
  readonly startMs: number;
  readonly endMs: number;
  readonly counted: Counted;
  /** Lines that were left out. */
  readonly strangeLines: number;
}

export interface LogFault {
  readonly line: number;
  readonly expected: string;
  readonly found: string;
}

/** host ident user [10/Oct/2000:13:55:36 -0700] "request" status bytes … */
const LOG_LINE =
  /^\S+ \S+ .*?\[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)\] "/;
const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
const LONGEST_SECONDS = 32 * 86_400;
/** A log with more strange lines than this share is no log of this format. */
const MOST_STRANGE = 0.01;

export function readArrivals(text: string): ArrivalLog | LogFault {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  const first = lines.findIndex((line) => line.trim() !== "");
  if (first < 0)
    return { line: 1, expected: "an access log or a CSV file", found: "an empty file" };
  if (/\[\d\d\/|"[A-Z]+ \//.test(lines[first]!)) return readLog(lines);
  return readCounts(text);
}

function readLog(lines: readonly string[]): ArrivalLog | LogFault {
  const counts = new Map<number, number>();
  let strange = 0;
  let firstStrange = 0;
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const second = secondOf(line);
    if (second !== undefined) counts.set(second, (counts.get(second) ?? 0) + 1);
    else if (strange++ === 0) firstStrange = i;
  }
  let total = 0;
  let from = Infinity;
  let to = -Infinity;
  for (const [second, count] of counts) {
    total += count;
    from = Math.min(from, second);
    to = Math.max(to, second);
  }
  if (strange > MOST_STRANGE * (total + strange)) {
    return {
      line: firstStrange + 1,
      expected:
        'a line of Common or Combined Log Format: host - - [10/Oct/2000:13:55:36 -0700] "GET …',
      found: lines[firstStrange]!.slice(0, 60),
    };
  }
  if (to - from > LONGEST_SECONDS) {
    return { line: 1, expected: "a log of at most 32 days", found: `${String(to - from)} s` };
  }
  const seconds: number[] = [];
  const events: number[] = [];
  let sum = 0;
  for (let second = from; second <= to; second++) {
    sum += counts.get(second) ?? 0;
    seconds.push(second - from + 1);
    events.push(sum);
  }
  // The last second may have been cut short; the first is counted from its end on.
  seconds.pop();
  events.pop();
  return {
    startMs: from * 1000,
    endMs: to * 1000,
    counted: { seconds, events },
    strangeLines: strange,
  };
}

function readCounts(text: string): ArrivalLog | LogFault {
  const trace = readTrace(text);
  if (isTraceFault(trace)) return trace;
  const { startSeconds, ratePerSecond, binSeconds } = trace;
  let sum = 0;
  const seconds = [0];
  const events = [0];
  startSeconds.forEach((start, i) => {
    // Where rows are missing there was no load.
    if (start > seconds.at(-1)!) {
      seconds.push(start);
      events.push(sum);
    }
    sum += ratePerSecond[i]! * binSeconds;
    seconds.push(start + binSeconds);
    events.push(sum);
  });
  const startMs = trace.startMilliseconds;
  const endMs = startMs + seconds.at(-1)! * 1000;
  return { startMs, endMs, counted: { seconds, events }, strangeLines: 0 };
}

/** [s since 1970] */
function secondOf(line: string): number | undefined {
  const match = LOG_LINE.exec(line);
  if (match === null) return undefined;
  const [, day, monthName = "", year, hour, minute, second, sign, ...offset] = match;
  const at = MONTHS.indexOf(monthName);
  if (at < 0 || at % 3 !== 0) return undefined;
  const iso = `${year!}-${String(at / 3 + 1).padStart(2, "0")}-${day!}T${hour!}:${minute!}:${second!}`;
  const read = readIsoTime(`${iso}${sign!}${offset.join(":")}`, true);
  return read === undefined ? undefined : read.epochMilliseconds / 1000;
}
