/** The whole document → the Scenario and everything that was compiled on the way, for the checks. */
import { describeNode, quote } from "../document/describe.js";
import { emptyMap, entryOf } from "../document/node.js";
import type { MapNode } from "../document/node.js";
import { readIsoTime } from "../load/iso-time.js";
import { NETWORK_LATENCY, type MachineProfileName } from "../machine-profiles.js";
import type { Reading } from "../read/reading.js";
import type { ValueOf } from "../schema/field.js";
import type { scenarioBlock } from "../schema/scenario.js";
import { serverBlock } from "../schema/servers.js";
import { storageUnion } from "../schema/storages.js";
import type { Machine } from "../types/machine.js";
import { SCENARIO_FORMAT, type Scenario } from "../types/scenario.js";
import type { Storage } from "../types/storages.js";
import { compileFaults, type FaultPlan } from "./faults.js";
import { graphOf, type Graph } from "./levels.js";
import { compileMachine } from "./agents/machine.js";
import { compileNetwork } from "./network.js";
import { compileObjectives, type ObjectivePlan } from "./objectives.js";
import type { LoadSpan } from "./servers/profile.js";
import { compileRecord } from "./record-plan.js";
import { readRoster } from "./agents/roster.js";
import type { ServerBlock } from "./servers/context.js";
import { compileServers, type CompiledServers } from "./servers/servers.js";
import { compileStorage } from "./storages.js";
import { compileTier, type CompiledTier } from "./agents/tiers.js";
import type { Roster, World } from "./world.js";

export type ScenarioBlock = ValueOf<typeof scenarioBlock>;

/** Parts that are sound; what had a problem is missing. */
export interface Compiled {
  readonly block: ScenarioBlock;
  readonly groups: readonly CompiledServers[];
  readonly tiers: readonly CompiledTier[];
  readonly storages: readonly Storage[];
  readonly faults: readonly FaultPlan[];
  readonly objectives: readonly ObjectivePlan[];
  readonly graph: Graph;
  /** Whether nothing is missing, so that who sends to whom is known. */
  readonly isWhole: boolean;
  /** Without warnings and defaults, which are known when all is read; undefined after a problem. */
  readonly scenario: Omit<Scenario, "defaults" | "warnings"> | undefined;
}

/** What was read of the document's named things. */
interface ReadParts {
  readonly world: World;
  readonly servers: ReadonlyMap<string, ServerBlock | undefined>;
  readonly storages: ReadonlyMap<string, ValueOf<typeof storageUnion> | undefined>;
  /** The scenario's machine: as it is written, to be laid under others, and compiled. */
  readonly machineNode: MapNode;
  readonly machine: Machine | undefined;
}

/** @returns what could be compiled of a document whose top is sound */
export function compileScenario(
  block: ScenarioBlock,
  files: LoadSpan["files"],
  reader: Reading,
): Compiled {
  const { values } = block;
  const parts = readParts(block, reader);
  const { world } = parts;
  const groups = compileGroups(block, parts, files, reader);
  const agentContext = { reader, world, machine: parts.machineNode };
  const tiers = new Map<string, CompiledTier | undefined>();
  for (const [name, roster] of world.tiers) {
    tiers.set(name, roster && compileTier(roster, agentContext));
  }
  const storages = [...parts.storages].map(([name, value]) => {
    return value && compileStorage(name, value, reader.problems);
  });
  const targetContext = { world, tiers, problems: reader.problems };
  const faultNodes = nodesOf(values.faults);
  const faults = compileFaults(faultNodes, reader, targetContext);
  const written = values.objectives && nodesOf(values.objectives);
  const objectives = compileObjectives(written, block.node, {
    reader,
    world,
    faults: faults.map(({ fault }) => fault),
    areFaultsWhole: new Set(faults.map(({ block: own }) => own.node)).size === faultNodes.length,
  });
  const profile = (parts.machine?.profile ?? "server") as MachineProfileName;
  const links = nodesOf(values.links);
  const latency = NETWORK_LATENCY[profile];
  const network = compileNetwork(values.network, links, latency, reader, targetContext);
  const record = compileRecord(values.record, values.duration, reader);
  const sound = {
    groups: groups.filter((group) => group !== undefined),
    tiers: [...tiers.values()].filter((tier) => tier !== undefined),
    storages: storages.filter((storage) => storage !== undefined),
  };
  const isWhole =
    sound.groups.length === groups.length &&
    sound.tiers.length === tiers.size &&
    sound.storages.length === storages.length;
  const graph = graphOf(sound.groups, sound.tiers);
  const compiled = { block, ...sound, faults, objectives, graph, isWhole };
  if (!isWhole || graph.cycle.length > 0 || record === undefined) {
    return { ...compiled, scenario: undefined };
  }
  return { ...compiled, scenario: { ...assembled(compiled), network, record } };
}

