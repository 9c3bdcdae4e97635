/** Problems within an agent, and between it and those that send to it. */
import { ROUTED, SMALL, TWO, type ProblemRow } from "../../support/scenario.js";

export const AGENTS_ROWS: readonly ProblemRow[] = [
  {
    name: "a sink's batch beyond its channel's transactions",
    text: SMALL,
    edits: [["service: 10 ms", "service: 10 ms, batchSize: 200"]],
    says: [
      "error batch-over-transaction-capacity s.yaml:10:54: tiers.tier1.sinks.batchSize",
      "  expected at most 100 events (the channel's `transactionCapacity`, 100 by default), found `200`",
      "  Flume: removes the sink at start-up",
      "  fix: lower it, or raise `transactionCapacity`",
    ],
  },
  {
    name: "surprise 27: the same in a group, which empties the agent",
    text: TWO,
    edits: [["to: tier2 }", "to: tier2, batch-size: 200, processor: load_balance }"]],
    says: [
      "error batch-over-transaction-capacity s.yaml:10:49: tiers.tier1.sinks.batch-size",
      "  expected at most 100 events (the channel's `transactionCapacity`, 100 by default), found `200`",
      "  Flume: removes the sink at start-up, and with it everything in the agent, for the sink is in a group",
      "  fix: lower it, or raise `transactionCapacity`",
    ],
  },
  {
    name: "a client's batch beyond the channel's transactions",
    text: SMALL,
    edits: [["to: tier1 }", "to: tier1, batch: 200 }"]],
    says: [
      "error upstream-batch-over-transaction-capacity s.yaml:4:57: servers.web.batch",
      "  expected at most 100 events (tiers.tier1.channel: `transactionCapacity`, 100 by default), found `200`",
      "  Flume: loads both, then fails the same batch for ever, a try every few seconds",
      "  fix: lower it, or raise `transactionCapacity` there",
    ],
  },
  {
    name: "an upstream sink's batch beyond the next channel's transactions",
    text: TWO,
    edits: [
      ["channel: memory", "channel: { type: memory, capacity: 5000, transactionCapacity: 5000 }"],
      ["sinks: { type: avro, to: tier2 }", "sinks: { type: avro, to: tier2, batch-size: 5000 }"],
      ["channel: { type: file }", "channel: { type: file, transactionCapacity: 1000 }"],
    ],
    says: [
      "error upstream-batch-over-transaction-capacity s.yaml:10:49: tiers.tier1.sinks.batch-size",
      "  expected at most 1000 events (tiers.tier2.channel: `transactionCapacity`, line 14), found `5000`",
      "  Flume: loads both, then fails the same batch for ever, a try every few seconds",
      "  fix: lower it, or raise `transactionCapacity` there",
    ],
  },
  {
    name: "the same where a selector may split the batch",
    text: ROUTED,
    edits: [
      [
        "channel: memory\n    sinks: { type: avro, to: tier2 }",
        "channel: { type: memory, capacity: 500, transactionCapacity: 500 }\n    sinks: { type: avro, to: tier2, batch-size: 500 }",
      ],
    ],
    says: [
      "warning upstream-batch-over-transaction-capacity s.yaml:10:49: tiers.tier1.sinks.batch-size",
      "  expected at most 100 events (tiers.tier2.channels.c1: `transactionCapacity`, 100 by default), found `500`",
      "  Flume: loads both, then fails the same batch for ever, a try every few seconds, if so many have one route",
      "  fix: lower it, or raise `transactionCapacity` there",
    ],
  },
  {
    name: "a channel below its own transactions, by default",
    text: SMALL,
    edits: [["channel: memory", "channel: { type: memory, capacity: 50 }"]],
    says: [
      "error capacity-under-transaction-capacity s.yaml:9:40: tiers.tier1.channel.capacity",
      "  expected at least 100 events (`transactionCapacity`, 100 by default), found `50`",
      "  Flume: removes the channel at start-up, and with it every source and sink only on it",
      "  fix: raise `capacity`, or lower `transactionCapacity`",
    ],
  },
  {
    name: "a file channel below its own transactions",
    text: SMALL,
    edits: [
      ["channel: memory", "channel: { type: file, capacity: 1000, transactionCapacity: 2000 }"],
    ],
    says: [
      "error capacity-under-transaction-capacity s.yaml:9:38: tiers.tier1.channel.capacity",
      "  expected at least 2000 events (`transactionCapacity`, line 9), found `1000`",
      "  Flume: removes the channel at start-up, and with it every source and sink only on it",
      "  fix: raise `capacity`, or lower `transactionCapacity`",
    ],
  },
  {
    name: "a spillable channel whose overflow is below its transactions",
    text: SMALL,
    edits: [["channel: memory", "channel: { type: SPILLABLEMEMORY, overflowCapacity: 500 }"]],
    says: [
      "error capacity-under-transaction-capacity s.yaml:9:57: tiers.tier1.channel.overflowCapacity",
      "  expected 0 or at least 10000 events (`transactionCapacity`, 10000 by default), found `500`",
      "  Flume: refuses the channel at start-up, and with it every source and sink only on it",
      "  fix: raise `overflowCapacity`, or lower `transactionCapacity`",
    ],
  },
  {
    name: "a batch beyond all that a spillable channel holds",
    text: SMALL,
    edits: [
      [
        "channel: memory",
        "channel: { type: spillablememory, memoryCapacity: 60, overflowCapacity: 0 }",
      ],
    ],
    says: [
      "error batch-over-capacity s.yaml:4:8: servers.web.batch",
      "  expected at most 60 events (what tiers.tier1.channel holds), found 100 (the default)",
      "  Flume: loads both, then fails the same batch for ever, a try every few seconds",
      "  fix: lower it, or raise the capacity there",
    ],
  },
  {
    name: "bytes that are full before the slots",
    text: SMALL,
    edits: [["channel: memory", "channel: { type: memory, capacity: 1000, byteCapacity: 100 kB }"]],
    says: [
      "warning byte-capacity-binds s.yaml:9:40: tiers.tier1.channel.capacity",
      "  expected at most 266 events, with which the bytes are full (`byteCapacity`, line 9: 100 kB; events of 300 B), found `1000`",
      "  Flume: holds 266 events, then waits for bytes as it waits for slots",
      "  fix: lower it, or raise `byteCapacity` and the heap",
    ],
  },
  {
    name: "bytes that a batch does not fit into",
    text: SMALL,
    edits: [["channel: memory", "channel: { type: memory, byteCapacity: 20 kB }"]],
    says: [
      "error batch-over-byte-capacity s.yaml:4:8: servers.web.batch",
      "  expected at most 53 events of this size (tiers.tier1.channel: `byteCapacity`, line 9), found 100 (the default)",
      "  Flume: loads both, then fails the same batch for ever, a try every few seconds",
      "  fix: lower it, or raise `byteCapacity` there",
      "warning byte-capacity-binds s.yaml:9:14: tiers.tier1.channel.capacity",
      "  expected at most 53 events, with which the bytes are full (`byteCapacity`, line 9: 20 kB; events of 300 B), found 100 (the default)",
      "  Flume: holds 53 events, then waits for bytes as it waits for slots",
      "  fix: lower it, or raise `byteCapacity` and the heap",
    ],
  },
  {
    name: "a keep-alive meant in milliseconds",
    text: SMALL,
    edits: [["channel: memory", "channel: { type: memory, keep-alive: 3000 }"]],
    says: [
      "warning keep-alive-long s.yaml:9:42: tiers.tier1.channel.keep-alive",
      "  expected a few seconds (a bare number is in seconds), found `3000`",
      "  Flume: lets a put wait 50 min for room",
      "  fix: write `ms` behind it if milliseconds are meant",
    ],
  },
  {
    name: "a key that goes with the type that was",
    text: SMALL,
    edits: [["channel: memory", "channel: { type: file, checkpointInterval: 60000 }"]],
    set: ["tier1.channel.type=memory"],
    says: [
      "warning key-of-other-type s.yaml:9:28: tiers.tier1.channel.checkpointInterval",
      "  expected a key of type `memory`, found `checkpointInterval`, left out because the type was changed",
    ],
  },
  {
    name: "a time-out that Flume replaces",
    text: TWO,
    edits: [["to: tier2 }", "to: tier2, request-timeout: 500 }"]],
    says: [
      "warning timeout-replaced s.yaml:10:54: tiers.tier1.sinks.request-timeout",
      "  expected a time-out of at least 1 s, found `500`",
      "  Flume: takes 20 s instead; so does this run",
      "  fix: write at least `1 s`",
    ],
  },
  {
    name: "dual checkpoints without a second folder",
    text: SMALL,
    edits: [["channel: memory", "channel: { type: file, useDualCheckpoints: true }"]],
    says: [
      "warning dual-checkpoint-without-folder s.yaml:9:48: tiers.tier1.channel.useDualCheckpoints",
      "  expected `backupCheckpointDir` beside it, found nothing",
      "  Flume: removes the channel",
      "  fix: write `backupCheckpointDir`",
    ],
  },
  {
    name: "a channel that nobody writes and nobody reads",
    text: SMALL,
    edits: [
      ["channel: memory", "channels: { c1: memory, c2: memory }"],
      ["source: avro", "source: { type: avro, channels: c1 }"],
      ["service: 10 ms", "service: 10 ms, channel: c1"],
    ],
    says: [
      "error channel-without-source s.yaml:9:33: tiers.tier1.channels.c2",
      "  expected a source that writes to the channel, found none",
      "  Flume: removes the channel",
      "  fix: name `c2` in `channels` of a source, or remove the channel",
      "error channel-without-sink s.yaml:9:33: tiers.tier1.channels.c2",
      "  expected a sink that drains the channel, found none",
      "  Flume: removes the channel",
      "  fix: name `c2` as `channel` of a sink, or remove the channel",
    ],
  },
  {
    name: "a channel that nobody reads",
    text: SMALL,
    edits: [
      ["channel: memory", "channels: { c1: memory, c2: memory }"],
      ["service: 10 ms", "service: 10 ms, channel: c1"],
    ],
    says: [
      "error channel-without-sink s.yaml:9:33: tiers.tier1.channels.c2",
      "  expected a sink that drains the channel, found none",
      "  Flume: fills it, then refuses every event",
      "  fix: name `c2` as `channel` of a sink, or remove the channel",
    ],
  },
  {
    name: "a load-balancing group over one agent",
    text: SMALL,
    edits: [
      [
        "{ type: timed, service: 10 ms }",
        '{ type: avro, to: tier2, processor: load_balance }\n  tier2: { agents: 1, source: avro, channel: file, sinks: "null" }',
      ],
    ],
    says: [
      "error group-too-small s.yaml:10:48: tiers.tier1.sinks.processor",
      "  expected at least two sinks for load_balance, found 1",
      "  Flume: removes the group, and the sink does not run",
      "  fix: send to a tier of two agents or more, or remove the processor",
    ],
  },
  {
    name: "surprise 27: a group without type runs none of its sinks",
    text: TWO,
    edits: [["to: tier2 }", "to: tier2, processor: { maxpenalty: 5000 } }"]],
    says: [
      "error type-missing s.yaml:10:48: tiers.tier1.sinks.processor",
      "  expected `type`: default, failover, load_balance, found a map with maxpenalty",
      "  Flume: removes the group and runs none of its sinks",
      "  fix: write the type",
    ],
  },
  {
    name: "a count beside a processor",
    text: TWO,
    edits: [["to: tier2 }", "to: tier2, count: 2, processor: failover }"]],
    says: [
      "error keys-exclude s.yaml:10:44: tiers.tier1.sinks.count",
      "  expected no `count` beside `processor`, which makes one sink for each agent of `to`, found `2`",
      "  fix: remove `count`, or remove `processor`",
    ],
  },
  {
    name: "a default processor over several sinks",
    text: TWO,
    edits: [["to: tier2 }", "to: tier2, processor: default }"]],
    says: [
      "error group-too-large s.yaml:10:48: tiers.tier1.sinks.processor",
      "  expected one sink for the default processor, found 3",
      "  Flume: removes the group, and none of its sinks runs",
      "  fix: write `type: failover` or `type: load_balance`",
    ],
  },
  {
    name: "one priority for two sinks",
    text: TWO,
    edits: [
      [
        "to: tier2 }",
        "to: tier2, processor: { type: failover, priority: { sink-0: 5, sink-1: 5 } } }",
      ],
    ],
    says: [
      "error priority-taken s.yaml:10:97: tiers.tier1.sinks.processor.priority.sink-1",
      "  expected a priority for each sink, found `5` for both `sink-0` and `sink-1`",
      "  Flume: leaves `sink-1` out of the group; it never runs",
      "  fix: give one of them another priority",
    ],
  },
  {
    name: "a priority for a sink that is not there",
    text: TWO,
    edits: [["to: tier2 }", "to: tier2, processor: { type: failover, priority.sink-7: 5 } }"]],
    says: [
      "error unknown-name s.yaml:10:83: tiers.tier1.sinks.processor.priority.sink-7",
      "  expected a sink of this agent: sink-2, sink-0, sink-1, found `sink-7`",
      "  Flume: leaves it out of the group",
    ],
  },
  {
    name: "groups that share and repeat sinks",
    text: TWO,
    edits: [
      [
        "sinks: { type: avro, to: tier2 }",
        "sinks: { k1: { type: avro, to: tier2 }, k2: { type: avro, to: tier2 }, k3: { type: avro, to: tier2 } }\n    groups:\n      g1: { sinks: k1 k2 k1, processor.type: failover }\n      g2: { sinks: k2 k3, processor.type: failover }",
      ],
    ],
    says: [
      "error sink-twice s.yaml:12:20: tiers.tier1.groups.g1.sinks",
      "  expected each sink once in a group, found `k1` again",
      "  Flume: counts it once",
      "  fix: remove it",
      "error sink-in-two-groups s.yaml:13:20: tiers.tier1.groups.g2.sinks",
      "  expected each sink in one group, found `k2`, which is in group `g1`",
      "  Flume: leaves it in the first group",
      "  fix: remove it from one of them",
    ],
  },
  {
    name: "a group without processor, and one over nothing that is there",
    text: TWO,
    edits: [
      [
        "sinks: { type: avro, to: tier2 }",
        "sinks: { k1: { type: avro, to: tier2 } }\n    groups:\n      g1: { sinks: k1 }\n      g2: { sinks: k9, processor.type: failover }",
      ],
    ],
    says: [
      "error type-missing s.yaml:12:11: tiers.tier1.groups.g1.processor",
      "  expected `type`: default, failover, load_balance, found an empty map",
      "  Flume: removes the group and runs none of its sinks",
      "  fix: write the type",
    ],
  },
  {
    name: "a load-balancing client with one agent",
    text: SMALL,
    edits: [["to: tier1 }", 'to: "tier1[0]", client: { type: avro, policy: load_balance } }']],
    says: [
      "error client-too-few-agents s.yaml:4:43: servers.web.to",
      "  expected at least two agents for `policy: load_balance`, found 1",
      "  Flume: refuses to make the client of `web`",
      "  fix: name more agents, or write `policy: default` (`policy`, line 4)",
    ],
  },
];
