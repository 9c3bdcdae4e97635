/** Problems of names, addresses and files. */
import { HDFS, ROUTED, SMALL, TWO, type ProblemRow } from "../../support/scenario.js";

export const NAMES_ROWS: readonly ProblemRow[] = [
  {
    name: "servers that send to no tier",
    text: SMALL,
    edits: [["to: tier1 }", "to: teir1 }"]],
    says: [
      "error unknown-name s.yaml:4:43: servers.web.to",
      "  expected a tier: tier1, found `teir1`",
      "  fix: write `tier1`",
    ],
  },
  {
    name: "a name as near to one as to another",
    text: ROUTED,
    edits: [["to: tier1,", "to: tier3,"]],
    says: [
      "error unknown-name s.yaml:4:43: servers.web.to",
      "  expected a tier: tier1, tier2, found `tier3`",
    ],
  },
  {
    name: "an agent that is not there",
    text: SMALL,
    edits: [["to: tier1 }", 'to: "tier1[7]" }']],
    says: [
      "error unknown-name s.yaml:4:43: servers.web.to",
      "  expected `tier1[0]` to `tier1[1]`, found `tier1[7]`",
    ],
  },
  {
    name: "a named agent that is not there",
    text: ROUTED,
    edits: [["sinks: { type: avro, to: tier2 }", 'sinks: { type: avro, to: "tier2[eest]" }']],
    says: [
      "error unknown-name s.yaml:10:30: tiers.tier1.sinks.to",
      "  expected an agent of tier2: east, west, found `tier2[eest]`",
    ],
  },
  {
    name: "a link where an agent is asked for",
    text: SMALL,
    edits: [["to: tier1 }", "to: web->tier1 }"]],
    says: [
      "error address-of-other-kind s.yaml:4:43: servers.web.to",
      "  expected a tier (`tier2`) or agents of it (`tier2[1]`), found `web->…`",
    ],
  },
  {
    name: "a source in `to`",
    text: SMALL,
    edits: [["to: tier1 }", "to: tier1.source }"]],
    says: [
      "error address-of-other-kind s.yaml:4:43: servers.web.to",
      "  expected a tier (`tier2`) or agents of it (`tier2[1]`), found `tier1.source`",
    ],
  },
  {
    name: "an address that is none",
    text: SMALL,
    edits: [["to: tier1 }", 'to: "tier1[" }']],
    says: [
      "error address-syntax s.yaml:4:43: servers.web.to",
      "  expected a tier (`tier2`) or agents of it (`tier2[1]`): `.`, `[`, `->` or the end, found `[` in `tier1[`",
    ],
  },
  {
    name: "a range upside down",
    text: SMALL,
    edits: [["to: tier1 }", 'to: "tier1[3..1]" }']],
    says: [
      "error address-syntax s.yaml:4:43: servers.web.to",
      "  expected a tier (`tier2`) or agents of it (`tier2[1]`): `[3]`, `[0..3]`, `[*]` or `[name]`, found `[3..1]`",
    ],
  },
  {
    name: "a source name that the agents lack",
    text: SMALL,
    edits: [["to: tier1 }", "to: { agents: tier1, source: soruce } }"]],
    says: [
      "error unknown-name s.yaml:4:68: servers.web.to.source",
      "  expected a source of the agents it sends to: source, found `soruce`",
      "  fix: write `source`",
    ],
  },
  {
    name: "a sink that writes to no storage",
    text: HDFS,
    edits: [["to: hadoop", "to: hadop"]],
    says: [
      "error unknown-name s.yaml:10:30: tiers.tier1.sinks.to",
      "  expected a storage: hadoop, found `hadop`",
      "  fix: write `hadoop`",
    ],
  },
  {
    name: "one name for a tier and a server group",
    text: SMALL,
    edits: [["  web:", "  tier1:"]],
    says: [
      "error name-taken s.yaml:6:3: tiers.tier1",
      "  expected a name that no server group, tier or storage has, found `tier1`, which is a server group",
      "  fix: give one of them another name",
    ],
  },
  {
    name: "no server group",
    text: SMALL,
    edits: [
      ["  web: { count: 2, rate: 10 events/s, to: tier1 }\n", ""],
      ["servers:", "servers: {}"],
    ],
    says: [
      "error key-missing s.yaml:3:10: servers",
      "  expected at least one server group, found none",
      "  fix: write one under `servers`",
    ],
  },
  {
    name: "a tier of no agents",
    text: SMALL,
    edits: [["agents: 2", "agents: {}"]],
    says: [
      "error out-of-range s.yaml:7:13: tiers.tier1.agents",
      "  expected 1 to 10000 agents, found none",
    ],
  },
  {
    name: "an agent twice in a list",
    text: SMALL,
    edits: [["agents: 2", "agents: [east, west, east]"]],
    says: [
      "error name-taken s.yaml:7:26: tiers.tier1.agents[2]",
      "  expected each agent once, found `east` again",
    ],
  },
  {
    name: "an override of an agent that is not there",
    text: SMALL,
    edits: [["agents: 2", 'agents: 2\n    override: { "5": { late: true } }']],
    says: [
      "error unknown-name s.yaml:8:22: tiers.tier1.override.5",
      "  expected `tier1[0]` to `tier1[1]`, found `tier1[5]`",
    ],
  },
  {
    name: "a key of the tier in an override",
    text: SMALL,
    edits: [["agents: 2", 'agents: 2\n    override: { "1": { agents: 3 } }']],
    says: [
      "error unknown-key s.yaml:8:24: tiers.tier1.override.1.agents",
      "  expected one of machine, source, sources, channel, channels, sinks, groups, late, found `agents`",
    ],
  },
  {
    name: "a sink that drains no channel of the agent",
    text: SMALL,
    edits: [["service: 10 ms", "service: 10 ms, channel: chanel"]],
    says: [
      "error unknown-name s.yaml:10:52: tiers.tier1.sinks.channel",
      "  expected a channel of this source or agent: channel, found `chanel`",
      "  Flume: removes a source whose selector names a channel it has not, and a sink without channel",
      "  fix: write `channel`",
    ],
  },
  {
    name: "a sink that does not say which channel",
    text: ROUTED,
    edits: [[", channel: c1 }", " }"]],
    says: [
      "error key-missing s.yaml:16:11: tiers.tier2.sinks.k1.channel",
      "  expected which channel it drains: c1, c2, found nothing",
      "  Flume: removes a sink without channel",
      "  fix: write `channel`",
    ],
  },
  {
    name: "a route to no channel",
    text: ROUTED,
    edits: [["mapping: { x: c1 }", "mapping: { x: c9 }"]],
    says: [
      "error unknown-name s.yaml:13:87: tiers.tier2.source.selector.mapping.x",
      "  expected a channel of this source or agent: c1, c2, found `c9`",
      "  Flume: removes a source whose selector names a channel it has not, and a sink without channel",
    ],
  },
  {
    name: "both `channel` and `channels`",
    text: SMALL,
    edits: [["channel: memory", "channel: memory\n    channels: { c1: memory }"]],
    says: [
      "error keys-exclude s.yaml:10:15: tiers.tier1.channels",
      "  expected one of `channel` and `channels`, found both",
      "  fix: remove one of them",
    ],
  },
  {
    name: "no channel",
    text: SMALL,
    edits: [["    channel: memory\n", ""]],
    says: [
      "error key-missing s.yaml:7:5: tiers.tier1.channel",
      "  expected a channel, or `channels` by name, found nothing",
      "  Flume: runs nothing of an agent without channel",
      "  fix: write `channel`",
    ],
  },
  {
    name: "no sinks",
    text: SMALL,
    edits: [["    sinks: { type: timed, service: 10 ms }\n", ""]],
    says: [
      "error key-missing s.yaml:7:5: tiers.tier1.sinks",
      "  expected one declaration of sinks, or several by name, found nothing",
      "  fix: write `sinks`",
    ],
  },
  {
    name: "a sink to several agents without a group",
    text: TWO,
    edits: [["to: tier2 }", 'to: "tier2[0..1]" }']],
    says: [
      "error to-too-many s.yaml:10:30: tiers.tier1.sinks.to",
      "  expected a tier, or one agent, for a sink without `processor`, found 2 agents",
      "  fix: add `processor`, or declare one sink for each agent",
    ],
  },
  {
    name: "two declarations that make one name",
    text: TWO,
    edits: [
      [
        "sinks: { type: avro, to: tier2 }",
        "sinks:\n      k: { type: avro, to: tier2, count: 2 }\n      k1: { type: avro, to: tier2 }",
      ],
    ],
    says: [
      "error name-taken s.yaml:12:11: tiers.tier1.sinks.k1",
      "  expected sinks of different names, those made by `count` or `processor` included, found `k1` twice, in a map with to",
      "  fix: give one declaration another name",
    ],
  },
  {
    name: "a value of a header twice",
    text: SMALL,
    edits: [["to: tier1 }", "to: tier1, header: { name: kind, values: [x, x] } }"]],
    says: [
      "error name-taken s.yaml:4:84: servers.web.header.values[1]",
      "  expected each value once, found `x` again",
    ],
  },
  {
    name: "a trace that is not there",
    text: SMALL,
    edits: [["to: tier1 }", "to: tier1, profile: { type: trace, file: load.csv } }"]],
    says: [
      "error file-missing s.yaml:4:80: servers.web.profile.file",
      "  expected a file that can be read, found `load.csv`",
    ],
  },
  {
    name: "an escape that Flume does not know",
    text: HDFS,
    edits: [["/logs", "/logs/%Q"]],
    says: [
      "error unknown-escape s.yaml:10:49: tiers.tier1.sinks.hdfs.path",
      "  expected an escape of Flume's: %{header}, %[localhost], %t %s %S %c %M %H %I %k %l %p %a %A %d %e %D %j %m %n %b %B %y %Y %z, found `%Q`",
    ],
  },
  {
    name: "two headers in a path",
    text: HDFS,
    edits: [["hdfs.path: /logs", 'hdfs.path: "/logs/%{a}/%{b}"']],
    says: [
      "error path-not-simulated s.yaml:10:49: tiers.tier1.sinks.hdfs.path",
      "  expected at most one header in the path and the file prefix, found `%{a}`, `%{b}`",
    ],
  },
];
