/** Checks within one agent: what Flume refuses at load, and what cannot work though it loads. */
import type { AgentPlan } from "../compile/agents/agent.js";
import type { ProblemList } from "../problem-list.js";
import { formatDuration } from "../../units/format.js";
import type { AgentTemplate, Channel, Selector } from "../types/agents.js";
import { boundBy, foundOf, whereOf } from "./where.js";

/** A keep-alive beyond this was probably meant in milliseconds. */
const LONG_KEEP_ALIVE_TICKS = 60e9;

export function checkAgent(plan: AgentPlan, problems: ProblemList): void {
  checkChannels(plan, problems);
  checkSinkBatches(plan, problems);
  checkUse(plan, problems);
}

/** @returns [events] the largest transaction; a spillable channel's holds for what spills */
export function transactionCapacityOf(channel: Channel): number {
  return channel.kind === "spillable"
    ? channel.file.transactionCapacityEvents
    : channel.transactionCapacityEvents;
}

/** @returns [events] all that the channel holds, on disk included */
export function capacityOf(channel: Channel): number {
  return channel.kind === "spillable"
    ? channel.memoryCapacityEvents + channel.overflowCapacityEvents
    : channel.capacityEvents;
}

function checkChannels(plan: AgentPlan, problems: ProblemList): void {
  for (const channel of plan.template.channels) {
    const block = plan.channels.get(channel.name)!;
    checkCapacity(channel, plan, problems);
    const waitKey = channel.kind === "spillable" ? "overflowTimeout" : "keep-alive";
    const wait =
      channel.kind === "spillable" ? channel.overflowTimeoutTicks : channel.keepAliveTicks;
    if (wait > LONG_KEEP_ALIVE_TICKS) {
      problems.warning("keep-alive-long", whereOf(block, waitKey), {
        expected: "a few seconds (a bare number is in seconds)",
        found: foundOf(block, waitKey),
        flume: `lets a put wait ${formatDuration(wait)} for room`,
        fix: "write `ms` behind it if milliseconds are meant",
      });
    }
    const isDual = channel.kind === "memory" ? false : logOf(channel).useDualCheckpoints;
    if (isDual && !block.written.has("backupCheckpointDir")) {
      problems.warning("dual-checkpoint-without-folder", whereOf(block, "useDualCheckpoints"), {
        expected: "`backupCheckpointDir` beside it",
        found: "nothing",
        flume: "removes the channel",
        fix: "write `backupCheckpointDir`",
      });
    }
  }
}

function logOf(channel: Exclude<Channel, { kind: "memory" }>): { useDualCheckpoints: boolean } {
  return channel.kind === "spillable" ? channel.file : channel;
}

function checkCapacity(channel: Channel, plan: AgentPlan, problems: ProblemList): void {
  const block = plan.channels.get(channel.name)!;
  if (channel.kind === "spillable") {
    const { overflowCapacityEvents, file } = channel;
    const isTooSmall =
      overflowCapacityEvents > 0 && overflowCapacityEvents < file.transactionCapacityEvents;
    if (capacityOf(channel) === 0 || isTooSmall) {
      problems.error("capacity-under-transaction-capacity", whereOf(block, "overflowCapacity"), {
        expected: `0 or at least ${file.transactionCapacityEvents} events (${boundBy(block, "transactionCapacity")})`,
        found: foundOf(block, "overflowCapacity"),
        flume: "refuses the channel at start-up, and with it every source and sink only on it",
        fix: "raise `overflowCapacity`, or lower `transactionCapacity`",
      });
    }
    return;
  }
  if (channel.capacityEvents >= channel.transactionCapacityEvents) return;
  problems.error("capacity-under-transaction-capacity", whereOf(block, "capacity"), {
    expected: `at least ${channel.transactionCapacityEvents} events (${boundBy(block, "transactionCapacity")})`,
    found: foundOf(block, "capacity"),
    flume: "removes the channel at start-up, and with it every source and sink only on it",
    fix: "raise `capacity`, or lower `transactionCapacity`",
  });
}

function checkSinkBatches(plan: AgentPlan, problems: ProblemList): void {
  const { template } = plan;
  for (const { sink, block, batchKey } of plan.sinks) {
    const channel = template.channels.find(({ name }) => name === sink.channel)!;
    const channelBlock = plan.channels.get(channel.name)!;
    const limit = transactionCapacityOf(channel);
    if (sink.batchEvents > limit) {
      const isGrouped = template.groups.some((group) => group.sinks.includes(sink.name));
      problems.error("batch-over-transaction-capacity", whereOf(block, batchKey), {
        expected: `at most ${limit} events (the channel's ${boundBy(channelBlock, "transactionCapacity")})`,
        found: foundOf(block, batchKey),
        flume: isGrouped
          ? "removes the sink at start-up, and with it everything in the agent, for the sink is in a group"
          : "removes the sink at start-up",
        fix: "lower it, or raise `transactionCapacity`",
      });
    } else if (sink.batchEvents > capacityOf(channel) && capacityOf(channel) >= limit) {
      problems.error("batch-over-capacity", whereOf(block, batchKey), {
        expected: `at most ${capacityOf(channel)} events (what the channel holds)`,
        found: foundOf(block, batchKey),
        flume: "never fills a batch",
        fix: "lower it, or raise the capacity",
      });
    }
  }
}

/** Channels that nobody writes or nobody reads. */
function checkUse(plan: AgentPlan, problems: ProblemList): void {
  const { template } = plan;
  for (const { name } of template.channels) {
    const block = plan.channels.get(name)!;
    const hasSource = template.sources.some(({ selector }) => channelsOf(selector).includes(name));
    const hasSink = template.sinks.some(({ channel }) => channel === name);
    if (!hasSource) {
      problems.error("channel-without-source", block.node, {
        expected: "a source that writes to the channel",
        found: "none",
        flume: hasSink ? "runs it, always empty" : "removes the channel",
        fix: `name \`${name}\` in \`channels\` of a source, or remove the channel`,
      });
    }
    if (!hasSink) {
      problems.error("channel-without-sink", block.node, {
        expected: "a sink that drains the channel",
        found: "none",
        flume: hasSource ? "fills it, then refuses every event" : "removes the channel",
        fix: `name \`${name}\` as \`channel\` of a sink, or remove the channel`,
      });
    }
  }
}

/** @returns every channel that a selector may write to */
export function channelsOf(selector: Selector): readonly string[] {
  const routes =
    selector.kind === "replicating"
      ? [selector.required, selector.optional]
      : [
          selector.fallback,
          ...selector.mapping.map(({ channels }) => channels),
          ...selector.optional.map(({ channels }) => channels),
        ];
  return [...new Set(routes.flat())];
}

/** @returns the channels behind one source, the first where no name is given */
export function channelsBehind(template: AgentTemplate, source: string | undefined): Channel[] {
  const found =
    source === undefined
      ? template.sources[0]
      : template.sources.find(({ name }) => name === source);
  if (found === undefined) return [];
  const names = channelsOf(found.selector);
  return template.channels.filter(({ name }) => names.includes(name));
}
