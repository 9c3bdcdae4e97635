/** Problems between parts: who sends to whom, routes, resources, load. */
import { HDFS, ROUTED, SMALL, TWO, type ProblemRow } from "../../support/scenario.js";

export const WHOLE_ROWS: readonly ProblemRow[] = [
  {
    name: "tiers that send in a circle",
    text: TWO,
    edits: [['{ type: "null" }', "{ type: avro, to: tier1 }"]],
    says: [
      "error tier-cycle s.yaml:7:5: tiers.tier1",
      "  expected tiers that send on, never back, found tier1 -> tier2 -> tier1",
      "  fix: let one of them send to a storage, or to a tier beyond the others",
    ],
  },
  {
    name: "a tier that nothing reaches",
    text: TWO,
    edits: [["{ type: avro, to: tier2 }", "null"]],
    says: [
      "error tier-unreachable s.yaml:12:5: tiers.tier2",
      "  expected a server group or a tier that sends here, found none whose events come from servers",
      "  fix: name `tier2` in a `to`, or remove it",
    ],
  },
  {
    name: "a storage that nobody writes to",
    text: HDFS,
    edits: [["{ type: hdfs, to: hadoop, hdfs.path: /logs }", "null"]],
    says: [
      "warning storage-unused s.yaml:12:11: storage.hadoop",
      "  expected a sink or a server that writes here, found none",
      "  fix: name `hadoop` in a `to`, or remove it",
    ],
  },
  {
    name: "more replicas than DataNodes",
    text: HDFS,
    edits: [["datanodes: 5", "datanodes: 2"]],
    says: [
      "error replication-over-datanodes s.yaml:12:36: storage.hadoop.datanodes",
      "  expected at most 2 replicas, one a DataNode, found 3 (the default)",
      "  fix: lower `replication`, or raise `datanodes`",
    ],
  },
  {
    name: "more replicas than DataNodes, written out",
    text: HDFS,
    edits: [["datanodes: 5", "datanodes: 5, replication: 6"]],
    says: [
      "error replication-over-datanodes s.yaml:12:52: storage.hadoop.replication",
      "  expected at most 5 replicas, one a DataNode, found `6`",
      "  fix: lower `replication`, or raise `datanodes`",
    ],
  },
  {
    name: "a link between ends that do not talk",
    text: TWO,
    edits: [["duration: 1 h", "duration: 1 h\nlinks: [{ from: web, to: tier2, latency: 5 ms }]"]],
    says: [
      "warning link-unused s.yaml:3:9: links[0]",
      "  expected two ends of which one sends to the other, found web and tier2",
      "  fix: name ends that are joined, or remove the link",
    ],
  },
  {
    name: "ends of links that are none",
    text: TWO,
    edits: [
      [
        "duration: 1 h",
        'duration: 1 h\nlinks: [{ from: web->tier1, to: tier1 }, { from: web, to: "tier1[0..1]" }, { from: web, to: nowhere }]',
      ],
    ],
    says: [
      "error address-of-other-kind s.yaml:3:17: links[0].from",
      "  expected one end of a link, found two, joined by `->`",
      "error address-of-other-kind s.yaml:3:59: links[1].to",
      "  expected an end of a link: a server group, a tier, one of their members, or a storage, found `tier1[0..1]`",
      "error unknown-name s.yaml:3:93: links[2].to",
      "  expected a server group, tier or storage: web, tier1, tier2, found `nowhere`",
    ],
  },
  {
    name: "a selector's header that no server sets",
    text: ROUTED,
    edits: [[", header: { name: kind, values: [x, y, z] }", ""]],
    says: [
      "warning header-unset s.yaml:13:37: tiers.tier2.source.selector",
      "  expected a header that the servers set; they set none, found `kind`",
      "  Flume: treats every event as one without a mapped value",
      "  fix: write `header` in the server group",
    ],
  },
  {
    name: "another header than the servers set",
    text: ROUTED,
    edits: [["header: kind, mapping", "header: kin, mapping"]],
    says: [
      "warning header-unset s.yaml:13:37: tiers.tier2.source.selector",
      "  expected a header that the servers set: kind, found `kin`",
      "  Flume: treats every event as one without a mapped value",
      "  fix: write `header` in the server group",
    ],
  },
  {
    name: "values that lead nowhere",
    text: ROUTED,
    edits: [[", default: c2", ", mapping.y: c2"]],
    says: [
      "warning events-unrouted s.yaml:13:37: tiers.tier2.source.selector",
      "  expected a channel for every event: a mapping for each value, or `default`, found none for `z`",
      "  Flume: drops them silently, and counts them as accepted",
      "  fix: write `default`",
    ],
  },
  {
    name: "a route for a value that no server sends",
    text: ROUTED,
    edits: [["mapping: { x: c1 }", "mapping: { x: c1, w: c2 }"]],
    says: [
      "warning mapping-unused s.yaml:13:37: tiers.tier2.source.selector",
      "  expected values that the servers send: x, y, z, found `w`",
      "  fix: correct the value, or remove the mapping",
    ],
  },
  {
    name: "a path by time without timestamps",
    text: HDFS,
    edits: [["hdfs.path: /logs", 'hdfs.path: "/logs/%Y-%m-%d"']],
    says: [
      "warning timestamp-missing s.yaml:10:49: tiers.tier1.sinks.hdfs.path",
      '  expected events with a `timestamp` header, or `hdfs.useLocalTimeStamp: true`, found "/logs/%Y-%m-%d", events of web without',
      "  Flume: fails with a NullPointerException, for ever on the same batch",
      "  fix: write `timestamp: true` in the server group, or `hdfs.useLocalTimeStamp: true`",
    ],
  },
  {
    name: "a path by a header that servers do not set",
    text: HDFS,
    edits: [["hdfs.path: /logs", 'hdfs.path: "/logs/%{kind}"']],
    says: [
      "warning path-header-unset s.yaml:10:49: tiers.tier1.sinks.hdfs.path",
      "  expected a header that all servers set that send here, found `%{kind}`, not set by web",
      "  Flume: puts nothing in its place",
      "  fix: write `header` in the server group",
    ],
  },
  {
    name: "a memory channel beyond the bytes that its heap allows",
    text: SMALL,
    edits: [
      [
        "channel: memory",
        "channel: { type: memory, capacity: 10000000 }\n    machine: { heap: 1 GB }",
      ],
    ],
    says: [
      "warning byte-capacity-binds s.yaml:9:40: tiers.tier1.channel.capacity",
      "  expected at most 2133333 events, with which the bytes are full (`byteCapacity`, 80 % of the heap by default: 800 MB; events of 300 B), found `10000000`",
      "  Flume: holds 2133333 events, then waits for bytes as it waits for slots",
      "  fix: lower it, or raise `byteCapacity` and the heap",
    ],
  },
  {
    name: "memory channels that together need more than the heap",
    text: SMALL,
    edits: [
      [
        "channel: memory",
        "channels: { c1: { type: memory, capacity: 2000000 }, c2: { type: memory, capacity: 2000000 } }\n    machine: { heap: 1 GB }",
      ],
      [
        "sinks: { type: timed, service: 10 ms }",
        "sinks: { k1: { type: timed, service: 10 ms, channel: c1 }, k2: { type: timed, service: 10 ms, channel: c2 } }",
      ],
    ],
    says: [
      "warning heap-small s.yaml:9:47: tiers.tier1.channels.c1.capacity",
      "  expected channels that need no more than the heap of 1 GB, found 1.2 GB when they are full",
      "  Flume: ends with an OutOfMemoryError before they are full",
      "  fix: lower it, or raise `heap` of the machine",
    ],
  },
  {
    name: "a file channel beyond the heap for its replay",
    text: SMALL,
    edits: [["channel: memory", "channel: { type: file, capacity: 100000000 }"]],
    says: [
      "warning heap-small s.yaml:9:38: tiers.tier1.channel.capacity",
      "  expected channels that need no more than the heap of 2 GB, found 3.2 GB when they are full",
      "  Flume: ends with an OutOfMemoryError before they are full",
      "  fix: lower it, or raise `heap` of the machine",
    ],
  },
  {
    name: "a file channel beyond the disk",
    text: SMALL,
    edits: [
      [
        "channel: memory",
        "channel: { type: file, capacity: 20000000 }\n    machine: { disk.space: 5 GB }",
      ],
    ],
    says: [
      "warning disk-small s.yaml:9:38: tiers.tier1.channel.capacity",
      "  expected at most 4.48 GB: free space less minimumRequiredSpace, found `20000000`, which takes 6.94 GB when full",
      "  Flume: stops putting and taking when the disk is full",
      "  fix: lower it, or raise `disk.space` of the machine",
    ],
  },
  {
    name: "more load than the sinks can drain",
    text: SMALL,
    edits: [["service: 10 ms", "service: 1 min"]],
    says: [
      "warning overload s.yaml:4:3: servers",
      "  expected a mean load of at most 3.33 events/s, what all timed sinks drain together, found 20 events/s, 600 % of it",
      "  fix: lower the load, or add sinks",
    ],
  },
  {
    name: "more events than can be counted",
    text: SMALL,
    edits: [
      ["count: 2", "count: 1000000"],
      ["10 events/s", "1 G events/s"],
      ["duration: 1 h", "duration: 104 d"],
      ["{ type: timed, service: 10 ms }", "null"],
    ],
    says: [
      "error too-large s.yaml:4:8: servers.web",
      "  expected no more events than can be counted exactly (9 × 10^15), found 1000 T events/s over the run",
      "  fix: lower the rate or the number of servers",
    ],
  },
  {
    name: "more sinks than the model can hold",
    text: SMALL,
    edits: [
      ["agents: 2", "agents: 10000"],
      ["service: 10 ms", "service: 10 ms, count: 1000"],
    ],
    says: [
      "error too-large s.yaml:7:5: tiers.tier1",
      "  expected at most 1000000 sinks in all agents, found 10000000",
      "  fix: lower the number of agents or of sinks",
    ],
  },
  {
    name: "more pairs of a server and an agent than memory has room for",
    text: SMALL,
    edits: [
      [
        "count: 2, rate: 10 events/s, to: tier1 }",
        "count: 10000, rate: 1 events/s, to: tier1, client: { policy: load_balance } }",
      ],
      ["agents: 2", "agents: 9900"],
    ],
    says: [
      "error too-large s.yaml:4:71: servers.web.client.policy",
      "  expected at most 4000000 pairs of a server and an agent that it knows, found 10000 servers that know 9900 agents each",
      "  fix: let each server know fewer: `placement: { type: round_robin, hosts: 100 }`",
    ],
  },
  {
    name: "rate and peak",
    text: SMALL,
    edits: [["10 events/s", "10 events/s, peak: 20 events/s"]],
    says: [
      "error keys-exclude s.yaml:4:45: servers.web.peak",
      "  expected one of `rate` and `peak`, found both",
      "  fix: remove one of them",
    ],
  },
  {
    name: "neither rate nor peak",
    text: SMALL,
    edits: [["rate: 10 events/s, ", ""]],
    says: [
      "error key-missing s.yaml:4:8: servers.web.rate",
      "  expected `rate` (events/s of one server) or `peak`, found neither",
      "  fix: write `rate`",
    ],
  },
  {
    name: "bursts that carry more than the whole load",
    text: SMALL,
    edits: [
      [
        "to: tier1 }",
        "to: tier1, arrivals: { type: mmpp, burstFactor: 8, burst: 10 s, calm: 60 s } }",
      ],
    ],
    says: [
      "error out-of-range s.yaml:4:87: servers.web.arrivals.burstFactor",
      "  expected at most 7, where bursts alone carry the whole load, found `8`",
      "  fix: lower it, or make bursts shorter or the time between them longer",
    ],
  },
  {
    name: "weights that are not as many as servers",
    text: SMALL,
    edits: [["to: tier1 }", "to: tier1, skew: { type: weights, weights: [1, 2, 3] } }"]],
    says: [
      "error out-of-range s.yaml:4:82: servers.web.skew.weights",
      "  expected 2 weights, as many as servers, found 3",
    ],
  },
  {
    name: "weights that are all nothing",
    text: SMALL,
    edits: [["to: tier1 }", "to: tier1, skew: { type: weights, weights: [0, 0] } }"]],
    says: [
      "error out-of-range s.yaml:4:82: servers.web.skew.weights",
      "  expected a weight above 0, found none",
    ],
  },
  {
    name: "more hosts than agents",
    text: SMALL,
    edits: [["to: tier1 }", "to: tier1, placement: { type: random, hosts: 3 } }"]],
    says: [
      "error out-of-range s.yaml:4:84: servers.web.placement.hosts",
      "  expected at most 2, the agents in `to`, found `3`",
    ],
  },
  {
    name: "steps that do not ascend",
    text: SMALL,
    edits: [
      [
        "to: tier1 }",
        "to: tier1, profile: { type: steps, steps: [{ at: 2 min, factor: 2 }, { at: 1 min, factor: 1 }] } }",
      ],
    ],
    says: [
      "error out-of-range s.yaml:4:114: servers.web.profile.steps[1].at",
      "  expected steps that ascend in time, found `1 min`",
    ],
  },
  {
    name: "a burst that rises longer than it lasts",
    text: SMALL,
    edits: [
      [
        "to: tier1 }",
        "to: tier1, profile: { type: burst, at: 1 min, for: 1 min, factor: 3, rise: 2 min } }",
      ],
    ],
    says: [
      "error out-of-range s.yaml:4:114: servers.web.profile.rise",
      "  expected `rise` no longer than `for`, found `2 min`",
    ],
  },
  {
    name: "a day without load",
    text: SMALL,
    edits: [
      [
        "to: tier1 }",
        "to: tier1, profile: { type: day, factors: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] } }",
      ],
    ],
    says: [
      "error out-of-range s.yaml:4:59: servers.web.profile",
      "  expected at least one factor above 0, found none",
    ],
  },
  {
    name: "a day of 23 hours",
    text: SMALL,
    edits: [
      [
        "to: tier1 }",
        "to: tier1, profile: { type: day, factors: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] } }",
      ],
    ],
    says: [
      "error out-of-range s.yaml:4:81: servers.web.profile.factors",
      "  expected a list of 24, found a list of 23",
    ],
  },
  {
    name: "a peak of no load",
    text: SMALL,
    edits: [
      [
        "rate: 10 events/s",
        "peak: 10 events/s, profile: { type: steps, steps: [{ at: 0 s, factor: 0 }] }",
      ],
    ],
    says: [
      "error out-of-range s.yaml:4:26: servers.web.peak",
      "  expected a profile that is above 0 somewhere in the run, found `steps`",
    ],
  },
];
