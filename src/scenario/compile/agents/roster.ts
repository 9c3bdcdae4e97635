/**
 * Who is in a tier: its agents by address, and what differs in each, before any of it is read.
 *
 * The keys of a tier that describe an agent are laid under each agent's own (`agents: {east: …}`,
 * `override: {"3": …}`); agents without anything of their own share one body.
 */
import { describeNode, quote } from "../../document/describe.js";
import type { DocNode, Entry, MapNode } from "../../document/node.js";
import { OVERRIDE_RANK, raisedEntries } from "../../document/ranks.js";
import type { Reading } from "../../read/reading.js";
import type { Block, ValueOf } from "../../schema/field.js";
import { readWhich } from "../../address.js";
import { AGENT_NAME_PATTERN } from "../../schema/name-patterns.js";
import { agentBlock, tierBlock } from "../../schema/tiers.js";
import type { FlumeVersion } from "../../types/agents.js";
import { chosen, type Roster } from "../world.js";

/** What an agent has of its own, and under which name. */
interface Own {
  readonly label: string | undefined;
  readonly entries: readonly Entry[];
}

/** @returns the roster, or `undefined` after at least one problem */
export function readRoster(
  tier: string,
  node: DocNode,
  flume: FlumeVersion,
  reader: Reading,
): Roster | undefined {
  const block = reader.read(tierBlock, node);
  if (block === undefined) return undefined;
  const own = ownOf(block, reader);
  if (own === undefined) return undefined;
  const labels = own.some(({ label }) => label !== undefined)
    ? own.map(({ label }, i) => label ?? String(i))
    : undefined;
  const overrides = overridesOf(tier, block, own.length, labels, reader);
  if (overrides === undefined) return undefined;
  const base = sharedBody(block.node);
  const agents = own.map(({ entries }, i) => {
    const all = [...raisedEntries(entries, OVERRIDE_RANK), ...(overrides.get(i) ?? [])];
    const body = all.length === 0 ? base : { ...base, entries: [...base.entries, ...all] };
    return { address: `${tier}[${labels?.[i] ?? i}]`, body };
  });
  const version = block.values.version ?? flume;
  return {
    tier,
    node: block.node,
    flume: version,
    labels,
    agents,
    refs: own.map((_, agent) => ({ tier, agent })),
  };
}

/** @returns the tier's keys that describe an agent */
function sharedBody(node: MapNode): MapNode {
  const entries = node.entries.filter((entry) => Object.hasOwn(agentBlock.keys, entry.key));
  return { ...node, entries };
}

type TierBlock = Block & ValueOf<typeof tierBlock>;

function ownOf(block: TierBlock, reader: Reading): Own[] | undefined {
  const { agents } = block.values;
  switch (agents.shape) {
    case "scalar":
      return Array.from({ length: agents.value }, () => ({ label: undefined, entries: [] }));
    case "map": {
      const own = agents.value.map(({ name, value }) => ownEntries(name, value, reader));
      return own.every((one) => one !== undefined) ? own : undefined;
    }
    case "list": {
      const own: Own[] = [];
      const seen = new Set<string>();
      for (const { value, node } of agents.value) {
        const one =
          value.shape === "scalar"
            ? { label: value.value, entries: [] }
            : listedBody(value.value, reader);
        if (one === undefined) return undefined;
        if (one.label !== undefined && seen.has(one.label)) {
          reader.problems.error("name-taken", node, {
            expected: "each agent once",
            found: `${quote(one.label)} again`,
          });
          return undefined;
        }
        if (one.label !== undefined) seen.add(one.label);
        own.push(one);
      }
      return own;
    }
  }
}

/** `agents: [{ name: east-1, channel: … }]` */
function listedBody(node: DocNode, reader: Reading): Own | undefined {
  if (node.kind !== "map") return ownEntries(undefined, node, reader);
  const name = node.entries.find(({ key }) => key === "name")?.value;
  const rest = { ...node, entries: node.entries.filter(({ key }) => key !== "name") };
  if (name === undefined) return ownEntries(undefined, rest, reader);
  if (name.kind === "scalar" && AGENT_NAME_PATTERN.test(name.text)) {
    return ownEntries(name.text, rest, reader);
  }
  reader.problems.error("bad-name", name, {
    expected: "the name of an agent: letters, digits, `-` or `_`, not digits alone",
    found: describeNode(name),
  });
  return undefined;
}

/** An agent's own keys; those of a tier (`agents`, `version`) have no place there. */
function ownEntries(label: string | undefined, node: DocNode, reader: Reading): Own | undefined {
  if (node.kind === "map") return { label, entries: node.entries };
  if (node.kind === "scalar" && !node.isQuoted && node.text === "") return { label, entries: [] };
  reader.wrongType(agentBlock, node);
  return undefined;
}

/** Keys of `override`: an agent's name or number, `0..3`, or `*`; later ones win. */
function overridesOf(
  tier: string,
  block: TierBlock,
  count: number,
  labels: readonly string[] | undefined,
  reader: Reading,
): Map<number, Entry[]> | undefined {
  const overrides = new Map<number, Entry[]>();
  const { problems } = reader;
  const choice = { whose: tier, count, labels };
  let isSound = true;
  let rank = OVERRIDE_RANK;
  for (const { name, value, node } of block.values.override ?? []) {
    const which = readWhich(name);
    const own = ownEntries(undefined, value, reader);
    const positions = which && chosen(which, choice, node, problems);
    if (which === undefined) {
      problems.error("address-syntax", node, {
        expected: "an agent: its number, its name, `0..3` or `*`",
        found: quote(name),
      });
    }
    if (positions === undefined || own === undefined) {
      isSound = false;
      continue;
    }
    rank += 1;
    const entries = raisedEntries(own.entries, rank);
    for (const position of positions) {
      overrides.set(position, [...(overrides.get(position) ?? []), ...entries]);
    }
  }
  return isSound ? overrides : undefined;
}
