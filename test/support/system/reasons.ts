/** What may have made a part lose or drop events: where there is none of it, a loss is a fault of the model. */
import type { PartRecord } from "../../../src/record/recording.js";
import type { AgentTemplate } from "../../../src/scenario/types/agents.js";
import type { Fault, FaultTarget } from "../../../src/scenario/types/faults.js";
import type { Scenario } from "../../../src/scenario/types/scenario.js";

/** With fewer, a DataNode may have none left for a file that is to be flushed. */
const ENOUGH_THREADS = 100;

/** @returns whether a part of this kind, under these faults, can lose events for good */
export function mayLose(scenario: Scenario, part: PartRecord): boolean {
  switch (part.kind) {
    case "server":
      return scenario.faults.some((fault) => crashesServer(fault, part));
    case "channel": {
      const channel = templateOf(scenario, part).channels.find(({ name }) => name === part.name)!;
      const isVolatile = channel.kind !== "file";
      return isVolatile && scenario.faults.some((fault) => crashesAgent(fault, part));
    }
    case "sink": {
      // A file that is rolled although its last flush had failed: Flume forgets what was not flushed.
      const sink = templateOf(scenario, part).sinks.find(({ name }) => name === part.name)!;
      return sink.kind === "hdfs" && mayFailToFlush(scenario);
    }
    default:
      return false;
  }
}

/** @returns whether a policy of the part allows it to drop events */
export function mayDrop(scenario: Scenario, part: PartRecord): boolean {
  if (part.kind === "server") {
    const group = scenario.servers.find(({ name }) => name === part.layer)!;
    const { events, bytes } = group.backlog;
    const isBounded = events !== undefined || bytes !== undefined;
    return isBounded || group.client.onFailure === "drop";
  }
  if (part.kind !== "source") return false;
  const source = templateOf(scenario, part).sources.find(({ name }) => name === part.name)!;
  const { selector } = source;
  // An unmapped value is dropped, and so is what an optional channel does not take.
  if (selector.kind === "replicating") return selector.optional.length > 0;
  return selector.fallback.length === 0 || selector.optional.length > 0;
}

function templateOf(scenario: Scenario, { layer, member }: PartRecord): AgentTemplate {
  const tier = scenario.tiers.find(({ name }) => name === layer)!;
  return tier.templates[tier.agents[member]!.template]!;
}

function crashesServer({ kind, targets }: Fault, { layer, member }: PartRecord): boolean {
  const isIt = (target: FaultTarget): boolean =>
    target.kind === "servers" && target.group === layer && target.server === member;
  return kind === "crash" && targets.some(isIt);
}

function crashesAgent({ kind, targets }: Fault, { layer, member }: PartRecord): boolean {
  const isIt = (target: FaultTarget): boolean =>
    target.kind === "agent" && target.tier === layer && target.agent === member;
  return kind === "crash" && targets.some(isIt);
}

function mayFailToFlush({ faults, storages }: Scenario): boolean {
  const isShort = storages.some(({ dataNode }) => dataNode.transferThreads < ENOUGH_THREADS);
  const isStruck = faults.some(
    ({ kind, targets }) => kind === "partition" || targets.some(isOfHdfs),
  );
  return isShort || isStruck;
}

function isOfHdfs({ kind }: FaultTarget): boolean {
  return kind === "storage" || kind === "namenode" || kind === "datanode" || kind === "link";
}
