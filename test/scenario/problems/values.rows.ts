/** Problems of single values: units, numbers, words, keys. */
import { SMALL, type ProblemRow } from "../../support/scenario.js";

export const VALUES_ROWS: readonly ProblemRow[] = [
  {
    name: "a rate without its unit",
    text: SMALL,
    edits: [["10 events/s", "10"]],
    says: [
      "error unit-missing s.yaml:4:26: servers.web.rate",
      "  expected a rate with its unit (events/s, events/min, events/h), found `10`",
      "  fix: write `10 events/s` if events/s is meant",
    ],
  },
  {
    name: "a duration without its unit",
    text: SMALL,
    edits: [["duration: 1 h", "duration: 3600"]],
    says: [
      "error unit-missing s.yaml:2:11: duration",
      "  expected a duration with its unit (ns, us, ms, s, min, h, d), found `3600`",
      "  fix: write `3600 s` if s is meant",
    ],
  },
  {
    name: "a unit that is spelled otherwise",
    text: SMALL,
    edits: [["10 events/s", "10 events/sec"]],
    says: [
      "error unit-unknown s.yaml:4:26: servers.web.rate",
      "  expected a rate in one of events/s, events/min, events/h, found `10 events/sec`",
      "  fix: write `10 events/s`",
    ],
  },
  {
    name: "minutes written as m",
    text: SMALL,
    edits: [["duration: 1 h", "duration: 30 m"]],
    says: [
      "error unit-unknown s.yaml:2:11: duration",
      "  expected a duration in one of ns, us, ms, s, min, h, d, found `30 m`",
      "  fix: write `30 min`",
    ],
  },
  {
    name: "a unit that nobody knows",
    text: SMALL,
    edits: [["duration: 1 h", "duration: 3 fortnights"]],
    says: [
      "error unit-unknown s.yaml:2:11: duration",
      "  expected a duration in one of ns, us, ms, s, min, h, d, found `3 fortnights`",
    ],
  },
  {
    name: "a unit of another dimension",
    text: SMALL,
    edits: [["10 events/s", "10 MB"]],
    says: [
      "error unit-of-other-dimension s.yaml:4:26: servers.web.rate",
      "  expected a rate such as `120 events/s`, found `10 MB`, a size",
    ],
  },
  {
    name: "a negative rate",
    text: SMALL,
    edits: [["10 events/s", "-3 events/s"]],
    says: [
      "error out-of-range s.yaml:4:26: servers.web.rate",
      "  expected a rate of at least 0, found `-3 events/s`",
    ],
  },
  {
    name: "not a number",
    text: SMALL,
    edits: [["10 events/s", ".nan"]],
    says: [
      "error out-of-range s.yaml:4:26: servers.web.rate",
      "  expected a rate that can be counted exactly, found `.nan`",
    ],
  },
  {
    name: "infinity",
    text: SMALL,
    edits: [["10 events/s", ".inf"]],
    says: [
      "error out-of-range s.yaml:4:26: servers.web.rate",
      "  expected a rate that can be counted exactly, found `.inf`",
    ],
  },
  {
    name: "a number beyond all",
    text: SMALL,
    edits: [["10 events/s", "1e999 events/s"]],
    says: [
      "error out-of-range s.yaml:4:26: servers.web.rate",
      "  expected a rate that can be counted exactly, found `1e999 events/s`",
    ],
  },
  {
    name: "words for a rate",
    text: SMALL,
    edits: [["10 events/s", "lots"]],
    says: [
      "error not-a-quantity s.yaml:4:26: servers.web.rate",
      "  expected a rate such as `120 events/s`, found `lots`",
    ],
  },
  {
    name: "a count in millions",
    text: SMALL,
    edits: [],
    set: ["tier1.channel.capacity=1.5M"],
    says: [
      "error not-a-number --set tier1.channel.capacity=1.5M:1:24: tiers.tier1.channel.capacity",
      "  expected a whole number of events from 1 to 2147483647, found `1.5M`",
      "  fix: write `1500000`",
    ],
  },
  {
    name: "a count with separators",
    text: SMALL,
    edits: [["count: 2", "count: 2_000"]],
    says: [
      "error not-a-number s.yaml:4:17: servers.web.count",
      "  expected a whole number of servers from 1 to 1000000, found `2_000`",
      "  fix: write `2000`",
    ],
  },
  {
    name: "half a server",
    text: SMALL,
    edits: [["count: 2", "count: 2.5"]],
    says: [
      "error not-whole s.yaml:4:17: servers.web.count",
      "  expected a whole number of servers from 1 to 1000000, found `2.5`",
    ],
  },
  {
    name: "a billion servers",
    text: SMALL,
    edits: [["count: 2", "count: 1e9"]],
    says: [
      "error out-of-range s.yaml:4:17: servers.web.count",
      "  expected a whole number of servers from 1 to 1000000, found `1e9`",
    ],
  },
  {
    name: "a trillion agents",
    text: SMALL,
    edits: [["agents: 2", "agents: 1000000000000"]],
    says: [
      "error out-of-range s.yaml:7:13: tiers.tier1.agents",
      "  expected a whole number of agents from 1 to 10000, found `1000000000000`",
    ],
  },
  {
    name: "a million years",
    text: SMALL,
    edits: [["duration: 1 h", "duration: 365e6 d"]],
    says: [
      "error out-of-range s.yaml:2:11: duration",
      "  expected a duration of at most 104 d, found `365e6 d`",
    ],
  },
  {
    name: "more than 104 days",
    text: SMALL,
    edits: [["duration: 1 h", "duration: 104.1 d"]],
    says: [
      "error out-of-range s.yaml:2:11: duration",
      "  expected a duration from 1 ms to 104 d, found `104.1 d`",
    ],
  },
  {
    name: "no duration at all",
    text: SMALL,
    edits: [["duration: 1 h", "duration: 0"]],
    says: [
      "error out-of-range s.yaml:2:11: duration",
      "  expected a duration from 1 ms to 104 d, found `0`",
    ],
  },
  {
    name: "a hexadecimal number",
    text: SMALL,
    edits: [["count: 2", "count: 0x10"]],
    says: [
      "error not-a-number s.yaml:4:17: servers.web.count",
      "  expected a whole number of servers from 1 to 1000000, found `0x10`",
    ],
  },
  {
    name: "words for a number",
    text: SMALL,
    edits: [["to: tier1 }", "to: tier1, skew: { type: zipf, exponent: much } }"]],
    says: [
      "error not-a-number s.yaml:4:80: servers.web.skew.exponent",
      "  expected an exponent from 0 to 10, found `much`",
    ],
  },
  {
    name: "a share above one that is a percentage",
    text: SMALL,
    edits: [["to: tier1 }", "to: tier1, profile: { type: sine-day, amplitude: 50 } }"]],
    says: [
      "error out-of-range s.yaml:4:88: servers.web.profile.amplitude",
      "  expected a share of at most 100 %, found `50`",
      "  fix: write `50 %`",
    ],
  },
  {
    name: "a key with nothing behind it",
    text: SMALL,
    edits: [["count: 2", "count:"]],
    says: [
      "error wrong-type s.yaml:4:16: servers.web.count",
      "  expected a whole number of servers from 1 to 1000000, found nothing",
    ],
  },
  {
    name: "a list for a number",
    text: SMALL,
    edits: [["count: 2", "count: [2]"]],
    says: [
      "error wrong-type s.yaml:4:17: servers.web.count",
      "  expected a whole number of servers from 1 to 1000000, found a list of 1",
    ],
  },
  {
    name: "a number for a map",
    text: SMALL,
    edits: [["{ type: timed, service: 10 ms }", "5"]],
    says: [
      "error unknown-value s.yaml:10:12: tiers.tier1.sinks",
      "  expected one of avro, hdfs, null, timed, found `5`",
    ],
  },
  {
    name: "a key that is misspelled, and then missing",
    text: SMALL,
    edits: [["count: 2", "cuont: 2"]],
    says: [
      "error key-missing s.yaml:4:8: servers.web.count",
      "  expected a whole number of servers from 1 to 1000000, found nothing",
      "  fix: write `count`",
      "error unknown-key s.yaml:4:10: servers.web.cuont",
      "  expected one of count, rate, peak, size, profile, arrivals, batch, begin, header, timestamp, skew, client, to, placement, found `cuont`",
      "  fix: write `count`",
    ],
  },
  {
    name: "a key that nothing is near to",
    text: SMALL,
    edits: [["count: 2", "count: 2, colour: red"]],
    says: [
      "error unknown-key s.yaml:4:20: servers.web.colour",
      "  expected one of count, rate, peak, size, profile, arrivals, batch, begin, header, timestamp, skew, client, to, placement, found `colour`",
    ],
  },
  {
    name: "a word that is misspelled",
    text: SMALL,
    edits: [["source: avro", "source: avroo"]],
    says: [
      "error unknown-value s.yaml:8:13: tiers.tier1.source",
      "  expected `avro`, found `avroo`",
      "  fix: write `avro`",
    ],
  },
  {
    name: "a type that Flume has and the model has not",
    text: SMALL,
    edits: [["source: avro", "source: exec"]],
    says: [
      "error type-not-simulated s.yaml:8:13: tiers.tier1.source",
      "  expected `avro`, found `exec`, known to Flume, not simulated",
    ],
  },
  {
    name: "a sink without type",
    text: SMALL,
    edits: [["type: timed, service", "service"]],
    says: [
      "error type-missing s.yaml:10:12: tiers.tier1.sinks",
      "  expected `type`: avro, hdfs, null, timed, found a map with service",
      "  Flume: removes a sink without `type`",
      "  fix: write the type",
    ],
  },
  {
    name: "a yes that is no boolean",
    text: SMALL,
    edits: [["to: tier1 }", "to: tier1, timestamp: yes }"]],
    says: [
      "error wrong-type s.yaml:4:61: servers.web.timestamp",
      "  expected `true` or `false`, found `yes`",
    ],
  },
  {
    name: "keys of Flume that change nothing here",
    text: SMALL,
    edits: [["source: avro", "source: { type: avro, bind: 0.0.0.0, ssl: true, interceptors: i1 }"]],
    says: [
      "warning not-simulated s.yaml:8:27: tiers.tier1.source.bind",
      "  expected a key that changes something here, found `bind`, known to Flume, not simulated: `to` of the senders says who sends here",
      "warning not-simulated s.yaml:8:42: tiers.tier1.source.ssl",
      "  expected a key that changes something here, found `ssl`, known to Flume, not simulated: encryption costs nothing here",
      "warning not-simulated s.yaml:8:53: tiers.tier1.source.interceptors",
      "  expected a key that changes something here, found `interceptors`, known to Flume, not simulated: events pass unchanged",
    ],
  },
  {
    name: "the same key dotted and nested",
    text: SMALL,
    edits: [["service: 10 ms", "service: 10 ms, onDown: { after: 1 s }, onDown.after: 2 s"]],
    says: [
      "error duplicate-key s.yaml:10:67: tiers.tier1.sinks.onDown.after",
      "  expected each key once, found `after` again, first on line 10",
      "  fix: remove one of them",
    ],
  },
  {
    name: "a name with a blank",
    text: SMALL,
    edits: [
      ["  tier1:", "  tier one:"],
      ["to: tier1", "to: tier"],
    ],
    says: [
      "error bad-name s.yaml:6:3: tiers.tier one",
      "  expected a name for a tier: a letter, then letters, digits, `-` or `_`, at most 64, found `tier one`",
    ],
  },
  {
    name: "a start without offset",
    text: SMALL,
    edits: [["duration: 1 h", "duration: 1 h\nstart: 2026-03-02T18:00:00"]],
    says: [
      "error bad-time s.yaml:3:8: start",
      "  expected a time with its offset such as `2026-03-02T18:00:00+01:00`, found `2026-03-02T18:00:00`",
    ],
  },
  {
    name: "a start on a day that is not",
    text: SMALL,
    edits: [["duration: 1 h", "duration: 1 h\nstart: 2026-02-29T18:00:00Z"]],
    says: [
      "error bad-time s.yaml:3:8: start",
      "  expected a time with its offset such as `2026-03-02T18:00:00+01:00`, found `2026-02-29T18:00:00Z`",
    ],
  },
  {
    name: "a name beyond all length",
    text: SMALL,
    edits: [
      [
        "duration: 1 h",
        "duration: 1 h\nname: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      ],
    ],
    says: [
      "error out-of-range s.yaml:3:7: name",
      "  expected a name of at most 200 characters, found 201 characters",
    ],
  },
  {
    name: "a distribution whose ends are swapped",
    text: SMALL,
    edits: [["service: 10 ms", "service: { type: uniform, min: 20 ms, max: 10 ms }"]],
    says: [
      "error out-of-range s.yaml:10:70: tiers.tier1.sinks.service.max",
      "  expected `max` at least as large as `min`, found `10 ms`",
    ],
  },
  {
    name: "a mixture without weight",
    text: SMALL,
    edits: [["service: 10 ms", "service: { type: mixture, parts: [{ weight: 0, of: 1 ms }] }"]],
    says: [
      "error out-of-range s.yaml:10:36: tiers.tier1.sinks.service",
      "  expected at least one part with a weight above 0, found none",
    ],
  },
  {
    name: "a tail so heavy that it has no mean",
    text: SMALL,
    edits: [["service: 10 ms", "service: { type: pareto, minimum: 1 ms, shape: 1 }"]],
    says: [
      "error out-of-range s.yaml:10:74: tiers.tier1.sinks.service.shape",
      "  expected a tail exponent from 1.000001 to 1000, found `1`",
    ],
  },
  {
    name: "more samples than a recording holds",
    text: SMALL,
    edits: [["duration: 1 h", "duration: 1 h\nrecord: { every: 1 ms }"]],
    says: [
      "error out-of-range s.yaml:3:18: record.every",
      "  expected at most 1000000 samples: at least 3.6 ms, found `1 ms`",
    ],
  },
  {
    name: "a setting that is no path=value",
    text: SMALL,
    edits: [],
    set: ["duration"],
    says: ["error set-syntax --set duration:1:1", "  expected `path=value`, found `duration`"],
  },
  {
    name: "a setting of nothing that is there",
    text: SMALL,
    edits: [],
    set: ["tier2.channel.capacity=5"],
    says: [
      "error unknown-name --set tier2.channel.capacity=5:1:1",
      "  expected a server group, tier or storage (web, tier1), or a key of the scenario, found `tier2`",
    ],
  },
  {
    name: "a setting of a key that is misspelled",
    text: SMALL,
    edits: [],
    set: ["tier1.chanel.capacity=5"],
    says: [
      "error unknown-key --set tier1.chanel.capacity=5:1:1: tiers.tier1.chanel",
      "  expected one of agents, override, version, machine, source, sources, channel, channels, sinks, groups, late, found `chanel`",
      "  fix: write `channel`",
    ],
  },
  {
    name: "a setting with a wrong value",
    text: SMALL,
    edits: [],
    set: ["web.rate=fast"],
    says: [
      "error not-a-quantity --set web.rate=fast:1:10: servers.web.rate",
      "  expected a rate such as `120 events/s`, found `fast`",
    ],
  },
  {
    name: "a setting of one server",
    text: SMALL,
    edits: [],
    set: ["web[1].rate=5 events/s"],
    says: [
      "error address-of-other-kind --set web[1].rate=5 events/s:1:1",
      "  expected `web` as a whole: only agents have settings one by one, found `web[1]`",
    ],
  },
  {
    name: "a setting of an item that is not there",
    text: SMALL,
    edits: [],
    set: ["faults[0].for=5 min"],
    says: [
      "error unknown-name --set faults[0].for=5 min:1:1: faults",
      "  expected an index only where `faults` is a list with items, found `faults[0]`, where there is nothing",
    ],
  },
  {
    name: "a setting of an agent that is not there",
    text: SMALL,
    edits: [],
    set: ["tier1[7].channel.capacity=500"],
    says: [
      "error unknown-name --set tier1[7].channel.capacity=500:1:1: tiers.tier1.override.7",
      "  expected `tier1[0]` to `tier1[1]`, found `tier1[7]`",
    ],
  },
  {
    name: "codes that cannot be accepted",
    text: SMALL,
    edits: [["duration: 1 h", "duration: 1 h\naccept: [syntax, late-without-strat]"]],
    says: [
      "error not-acceptable s.yaml:3:10: accept[0]",
      "  expected codes of problems that can be run all the same: batch-over-byte-capacity, batch-over-capacity, channel-without-sink, channel-without-source, client-too-few-agents, fault-on-absent, fault-outside-run, late-without-start, sink-in-two-groups, sink-twice, start-without-late, tier-unreachable, upstream-batch-over-transaction-capacity, found `syntax`",
      "  fix: remove it",
      "error not-acceptable s.yaml:3:18: accept[1]",
      "  expected codes of problems that can be run all the same: batch-over-byte-capacity, batch-over-capacity, channel-without-sink, channel-without-source, client-too-few-agents, fault-on-absent, fault-outside-run, late-without-start, sink-in-two-groups, sink-twice, start-without-late, tier-unreachable, upstream-batch-over-transaction-capacity, found `late-without-strat`",
      "  fix: write `late-without-start`",
    ],
  },
];
