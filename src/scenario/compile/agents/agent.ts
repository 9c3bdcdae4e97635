/** One agent's body as the file writes it → the contract's AgentTemplate, with where its parts stand. */
import { describeNode, joinPath, quote } from "../../document/describe.js";
import { entryOf, type DocNode, type MapNode } from "../../document/node.js";
import type { Reading } from "../../read/reading.js";
import type { Block, ValueOf } from "../../schema/field.js";
import { agentBlock, namedSinksField } from "../../schema/tiers.js";
import { sinkUnion } from "../../schema/sinks.js";
import type { AgentTemplate, Channel, SinkGroup, Source } from "../../types/agents.js";
import type { Machine } from "../../types/machine.js";
import { compileChannel, type ChannelValue } from "./channels.js";
import { compileGroup, declaredGroups, type GroupPlan } from "./groups.js";
import { compileMachine, machineNode } from "./machine.js";
import { expandSinks, type Declaration, type SinkPlan } from "./sinks.js";
import { compileSource, type SourceValue } from "./sources.js";
import type { World } from "../world.js";

/** A compiled agent, and the blocks its parts came from. */
export interface AgentPlan {
  readonly template: AgentTemplate;
  readonly node: MapNode;
  readonly isLate: boolean;
  readonly lateNode: DocNode | undefined;
  readonly sources: ReadonlyMap<string, Block>;
  readonly channels: ReadonlyMap<string, Block>;
  readonly sinks: readonly SinkPlan[];
}

type AgentValues = ValueOf<typeof agentBlock>["values"];

const MAX_SINKS = 10_000;
const SINK_KEYS = Object.values(sinkUnion.variants).flatMap(({ keys }) => Object.keys(keys));

export interface AgentContext {
  readonly reader: Reading;
  readonly world: World;
  /** The scenario's `machine`, under those of tiers and agents. */
  readonly machine: MapNode;
}

/** @returns the plan, or `undefined` after at least one problem */
export function compileAgent(body: MapNode, context: AgentContext): AgentPlan | undefined {
  const { reader } = context;
  const block = reader.read(agentBlock, body);
  if (block === undefined) return undefined;
  const machine = compileMachine(machineNode(context.machine, block.values.machine), reader);
  const channelValues = oneOrNamed<ChannelValue>(block, "channel", "channels", reader);
  const sourceValues = oneOrNamed<SourceValue>(block, "source", "sources", reader);
  if (machine === undefined || channelValues === undefined || sourceValues === undefined) {
    return undefined;
  }
  const channels = channelValues.map(([name, value]) => {
    return compileChannel(name, value, machine, reader);
  });
  const names = channels.map(({ name }) => name);
  const sources = sourceValues.map(([name, value]) => {
    return compileSource(name, value, names, reader.problems);
  });
  const drains = compileDrains(block, names, context);
  if (drains === undefined || !sources.every((source) => source !== undefined)) return undefined;
  const { plans, groups } = drains;
  const template = templateOf(machine, { sources, channels, plans, groups });
  return {
    template,
    node: body,
    isLate: block.values.late,
    lateNode: block.written.get("late"),
    sources: blocksOf(sourceValues),
    channels: blocksOf(channelValues),
    sinks: plans,
  };
}

interface Parts {
  readonly sources: readonly Source[];
  readonly channels: readonly Channel[];
  readonly plans: readonly SinkPlan[];
  readonly groups: readonly SinkGroup[];
}

function templateOf(machine: Machine, { sources, channels, plans, groups }: Parts): AgentTemplate {
  return { machine, sources, channels, sinks: plans.map(({ sink }) => sink), groups };
}

function blocksOf(values: readonly [string, { readonly block: Block }][]): Map<string, Block> {
  return new Map(values.map(([name, { block }]) => [name, block]));
}

