/**
 * The objectives held against the fluid of a scenario: what it misses, where, and by how much. A fluid has no chance in
 * it and no single calls, so it judges what takes room and time: fills, backlogs, losses, drains.
 */
import type { FluidCourse, FluidLayer } from "../../fluid/course.js";
import { fluidCourse } from "../../fluid/fluid.js";
import type { Objective } from "../../scenario/types/objectives.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import { formatBytes, formatDuration, formatEvents, formatFraction } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";

export interface Miss {
  readonly objective: Objective;
  readonly layer: string | null;
  /** What is asked or there, and what the fluid comes to, for people. */
  readonly allowed: string;
  readonly comes: string;
  /** How many times the allowed; Infinity: without measure. */
  readonly excess: number;
}

/** A put waits that long before it is rejected, by default. */
const KEEP_ALIVE_SECONDS = 3;

/** @returns what the fluid of a scenario misses; empty: nothing */
export function missesOf(scenario: Scenario, seed: number): Miss[] {
  return missesIn(scenario, fluidCourse(scenario, { seed }));
}

export function missesIn(scenario: Scenario, course: FluidCourse): Miss[] {
  return scenario.objectives.flatMap((objective) => {
    const miss = missOf(objective, scenario, course);
    return miss === undefined ? [] : [{ objective, ...miss }];
  });
}

type Found = Omit<Miss, "objective">;

function missOf(objective: Objective, scenario: Scenario, course: FluidCourse): Found | undefined {
  switch (objective.kind) {
    case "no":
      return mishap(objective.what, scenario, course);
    case "backlog":
      return backlog(objective, scenario, course);
    case "fill":
      return fill(objective, course);
    case "blocked":
      return blocked(objective, course);
    case "drained":
      return drained(objective, course);
    case "latency":
      return undefined;
  }
}

function mishap(
  what: Extract<Objective, { kind: "no" }>["what"],
  scenario: Scenario,
  course: FluidCourse,
): Found | undefined {
  const worst = (of: (layer: FluidLayer) => number): Found | undefined => {
    const layer = largestOf(course.layers, of);
    if (layer === undefined || of(layer) < 1) return undefined;
    return {
      layer: layer.layer,
      allowed: "none",
      comes: formatEvents(of(layer)),
      excess: Infinity,
    };
  };
  switch (what) {
    case "loss":
      return worst(({ lostEvents }) => lostEvents);
    case "drops":
      return worst(({ droppedEvents }) => droppedEvents);
    case "refusals":
    case "rejections":
      return fullChannel(scenario, course);
    default:
      return undefined;
  }
}

/** A channel that stays full for longer than puts wait: the senders behind it are rejected. */
function fullChannel(scenario: Scenario, course: FluidCourse): Found | undefined {
  const full = course.buffers
    .filter(({ kind, fullSeconds }) => kind === "channel" && fullSeconds > KEEP_ALIVE_SECONDS)
    .sort((a, b) => a.firstFullSeconds! - b.firstFullSeconds!)[0];
  if (full === undefined) return undefined;
  const needs = roomNeeded(scenario, full.layer, course.seed);
  const has = full.capacityEvents!;
  return {
    layer: full.layer,
    allowed: `room for ${formatEvents(has)} in each channel`,
    comes: formatEvents(needs),
    excess: needs / has,
  };
}

/** [events] that the fullest channel of a tier would hold if it had room without end. */
export function roomNeeded(scenario: Scenario, tier: string, seed: number): number {
  const tiers = scenario.tiers.map((each) => {
    if (each.name !== tier) return each;
    const templates = each.templates.map((template) => ({
      ...template,
      channels: template.channels.map((channel) => {
        if (channel.kind === "spillable") return { ...channel, overflowCapacityEvents: UNBOUNDED };
        const roomy = { ...channel, capacityEvents: UNBOUNDED };
        return roomy.kind === "memory" ? { ...roomy, byteCapacity: UNBOUNDED * 1000 } : roomy;
      }),
    }));
    return { ...each, templates };
  });
  const course = fluidCourse({ ...scenario, tiers }, { seed });
  return course.layers.find(({ layer }) => layer === tier)!.peak?.events ?? 0;
}

const UNBOUNDED = 2_147_483_647; // the most that a channel's capacity can be

function backlog(
  { group, under }: Extract<Objective, { kind: "backlog" }>,
  { servers }: Scenario,
  course: FluidCourse,
): Found | undefined {
  const groups = servers.filter(({ name }) => group === undefined || group === name);
  let found: Found | undefined;
  for (const { name, ratePerSecond } of groups) {
    const peak = course.layers.find(({ layer }) => layer === name)?.peak;
    if (peak === undefined || peak === null) continue;
    const ticks = (peak.events / ratePerSecond) * TICKS_PER_SECOND;
    const values = { bytes: peak.bytes, events: peak.events, "ticks-of-load": ticks };
    const value = values[under.unit];
    const excess = value / under.value;
    if (value < under.value || (found !== undefined && found.excess >= excess)) continue;
    const text = { bytes: formatBytes, events: formatEvents, "ticks-of-load": formatDuration };
    found = {
      layer: name,
      allowed: text[under.unit](under.value),
      comes: text[under.unit](value),
      excess,
    };
  }
  return found;
}

function fill(
  { tier, underFraction }: Extract<Objective, { kind: "fill" }>,
  course: FluidCourse,
): Found | undefined {
  const tiers = course.layers.filter(
    ({ layer, kind }) => kind === "tier" && (tier === undefined || tier === layer),
  );
  return shareOver(tiers, ({ peak }) => peak?.share ?? 0, underFraction);
}

function blocked(
  { group, underFraction }: Extract<Objective, { kind: "blocked" }>,
  course: FluidCourse,
): Found | undefined {
  const groups = course.layers.filter(
    ({ layer, kind }) => kind === "servers" && (group === undefined || group === layer),
  );
  return shareOver(groups, ({ heldUpShare }) => heldUpShare, underFraction);
}

function shareOver(
  layers: readonly FluidLayer[],
  of: (layer: FluidLayer) => number,
  limit: number,
): Found | undefined {
  const worst = largestOf(layers, of);
  // A fill comes to its limit by rounding alone.
  if (worst === undefined || of(worst) < limit * (1 - 1e-9)) return undefined;
  return {
    layer: worst.layer,
    allowed: `under ${formatFraction(limit)}`,
    comes: formatFraction(of(worst)),
    excess: of(worst) / limit,
  };
}

function drained(
  { after, withinTicks }: Extract<Objective, { kind: "drained" }>,
  course: FluidCourse,
): Found | undefined {
  const allowed = formatDuration(withinTicks);
  for (const { fault, endSeconds, drainedAtSeconds } of course.recoveries) {
    if (!fault.endsWith(` of ${after}`)) continue;
    const slowest = largestOf(course.layers, ({ workingShare }) => workingShare)?.layer ?? null;
    if (drainedAtSeconds === null) {
      return { layer: slowest, allowed, comes: "not before the run ends", excess: Infinity };
    }
    const ticks = (drainedAtSeconds - endSeconds) * TICKS_PER_SECOND;
    if (ticks <= withinTicks) continue;
    return { layer: slowest, allowed, comes: formatDuration(ticks), excess: ticks / withinTicks };
  }
  return undefined;
}

function largestOf(
  layers: readonly FluidLayer[],
  of: (layer: FluidLayer) => number,
): FluidLayer | undefined {
  let worst: FluidLayer | undefined;
  for (const layer of layers) if (worst === undefined || of(layer) > of(worst)) worst = layer;
  return worst;
}
