/**
 * When an HDFS writer begins and ends files, and which events share one.
 *
 * Escapes of hdfs.path and hdfs.filePrefix (Flume 1.11, BucketPath): `%{header}`, and letters for the
 * event's time. Files change with the finest letter; `hdfs.round` makes that coarser, never finer.
 */
import { describeNode, quote } from "../../document/describe.js";
import type { ProblemList, Where } from "../../problem-list.js";
import type { Block, ValuesOf } from "../../schema/field.js";
import type { hdfsWriterKeys } from "../../schema/sinks.js";
import type { HdfsBuckets, HdfsWriterSettings } from "../../types/sinks.js";

type WriterValues = ValuesOf<typeof hdfsWriterKeys>;

const SECOND = 1e9;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ROUND_UNITS = { second: SECOND, minute: MINUTE, hour: HOUR } as const;

/** [ticks] How long the text of a letter stays the same; months as 30 days. */
const ESCAPE_PERIODS: Readonly<Record<string, number>> = {
  t: 1e6,
  s: SECOND,
  S: SECOND,
  c: SECOND,
  M: MINUTE,
  H: HOUR,
  I: HOUR,
  k: HOUR,
  l: HOUR,
  p: 12 * HOUR,
  a: DAY,
  A: DAY,
  d: DAY,
  e: DAY,
  D: DAY,
  j: DAY,
  m: 30 * DAY,
  n: 30 * DAY,
  b: 30 * DAY,
  B: 30 * DAY,
  y: 365 * DAY,
  Y: 365 * DAY,
  z: Infinity,
};

const ESCAPE = /%(?:\{([^{}]*)\}|\[(localhost|IP|FQDN)\]|(.?))/g;

interface Escapes {
  readonly headers: readonly string[];
  /** [ticks] the finest; undefined: no time in the path. */
  readonly periodTicks: number | undefined;
}

/** @returns the settings, or `undefined` after a problem */
export function compileHdfsWriter(
  block: Block<WriterValues>,
  problems: ProblemList,
): HdfsWriterSettings | undefined {
  const { values } = block;
  const buckets = bucketsOf(block, problems);
  if (buckets === undefined) return undefined;
  return {
    buckets,
    rollIntervalTicks: values["hdfs.rollInterval"],
    rollSizeBytes: values["hdfs.rollSize"],
    rollCountEvents: values["hdfs.rollCount"],
    idleTimeoutTicks: values["hdfs.idleTimeout"],
    closeTries: values["hdfs.closeTries"],
    retryIntervalTicks: values["hdfs.retryInterval"],
  };
}

function bucketsOf(block: Block<WriterValues>, problems: ProblemList): HdfsBuckets | undefined {
  const { values } = block;
  const path = values["hdfs.path"];
  const where: Where = block.written.get("hdfs.path") ?? block.node;
  const escapes = escapesIn([path, values["hdfs.filePrefix"]], where, problems);
  if (escapes === undefined) return undefined;
  const headers = [...new Set(escapes.headers)];
  if (headers.length > 1) {
    problems.error("path-not-simulated", where, {
      expected: "at most one header in the path and the file prefix",
      found: headers.map((header) => quote(`%{${header}}`)).join(", "),
    });
    return undefined;
  }
  const { periodTicks } = escapes;
  const roundTicks = values["hdfs.roundValue"] * ROUND_UNITS[values["hdfs.roundUnit"]];
  const isRounded = values["hdfs.round"] && periodTicks !== undefined;
  if (isRounded && !isRoundable(values["hdfs.roundValue"], values["hdfs.roundUnit"])) {
    const node = block.written.get("hdfs.roundValue")!;
    problems.error("out-of-range", node, {
      expected: "1 to 60 for seconds and minutes, 1 to 24 for hours",
      found: describeNode(node),
    });
    return undefined;
  }
  return {
    path,
    byHeader: headers[0],
    periodTicks: isRounded ? Math.max(periodTicks, roundTicks) : periodTicks,
    clock: values["hdfs.useLocalTimeStamp"] ? "sink" : "event",
  };
}

function isRoundable(value: number, unit: keyof typeof ROUND_UNITS): boolean {
  return value <= (unit === "hour" ? 24 : 60);
}

function escapesIn(
  texts: readonly string[],
  where: Where,
  problems: ProblemList,
): Escapes | undefined {
  const headers: string[] = [];
  let periodTicks = Infinity;
  for (const text of texts) {
    for (const [escape, header, , letter] of text.matchAll(ESCAPE)) {
      if (header !== undefined) headers.push(header);
      if (letter === undefined || letter === "%") continue;
      const period = ESCAPE_PERIODS[letter];
      if (period === undefined) {
        problems.error("unknown-escape", where, {
          expected: `an escape of Flume's: %{header}, %[localhost], %${Object.keys(ESCAPE_PERIODS).join(" %")}`,
          found: quote(escape),
        });
        return undefined;
      }
      periodTicks = Math.min(periodTicks, period);
    }
  }
  return { headers, periodTicks: periodTicks === Infinity ? undefined : periodTicks };
}
