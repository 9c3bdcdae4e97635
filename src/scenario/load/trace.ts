/**
 * Load from a recorded count: CSV rows `timestamp,count[,bytes]`, ascending in time.
 *
 * A timestamp is ISO 8601 (UTC where it has no offset) or seconds or milliseconds since 1970. A row
 * counts what happened from its time on for one bin; the bin is the smallest gap between rows, and
 * where rows are missing there was no load. A first row that is no number is a heading.
 */
import { numberFromText } from "../../units/quantity.js";
import { readIsoTime } from "./iso-time.js";

export interface Trace {
  /** [ms since 1970] of the first row. */
  readonly startMilliseconds: number;
  /** [s] from the first row. */
  readonly startSeconds: readonly number[];
  /** [events/s] in that bin. */
  readonly ratePerSecond: readonly number[];
  readonly binSeconds: number;
  /** [bytes] mean size of an event; undefined without a third column. */
  readonly meanBytes: number | undefined;
}

export interface TraceFault {
  readonly line: number;
  readonly expected: string;
  readonly found: string;
}

const MAX_ROWS = 200_000;
const MILLISECONDS_FROM = 1e11; // as seconds this would be the year 5138
const MAX_COUNT = 1e12;

/** @returns the trace, or the first row that is wrong */
export function readTrace(text: string): Trace | TraceFault {
  const rows: { milliseconds: number; count: number; bytes: number | undefined }[] = [];
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    if (rows.length >= MAX_ROWS) return wrong(i, `at most ${MAX_ROWS} rows`, "more");
    const cells = line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
    const milliseconds = millisecondsOf(cells[0]!);
    if (milliseconds === undefined) {
      if (rows.length === 0 && i === firstLine(lines)) continue;
      return wrong(
        i,
        "a timestamp: ISO 8601, or seconds or milliseconds since 1970",
        quoted(cells[0]!),
      );
    }
    const count = countOf(cells[1]);
    const bytes = cells[2] === undefined || cells[2] === "" ? undefined : countOf(cells[2]);
    if (count === undefined || (bytes === undefined && (cells[2] ?? "") !== "")) {
      return wrong(i, "`timestamp,count` or `timestamp,count,bytes`", quoted(line));
    }
    const before = rows.at(-1);
    if (before !== undefined && milliseconds <= before.milliseconds) {
      return wrong(i, "timestamps that ascend", quoted(cells[0]!));
    }
    rows.push({ milliseconds, count, bytes });
  }
  if (rows.length < 2) return wrong(0, "at least two rows", `${rows.length}`);
  return traceOf(rows);
}

export function isTraceFault(trace: Trace | TraceFault): trace is TraceFault {
  return "expected" in trace;
}

function traceOf(
  rows: readonly { milliseconds: number; count: number; bytes: number | undefined }[],
): Trace {
  let bin = Infinity;
  for (let i = 1; i < rows.length; i++) {
    bin = Math.min(bin, rows[i]!.milliseconds - rows[i - 1]!.milliseconds);
  }
  const binSeconds = bin / 1000;
  const events = rows.reduce((sum, row) => sum + row.count, 0);
  const isSized = events > 0 && rows.every((row) => row.bytes !== undefined);
  const bytes = rows.reduce((sum, row) => sum + (row.bytes ?? 0), 0);
  return {
    startMilliseconds: rows[0]!.milliseconds,
    startSeconds: rows.map((row) => (row.milliseconds - rows[0]!.milliseconds) / 1000),
    ratePerSecond: rows.map((row) => row.count / binSeconds),
    binSeconds,
    meanBytes: isSized ? bytes / events : undefined,
  };
}

function millisecondsOf(text: string): number | undefined {
  const number = numberFromText(text);
  if (number === undefined) return readIsoTime(text, false)?.epochMilliseconds;
  if (!Number.isFinite(number) || number < 0) return undefined;
  return Math.round(number >= MILLISECONDS_FROM ? number : number * 1000);
}

function countOf(text: string | undefined): number | undefined {
  const number = text === undefined ? undefined : numberFromText(text);
  return number !== undefined && number >= 0 && number <= MAX_COUNT ? number : undefined;
}

function firstLine(lines: readonly string[]): number {
  return lines.findIndex((line) => line.trim() !== "");
}

function quoted(text: string): string {
  return `\`${text.slice(0, 60)}\``;
}

function wrong(index: number, expected: string, found: string): TraceFault {
  return { line: index + 1, expected, found };
}
