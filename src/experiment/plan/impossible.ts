/**
 * Objectives that no settings within the bounds can meet, said before anything is simulated, with the bound that says
 * so. Only what is missed by more than the fluid may be off by; what is close is left to simulation.
 */
import { fluidCourse } from "../../fluid/fluid.js";
import { mean } from "../../random/distribution.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import type { TimedSink } from "../../scenario/types/sinks.js";
import { formatFraction, formatRate } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { missesOf, type Miss } from "./bound.js";
import type { Impossible } from "./result.js";
import { sureRefusals } from "./spare-refusals.js";

/** The fluid and the runs differ by back-offs and chance: a miss by less proves nothing. */
const CLEAR_EXCESS = 1.15;
/** Of what is generated without any fault, that must be delivered by its end. */
const STEADY_SHARE = 0.97;

/** @param most scenarios at the most of every setting, one for each draw of the uncertain inputs */
export function impossibleIn(
  most: readonly { readonly scenario: Scenario; readonly seed: number }[],
  probability: number,
): Impossible[] {
  const failing = most.map(({ scenario, seed }) => whyNot(scenario, seed));
  const hopeless = failing.filter((found) => found.length > 0);
  // At least so many draws must do; draws that do not are the uncertain inputs' tail.
  const allowed = most.length === 1 ? 0 : (1 - probability) * most.length;
  if (hopeless.length <= 2 * allowed) return [];
  const of =
    most.length === 1 ? "" : ` (in ${String(hopeless.length)} of ${String(most.length)} draws)`;
  return hopeless[0]!.map((found) => ({ ...found, needs: found.needs + of }));
}

function whyNot(scenario: Scenario, seed: number): Impossible[] {
  const steady = steadyLoad(scenario, seed);
  if (steady !== undefined) return [steady];
  const misses = missesOf(scenario, seed).filter(({ excess }) => excess >= CLEAR_EXCESS);
  return [...sureRefusals(scenario, seed), ...misses.map((miss) => explained(miss, scenario))];
}

/** Without any fault, what is generated must come through. */
function steadyLoad(scenario: Scenario, seed: number): Impossible | undefined {
  const calm = fluidCourse({ ...scenario, faults: [] }, { seed });
  const seconds = calm.durationSeconds;
  const delivered = calm.destinations.reduce((sum, each) => sum + each.deliveredEvents, 0);
  const { backlog } = calm;
  const last = backlog.atSeconds.length - 1;
  const t = seconds - backlog.atSeconds[last]!;
  const left = backlog.value[last]! + backlog.rate[last]! * t + (backlog.slope[last]! * t * t) / 2;
  const dropped = calm.layers.reduce((sum, layer) => sum + layer.droppedEvents, 0);
  const offered = delivered + left + dropped;
  if (delivered >= STEADY_SHARE * offered || scenario.faults.some(({ kind }) => kind === "start")) {
    return undefined;
  }
  const layer = [...calm.layers]
    .filter(({ kind }) => kind === "tier")
    .sort((a, b) => b.workingShare - a.workingShare)[0];
  // What was dropped while sinks had time to spare had no room: a burst, not a steady load.
  const isRoom = delivered + dropped >= STEADY_SHARE * offered;
  if (isRoom && layer !== undefined && layer.workingShare < STEADY_SHARE) return undefined;
  const capacity = layer === undefined ? undefined : timedCapacity(scenario, layer.layer);
  return {
    objective: "the load must come through, outage or not",
    bound: "steady load",
    layer: layer?.layer ?? null,
    needs: `${formatRate(offered / seconds)} offered, mean of the run without any fault`,
    has:
      `${formatRate(delivered / seconds)} come through with the most that may be set` +
      (capacity === undefined ? "" : `; its sinks drain ${formatRate(capacity)}`) +
      (layer === undefined ? "" : `, at work ${formatFraction(layer.workingShare)} of the time`),
    fix: `allow more sinks or agents of ${layer?.layer ?? "the last tier"}, or faster ones`,
  };
}

/** [events/s] that the timed sinks of a tier drain; undefined where it has others. */
function timedCapacity(scenario: Scenario, name: string): number | undefined {
  const tier = scenario.tiers.find((each) => each.name === name)!;
  let total = 0;
  for (const { template } of tier.agents) {
    const sinks = tier.templates[template]!.sinks;
    if (sinks.some(({ kind }) => kind !== "timed")) return undefined;
    for (const sink of sinks as readonly TimedSink[]) {
      const ticks = mean(sink.perBatchTicks) + sink.batchEvents * sink.perEventTicks;
      total += (sink.batchEvents / ticks) * TICKS_PER_SECOND;
    }
  }
  return total;
}

function explained({ objective, layer, allowed, comes }: Miss, { servers }: Scenario): Impossible {
  const { text, kind } = objective;
  const base = { objective: text, layer };
  const at = layer === null ? "" : ` of ${layer}`;
  switch (kind) {
    case "drained":
      return {
        ...base,
        bound: "drain",
        needs: `drained within ${allowed}`,
        has: `${comes}, with the most that may be set: what piles up leaves no faster while new events come`,
        fix: `allow more sinks or agents${at}, or more time`,
      };
    case "no":
      return {
        ...base,
        bound: allowed === "none" ? "losses" : "room for the outage",
        needs: allowed === "none" ? "none" : `room for ${comes} in each channel${at}`,
        has: allowed === "none" ? comes : `${allowed}, the most that may be set`,
        fix: servers.some(({ name }) => name === layer)
          ? `allow larger capacities, more agents or more sinks, or a larger backlog${at}`
          : `allow a larger capacity or more agents${at}, or a shorter outage`,
      };
    default:
      return {
        ...base,
        bound: kind === "backlog" ? "room for the outage" : kind,
        needs: allowed,
        has: `${comes}, with the most that may be set`,
        fix: `allow larger capacities, more agents or more sinks, or a looser limit`,
      };
  }
}
