/**
 * Random faults on a scenario: every part that it has, and every kind that the published table allows there.
 *
 * They are found through the table itself, so that a kind that is added to it is drawn as well.
 */
import { FAULT_TABLE, type FaultPart } from "../../../src/scenario/fault-table.js";
import type { Tier } from "../../../src/scenario/types/agents.js";
import type { FaultKind } from "../../../src/scenario/types/faults.js";
import type { Scenario } from "../../../src/scenario/types/scenario.js";
import type { Keys } from "./parts.js";
import type { FaultSpec } from "./spec.js";

/** Where each kind of part stands in a scenario, by address. */
export type Places = ReadonlyMap<FaultPart, readonly string[]>;

export function placesOf(scenario: Scenario): Places {
  const places = new Map<FaultPart, string[]>();
  const add = (part: FaultPart, address: string): void => {
    places.set(part, [...(places.get(part) ?? []), address]);
  };
  for (const { name, count } of scenario.servers) {
    add("servers", name);
    add("servers", `${name}[${count - 1}]`);
  }
  for (const tier of scenario.tiers) {
    add("agent", `${tier.name}[*]`);
    tier.agents.forEach((_, i) => addAgent(tier, i, add));
  }
  for (const { name, datanodes } of scenario.storages) {
    add("storage", name);
    add("namenode", `${name}.namenode`);
    for (let i = 0; i < datanodes; i++) add("datanode", `${name}.datanodes[${i}]`);
  }
  for (const [from, to] of pairsOf(scenario)) add("link", `${from}->${to}`);
  return places;
}

function addAgent(
  tier: Tier,
  index: number,
  add: (part: FaultPart, address: string) => void,
): void {
  const agent = `${tier.name}[${index}]`;
  const { sources, channels, sinks } = tier.templates[tier.agents[index]!.template]!;
  add("agent", agent);
  for (const { name } of sources) add("source", `${agent}.sources.${name}`);
  for (const { name, kind } of channels) {
    add(kind === "memory" ? "memory channel" : "file channel", `${agent}.channels.${name}`);
  }
  for (const { name, kind } of sinks) {
    add(kind === "timed" ? "timed sink" : "other sink", `${agent}.sinks.${name}`);
  }
}

/** Ends that talk: whole layers, and single members of them. */
function pairsOf(scenario: Scenario): [string, string][] {
  const pairs: [string, string][] = [];
  for (const { name, client } of scenario.servers) {
    if (client.kind === "hdfs") pairs.push([name, client.storage]);
    else {
      for (const { tier, agent } of client.to.agents) {
        pairs.push([name, `${tier}[${agent}]`], [`${name}[0]`, tier]);
      }
    }
  }
  for (const { name, templates } of scenario.tiers) {
    for (const sink of templates.flatMap(({ sinks }) => sinks)) {
      if (sink.kind === "hdfs") pairs.push([name, sink.storage]);
      if (sink.kind !== "avro") continue;
      const { to } = sink;
      if (to.kind === "spread") pairs.push([name, to.tier], [`${to.tier}[0]`, name]);
      else pairs.push([`${name}[0]`, `${to.agent.tier}[${to.agent.agent}]`]);
    }
  }
  return pairs;
}

/** A fault that can be drawn; `start` is no mishap, and is drawn with the agents that are late. */
interface Choice {
  readonly part: FaultPart;
  readonly kinds: readonly FaultKind[];
}

/** Parts that a fault can befall, by the table. */
export const CHOICES: readonly Choice[] = Object.entries(FAULT_TABLE)
  .map(([part, kinds]) => ({
    part: part as FaultPart,
    kinds: (Object.keys(kinds) as FaultKind[]).filter((kind) => kind !== "start"),
  }))
  .filter(({ kinds }) => kinds.length > 0);

/** A fault as a document has it, and what was chosen. */
export interface DrawnFault {
  readonly part: FaultPart;
  readonly kind: FaultKind;
  readonly keys: Keys;
}

/** @returns the faults; parts that the scenario does not have are passed over */
export function drawFaults(specs: readonly FaultSpec[], places: Places): DrawnFault[] {
  const choices = CHOICES.filter(({ part }) => places.has(part));
  return specs.map(({ part: p, kind: k, place, at, lasts, again, factor }) => {
    const { part, kinds } = choices[p % choices.length]!;
    const kind = kinds[k % kinds.length]!;
    const addresses = places.get(part)!;
    const keys = {
      at: again ? [`${at} s`, `${at + lasts * 1.5} s`] : `${at} s`,
      for: `${lasts} s`,
      on: addresses[place % addresses.length],
      kind,
      ...(kind === "slow" ? { factor } : {}),
    };
    return { part, kind, keys };
  });
}
