/**
 * The chain of causes: which step led to which.
 *
 * A step's cause is looked for among the kinds of step that can lead to it (a full channel makes puts wait,
 * a rejected call makes a channel fill, an outage makes writes fail), in the layer where they would have to
 * show, and going on when it began; the one that began last is taken. A channel that fills with no such step
 * has more offered to it than it can pass on: then the cause is overload, and is said so.
 */
import type { Scenario } from "../scenario/types/scenario.js";
import { ticksFromSeconds } from "../units/time.js";
import type { Step, StepKind } from "./findings.js";
import type { OpenStep } from "./steps.js";

/** How long after its last sign a step may still be the cause of another. */
const LINGER_TICKS = ticksFromSeconds(60);
/** A group takes another sink in the same call that failed; what comes later is its return. */
const SAME_CALL_TICKS = ticksFromSeconds(1);

/** Where a cause would have to show: in the same layer, in the one the step concerns, or in those after it. */
interface Rule {
  readonly causes: readonly StepKind[];
  readonly at: "same" | "other" | "next";
  readonly lingerTicks?: number;
}

const FAILED_CALLS: readonly StepKind[] = [
  "call-rejected",
  "connection-refused",
  "call-timed-out",
  "call-broken",
];

const RULES: Readonly<Record<StepKind, readonly Rule[]>> = {
  fault: [],
  overload: [],
  "process-down": [{ causes: ["fault"], at: "same" }],
  lost: [{ causes: ["process-down"], at: "same" }],
  "write-failed": [
    { causes: ["fault"], at: "other" },
    { causes: ["fault"], at: "same" },
  ],
  "sink-stalled": [
    { causes: ["fault"], at: "other" },
    { causes: ["fault"], at: "same" },
  ],
  "channel-failed": [{ causes: ["fault"], at: "same" }],
  "channel-stalled": [{ causes: ["fault"], at: "same" }],
  "connection-refused": [{ causes: ["process-down", "fault"], at: "other" }],
  "call-timed-out": [{ causes: ["process-down", "fault", "put-waited"], at: "other" }],
  "call-broken": [{ causes: ["process-down", "fault"], at: "other" }],
  "call-rejected": [{ causes: ["put-rejected"], at: "other" }],
  "channel-full": [
    {
      causes: [
        ...["write-failed", "sink-stalled", "channel-failed", "channel-stalled"],
        ...FAILED_CALLS,
      ] as StepKind[],
      at: "same",
    },
    { causes: ["put-waited"], at: "next" },
    { causes: ["fault"], at: "same" },
    { causes: ["fault"], at: "next" },
    { causes: ["overload"], at: "same" },
  ],
  "put-waited": [{ causes: ["channel-full", "channel-stalled"], at: "same" }],
  "put-rejected": [{ causes: ["channel-full", "channel-failed"], at: "same" }],
  backlog: [
    { causes: [...FAILED_CALLS, "write-failed", "sink-stalled"], at: "same" },
    { causes: ["put-waited"], at: "next" }, // held up by agents that wait for room, no call fails
    { causes: ["fault"], at: "same" },
    { causes: ["fault"], at: "next" },
  ],
  dropped: [{ causes: [...FAILED_CALLS, "write-failed", "backlog"], at: "same" }],
  unrouted: [],
  "failed-over": [{ causes: FAILED_CALLS, at: "same", lingerTicks: SAME_CALL_TICKS }],
};

/** Steps in the order of their beginning, each with the index of its cause. */
export function linkCauses(scenario: Scenario, open: readonly OpenStep[]): Step[] {
  const steps = withOverload(scenario, open);
  return steps.map((step, index) => {
    const { fault: _fault, ...rest } = step;
    return { ...rest, cause: findCause(scenario, steps, index) };
  });
}

/** Adds an overload before each full channel that nothing else explains. */
function withOverload(scenario: Scenario, open: readonly OpenStep[]): OpenStep[] {
  const steps: OpenStep[] = [];
  for (const [index, step] of open.entries()) {
    const isUnexplained =
      step.what === "channel-full" && findCause(scenario, open, index) === undefined;
    if (isUnexplained) steps.push({ ...step, what: "overload", first: step.layer });
    steps.push(step);
  }
  return steps;
}

function findCause(
  scenario: Scenario,
  steps: readonly OpenStep[],
  index: number,
): number | undefined {
  const step = steps[index]!;
  for (const { causes, at, lingerTicks = LINGER_TICKS } of RULES[step.what]) {
    const layers = layersAt(scenario, step, at);
    const found = latest(steps, index, (candidate) => {
      if (candidate.toTicks + lingerTicks < step.fromTicks) return false;
      return causes.includes(candidate.what) && isAt(scenario, candidate, layers, step.layer);
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The last step to begin among those that fit and began no later. */
function latest(
  steps: readonly OpenStep[],
  index: number,
  fits: (candidate: OpenStep) => boolean,
): number | undefined {
  const { fromTicks } = steps[index]!;
  let best: number | undefined;
  for (const [i, candidate] of steps.entries()) {
    if (i === index || candidate.fromTicks > fromTicks) continue;
    if (!fits(candidate)) continue;
    if (best === undefined || candidate.fromTicks >= steps[best]!.fromTicks) best = i;
  }
  return best;
}

function layersAt(scenario: Scenario, step: OpenStep, at: Rule["at"]): string[] {
  if (at === "same") return [step.layer];
  if (at === "other") return [step.other ?? step.layer];
  return layersAfter(scenario, step.layer);
}

/** A fault on a link is where either of its ends is; what cuts a machine off is on all its links. */
function isAt(
  scenario: Scenario,
  candidate: OpenStep,
  layers: readonly string[],
  stepLayer: string,
): boolean {
  if (layers.includes(candidate.layer)) return true;
  if (candidate.what !== "fault") return false;
  const { targets, kind } = scenario.faults[candidate.fault]!;
  return targets.some((target) => {
    if (target.kind !== "link") return kind === "partition" && candidate.layer === stepLayer;
    const ends = [target.from.name, target.to.name];
    return ends.includes(stepLayer) || ends.some((end) => layers.includes(end));
  });
}

/** Layers that a server group or tier sends to. */
export function layersAfter(scenario: Scenario, layer: string): string[] {
  const next = new Set<string>();
  const group = scenario.servers.find(({ name }) => name === layer);
  if (group?.client.kind === "hdfs") next.add(group.client.storage);
  if (group?.client.kind === "avro") {
    for (const { tier } of group.client.to.agents) next.add(tier);
  }
  const tier = scenario.tiers.find(({ name }) => name === layer);
  for (const { sinks } of tier?.templates ?? []) {
    for (const sink of sinks) {
      if (sink.kind === "avro")
        next.add(sink.to.kind === "agent" ? sink.to.agent.tier : sink.to.tier);
      if (sink.kind === "hdfs") next.add(sink.storage);
    }
  }
  return [...next];
}
