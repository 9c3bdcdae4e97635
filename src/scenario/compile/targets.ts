/** Addresses in `on:`, `from:` and `to:` of links → parts of the model. */
import type { Address, AddressEnd, Segment } from "../address.js";
import { formatEnd } from "../address.js";
import { nearest } from "../document/nearest.js";
import { listNames, quote } from "../document/describe.js";
import type { DocNode } from "../document/node.js";
import type { FaultPart } from "../fault-table.js";
import type { ProblemList } from "../problem-list.js";
import type { AgentTemplate } from "../types/agents.js";
import type { FaultTarget, LinkEnd } from "../types/faults.js";
import type { CompiledTier } from "./agents/tiers.js";
import { chosen, reportUnknown, type World } from "./world.js";

export interface Target {
  readonly part: FaultPart;
  readonly target: FaultTarget;
}

export interface TargetContext {
  readonly world: World;
  readonly tiers: ReadonlyMap<string, CompiledTier | undefined>;
  readonly problems: ProblemList;
}

const MAX_TARGETS = 100_000;

type Component = Extract<FaultTarget, { kind: "component" }>["part"];

const COMPONENT_WORDS: Readonly<Record<string, Component>> = {
  source: "source",
  sources: "source",
  channel: "channel",
  channels: "channel",
  sink: "sink",
  sinks: "sink",
};

/** @returns what the address names; `undefined` after a problem, here or in what it names */
export function targetsOf(
  address: Address,
  node: DocNode,
  context: TargetContext,
): Target[] | undefined {
  if (address.to !== undefined) {
    const from = linkEndOf(address.from, node, context);
    const to = linkEndOf(address.to, node, context);
    if (from === undefined || to === undefined) return undefined;
    return [{ part: "link", target: { kind: "link", from, to } }];
  }
  const { world, problems } = context;
  const [head] = address.from;
  const rest = address.from.slice(1);
  if (world.groups.has(head.word)) return serversAt(head, rest, node, context);
  if (world.tiers.has(head.word)) return agentPartsAt(head, rest, node, context);
  if (world.storages.has(head.word)) return storagePartsAt(head, rest, node, context);
  reportUnknown(head.word, allNames(world), "a server group, tier or storage", node, problems);
  return undefined;
}

/** @returns one end of a link; `undefined` after a problem */
export function linkEndOf(
  end: AddressEnd,
  node: DocNode,
  { world, problems }: TargetContext,
): LinkEnd | undefined {
  const [{ word, which }] = end;
  const isKnown = allNames(world).includes(word);
  if (!isKnown) {
    reportUnknown(word, allNames(world), "a server group, tier or storage", node, problems);
    return undefined;
  }
  const isOne = which === undefined || which.kind === "number" || which.kind === "name";
  if (
    end.length > 1 ||
    (which?.kind !== "all" && !isOne) ||
    (which !== undefined && world.storages.has(word))
  ) {
    problems.error("address-of-other-kind", node, {
      expected: "an end of a link: a server group, a tier, one of their members, or a storage",
      found: quote(formatEnd(end)),
    });
    return undefined;
  }
  if (which === undefined || which.kind === "all") return { name: word, index: undefined };
  const roster = world.tiers.get(word);
  const count = roster?.agents.length ?? world.groups.get(word);
  if (count === undefined) return undefined;
  const indexes = chosen(which, { whose: word, count, labels: roster?.labels }, node, problems);
  return indexes && { name: word, index: indexes[0] };
}

function allNames(world: World): string[] {
  return [...world.groups.keys(), ...world.tiers.keys(), ...world.storages.keys()];
}

function serversAt(
  { word, which }: Segment,
  rest: readonly Segment[],
  node: DocNode,
  { world, problems }: TargetContext,
): Target[] | undefined {
  const count = world.groups.get(word);
  if (count === undefined) return undefined;
  if (rest.length > 0) return unknownPart(rest[0]!, word, [], node, problems);
  const indexes = chosen(which, { whose: word, count, labels: undefined }, node, problems);
  if (indexes === undefined || !isFewEnough(indexes.length, node, problems)) return undefined;
  return indexes.map((server) => {
    return { part: "servers", target: { kind: "servers", group: word, server } };
  });
}

