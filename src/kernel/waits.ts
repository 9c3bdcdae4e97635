/**
 * Who waits for whom: what a run says for itself when nothing can happen any more.
 *
 * The kernel cannot know; each component that has something open says what. Names come from outside.
 */
import { TICKS_PER_MILLISECOND, TICKS_PER_SECOND, type SimTime } from "../units/time.js";

/** One component that cannot go on. */
export interface Wait {
  /** The component, by its full name. */
  readonly who: string;
  /** What it wants: `put of 100 events on web-1.c1`. */
  readonly what: string;
  /** Who or what keeps it waiting, and why: `no room: 1000 of 1000 held by 1 customer`. */
  readonly whom: string;
  readonly since: SimTime;
}

/**
 * The report of a stalled run, the longest wait first.
 *
 * @param at when the last notice was carried out
 * @param waits may be empty: then the model simply had nothing left to do
 */
export function describeStall(at: SimTime, waits: readonly Wait[]): string {
  const count =
    waits.length === 1 ? "1 component still waits" : `${waits.length} components still wait`;
  const title = `stopped at ${clockText(at)}: nothing can happen any more, ${count}`;
  const longestFirst = [...waits].sort((a, b) => a.since - b.since || compareText(a.who, b.who));
  const rows = longestFirst.map(({ who, what, whom, since }) => [
    who,
    what,
    `since ${clockText(since)}`,
    whom,
  ]);
  return [title, ...alignColumns(rows).map((line) => `  ${line}`)].join("\n");
}

/** @returns `00:14:32.118`, hours beyond 99 with as many digits as they need */
function clockText(at: SimTime): string {
  const milliseconds = Math.floor((at % TICKS_PER_SECOND) / TICKS_PER_MILLISECOND);
  const seconds = Math.floor(at / TICKS_PER_SECOND);
  const minutes = Math.floor(seconds / 60);
  const parts = [Math.floor(minutes / 60), minutes % 60, seconds % 60].map((part) =>
    padded(part, 2),
  );
  return `${parts.join(":")}.${padded(milliseconds, 3)}`;
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}

/** Rows as text with columns two blanks apart; the last one is not padded. */
function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, i) =>
    Math.max(...rows.map((row) => row[i]!.length)),
  );
  return rows.map((row) =>
    row.map((cell, i) => (i < columns - 1 ? cell.padEnd(widths[i]!) : cell)).join("  "),
  );
}

/** By code unit, which no locale changes. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
