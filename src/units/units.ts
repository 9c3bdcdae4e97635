/**
 * The one table of units: names, what each is a unit of, and its size in the base unit.
 *
 * Base units: duration 1 ns (a tick), bytes 1 B, bandwidth 1 B/s, rate 1 event/s, events 1 event,
 * fraction 1. Decimal and binary prefixes are different things: 64 MB is 64,000,000 B, 64 MiB is
 * 67,108,864 B. Minutes are `min` (never `m`), bits are spelled out (`Mbit/s`, never `Mbps`).
 */

export type Dimension = "duration" | "bytes" | "bandwidth" | "rate" | "events" | "fraction";

export interface Unit {
  readonly name: string;
  readonly dimension: Dimension;
  /** One of it is `times / per` base units: two whole numbers, so that 80 % is exactly 0.8. */
  readonly times: number;
  readonly per: number;
  /** Not offered in messages and not used when formatting: a second spelling. */
  readonly isAlias: boolean;
}

const DECIMAL = { k: 1e3, M: 1e6, G: 1e9, T: 1e12 } as const;
const BINARY = { Ki: 1024, Mi: 1_048_576, Gi: 1_073_741_824, Ti: 1_099_511_627_776 } as const;

/** From the smallest to the largest within a dimension, aliases after the name they stand for. */
export const UNITS: readonly Unit[] = [
  unit("ns", "duration", 1),
  unit("us", "duration", 1e3),
  alias("µs", "duration", 1e3), // micro sign
  alias("μs", "duration", 1e3), // Greek mu
  unit("ms", "duration", 1e6),
  unit("s", "duration", 1e9),
  unit("min", "duration", 6e10),
  unit("h", "duration", 3.6e12),
  unit("d", "duration", 8.64e13),
  alias("day", "duration", 8.64e13),
  alias("days", "duration", 8.64e13),
  unit("B", "bytes", 1),
  ...prefixed("B", "bytes", 1, DECIMAL),
  ...prefixed("B", "bytes", 1, BINARY),
  unit("B/s", "bandwidth", 1),
  ...prefixed("B/s", "bandwidth", 1, DECIMAL),
  ...prefixed("B/s", "bandwidth", 1, BINARY),
  unit("bit/s", "bandwidth", 1, 8),
  ...prefixed("bit/s", "bandwidth", 8, DECIMAL),
  ...(["s", "min", "h"] as const).flatMap((per) => eventsPer(per)),
  ...eventsPer(undefined),
  unit("%", "fraction", 1, 100),
];

/** What people write instead, and what they should write. */
const MISSPELLINGS: Readonly<Record<string, string>> = {
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  m: "min",
  mins: "min",
  minute: "min",
  minutes: "min",
  hr: "h",
  hrs: "h",
  hour: "h",
  hours: "h",
  msec: "ms",
  millis: "ms",
  milliseconds: "ms",
  usec: "us",
  nanos: "ns",
  byte: "B",
  bytes: "B",
  mb: "MB",
  gb: "GB",
  kb: "kB",
  K: "kB",
  M: "MB",
  G: "GB",
  bps: "bit/s",
  kbps: "kbit/s",
  Mbps: "Mbit/s",
  mbps: "Mbit/s",
  Gbps: "Gbit/s",
  gbps: "Gbit/s",
  MBps: "MB/s",
  GBps: "GB/s",
  eps: "events/s",
  "/s": "events/s",
  "events/sec": "events/s",
  "events per second": "events/s",
  percent: "%",
};

/** @returns the unit of that name, `undefined` when there is none */
export function unitNamed(name: string): Unit | undefined {
  return UNITS.find((candidate) => candidate.name === name);
}

/** @returns the names that may be written for a dimension, smallest first, without second spellings */
export function unitNames(dimension: Dimension): string[] {
  return UNITS.filter((known) => known.dimension === dimension && !known.isAlias).map(
    (known) => known.name,
  );
}

/** @returns the names as a list for people; `k `, `M `, `G ` may stand before the word events */
export function unitList(dimension: Dimension): string {
  const names = unitNames(dimension).filter((name) => !/^[kMG] /.test(name));
  return names.join(", ");
}

/** @returns the unit that was probably meant by a name that is none, `undefined` when unclear */
export function unitMeantBy(name: string, dimension: Dimension): string | undefined {
  const ofDimension = (candidate: string | undefined): boolean =>
    candidate !== undefined && unitNamed(candidate)?.dimension === dimension;
  const listed = Object.hasOwn(MISSPELLINGS, name) ? MISSPELLINGS[name] : undefined;
  if (ofDimension(listed)) return listed;
  const squeezed = name.toLowerCase().replaceAll(" ", "");
  const sameLetters = unitNames(dimension).filter(
    (candidate) => candidate.toLowerCase().replaceAll(" ", "") === squeezed,
  );
  return sameLetters.length === 1 ? sameLetters[0] : undefined;
}

function unit(name: string, dimension: Dimension, times: number, per = 1): Unit {
  return { name, dimension, times, per, isAlias: false };
}

function alias(name: string, dimension: Dimension, times: number, per = 1): Unit {
  return { name, dimension, times, per, isAlias: true };
}

function prefixed(
  name: string,
  dimension: Dimension,
  per: number,
  prefixes: Readonly<Record<string, number>>,
): Unit[] {
  return Object.entries(prefixes).map(([prefix, times]) =>
    unit(prefix + name, dimension, times, per),
  );
}

/** `events/s`, `k events/s`, … for one length of time; `events`, `k events`, … for none. */
function eventsPer(per: "s" | "min" | "h" | undefined): Unit[] {
  const suffix = per === undefined ? "" : `/${per}`;
  const seconds = per === "h" ? 3600 : per === "min" ? 60 : 1;
  const dimension: Dimension = per === undefined ? "events" : "rate";
  const prefixes = { "": 1, "k ": 1e3, "M ": 1e6, "G ": 1e9 };
  return Object.entries(prefixes).flatMap(([prefix, times]) => [
    unit(`${prefix}events${suffix}`, dimension, times, seconds),
    alias(`${prefix}event${suffix}`, dimension, times, seconds),
  ]);
}
