/** Fill, refusals and backlog over time, with the outages behind them. */
import type { Course } from "../../analysis/course.js";
import type { Series, Span, TimeChart } from "../../charts/chart.js";
import { extentOf } from "../../charts/curve.js";
import type { SeriesStyle } from "../../charts/theme.js";
import { formatValue, type ValueForm } from "../../charts/ticks.js";
import { formatBytes, formatClock } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { NONE } from "../document/cells.js";
import type { Block, FigureBlock, NumberCell, Section, TableBlock } from "../document/document.js";

const STYLES: readonly SeriesStyle[] = ["series1", "series2", "series3", "series4"];
/** Rows of the table beside a picture. */
const ROWS = 12;

/** Of one quantity, a line a layer. */
interface Plan {
  readonly title: string;
  readonly value: TimeChart["value"];
  readonly unit: string;
  readonly lines: readonly {
    readonly layer: string;
    readonly name: string;
    readonly values: Float64Array;
  }[];
  readonly note?: string;
}

export function courseSection(course: Course): Section {
  const plans = [fills(course), rejections(course), backlogs(course), undelivered(course)];
  const blocks = plans.flatMap((plan): Block[] => {
    if (plan.lines.length === 0) {
      return [
        { kind: "prose", text: `${plan.title}: not recorded (\`record.series\` is \`tiers\`).` },
      ];
    }
    return chunks(plan).map((part) => figure(course, part));
  });
  return { id: "course", heading: "Over time, layer by layer", blocks, startsPage: true };
}

function fills({ tiers }: Course): Plan {
  return {
    title: "Fill of the channels",
    value: { name: "fullest channel of the layer [% of its capacity]", form: "share", leastTop: 1 },
    unit: "share",
    lines: tiers.flatMap(({ layer, fill }) => {
      return fill === undefined ? [] : [{ layer, name: `${layer}, fullest channel`, values: fill }];
    }),
  };
}

function rejections({ tiers, groups }: Course): Plan {
  return {
    title: "Turned away",
    value: { name: "calls a second", form: "number", leastTop: 1 },
    unit: "calls/s",
    lines: [
      ...tiers.flatMap(({ layer, rejected }) => {
        return rejected === undefined
          ? []
          : [{ layer, name: `rejected by ${layer}`, values: rejected }];
      }),
      ...groups.map(({ layer, failedCalls }) => {
        return { layer, name: `${layer}: failed at every agent tried`, values: failedCalls };
      }),
    ],
  };
}

function backlogs({ groups }: Course): Plan {
  const limits = groups.flatMap(({ layer, limitBytes }) => {
    return limitBytes === undefined ? [] : [`${layer} has room for ${formatBytes(limitBytes)}`];
  });
  return {
    title: "Backlog of the servers",
    value: { name: "kept by the server that keeps most [MB]", form: "number", leastTop: 0.1 },
    unit: "MB",
    lines: groups.map(({ layer, worstBacklogBytes }) => {
      return {
        layer,
        name: `${layer}, worst server`,
        values: worstBacklogBytes.map((of) => of / 1e6),
      };
    }),
    ...(limits.length === 0 ? {} : { note: `A server of ${limits.join(", one of ")}.` }),
  };
}

function undelivered({ heldEvents, waitingEvents }: Course): Plan {
  return {
    title: "Not delivered yet",
    value: { name: "events", form: "count", leastTop: 1 },
    unit: "events",
    lines: [
      { layer: "agents", name: "held by agents", values: heldEvents },
      { layer: "servers", name: "waiting at servers", values: waitingEvents },
    ],
  };
}

/** No more lines in a picture than can be told apart. */
function chunks(plan: Plan): Plan[] {
  const most = STYLES.length;
  if (plan.lines.length <= most) return [plan];
  return Array.from({ length: Math.ceil(plan.lines.length / most) }, (_, i) => {
    const title = i === 0 ? plan.title : `${plan.title}, continued`;
    return { ...plan, title, lines: plan.lines.slice(i * most, (i + 1) * most) };
  });
}

function figure(course: Course, plan: Plan): FigureBlock {
  const { title, value, lines, note } = plan;
  const time = { from: 0, to: course.durationSeconds, name: "time since the start" };
  const series = lines.map(({ layer, name, values }, i): Series => {
    return { style: STYLES[i]!, name, word: layer, curve: { times: course.seconds, values } };
  });
  const peaks = series.map((each) => peakText(each, time, value.form, plan.unit));
  const summary = `${peaks.join("; ")}.${note === undefined ? "" : ` ${note}`}`;
  const chart = { label: title, time, value, series, bands: [], spans: spansOf(course) };
  const table = tableOf(course, plan);
  return { kind: "figure", title, summary, chart: { kind: "time", chart }, table };
}

function peakText(
  { name, curve }: Series,
  time: { readonly from: number; readonly to: number },
  form: ValueForm,
  unit: string,
): string {
  const [, peak] = extentOf(curve, time);
  if (peak === 0) return `${name}: nothing`;
  const at = Array.prototype.indexOf.call(curve.values, peak);
  const suffix = unit === "share" ? "" : ` ${unit}`;
  return `${name}: at most ${formatValue(peak, form)}${suffix}, at ${clock(curve.times[at]!)}`;
}

function spansOf({ faults }: Course): Span[] {
  return faults
    .map(({ fault, fromSeconds, toSeconds }): Span => {
      return { style: "fault", text: fault, from: fromSeconds, to: toSeconds };
    })
    .sort((a, b) => a.from - b.from);
}

/** The picture in figures: of each stretch of time the largest value. */
function tableOf({ seconds, durationSeconds }: Course, plan: Plan): TableBlock {
  const step = durationSeconds / ROWS;
  const rows = Array.from({ length: ROWS }, (_, r) => {
    const [from, to] = [r * step, (r + 1) * step];
    const cells = plan.lines.map(({ values }): NumberCell => {
      const most = largestWithin(seconds, values, from, to);
      if (most === undefined) return NONE;
      return { text: formatValue(most, plan.value.form), value: most, unit: plan.unit };
    });
    return [`${clock(from)} to ${clock(to)}`, ...cells];
  });
  return {
    kind: "table",
    caption: `${plan.title}: largest value in each stretch of time`,
    columns: [{ name: "time" }, ...plan.lines.map(({ name }) => ({ name, isNumber: true }))],
    rows,
  };
}

function largestWithin(
  seconds: Float64Array,
  values: Float64Array,
  from: number,
  to: number,
): number | undefined {
  let most: number | undefined;
  for (let i = 0; i < seconds.length; i++) {
    if (seconds[i]! < from || seconds[i]! > to || Number.isNaN(values[i]!)) continue;
    most = Math.max(most ?? -Infinity, values[i]!);
  }
  return most;
}

function clock(seconds: number): string {
  return formatClock(seconds * TICKS_PER_SECOND);
}
