/**
 * A recording on its way from the worker: its thousands of columns as one. Taken over one by one they hold up the thread
 * that draws: a quarter of a second for those of 2,400 servers.
 */
import type { Recording, SeriesRecord } from "../../src/record/recording.js";
import type { DeskReply, Reply, RunResult } from "./protocol.js";

export interface PackedRecording extends Omit<Recording, "series"> {
  /** All columns, one after another, each as long as `times`. */
  readonly columns: Float64Array<ArrayBuffer>;
  /** Of each column the index of its part. */
  readonly columnParts: Uint32Array<ArrayBuffer>;
  /** Of each column the index of its name. */
  readonly columnNames: Uint16Array<ArrayBuffer>;
  readonly names: readonly string[];
}

export function packed({ series, ...rest }: Recording): PackedRecording {
  const samples = rest.times.length;
  const columns = new Float64Array(series.length * samples);
  const names = [...new Set(series.map(({ name }) => name))];
  const places = new Map(names.map((name, i) => [name, i]));
  for (const [i, { values }] of series.entries()) columns.set(values, i * samples);
  return {
    ...rest,
    columns,
    columnParts: Uint32Array.from(series, ({ part }) => part),
    columnNames: Uint16Array.from(series, ({ name }) => places.get(name)!),
    names,
  };
}

/** The same recording again; its columns share one buffer. */
export function unpacked(recording: PackedRecording): Recording {
  const { columns, columnParts, columnNames, names, ...rest } = recording;
  const samples = rest.times.length;
  const series = Array.from(columnParts, (part, i): SeriesRecord => {
    const values = columns.subarray(i * samples, (i + 1) * samples);
    return { part, name: names[columnNames[i]!]!, values };
  });
  return { ...rest, series };
}

type WithResult = Extract<Reply, { readonly result: RunResult }>;

/** A reply as it is sent. */
export type Sent =
  | Exclude<Reply, WithResult>
  | {
      readonly kind: WithResult["kind"];
      readonly result: Omit<RunResult, "recording"> & { readonly recording: PackedRecording };
    };

export function onItsWay(reply: Reply | DeskReply): Sent | DeskReply {
  if (!("result" in reply)) return reply;
  const { kind, result } = reply;
  return { kind, result: { ...result, recording: packed(result.recording) } };
}

export function arrived(sent: Sent): Reply {
  if (!("result" in sent)) return sent;
  const { kind, result } = sent;
  return { kind, result: { ...result, recording: unpacked(result.recording) } };
}
