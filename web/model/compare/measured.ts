/** A run beside what was measured of real agents: by how much each counter is off, and both curves. */
import type { Series } from "../../../src/charts/chart.js";
import type { MeasuredSeries } from "../../../src/verify/measured.js";
import { valueText, type RunChart } from "../details/charts.js";
import type { RunModel } from "../run-model.js";
import { differenceOf, heldAt } from "./curves.js";
import { say } from "../../text/say.js";

export interface CounterError {
  readonly address: string;
  readonly name: string;
  /** Measured samples at which the run has a value too. */
  readonly samples: number;
  readonly meanAbsolute: number;
  readonly largestAbsolute: number;
  /** [s] when it is that. */
  readonly largestAt: number;
  /** The last values of both. */
  readonly simulated: number;
  readonly measured: number;
}

/** At each measured sample against the value that the run holds there; only counters that moved in either. */
export function counterErrors(run: RunModel, measured: readonly MeasuredSeries[]): CounterError[] {
  return measured.flatMap((series) => {
    const curve = simulatedCurve(run, series);
    if (curve === undefined) return [];
    let [sum, samples, largest, at] = [0, 0, 0, NaN];
    let [lastSimulated, lastMeasured] = [NaN, NaN];
    series.values.forEach((value, i) => {
      const other = heldAt(curve, series.times[i]!);
      if (Number.isNaN(value) || Number.isNaN(other)) return;
      const off = Math.abs(other - value);
      sum += off;
      samples++;
      if (off > largest || Number.isNaN(at)) [largest, at] = [off, series.times[i]!];
      [lastSimulated, lastMeasured] = [other, value];
    });
    if (samples === 0 || !hasMoved(curve.values, series.values)) return [];
    const { address, name } = series;
    const ends = { simulated: lastSimulated, measured: lastMeasured };
    return [
      {
        address,
        name,
        samples,
        meanAbsolute: sum / samples,
        largestAbsolute: largest,
        largestAt: at,
        ...ends,
      },
    ];
  });
}

/** One chart a channel and a group of clients: solid what was simulated, dashed what was measured; or the difference. */
export function measuredCharts(
  run: RunModel,
  measured: readonly MeasuredSeries[],
  isDifference: boolean,
): RunChart[] {
  const shown = measured.filter(({ name }) =>
    ["ChannelSize", "failedCalls", "acked"].includes(name),
  );
  return shown.flatMap((series): RunChart[] => {
    const curve = simulatedCurve(run, series);
    if (curve === undefined || !hasMoved(curve.values, series.values)) return [];
    const { address, name } = series;
    const [a, b] = [curve, { times: series.times, values: series.values }];
    const lines: Series[] = isDifference
      ? [
          {
            style: "a1",
            name: say("measured − simulated"),
            word: "B − A",
            curve: differenceOf(a, b),
          },
        ]
      : [
          { style: "a2", name: say("A: simulated"), word: "A", curve: a },
          { style: "b2", name: say("B: measured"), word: "B", curve: b },
        ];
    const title = `${address} ${name}`;
    const summary = isDifference
      ? say("Above zero more was measured.")
      : say("A is solid, B is dashed.");
    const time = { from: 0, to: run.seconds.at(-1) ?? 1, name: say("time since the start") };
    const text = (at: number): string => valueText(at, "count");
    const value = { name, form: "count" as const, leastTop: 1, isSigned: isDifference, text };
    const chart = {
      label: `${title}. ${summary}`,
      time,
      value,
      series: lines,
      bands: [],
      spans: [],
    };
    return [{ id: `${address}-${name}`, title, summary, chart }];
  });
}

function hasMoved(...columns: readonly Float64Array[]): boolean {
  return columns.some((values) => values.some((value) => !Number.isNaN(value) && value !== 0));
}

function simulatedCurve(
  { recording, view, seconds }: RunModel,
  { address, name }: MeasuredSeries,
): { readonly times: Float64Array; readonly values: Float64Array } | undefined {
  const part = recording.parts.findIndex((each) => each.address === address);
  const values = part < 0 ? undefined : view.series(part, name);
  return values === undefined ? undefined : { times: seconds, values };
}
