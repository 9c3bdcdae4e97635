/** Makes the sink processors of an agent: one per group, and one per sink outside groups. */
import { assertNever } from "../../assert.js";
import { OrderSelector } from "../../model/order-selector.js";
import type { SinkGroup } from "../../scenario/types/agents.js";
import type { AgentLife } from "../agent-life.js";
import type { Flume } from "../flume.js";
import type { BaseSink } from "../sinks/sink.js";
import { DefaultProcessor } from "./default-processor.js";
import { FailoverProcessor } from "./failover-processor.js";
import { LoadBalancingProcessor } from "./load-balancing-processor.js";
import type { SinkProcessor } from "./processor.js";

/** @returns the processors, each to be driven by a runner of its own: groups first, then single sinks */
export function makeProcessors(
  flume: Flume,
  life: AgentLife,
  sinks: readonly BaseSink[],
): SinkProcessor[] {
  const grouped = new Set<BaseSink>();
  const processors = life.place.template.groups.map((group, i) => {
    const members = group.sinks.map((name) => sinks.find((sink) => sink.name === name)!);
    for (const sink of members) grouped.add(sink);
    return makeProcessor(flume, life, group, members, life.place.groupParts[i]!);
  });
  for (const sink of sinks) if (!grouped.has(sink)) processors.push(new DefaultProcessor(sink));
  return processors;
}

function makeProcessor(
  flume: Flume,
  life: AgentLife,
  group: SinkGroup,
  members: readonly BaseSink[],
  part: number,
): SinkProcessor {
  const { sim, probe, streams } = flume.context;
  const { processor } = group;
  switch (processor.kind) {
    case "default":
      return new DefaultProcessor(members[0]!);
    case "failover":
      return new FailoverProcessor(sim, probe, members, { ...processor, part });
    case "load_balance": {
      const isRandom = processor.selector === "random";
      const name = `${life.place.address}/${group.name}/order/${String(life.number)}`;
      const selector = new OrderSelector(
        members.length,
        processor.backoff,
        processor.maxTimeOutTicks,
        isRandom ? streams.stream(name) : undefined,
      );
      return new LoadBalancingProcessor(sim, members, selector);
    }
    default:
      return assertNever(processor, "a sink processor");
  }
}
