/**
 * From episodes to steps: what went wrong in each layer, from when to when, merged over the layer's parts.
 *
 * Episodes of one kind in one layer that overlap, or lie no more than a minute apart, are one step.
 */
import type { EpisodeRecord } from "../record/recording.js";
import { ticksFromSeconds } from "../units/time.js";
import type { FaultKind } from "../scenario/types/faults.js";
import type { Step, StepKind } from "./findings.js";
import type { RecordingView } from "./view.js";

const STEP_GAP_TICKS = ticksFromSeconds(60);

/** A step that does not know its cause yet, with what is needed to find it. */
export interface OpenStep extends Omit<Step, "cause"> {
  /** For `fault`: its index in the scenario. */
  readonly fault: number;
}

/** Episode kinds that are no trouble in themselves. */
const SILENT = new Set(["replayed", "process-up"]);

export function openSteps(view: RecordingView): OpenStep[] {
  const groups = new Map<string, EpisodeRecord[]>();
  for (const episode of view.recording.episodes) {
    if (SILENT.has(episode.kind) || episode.toTicks < view.judgedFrom) continue;
    const key = `${episode.kind}/${layerOf(view, episode)}/${otherLayer(view, episode) ?? ""}`;
    const group = groups.get(key) ?? [];
    group.push(episode);
    groups.set(key, group);
  }
  const steps = [...groups.values()].flatMap((episodes) =>
    stretches(episodes).map((stretch) => toStep(view, stretch)),
  );
  return [...steps, ...backlogSteps(view)].sort((a, b) => a.fromTicks - b.fromTicks);
}

/** Splits episodes, ordered by their beginning, where more than the gap lies between them. */
function stretches(episodes: readonly EpisodeRecord[]): EpisodeRecord[][] {
  const found: EpisodeRecord[][] = [];
  let until = -Infinity;
  for (const episode of episodes) {
    const isFault = episode.kind === "fault";
    if (isFault || episode.fromTicks > until + STEP_GAP_TICKS) found.push([]);
    found.at(-1)!.push(episode);
    until = Math.max(until, episode.toTicks);
  }
  return found;
}

function toStep(view: RecordingView, episodes: readonly EpisodeRecord[]): OpenStep {
  const first = episodes[0]!;
  const isFault = first.kind === "fault";
  const layer = layerOf(view, first);
  const kind = isFault ? "" : view.part(first.part).kind;
  const parts = new Set(episodes.map(({ part }) => part));
  return {
    what: first.kind as StepKind,
    layer,
    first: isFault ? faultName(view, first.part) : view.part(first.part).address,
    parts: parts.size,
    of: isFault ? 1 : view.partsOf(layer, kind).length,
    fromTicks: first.fromTicks,
    toTicks: Math.max(...episodes.map(({ toTicks }) => toTicks)),
    count: sum(episodes, ({ count }) => count),
    events: sum(episodes, ({ events }) => events),
    other: otherLayer(view, first),
    fault: isFault ? first.part : -1,
  };
}

/** `hadoop is down`, `tier2[1] is killed`, … */
function faultName(view: RecordingView, index: number): string {
  const { kind, on, factor, targets } = view.recording.scenario.faults[index]!;
  if (kind === "slow") return `${on} is ${String(factor)} times slower`;
  const areServers = targets[0]?.kind === "servers";
  return `${on} ${(areServers ? SERVER_WORDS[kind] : undefined) ?? FAULT_WORDS[kind]}`;
}

const FAULT_WORDS = {
  down: "is down",
  hang: "hangs",
  crash: "is killed",
  partition: "is cut",
  "safe-mode": "is in safe mode",
  start: "is started",
} as const;

/** Of servers, where other words are clearer. */
const SERVER_WORDS: Partial<Record<FaultKind, string>> = {
  down: "generates nothing",
  hang: "sends nothing",
};

/** Stretches in which a server of a group kept more than ten batches. */
function backlogSteps(view: RecordingView): OpenStep[] {
  const { scenario, times } = view.recording;
  return scenario.servers.flatMap(({ name, batchEvents }) => {
    const part = view.partsOf(name, "servers")[0]!;
    const worst = view.series(part, "worstBacklogEvents");
    const total = view.series(part, "backlogEvents");
    if (worst === undefined || total === undefined) return [];
    const steps: OpenStep[] = [];
    for (let i = 0; i < times.length; i++) {
      if (worst[i]! <= 10 * batchEvents || times[i]! < view.judgedFrom) continue;
      const last = steps.at(-1);
      const isSame = last !== undefined && times[i]! - last.toTicks <= STEP_GAP_TICKS;
      const from = isSame
        ? last
        : backlogStep(name, view.partsOf(name, "server").length, times[i]!);
      if (isSame) steps.pop();
      steps.push({ ...from, toTicks: times[i]!, events: Math.max(from.events, total[i]!) });
    }
    return steps;
  });
}

function backlogStep(layer: string, of: number, at: number): OpenStep {
  return {
    what: "backlog",
    layer,
    first: layer,
    parts: of,
    of,
    fromTicks: at,
    toTicks: at,
    count: 1,
    events: 0,
    other: undefined,
    fault: -1,
  };
}

function layerOf(view: RecordingView, episode: EpisodeRecord): string {
  if (episode.kind !== "fault") return view.part(episode.part).layer;
  const { targets, on } = view.recording.scenario.faults[episode.part]!;
  const target = targets[0];
  switch (target?.kind) {
    case "servers":
      return target.group;
    case "agent":
    case "component":
      return target.tier;
    case "storage":
    case "namenode":
    case "datanode":
      return target.storage;
    default:
      return on;
  }
}

function otherLayer(view: RecordingView, episode: EpisodeRecord): string | undefined {
  return episode.other < 0 ? undefined : view.part(episode.other).layer;
}

function sum(episodes: readonly EpisodeRecord[], of: (episode: EpisodeRecord) => number): number {
  return episodes.reduce((total, episode) => total + of(episode), 0);
}
