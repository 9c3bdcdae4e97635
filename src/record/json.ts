/** Recordings to and from JSON: columns as arrays, NaN as null, a column that never changes as one value. */
import { assertWhole, parsedRecording } from "./check-recording.js";
import type { Recording, SeriesRecord } from "./recording.js";

type JsonColumn = (number | null)[] | { constant: number | null };

export function recordingToJson(recording: Recording): string {
  return JSON.stringify({
    ...recording,
    times: [...recording.times],
    series: recording.series.map(({ part, name, values }) => {
      return { part, name, values: packColumn(values) };
    }),
  });
}

/** @throws RecordingError when the text is no recording of this version, or one that was cut off or damaged */
export function recordingFromJson(text: string): Recording {
  const value = parsedRecording(text);
  assertWhole(value);
  const raw = value as unknown as Omit<Recording, "times" | "series"> & {
    times: number[];
    series: (Omit<SeriesRecord, "values"> & { values: JsonColumn })[];
  };
  const times = Float64Array.from(raw.times);
  const series = raw.series.map(({ part, name, values }) => {
    return { part, name, values: unpackColumn(values, times.length) };
  });
  return { ...raw, times, series };
}

function packColumn(values: Float64Array): JsonColumn {
  const first = values[0] ?? 0;
  if (values.every((value) => Object.is(value, first))) return { constant: orNull(first) };
  return [...values].map(orNull);
}

function unpackColumn(column: JsonColumn, length: number): Float64Array {
  if (!Array.isArray(column)) return new Float64Array(length).fill(column.constant ?? NaN);
  return Float64Array.from(column, (value) => value ?? NaN);
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