type ScenarioParts = Omit<NonNullable<Compiled["scenario"]>, "network" | "record">;

function assembled(compiled: Omit<Compiled, "scenario">): ScenarioParts {
  const { values } = compiled.block;
  return {
    format: SCENARIO_FORMAT,
    name: values.name,
    about: values.about ?? "",
    seed: values.seed,
    start: values.start,
    durationTicks: values.duration,
    warmUpTicks: values["warm-up"],
    flume: values.version,
    servers: compiled.groups.map(({ group }) => group),
    tiers: inOrder(compiled.tiers, compiled.graph),
    storages: compiled.storages,
    faults: compiled.faults.map(({ fault }) => fault),
    objectives: compiled.objectives.map(({ objective }) => objective),
  };
}

/** By level, then as in the file. */
function inOrder(tiers: readonly CompiledTier[], graph: Graph): Scenario["tiers"] {
  return tiers
    .map(({ tier }) => {
      const { name, flume, templates, agents } = tier;
      return { name, level: graph.levels.get(name)!, flume, templates, agents };
    })
    .sort((a, b) => a.level - b.level);
}

function nodesOf<T>(items: readonly { readonly value: T }[]): T[] {
  return items.map(({ value }) => value);
}

function readParts(block: ScenarioBlock, reader: Reading): ReadParts {
  const { values } = block;
  const servers = new Map(
    values.servers.map(({ name, value }) => [name, reader.read(serverBlock, value)]),
  );
  const storages = new Map(
    values.storage.map(({ name, value }) => [name, reader.read(storageUnion, value)]),
  );
  const tiers = new Map<string, Roster | undefined>();
  for (const { name, value } of values.tiers) {
    tiers.set(name, readRoster(name, value, values.version, reader));
  }
  reportTakenNames(block, reader);
  const written = block.written.get("machine");
  const machineNode = written?.kind === "map" ? written : emptyMap(block.node, "machine");
  const world = {
    groups: new Map([...servers].map(([name, group]) => [name, group?.values.count])),
    tiers,
    storages: new Map([...storages].map(([name, one]) => [name, one?.block.values.datanodes])),
  };
  const machine = compileMachine(written ?? machineNode, reader);
  return { world, servers, storages, machineNode, machine };
}

function compileGroups(
  block: ScenarioBlock,
  { world, servers, machine }: ReadParts,
  files: LoadSpan["files"],
  reader: Reading,
): (CompiledServers | undefined)[] {
  const startSeconds = startOf(block, reader);
  if (machine === undefined || startSeconds === undefined) {
    return [...servers].map(() => undefined);
  }
  const context = {
    reader,
    world,
    span: {
      durationTicks: block.values.duration,
      startOfDayTicks: Math.round(startSeconds * 1e9),
      files,
    },
    rpc: machine.rpc,
    appendPerEventTicks: machine.hdfsClient.appendPerEventTicks,
  };
  return [...servers].map(([name, group]) => group && compileServers(name, group, context));
}

/** @returns [s] time of day at the start of the run; `undefined` after a problem */
function startOf(block: ScenarioBlock, { problems }: Reading): number | undefined {
  const time = readIsoTime(block.values.start, true);
  if (time !== undefined) return time.secondsOfDay;
  const node = block.written.get("start")!;
  problems.error("bad-time", node, {
    expected: "a time with its offset such as `2026-03-02T18:00:00+01:00`",
    found: describeNode(node),
  });
  return undefined;
}

/** Addresses need no prefix, so a name is one thing only. */
function reportTakenNames(block: ScenarioBlock, { problems }: Reading): void {
  const kinds = { servers: "a server group", tiers: "a tier", storage: "a storage" };
  const seen = new Map<string, string>();
  for (const [key, kind] of Object.entries(kinds)) {
    const node = block.written.get(key);
    if (node?.kind !== "map") continue;
    for (const name of new Set(node.entries.map((entry) => entry.key))) {
      const other = seen.get(name);
      const entry = entryOf(node, name)!;
      if (other !== undefined) {
        problems.error(
          "name-taken",
          { ...entry.keyPlace, path: entry.value.path },
          {
            expected: "a name that no server group, tier or storage has",
            found: `${quote(name)}, which is ${other}`,
            fix: "give one of them another name",
          },
        );
      }
      seen.set(name, kind);
    }
  }
}
