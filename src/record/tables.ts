/** A recording as tables: the series as CSV (one row a sample), the episodes as NDJSON (one object a line). */
import { secondsFromTicks } from "../units/time.js";
import type { EpisodeRecord, Recording } from "./recording.js";

/** Columns `seconds` and one per series, named `address name`; an empty cell where the part did not live. */
export function seriesCsv(recording: Recording): string {
  const { times, series, parts } = recording;
  const heading = series.map(({ part, name }) => cell(`${parts[part]!.address} ${name}`));
  const rows = [["seconds", ...heading].join(",")];
  times.forEach((ticks, i) => {
    const values = series.map(({ values: column }) => number(column[i]!));
    rows.push([number(secondsFromTicks(ticks)), ...values].join(","));
  });
  return `${rows.join("\n")}\n`;
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

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
