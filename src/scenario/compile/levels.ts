/** Who sends to whom: levels of tiers, cycles, and what no load reaches. */
import type { CompiledServers } from "./servers/servers.js";
import type { CompiledTier } from "./agents/tiers.js";
import { targetTier } from "../target-tier.js";

export interface Graph {
  /** For each tier, the tiers that it sends to. */
  readonly next: ReadonlyMap<string, ReadonlySet<string>>;
  /** For each tier, the server groups whose events can reach it. */
  readonly fedBy: ReadonlyMap<string, ReadonlySet<string>>;
  /** For each tier, its longest distance from the servers; tiers of a cycle have none. */
  readonly levels: ReadonlyMap<string, number>;
  /** Names along one cycle, its first again at the end; empty when there is none. */
  readonly cycle: readonly string[];
}

export function graphOf(groups: readonly CompiledServers[], tiers: readonly CompiledTier[]): Graph {
  const next = new Map(tiers.map((tier) => [tier.tier.name, targetsOf(tier)]));
  const fedBy = new Map(tiers.map(({ tier }) => [tier.name, new Set<string>()]));
  for (const { group } of groups) {
    const { client } = group;
    if (client.kind !== "avro") continue;
    const first = new Set(client.to.agents.map(({ tier }) => tier));
    for (const name of reachable(first, next)) fedBy.get(name)?.add(group.name);
  }
  const cycle = findCycle(next);
  return { next, fedBy, levels: longestDistances(next), cycle };
}

/** The tiers that a tier's sinks send to. */
function targetsOf({ plans }: CompiledTier): ReadonlySet<string> {
  const targets = new Set<string>();
  for (const { template } of plans) {
    for (const sink of template.sinks) {
      if (sink.kind !== "avro") continue;
      targets.add(targetTier(sink.to));
    }
  }
  return targets;
}

function reachable(
  first: ReadonlySet<string>,
  next: ReadonlyMap<string, ReadonlySet<string>>,
): Set<string> {
  const seen = new Set<string>();
  const open = [...first];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...(next.get(name) ?? []));
  }
  return seen;
}

/** Takes away tiers that nobody sends to, again and again; what is left is or hangs on a cycle. */
function longestDistances(next: ReadonlyMap<string, ReadonlySet<string>>): Map<string, number> {
  const senders = new Map<string, number>([...next.keys()].map((name) => [name, 0]));
  for (const targets of next.values()) {
    for (const target of targets) senders.set(target, (senders.get(target) ?? 0) + 1);
  }
  const levels = new Map<string, number>();
  let wave = [...next.keys()].filter((name) => senders.get(name) === 0);
  for (let level = 0; wave.length > 0; level++) {
    const following: string[] = [];
    for (const name of wave) {
      levels.set(name, level);
      for (const target of next.get(name) ?? []) {
        const left = senders.get(target)! - 1;
        senders.set(target, left);
        if (left === 0) following.push(target);
      }
    }
    wave = following;
  }
  return levels;
}

function findCycle(next: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const finished = new Set<string>();
  for (const start of next.keys()) {
    const trail: string[] = [];
    const cycle = walk(start, trail, finished, next);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

/** Depth first; a scenario has at most 100 tiers. */
function walk(
  name: string,
  trail: string[],
  finished: Set<string>,
  next: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const begin = trail.indexOf(name);
  if (begin >= 0) return [...trail.slice(begin), name];
  if (finished.has(name)) return [];
  trail.push(name);
  for (const target of next.get(name) ?? []) {
    const cycle = walk(target, trail, finished, next);
    if (cycle.length > 0) return cycle;
  }
  trail.pop();
  finished.add(name);
  return [];
}
