/** Sink groups and their processors, with the conditions under which Flume runs none of their sinks. */
import { nearest } from "../../document/nearest.js";
import { describeNode, listNames, quote } from "../../document/describe.js";
import type { DocNode } from "../../document/node.js";
import type { ProblemList } from "../../problem-list.js";
import type { Block, Named, ValueOf } from "../../schema/field.js";
import type { groupBlock, processorUnion } from "../../schema/sinks.js";
import type { SinkGroup, SinkProcessor } from "../../types/agents.js";
import { copiedSetOrder, grownSetOrder } from "./hash-order.js";

export type ProcessorValue = ValueOf<typeof processorUnion>;
export type NamedGroup = Named<ValueOf<typeof groupBlock>>;

/** A group before its sinks are put in order. */
export interface GroupPlan {
  readonly name: string;
  readonly sinks: readonly string[];
  readonly processor: ProcessorValue;
  readonly node: DocNode;
}

/** @returns the groups that are declared by name; a sink in two of them stays in the first */
export function declaredGroups(
  groups: readonly NamedGroup[],
  sinkNames: readonly string[],
  problems: ProblemList,
): GroupPlan[] | undefined {
  const known = new Set(sinkNames);
  const takenBy = new Map<string, string>();
  const plans: GroupPlan[] = [];
  let isSound = true;
  for (const { name, value: block } of groups) {
    const sinks: string[] = [];
    for (const { value: sink, node } of block.values.sinks) {
      if (!known.has(sink)) {
        reportUnknownSink(sink, node, sinkNames, problems);
        isSound = false;
        continue;
      }
      const taken = takenBy.get(sink);
      if (taken !== undefined) {
        reportTaken(sink, node, taken, name, problems);
        continue;
      }
      takenBy.set(sink, name);
      sinks.push(sink);
    }
    plans.push({ name, sinks, processor: block.values.processor, node: block.node });
  }
  return isSound ? plans : undefined;
}

function reportUnknownSink(
  sink: string,
  node: DocNode,
  sinkNames: readonly string[],
  problems: ProblemList,
): void {
  const near = nearest(sink, sinkNames);
  problems.error("unknown-name", node, {
    expected: `a sink of this agent: ${listNames(sinkNames)}`,
    found: quote(sink),
    flume: "leaves it out of the group",
    fix: near === undefined ? undefined : `write \`${near}\``,
  });
}

function reportTaken(
  sink: string,
  node: DocNode,
  takenBy: string,
  group: string,
  problems: ProblemList,
): void {
  if (takenBy === group) {
    problems.error("sink-twice", node, {
      expected: "each sink once in a group",
      found: `${quote(sink)} again`,
      flume: "counts it once",
      fix: "remove it",
    });
    return;
  }
  problems.error("sink-in-two-groups", node, {
    expected: "each sink in one group",
    found: `${quote(sink)}, which is in group \`${takenBy}\``,
    flume: "leaves it in the first group",
    fix: "remove it from one of them",
  });
}

/** @returns the group, or `undefined` after at least one problem */
export function compileGroup(plan: GroupPlan, problems: ProblemList): SinkGroup | undefined {
  const { name, node } = plan;
  const sinks = copiedSetOrder(plan.sinks);
  const { type } = plan.processor;
  if (type === "load_balance" && sinks.length < 2) {
    problems.error("group-too-small", node, {
      expected: "at least two sinks for load_balance",
      found: `${sinks.length}`,
      flume: "removes the group, and the sink does not run",
      fix: "send to a tier of two agents or more, or remove the processor",
    });
    return undefined;
  }
  if (type === "default" && sinks.length > 1) {
    problems.error("group-too-large", node, {
      expected: "one sink for the default processor",
      found: `${sinks.length}`,
      flume: "removes the group, and none of its sinks runs",
      fix: "write `type: failover` or `type: load_balance`",
    });
    return undefined;
  }
  if (sinks.length === 0) {
    problems.error("group-too-small", node, {
      expected: "at least one sink",
      found: "none that is not in another group",
      flume: "removes the group",
      fix: "remove the group",
    });
    return undefined;
  }
  const processor = compileProcessor(plan.processor, sinks, problems);
  return processor && { name, sinks, processor };
}

function compileProcessor(
  value: ProcessorValue,
  sinks: readonly string[],
  problems: ProblemList,
): SinkProcessor | undefined {
  switch (value.type) {
    case "default":
      return { kind: "default" };
    case "load_balance": {
      const { values } = value.block;
      return {
        kind: "load_balance",
        selector: values.selector,
        backoff: values.backoff,
        maxTimeOutTicks: values["selector.maxTimeOut"],
      };
    }
    case "failover": {
      const priorities = failoverPriorities(value.block, sinks, problems);
      if (priorities === undefined) return undefined;
      const maxPenaltyTicks = value.block.values.maxpenalty;
      return { kind: "failover", priorities, maxPenaltyTicks };
    }
  }
}

type FailoverBlock = Extract<ProcessorValue, { type: "failover" }>["block"];

/** FailoverSinkProcessor.configure: in the order of a HashMap, -1, -2, … for sinks without priority. */
function failoverPriorities(
  block: FailoverBlock & Block,
  sinks: readonly string[],
  problems: ProblemList,
): number[] | undefined {
  const written = new Map(block.values.priority.map((item) => [item.name, item]));
  let isSound = true;
  for (const { name, node } of block.values.priority) {
    if (sinks.includes(name)) continue;
    reportUnknownSink(name, node, sinks, problems);
    isSound = false;
  }
  const bySink = new Map<string, number>();
  const takenBy = new Map<number, string>();
  let next = 0;
  for (const sink of grownSetOrder(sinks)) {
    const item = written.get(sink);
    const priority = item?.value ?? --next;
    const other = takenBy.get(priority);
    if (other !== undefined) {
      const node = item?.node ?? written.get(other)?.node ?? block.node;
      problems.error("priority-taken", node, {
        expected: "a priority for each sink",
        found: `${describeNode(node)} for both \`${other}\` and \`${sink}\``,
        flume: `leaves \`${sink}\` out of the group; it never runs`,
        fix: "give one of them another priority",
      });
      isSound = false;
    }
    takenBy.set(priority, sink);
    bySink.set(sink, priority);
  }
  return isSound ? sinks.map((sink) => bySink.get(sink)!) : undefined;
}
