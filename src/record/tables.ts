/**
 * A recording as tables: the series as CSV, wide (one row a sample) or long (one row a sample and series), the episodes
 * as NDJSON (one object a line). CSV is that of RFC 4180, numbers have a dot whatever the locale, and no text is a
 * formula to a spreadsheet.
 */
import { secondsFromTicks } from "../units/time.js";
import type { EpisodeRecord, Recording } from "./recording.js";

const LINE_END = "\r\n";

/** Columns `seconds` and one per series, named `address name`; an empty cell where the part did not live. */
export function seriesCsv(recording: Recording): string {
  const { times, series, parts } = recording;
  const heading = series.map(({ part, name }) => csvField(`${parts[part]!.address} ${name}`));
  const rows = [["seconds", ...heading].join(",")];
  times.forEach((ticks, i) => {
    const values = series.map(({ values: column }) => number(column[i]!));
    rows.push([number(secondsFromTicks(ticks)), ...values].join(","));
  });
  return `${rows.join("\n")}\n`;
}

/**
 * Rows `time,seconds,part,counter,value`, in order of the samples, then of the series: samples × series of them below
 * the heading. An empty value where the part did not live.
 * @param timeAt the date and time (ISO 8601) so many seconds after the start
 * @returns lines with their ends, in pieces of one sample each, so that no text need be held whole
 */
export function* seriesRows(
  recording: Recording,
  timeAt: (seconds: number) => string,
): Generator<string> {
  const { times, series, parts } = recording;
  const names = series.map(
    ({ part, name }) => `${csvField(parts[part]!.address)},${csvField(name)}`,
  );
  yield `time,seconds,part,counter,value${LINE_END}`;
  for (const [i, ticks] of times.entries()) {
    const seconds = secondsFromTicks(ticks);
    const at = `${timeAt(seconds)},${number(seconds)}`;
    const rows = series.map(
      ({ values }, s) => `${at},${names[s]!},${number(values[i]!)}${LINE_END}`,
    );
    yield rows.join("");
  }
}

/** One episode a line, with addresses in place of part numbers and seconds in place of ticks. */
export function episodesNdjson(recording: Recording): string {
  return recording.episodes
    .map((episode) => `${JSON.stringify(line(recording, episode))}\n`)
    .join("");
}

function line(recording: Recording, episode: EpisodeRecord): Record<string, unknown> {
  const { kind, part, other, fromTicks, toTicks, count, events } = episode;
  const { parts, scenario } = recording;
  const fault = kind === "fault" ? scenario.faults[part]! : undefined;
  return {
    kind: fault === undefined ? kind : `fault: ${fault.kind}`,
    on: fault === undefined ? parts[part]!.address : fault.on,
    ...(other < 0 ? {} : { other: parts[other]!.address }),
    fromSeconds: secondsFromTicks(fromTicks),
    toSeconds: secondsFromTicks(toTicks),
    count,
    events,
  };
}

function number(value: number): string {
  return Number.isNaN(value) ? "" : String(value);
}

/** A text that a spreadsheet would take for a formula has an apostrophe before it. */
export function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
