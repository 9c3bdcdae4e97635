/** A chart as CSV: a row a sample and line, with both ends of each band. Numbers have a dot whatever the locale. */
import type { TimeChart } from "../../../src/charts/chart.js";
import type { Curve } from "../../../src/charts/curve.js";
import { csvField } from "../../../src/record/tables.js";

const LINE_END = "\r\n";

/** @returns `seconds,line,value`, of the window that the chart shows; an empty value where there is none */
export function chartCsv({ series, bands, time: { from, to } }: TimeChart): string {
  const columns: (readonly [string, Curve])[] = [
    ...series.map(({ name, curve }) => [name, curve] as const),
    ...bands.flatMap(({ name, lows, highs }) => [
      [`${name}, lower end`, lows] as const,
      [`${name}, upper end`, highs] as const,
    ]),
  ];
  const rows = columns.flatMap(([name, { times, values }]) =>
    Array.from(times, (at, i) => ({ at, value: values[i]! }))
      .filter(({ at }) => at >= from && at <= to)
      .map(({ at, value }) => {
        return `${String(at)},${csvField(name)},${Number.isNaN(value) ? "" : String(value)}`;
      }),
  );
  return ["seconds,line,value", ...rows].map((row) => row + LINE_END).join("");
}
