/** Objectives against what the run showed. */
import { assertNever } from "../assert.js";
import { quantile } from "../record/latency-sketch.js";
import type { Mishap, Objective } from "../scenario/types/objectives.js";
import type { ServerGroup } from "../scenario/types/servers.js";
import {
  formatBytes,
  formatClock,
  formatCount,
  formatDuration,
  formatEvents,
  formatFraction,
} from "../units/format.js";
import { TICKS_PER_SECOND } from "../units/time.js";
import type { Findings, LayerFinding, ObjectiveFinding } from "./findings.js";
import type { RecordingView } from "./view.js";

export type FoundSoFar = Pick<Findings, "mishaps" | "layers" | "recoveries">;

export function judge(view: RecordingView, found: FoundSoFar): ObjectiveFinding[] {
  return view.recording.scenario.objectives.map((objective) => ({
    text: objective.text,
    ...judgeOne(view, found, objective),
  }));
}

type Judgement = Omit<ObjectiveFinding, "text">;

function judgeOne(view: RecordingView, found: FoundSoFar, objective: Objective): Judgement {
  switch (objective.kind) {
    case "no":
      return judgeNone(found, objective.what);
    case "backlog":
      return judgeBacklog(view, found, objective);
    case "fill":
      return judgeFill(found, objective);
    case "latency":
      return judgeLatency(view, objective);
    case "blocked":
      return judgeBlocked(found, objective);
    case "drained":
      return judgeDrained(found, objective);
    default:
      return assertNever(objective, "an objective");
  }
}

function judgeNone({ mishaps, layers }: FoundSoFar, what: Mishap): Judgement {
  const { count, unit } = countOf(mishaps, what);
  if (count === 0) return { isMet: true, found: "none" };
  const where = layers.filter((layer) => concerns(layer, what)).map(({ layer }) => layer);
  const places = where.length > 0 ? ` (${where.join(", ")})` : "";
  return { isMet: false, found: `${formatCount(count)} ${unit}${places}` };
}

function countOf(
  mishaps: FoundSoFar["mishaps"],
  what: Mishap,
): { readonly count: number; readonly unit: string } {
  switch (what) {
    case "loss":
      return { count: mishaps.lostEvents, unit: "events lost" };
    case "drops":
      return { count: mishaps.droppedEvents, unit: "events dropped" };
    case "rejections":
      return { count: mishaps.rejections, unit: "calls rejected" };
    case "connection-refusals":
      return { count: mishaps.connectionRefusals, unit: "connections refused" };
    case "refusals":
      return {
        count: mishaps.rejections + mishaps.connectionRefusals,
        unit: "calls rejected or connections refused",
      };
    case "timeouts":
      return { count: mishaps.timeouts, unit: "time-outs" };
    case "duplicates":
      return { count: mishaps.duplicates, unit: "events delivered again" };
    default:
      return assertNever(what, "a mishap");
  }
}

function concerns(layer: LayerFinding, what: Mishap): boolean {
  const rejected = layer.rejections > 0;
  const refused = layer.connectionRefusals > 0;
  if (what === "loss") return layer.lostEvents > 0;
  if (what === "drops") return layer.droppedEvents > 0;
  if (what === "rejections") return rejected;
  if (what === "connection-refusals") return refused;
  return what === "refusals" && (rejected || refused);
}

function judgeBacklog(
  view: RecordingView,
  { layers }: FoundSoFar,
  { group, under }: Extract<Objective, { kind: "backlog" }>,
): Judgement {
  const groups = view.recording.scenario.servers.filter(
    ({ name }) => group === undefined || group === name,
  );
  let worst = 0;
  let where = "";
  for (const each of groups) {
    const { peak } = layers.find(({ layer }) => layer === each.name)!;
    const value = peak === undefined ? 0 : inUnit(each, peak, under.unit);
    if (value < worst) continue;
    worst = value;
    where = peak?.where ?? each.name;
  }
  const text = `${formatInUnit(worst, under.unit)} at the most${worst > 0 ? ` (${where})` : ""}`;
  return { isMet: worst < under.value, found: text };
}

type BacklogUnit = Extract<Objective, { kind: "backlog" }>["under"]["unit"];

function inUnit(
  group: ServerGroup,
  peak: NonNullable<LayerFinding["peak"]>,
  unit: BacklogUnit,
): number {
  if (unit === "bytes") return peak.bytes ?? 0;
  if (unit === "events") return peak.events;
  return (peak.events / group.ratePerSecond) * TICKS_PER_SECOND;
}

function formatInUnit(value: number, unit: BacklogUnit): string {
  if (unit === "bytes") return formatBytes(value);
  return unit === "events" ? formatEvents(value) : `${formatDuration(value)} of load`;
}

function judgeFill(
  { layers }: FoundSoFar,
  { tier, underFraction }: Extract<Objective, { kind: "fill" }>,
): Judgement {
  const peaks = layers.filter(({ layer, kind }) => {
    return kind === "tier" && (tier === undefined || tier === layer);
  });
  const worst = peaks.reduce((most, { peak }) => Math.max(most, peak?.share ?? 0), 0);
  const where = peaks.find(({ peak }) => peak?.share === worst)?.peak?.where ?? "";
  const found = `${formatFraction(worst)} at the most${where === "" ? "" : ` (${where})`}`;
  return { isMet: worst < underFraction, found };
}

function judgeLatency(
  view: RecordingView,
  { quantile: share, underTicks }: Extract<Objective, { kind: "latency" }>,
): Judgement {
  const values = view.recording.latencies.map(({ withWaiting }) => quantile(withWaiting, share));
  const worst = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  if (values.every((value) => value === undefined)) {
    return { isMet: undefined, found: "no event was generated" };
  }
  return { isMet: worst < underTicks, found: formatDuration(worst) };
}

function judgeBlocked(
  { layers }: FoundSoFar,
  { group, underFraction }: Extract<Objective, { kind: "blocked" }>,
): Judgement {
  const worst = layers
    .filter(({ layer, kind }) => kind === "servers" && (group === undefined || group === layer))
    .reduce((most, { blockedShare }) => Math.max(most, blockedShare), 0);
  return { isMet: worst < underFraction, found: `${formatFraction(worst)} of the time` };
}

function judgeDrained(
  { recoveries }: FoundSoFar,
  { after, withinTicks }: Extract<Objective, { kind: "drained" }>,
): Judgement {
  const concerned = recoveries.filter(({ fault }) => fault.endsWith(` of ${after}`));
  if (concerned.length === 0) return { isMet: undefined, found: `no fault on ${after} ended` };
  const late = concerned.find(
    ({ drainedAtTicks, endTicks }) =>
      drainedAtTicks === undefined || drainedAtTicks - endTicks > withinTicks,
  );
  const shown = late ?? concerned.at(-1)!;
  if (shown.drainedAtTicks === undefined) {
    return { isMet: false, found: `not drained: ${shown.why ?? ""}` };
  }
  const took = formatDuration(shown.drainedAtTicks - shown.endTicks);
  const found = `drained ${took} after, at ${formatClock(shown.drainedAtTicks)}`;
  return { isMet: late === undefined, found };
}
