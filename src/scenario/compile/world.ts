/** The names of a scenario: server groups, tiers with their agents, storages; and looking them up. */
import type { Address, AddressEnd, Which } from "../address.js";
import { formatEnd, formatWhich } from "../address.js";
import { nearest } from "../document/nearest.js";
import { listNames, quote } from "../document/describe.js";
import type { DocNode, MapNode } from "../document/node.js";
import type { FlumeVersion } from "../types/agents.js";
import type { ProblemList, Where } from "../problem-list.js";
import type { AgentRef } from "../types/servers.js";

/** Who is in a tier, before any of its agents is read. */
export interface Roster {
  readonly tier: string;
  readonly node: MapNode;
  readonly flume: FlumeVersion;
  /** Names of agents where the file gives them, else undefined: agents are numbered. */
  readonly labels: readonly string[] | undefined;
  readonly agents: readonly RosterAgent[];
  /** All of them, in order. */
  readonly refs: readonly AgentRef[];
}

export interface RosterAgent {
  readonly address: string; // `tier1[3]`, `tier1[east-1]`
  /** What it is made of; the same object for all that are alike. */
  readonly body: MapNode;
}

/** `undefined`: the name is there, but what it stands for has a problem of its own. */
export interface World {
  readonly groups: ReadonlyMap<string, number | undefined>; // servers
  readonly tiers: ReadonlyMap<string, Roster | undefined>;
  readonly storages: ReadonlyMap<string, number | undefined>; // DataNodes
}

/** Things of one kind that an index or a name picks from. */
export interface Choice {
  readonly whose: string; // "tier2", "web"
  readonly count: number;
  readonly labels: readonly string[] | undefined;
}

/** @returns positions among the things; `undefined` after a problem */
export function chosen(
  which: Which | undefined,
  { whose, count, labels }: Choice,
  where: Where,
  problems: ProblemList,
): readonly number[] | undefined {
  if (which === undefined || which.kind === "all")
    return Array.from({ length: count }, (_, i) => i);
  const range =
    labels === undefined
      ? `\`${whose}[0]\` to \`${whose}[${count - 1}]\``
      : `an agent of ${whose}: ${listNames(labels)}`;
  const found = `\`${whose}[${formatWhich(which)}]\``;
  if (which.kind === "name") {
    const index = labels?.indexOf(which.name) ?? -1;
    if (index >= 0) return [index];
    const near = nearest(which.name, labels ?? []);
    problems.error("unknown-name", where, {
      expected: range,
      found,
      fix: near === undefined ? undefined : `write \`${whose}[${near}]\``,
    });
    return undefined;
  }
  const [first, last] =
    which.kind === "number" ? [which.number, which.number] : [which.first, which.last];
  if (last < count) return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  problems.error("unknown-name", where, {
    expected: range,
    found,
  });
  return undefined;
}

/** @returns the agents that an address names, in order; `undefined` after a problem */
export function agentsAt(
  address: Address,
  node: DocNode,
  world: World,
  problems: ProblemList,
): readonly AgentRef[] | undefined {
  const [segment] = address.from;
  if (address.to !== undefined || address.from.length > 1) {
    problems.error("address-of-other-kind", node, {
      expected: "a tier (`tier2`) or agents of it (`tier2[1]`)",
      found: quote(formatEnd(address.from) + (address.to === undefined ? "" : "->…")),
    });
    return undefined;
  }
  if (!world.tiers.has(segment.word)) {
    reportUnknown(segment.word, [...world.tiers.keys()], "a tier", node, problems);
    return undefined;
  }
  const roster = world.tiers.get(segment.word);
  if (roster === undefined) return undefined;
  const { agents, labels } = roster;
  const { which } = segment;
  if (which === undefined || which.kind === "all") return roster.refs;
  const choice = { whose: roster.tier, count: agents.length, labels };
  return chosen(which, choice, node, problems)?.map((agent) => roster.refs[agent]!);
}

/** @returns the name of the storage; `undefined` after a problem */
export function storageAt(
  address: Address,
  node: DocNode,
  world: World,
  problems: ProblemList,
): string | undefined {
  const [segment] = address.from;
  if (isPlainName(address.from) && address.to === undefined && world.storages.has(segment.word)) {
    return segment.word;
  }
  reportUnknown(formatEnd(address.from), [...world.storages.keys()], "a storage", node, problems);
  return undefined;
}

/** A name that is not there; says so if there is a thing of another kind by that name. */
export function reportUnknown(
  name: string,
  candidates: readonly string[],
  kind: string,
  where: Where,
  problems: ProblemList,
): void {
  const near = nearest(name, candidates);
  problems.error("unknown-name", where, {
    expected:
      candidates.length === 0
        ? `${kind}, of which there is none`
        : `${kind}: ${listNames(candidates)}`,
    found: quote(name),
    fix: near === undefined ? undefined : `write \`${near}\``,
  });
}

function isPlainName(end: AddressEnd): boolean {
  return end.length === 1 && end[0].which === undefined;
}
