/** Problems of faults, objectives and times. */
import { ROUTED, SMALL, type ProblemRow } from "../../support/scenario.js";

export const TIMES_ROWS: readonly ProblemRow[] = [
  {
    name: "a fault that does not fit a storage",
    text: ROUTED,
    edits: [["kind: down", "kind: crash"]],
    says: [
      "error fault-does-not-fit s.yaml:21:49: faults[0].kind",
      "  expected a fault that fits a storage: down, hang, slow, safe-mode, found `crash`",
      "  fix: write `down`",
    ],
  },
  {
    name: "a fault that is none",
    text: ROUTED,
    edits: [["kind: down", "kind: dwon"]],
    says: [
      "error unknown-value s.yaml:21:49: faults[0].kind",
      "  expected one of down, hang, slow, crash, partition, safe-mode, start, found `dwon`",
      "  fix: write `down`",
    ],
  },
  {
    name: "a fault on nothing",
    text: ROUTED,
    edits: [["on: hadoop", "on: hadop"]],
    says: [
      "error unknown-name s.yaml:21:35: faults[0].on",
      "  expected a server group, tier or storage: web, tier1, tier2, hadoop, found `hadop`",
      "  fix: write `hadoop`",
    ],
  },
  {
    name: "a fault on a memory channel, which has no disk",
    text: ROUTED,
    edits: [["on: hadoop", 'on: "tier2[east].channels.c1"']],
    says: [
      "error fault-does-not-fit s.yaml:21:68: faults[0].kind",
      "  expected a fault that fits a memory channel: slow, found `down`",
      "  fix: strike the agent: `down` closes its ports",
    ],
  },
  {
    name: "a fault on a sink that is not timed",
    text: ROUTED,
    edits: [["on: hadoop, kind: down", "on: tier2.sinks.k1, kind: partition"]],
    says: [
      "error fault-does-not-fit s.yaml:21:57: faults[0].kind",
      "  expected a fault that fits a sink that is not timed: down, hang, slow, found `partition`",
      "  fix: strike the agent, or a link such as `tier1->tier2`",
    ],
  },
  {
    name: "servers are not late",
    text: ROUTED,
    edits: [["for: 5 min, on: hadoop, kind: down", 'on: "web[0]", kind: start']],
    says: [
      "error fault-does-not-fit s.yaml:21:39: faults[0].kind",
      "  expected a fault that fits servers: down, hang, slow, crash, partition, found `start`",
      "  fix: write the address of an agent that is `late`",
    ],
  },
  {
    name: "a crash of a source",
    text: ROUTED,
    edits: [["on: hadoop, kind: down", "on: tier1.source, kind: crash"]],
    says: [
      "error fault-does-not-fit s.yaml:21:55: faults[0].kind",
      "  expected a fault that fits a source: down, hang, slow, found `crash`",
      "  fix: strike the agent: its process has all its parts",
    ],
  },
  {
    name: "a crash of a file channel",
    text: ROUTED,
    edits: [["on: hadoop, kind: down", 'on: "tier2[east].channels.c2", kind: crash']],
    says: [
      "error fault-does-not-fit s.yaml:21:68: faults[0].kind",
      "  expected a fault that fits a file or spillable channel: down, hang, slow, found `crash`",
      "  fix: strike the agent: its process has all its parts",
    ],
  },
  {
    name: "a memory channel that hangs",
    text: ROUTED,
    edits: [["on: hadoop, kind: down", 'on: "tier2[east].channels.c1", kind: hang']],
    says: [
      "error fault-does-not-fit s.yaml:21:68: faults[0].kind",
      "  expected a fault that fits a memory channel: slow, found `hang`",
      "  fix: strike the agent: `hang` stops all its threads, as a long garbage collection does",
    ],
  },
  {
    name: "a partition of a storage, which is one of a link",
    text: ROUTED,
    edits: [["kind: down", "kind: partition"]],
    says: [
      "error fault-does-not-fit s.yaml:21:49: faults[0].kind",
      "  expected a fault that fits a storage: down, hang, slow, safe-mode, found `partition`",
      "  fix: strike the link to it, such as `tier2->hadoop`",
    ],
  },
  {
    name: "a link that hangs",
    text: ROUTED,
    edits: [["on: hadoop, kind: down", "on: tier1->tier2, kind: hang"]],
    says: [
      "error fault-does-not-fit s.yaml:21:55: faults[0].kind",
      "  expected a fault that fits a link: down, slow, partition, found `hang`",
      "  fix: write `partition`",
    ],
  },
  {
    name: "a fault within a crash of its agent",
    text: ROUTED,
    edits: [
      [
        "  - { at: 10 min, for: 5 min, on: hadoop, kind: down }",
        '  - { at: 10 min, for: 5 min, on: "tier1[1]", kind: crash }\n  - { at: 11 min, for: 4 min, on: "tier1[1].source", kind: hang }',
      ],
    ],
    says: [
      "error fault-on-absent s.yaml:22:11: faults[1].at",
      "  expected a time when `tier1[1].source` runs, found one within its crash from 10 min to 15 min",
      "  fix: move it, or remove it: it changes nothing",
    ],
  },
  {
    name: "a fault on a late agent before its start",
    text: ROUTED,
    edits: [
      ["    channel: memory", "    channel: memory\n    late: true"],
      [
        "  - { at: 10 min, for: 5 min, on: hadoop, kind: down }",
        "  - { at: 20 min, on: tier1, kind: start }\n  - { at: 10 min, for: 5 min, on: tier1.sink, kind: down }",
      ],
    ],
    says: [
      "error fault-on-absent s.yaml:23:11: faults[1].at",
      "  expected a time when `tier1.sink` runs, found one that is over before it is started, at 20 min",
      "  fix: move it, or remove it: it changes nothing",
    ],
  },
  {
    name: "a sink that is not there",
    text: ROUTED,
    edits: [["on: hadoop", 'on: "tier2[*].sinks.k3"']],
    says: [
      "error unknown-name s.yaml:21:35: faults[0].on",
      "  expected a sink of the agent: k1, k2, found `k3`",
    ],
  },
  {
    name: "a part that agents do not have",
    text: ROUTED,
    edits: [["on: hadoop", "on: tier1.chanel"]],
    says: [
      "error unknown-name s.yaml:21:35: faults[0].on",
      "  expected a part of an agent: source, channel, sinks, found `chanel`",
      "  fix: write `channel`",
    ],
  },
  {
    name: "a part that storages do not have",
    text: ROUTED,
    edits: [["on: hadoop", "on: hadoop.namenodes"]],
    says: [
      "error unknown-name s.yaml:21:35: faults[0].on",
      "  expected a part of a storage: namenode, datanodes, found `namenodes`",
      "  fix: write `namenode`",
    ],
  },
  {
    name: "a DataNode that is not there",
    text: ROUTED,
    edits: [["on: hadoop", 'on: "hadoop.datanodes[5]"']],
    says: [
      "error unknown-name s.yaml:21:35: faults[0].on",
      "  expected `hadoop.datanodes[0]` to `hadoop.datanodes[4]`, found `hadoop.datanodes[5]`",
    ],
  },
  {
    name: "a server that is not there",
    text: ROUTED,
    edits: [["on: hadoop, kind: down", 'on: "web[2]->tier1", kind: partition']],
    says: [
      "error unknown-name s.yaml:21:35: faults[0].on",
      "  expected `web[0]` to `web[1]`, found `web[2]`",
    ],
  },
  {
    name: "slow without factor",
    text: ROUTED,
    edits: [["kind: down", "kind: slow"]],
    says: [
      "error key-missing s.yaml:21:5: faults[0].factor",
      "  expected `factor`: how many times as long everything takes, found nothing",
      "  fix: write `factor`",
    ],
  },
  {
    name: "a factor without slow",
    text: ROUTED,
    edits: [["kind: down", "kind: down, factor: 3"]],
    says: [
      "error keys-exclude s.yaml:21:63: faults[0].factor",
      "  expected no `factor` for `down`, found `3`",
      "  fix: remove it, or write `kind: slow`",
    ],
  },
  {
    name: "for and until",
    text: ROUTED,
    edits: [["for: 5 min", "for: 5 min, until: 20 min"]],
    says: [
      "error keys-exclude s.yaml:21:38: faults[0].until",
      "  expected one of `for` and `until`, found both",
      "  fix: remove one of them",
    ],
  },
  {
    name: "an end before the begin",
    text: ROUTED,
    edits: [["for: 5 min", "until: 5 min"]],
    says: [
      "error out-of-range s.yaml:21:26: faults[0].until",
      "  expected a time after `at` (`10 min`), found `5 min`",
    ],
  },
  {
    name: "a fault after the run",
    text: ROUTED,
    edits: [["at: 10 min", "at: 2 h"]],
    says: [
      "error fault-outside-run s.yaml:21:11: faults[0].at",
      "  expected a time within the run of 1 h, found `2 h`",
      "  fix: begin it earlier, or raise `duration`",
    ],
  },
  {
    name: "a fault that outlasts the run",
    text: ROUTED,
    edits: [["for: 5 min", "for: 2 h"]],
    says: [
      "warning fault-not-over s.yaml:21:11: faults[0].at",
      "  expected a fault that is over when the run of 1 h ends, found one that ends at 2 h 10 min",
      "  fix: raise `duration` to see what follows it",
    ],
  },
  {
    name: "a start with an end",
    text: ROUTED,
    edits: [["for: 5 min, on: hadoop, kind: down", 'for: 5 min, on: "tier1[0]", kind: start']],
    says: [
      "error keys-exclude s.yaml:21:24: faults[0].for",
      "  expected no `for` and no `until` for a `start`, which is a moment, found `5 min`",
      "  fix: remove it",
    ],
  },
  {
    name: "a start of an agent that runs",
    text: ROUTED,
    edits: [["for: 5 min, on: hadoop, kind: down", 'on: "tier1[0]", kind: start']],
    says: [
      "error start-without-late s.yaml:21:23: faults[0].on",
      "  expected agents that are `late`, found tier1[0], which runs from the start",
      "  fix: write `late: true` in the agent",
    ],
  },
  {
    name: "late agents that are never started",
    text: ROUTED,
    edits: [["    channel: memory", "    channel: memory\n    late: true"]],
    says: [
      "error late-without-start s.yaml:10:11: tiers.tier1.late",
      "  expected a `start` fault for each late agent, found none for tier1[0], tier1[1]",
      '  fix: add `{ at: …, on: "tier1[0]", kind: start }` to `faults`, or remove `late`',
    ],
  },
  {
    name: "a warm-up as long as the run",
    text: SMALL,
    edits: [["duration: 1 h", "duration: 1 h\nwarm-up: 60 min"]],
    says: [
      "error warm-up-covers-run s.yaml:3:10: warm-up",
      "  expected less than the duration of 1 h, found `60 min`",
      "  fix: lower it, or raise `duration`",
    ],
  },
  {
    name: "an objective about a fault on a tier that has a problem: the problem alone",
    text: ROUTED,
    edits: [
      ["on: hadoop, kind: down", "on: tier2.sinks.k2, kind: down"],
      ["service: 1 ms", "service: 1 sm"],
      ["storage:", "objectives: [drained within 5 min after tier2.sinks.k2 is back]\nstorage:"],
    ],
    says: [
      "error unit-unknown s.yaml:17:35: tiers.tier2.sinks.k2.service",
      "  expected a duration in one of ns, us, ms, s, min, h, d, found `1 sm`",
    ],
  },
  {
    name: "no objectives at all: a verdict on nothing",
    text: ROUTED,
    edits: [["storage:", "objectives: []\nstorage:"]],
    says: [
      "error out-of-range s.yaml:18:13: objectives",
      "  expected a list of 1 to 100, found an empty list",
    ],
  },
  {
    name: "objectives that are none",
    text: ROUTED,
    edits: [
      [
        "storage:",
        "objectives:\n  - no los\n  - no delays please\n  - { no: loss, backlog: web }\n  - { no: loss, under: 3 s }\n  - { backlog: web }\n  - backlog of web under 5 %\n  - { fill: tier9, under: 80 % }\n  - fill of tier2 under 30 s\n  - { latency: p100, under: 3 s }\n  - { latency: p99, under: 30 }\n  - blocked of app under 5 %\n  - { drained: soon }\n  - drained within 5 min after tier1 is back\nstorage:",
      ],
    ],
    says: [
      "error unknown-value s.yaml:19:5: objectives[0].no",
      "  expected one of loss, drops, refusals, rejections, connection-refusals, timeouts, duplicates, found `los`",
      "  fix: write `loss`",
      "error objective-syntax s.yaml:20:5: objectives[1]",
      "  expected `no loss`, `backlog of web under 10 MB`, `fill of tier2 under 80 %`, `latency p99 under 30 s`, `blocked of servers under 5 %` or `drained within 60 min after hadoop is back`, found `no delays please`",
      "error keys-exclude s.yaml:21:5: objectives[2]",
      "  expected exactly one of no, backlog, fill, latency, blocked, drained, found a map with no, backlog",
      "error keys-exclude s.yaml:22:24: objectives[3].under",
      "  expected no `under` beside `no`, found `3 s`",
      "  fix: remove it",
      "error key-missing s.yaml:23:5: objectives[4].under",
      "  expected `under`: the limit of `backlog`, found nothing",
      "  fix: write `under`",
      "error unit-of-other-dimension s.yaml:24:5: objectives[5].under",
      "  expected a size, a number of events, or a time of load, for `backlog`, found `5 %`",
      "error unknown-name s.yaml:25:13: objectives[6].fill",
      "  expected a tier: tier1, tier2, tiers, found `tier9`",
      "error unit-of-other-dimension s.yaml:26:5: objectives[7].under",
      "  expected a share up to 100 %, for `fill`, found `30 s`",
      "error not-a-quantity s.yaml:27:16: objectives[8].latency",
      "  expected a quantile: `p50`, `p99`, `p99.9`, `median` or `max`, found `p100`",
      "error unit-missing s.yaml:28:28: objectives[9].under",
      "  expected a size such as `64 MB`, or a number of events such as `8 k events`, or a duration such as `30 s`, or a share such as `25 %`, found `30`",
      "error unknown-name s.yaml:29:5: objectives[10].blocked",
      "  expected a server group: web, servers, found `app`",
      "error objective-syntax s.yaml:30:16: objectives[11].drained",
      "  expected `within 60 min after hadoop is back`, found `soon`",
      "error unknown-name s.yaml:31:5: objectives[12].drained",
      "  expected what a fault that ends is on: hadoop, found `tier1`",
    ],
  },
];