function agentPartsAt(
  { word, which }: Segment,
  rest: readonly Segment[],
  node: DocNode,
  context: TargetContext,
): Target[] | undefined {
  const { world, problems } = context;
  const roster = world.tiers.get(word);
  if (roster === undefined) return undefined;
  const choice = { whose: word, count: roster.agents.length, labels: roster.labels };
  const indexes = chosen(which, choice, node, problems);
  if (indexes === undefined || !isFewEnough(indexes.length, node, problems)) return undefined;
  if (rest.length === 0) {
    return indexes.map((agent) => {
      return { part: "agent", target: { kind: "agent", tier: word, agent } };
    });
  }
  const compiled = context.tiers.get(word);
  if (compiled === undefined) return undefined;
  const { templates, agents } = compiled.tier;
  const found: Target[] = [];
  for (const agent of indexes) {
    const template = templates[agents[agent]!.template]!;
    const components = componentsAt(template, rest, node, problems);
    if (components === undefined) return undefined;
    if (!isFewEnough(found.length + components.length, node, problems)) return undefined;
    for (const { faultPart, part, name } of components) {
      found.push({
        part: faultPart,
        target: { kind: "component", tier: word, agent, part, name },
      });
    }
  }
  return found;
}

interface FoundComponent {
  readonly faultPart: FaultPart;
  readonly part: Component;
  readonly name: string;
}

/** `channel`, `channels.c1`, `sinks[*]`, `sinks[k1]`: of one agent. */
function componentsAt(
  template: AgentTemplate,
  [head, name, ...more]: readonly Segment[],
  node: DocNode,
  problems: ProblemList,
): FoundComponent[] | undefined {
  const part = Object.hasOwn(COMPONENT_WORDS, head!.word)
    ? COMPONENT_WORDS[head!.word]!
    : undefined;
  if (part === undefined) {
    return unknownPart(head!, "an agent", ["source", "channel", "sinks"], node, problems);
  }
  const all = componentsOf(template, part);
  const wanted = nameIn(head!, name);
  if (more.length > 0 || name?.which !== undefined) {
    return unknownPart(more[0] ?? name!, `a ${part}`, [], node, problems);
  }
  if (wanted === undefined) return all;
  const found = all.filter((component) => component.name === wanted);
  if (found.length > 0) return found;
  const names = all.map((component) => component.name);
  const near = nearest(wanted, names);
  problems.error("unknown-name", node, {
    expected: `a ${part} of the agent: ${listNames(names)}`,
    found: quote(wanted),
    fix: near === undefined ? undefined : `write \`${near}\``,
  });
  return undefined;
}

function nameIn({ which }: Segment, name: Segment | undefined): string | undefined {
  if (name !== undefined) return name.word;
  if (which === undefined || which.kind === "all") return undefined;
  return which.kind === "name" ? which.name : which.kind === "number" ? String(which.number) : "";
}

function componentsOf(template: AgentTemplate, part: Component): FoundComponent[] {
  switch (part) {
    case "source":
      return template.sources.map(({ name }) => ({ faultPart: "source", part, name }));
    case "channel":
      return template.channels.map(({ name, kind }) => {
        return { faultPart: kind === "memory" ? "memory channel" : "file channel", part, name };
      });
    case "sink":
      return template.sinks.map(({ name, kind }) => {
        return { faultPart: kind === "timed" ? "timed sink" : "other sink", part, name };
      });
  }
}

function storagePartsAt(
  { word, which }: Segment,
  [head, ...more]: readonly Segment[],
  node: DocNode,
  { world, problems }: TargetContext,
): Target[] | undefined {
  const count = world.storages.get(word);
  if (count === undefined) return undefined;
  const parts = ["namenode", "datanodes"];
  if (which !== undefined || more.length > 0) {
    const odd = more[0] ?? { word: formatEnd([{ word, which }]), which: undefined };
    return unknownPart(odd, "a storage", parts, node, problems);
  }
  if (head === undefined) {
    return [{ part: "storage", target: { kind: "storage", storage: word } }];
  }
  if (head.word === "namenode" && head.which === undefined) {
    return [{ part: "namenode", target: { kind: "namenode", storage: word } }];
  }
  if (head.word !== "datanodes" && head.word !== "datanode") {
    return unknownPart(head, "a storage", parts, node, problems);
  }
  const choice = { whose: `${word}.datanodes`, count, labels: undefined };
  const indexes = chosen(head.which, choice, node, problems);
  return indexes?.map((index) => {
    return { part: "datanode", target: { kind: "datanode", storage: word, index } };
  });
}

function unknownPart(
  part: Segment,
  of: string,
  parts: readonly string[],
  node: DocNode,
  problems: ProblemList,
): undefined {
  const near = nearest(part.word, parts);
  problems.error("unknown-name", node, {
    expected: parts.length === 0 ? `no part of ${of}` : `a part of ${of}: ${listNames(parts)}`,
    found: quote(formatEnd([part])),
    fix: near === undefined ? undefined : `write \`${near}\``,
  });
  return undefined;
}

function isFewEnough(count: number, node: DocNode, problems: ProblemList): boolean {
  if (count <= MAX_TARGETS) return true;
  problems.error("out-of-range", node, {
    expected: `at most ${MAX_TARGETS} parts at a time`,
    found: `${count}`,
  });
  return false;
}