/** `channel: …` (named `channel`) or `channels: { c1: … }`: one of the two, and not empty. */
function oneOrNamed<T>(
  block: Block<AgentValues>,
  one: "channel" | "source",
  several: "channels" | "sources",
  { problems }: Reading,
): readonly [string, T][] | undefined {
  const single = block.values[one];
  const named = block.values[several];
  if (single !== undefined && named !== undefined) {
    problems.error("keys-exclude", block.written.get(several)!, {
      expected: `one of \`${one}\` and \`${several}\``,
      found: "both",
      fix: "remove one of them",
    });
    return undefined;
  }
  if (single !== undefined) return [[one, single as T]];
  if (named !== undefined && named.length > 0) {
    return named.map(({ name, value }) => [name, value as T]);
  }
  problems.error(
    "key-missing",
    { ...block.node, path: joinPath(block.node.path, one) },
    {
      expected: `a ${one}, or \`${several}\` by name`,
      found: "nothing",
      flume: one === "channel" ? "runs nothing of an agent without channel" : undefined,
      fix: `write \`${one}\``,
    },
  );
  return undefined;
}

interface Drains {
  readonly plans: readonly SinkPlan[];
  readonly groups: readonly SinkGroup[];
}

/** Sinks and groups: declarations expanded, names unique, groups in Flume's order. */
function compileDrains(
  block: Block<AgentValues>,
  channels: readonly string[],
  context: AgentContext,
): Drains | undefined {
  const { reader } = context;
  const { problems } = reader;
  const declarations = declarationsOf(block, reader);
  if (declarations === undefined) return undefined;
  const sinkContext = { reader, world: context.world, channels };
  const plans: SinkPlan[] = [];
  const implied: GroupPlan[] = [];
  let isSound = true;
  for (const declaration of declarations) {
    const expansion = expandSinks(declaration, sinkContext);
    if (expansion === undefined) {
      isSound = false;
      continue;
    }
    if (plans.length + expansion.plans.length > MAX_SINKS) {
      problems.error("too-large", declaration.value.block.node, {
        expected: `at most ${MAX_SINKS} sinks in an agent`,
        found: "more",
      });
      return undefined;
    }
    plans.push(...expansion.plans);
    const { processor } = expansion;
    if (processor === undefined) continue;
    const sinks = expansion.plans.map(({ sink }) => sink.name);
    const node = declaration.value.block.written.get("processor")!;
    implied.push({ name: declaration.name, sinks, processor, node });
  }
  if (!isSound || !areDistinct(plans, problems)) return undefined;
  const taken = new Set(implied.flatMap(({ sinks }) => sinks));
  const free = plans.map(({ sink }) => sink.name).filter((name) => !taken.has(name));
  const declared = declaredGroups(block.values.groups ?? [], free, problems);
  if (declared === undefined) return undefined;
  const groups = [...implied, ...declared].map((plan) => compileGroup(plan, problems));
  return groups.every((group) => group !== undefined) ? { plans, groups } : undefined;
}

/** One declaration has `type`; several are a map of them. */
function declarationsOf(block: Block<AgentValues>, reader: Reading): Declaration[] | undefined {
  const node = block.values.sinks;
  if (node === undefined) {
    reader.problems.error(
      "key-missing",
      { ...block.node, path: joinPath(block.node.path, "sinks") },
      {
        expected: "one declaration of sinks, or several by name",
        found: "nothing",
        fix: "write `sinks`",
      },
    );
    return undefined;
  }
  if (node.kind === "map" && areNamed(node)) {
    const named = reader.read(namedSinksField, node);
    return named?.map(({ name, value }) => ({ name, value }));
  }
  const value = reader.read(sinkUnion, node);
  return value && [{ name: "sink", value }];
}

/** Without `type`, keys that no sink has are names; so are those of nothing but maps. */
function areNamed(node: MapNode): boolean {
  if (entryOf(node, "type") !== undefined || node.entries.length === 0) return false;
  const isKey = (key: string): boolean => {
    return SINK_KEYS.some((known) => known === key || known.startsWith(`${key}.`));
  };
  return node.entries.every(({ key, value }) => value.kind === "map" || !isKey(key));
}

function areDistinct(plans: readonly SinkPlan[], problems: Reading["problems"]): boolean {
  const seen = new Set<string>();
  for (const { sink, block } of plans) {
    if (!seen.has(sink.name)) {
      seen.add(sink.name);
      continue;
    }
    problems.error("name-taken", block.written.get("count") ?? block.node, {
      expected: "sinks of different names, those made by `count` or `processor` included",
      found: `${quote(sink.name)} twice, in ${describeNode(block.node)}`,
      fix: "give one declaration another name",
    });
    return false;
  }
  return true;
}
