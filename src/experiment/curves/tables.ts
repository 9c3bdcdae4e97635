/** The curves as one long table: a row a point, for other programs. */
import type { Row } from "../result-tables.js";
import type { Curves, FirstTimes } from "./result.js";

export function curveRows(curves: Curves): Row[] {
  const { firsts, borne, tolerable, recovery, second, tornado } = curves;
  return [
    ...firsts.flatMap((times) => firstRows("first", "", null, times)),
    ...borne.map(({ share, seconds }) => ({
      ...row("borne", "", null),
      what: "objectives",
      share,
      borne: seconds,
    })),
    ...tolerable.flatMap(({ path, points }) =>
      points.flatMap(({ value, firsts: own }) =>
        own.flatMap((times) => firstRows("tolerable", path, value, times)),
      ),
    ),
    ...(recovery?.points ?? []).map(
      ({ outageSeconds, medianSeconds, p95Seconds, backlogEvents }) => ({
        ...row("recovery", "outage", outageSeconds),
        median: medianSeconds,
        p95: p95Seconds,
        backlogEvents,
      }),
    ),
    ...(second?.points ?? []).map(({ gapSeconds, met }) => ({
      ...row("second", "gap", gapSeconds),
      met: met.successes,
      seeds: met.trials,
    })),
    ...(tornado?.bars ?? []).flatMap(({ path, lower, higher }) =>
      [lower, higher].flatMap(({ value, met, numbers }) =>
        numbers.map((number) => ({
          ...row("tornado", path, value),
          what: `${number.name} [${number.unit}]`,
          median: number.value,
          met: met.successes,
          seeds: met.trials,
        })),
      ),
    ),
  ];
}

function row(part: string, of: string, at: number | string | null): Row {
  return { part, of, at };
}

function firstRows(part: string, of: string, at: number | null, times: FirstTimes): Row[] {
  const { layer, what, until, borne, happened, seeds } = times;
  return until.map(({ share, seconds }, i) => ({
    ...row(part, of, at),
    layer,
    what,
    share,
    seconds,
    borne: borne[i]!.seconds,
    happened,
    seeds,
  }));
}
