/**
 * Goal: every fault that the published table allows shows its effect on the part it strikes, ends with its window, and
 * loses and doubles nothing that the real thing would not. Method: one row for each part and kind; a stream of 200
 * events/s is counted where the fault must show, before, during and after it; the ledger is checked at every sample.
 */
import { describe, expect, test } from "vitest";
import { stepSentence } from "../../src/report/sentences.js";
import { FAULT_TABLE } from "../../src/scenario/fault-table.js";
import { simulated, type Simulated } from "../support/simulated.js";

/** 200 events/s, from two servers through two tiers; the fault is from 20 s to 40 s of 100 s. */
function flow(fault: string, channel = "file", last = '{ type: "null", batchSize: 50 }'): string {
  return `
fanin: 1
duration: 100 s
record: { every: 500 ms, series: all }
accept: [batch-over-capacity]
machine: { profile: lab, sleepOvershoot: 0 s }
servers:
  web:
    count: 2
    rate: 100 events/s
    batch: 50
    arrivals: periodic
    client: { type: avro, backlog: unlimited, connect-timeout: 5 s, request-timeout: 5 s }
    to: tier1
tiers:
  tier1:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 100000, transactionCapacity: 1000 }
    sinks: { type: avro, batch-size: 100, to: tier2, connect-timeout: 5000, request-timeout: 5000 }
  tier2:
    agents: 1
    source: { type: avro }
    channel: ${CHANNELS[channel]!}
    sinks: ${last}
storage:
  hadoop: { type: hdfs, datanodes: 4 }
faults:
  - { at: 20 s, for: 20 s, ${fault} }
`;
}

const CHANNELS: Readonly<Record<string, string>> = {
  file: "{ type: file, capacity: 100000, transactionCapacity: 1000 }",
  spillable:
    "{ type: SPILLABLEMEMORY, memoryCapacity: 0, overflowCapacity: 100000, transactionCapacity: 1000 }",
  memory: "{ type: memory, capacity: 100000, transactionCapacity: 1000 }",
};
const HDFS =
  "{ type: hdfs, to: hadoop, hdfs.path: /logs, hdfs.batchSize: 100, hdfs.rollInterval: 0, hdfs.rollSize: 0, hdfs.rollCount: 0 }";
const TIMED = "{ type: timed, batchSize: 100, service: 10 ms }";

interface Row {
  readonly on: string;
  readonly fault: string;
  /** Counter that shows it: of what, and its name. */
  readonly shows: readonly [address: string, series: string];
  /** Least and most share of the usual 200 events/s that gets through during the fault. */
  readonly during: readonly [least: number, most: number];
  /** A sentence of the chain of causes, beside that of the fault. */
  readonly says: string;
  readonly channel?: string;
  readonly last?: string;
  /** Events may be lost, or delivered twice, as in the real thing. */
  readonly loses?: boolean;
  readonly doubles?: boolean;
}

const ACKED = ["web", "acked"] as const;
const GENERATED = ["web", "generated"] as const;
const SENT_ON = ["tier1[0].sink", "EventDrainSuccessCount"] as const;
const DRAINED = ["tier2[0].sink", "EventDrainSuccessCount"] as const;
const STOPPED = [0, 0.01] as const;
const SLOWED = [0.02, 0.8] as const;

const ROWS: readonly Row[] = [
  {
    on: "web",
    fault: "kind: down",
    shows: GENERATED,
    during: STOPPED,
    says: "web generates nothing",
  },
  { on: "web", fault: "kind: hang", shows: ACKED, during: STOPPED, says: "web sends nothing" },
  {
    on: "web",
    fault: "kind: slow, factor: 1000",
    shows: ACKED,
    during: SLOWED,
    says: "servers keep",
  },
  {
    on: "web",
    fault: "kind: crash",
    shows: GENERATED,
    during: STOPPED,
    says: "2 of 2 processes die",
  },
  {
    on: "web",
    fault: "kind: partition",
    shows: ACKED,
    during: STOPPED,
    says: "time out",
    doubles: true,
  },
  {
    on: "tier1",
    fault: "kind: down",
    shows: ACKED,
    during: STOPPED,
    says: "nobody listens at tier1",
  },
  {
    on: "tier1",
    fault: "kind: hang",
    shows: ACKED,
    during: STOPPED,
    says: "servers keep",
    doubles: true,
  },
  {
    on: "tier1",
    fault: "kind: slow, factor: 1000",
    shows: ACKED,
    during: SLOWED,
    says: "1000 times slower",
  },
  {
    on: "tier1",
    fault: "kind: crash",
    shows: ACKED,
    during: STOPPED,
    says: "its process dies",
    loses: true,
    doubles: true,
  },
  {
    on: "tier1",
    fault: "kind: partition",
    shows: ACKED,
    during: STOPPED,
    says: "time out",
    doubles: true,
  },
  {
    on: "tier1.source",
    fault: "kind: down",
    shows: ACKED,
    during: STOPPED,
    says: "nobody listens at tier1",
  },
  {
    on: "tier1.source",
    fault: "kind: hang",
    shows: ACKED,
    during: STOPPED,
    says: "time out",
    doubles: true,
  },
  {
    on: "tier1.source",
    fault: "kind: slow, factor: 1000",
    shows: ACKED,
    during: SLOWED,
    says: "servers keep",
  },
  {
    on: "tier1.channel",
    fault: "kind: slow, factor: 1e6",
    shows: SENT_ON,
    during: SLOWED,
    says: "servers keep",
  },
  {
    on: "tier2.channel",
    fault: "kind: down",
    shows: DRAINED,
    during: STOPPED,
    says: "cannot use the disk",
  },
  {
    on: "tier2.channel",
    fault: "kind: hang",
    shows: DRAINED,
    during: STOPPED,
    says: "no answer to its channel from the disk",
    doubles: true,
  },
  {
    on: "tier2.channel",
    fault: "kind: slow, factor: 2000",
    shows: DRAINED,
    during: SLOWED,
    says: "2000 times slower",
  },
  {
    on: "tier2.channel",
    fault: "kind: down",
    shows: DRAINED,
    during: STOPPED,
    says: "cannot use the disk",
    channel: "spillable",
  },
  {
    on: "tier2.channel",
    fault: "kind: hang",
    shows: DRAINED,
    during: STOPPED,
    says: "from the disk",
    channel: "spillable",
    doubles: true,
  },
  {
    on: "tier2.channel",
    fault: "kind: slow, factor: 2000",
    shows: DRAINED,
    during: SLOWED,
    says: "2000 times slower",
    channel: "spillable",
  },
  {
    on: "tier1.sink",
    fault: "kind: down",
    shows: SENT_ON,
    during: STOPPED,
    says: "its sink cannot write",
  },
  {
    on: "tier1.sink",
    fault: "kind: hang",
    shows: SENT_ON,
    during: STOPPED,
    says: "no answer to its sink",
  },
  {
    on: "tier1.sink",
    fault: "kind: slow, factor: 1000",
    shows: SENT_ON,
    during: SLOWED,
    says: "1000 times slower",
  },
  {
    on: "tier2.sink",
    fault: "kind: down",
    shows: DRAINED,
    during: STOPPED,
    says: "its sink cannot write",
  },
  {
    on: "tier2.sink",
    fault: "kind: hang",
    shows: DRAINED,
    during: STOPPED,
    says: "no answer to its sink",
  },
  {
    on: "tier2.sink",
    fault: "kind: slow, factor: 1e6",
    shows: DRAINED,
    during: SLOWED,
    says: "1000000 times slower",
    channel: "memory",
  },
  {
    on: "tier2.sink",
    fault: "kind: down",
    shows: DRAINED,
    during: STOPPED,
    says: "its sink cannot write",
    last: HDFS,
  },
  {
    on: "tier2.sink",
    fault: "kind: hang",
    shows: DRAINED,
    during: STOPPED,
    says: "no answer to its sink",
    last: HDFS,
  },
  {
    on: "tier2.sink",
    fault: "kind: slow, factor: 1000",
    shows: DRAINED,
    during: SLOWED,
    says: "1000 times slower",
    last: HDFS,
  },
  {
    on: "tier2.sink",
    fault: "kind: down",
    shows: DRAINED,
    during: STOPPED,
    says: "its sink cannot write",
    last: TIMED,
  },
  {
    on: "tier2.sink",
    fault: "kind: hang",
    shows: DRAINED,
    during: STOPPED,
    says: "no answer to its sink",
    last: TIMED,
  },
  {
    on: "tier2.sink",
    fault: "kind: slow, factor: 100",
    shows: DRAINED,
    during: SLOWED,
    says: "100 times slower",
    last: TIMED,
  },
  {
    on: "tier1->tier2",
    fault: "kind: down",
    shows: SENT_ON,
    during: STOPPED,
    says: "nobody listens at tier2",
    doubles: true,
  },
  {
    on: "tier1->tier2",
    fault: "kind: partition",
    shows: SENT_ON,
    during: STOPPED,
    says: "time out",
    doubles: true,
  },
];

const TABLE_PARTS = [
  "servers",
  "agent",
  "source",
  "memory channel",
  "file channel",
  "timed sink",
  "other sink",
] as const;

function eventsIn(
  run: Simulated,
  [address, series]: Row["shows"],
  from: number,
  to: number,
): number {
  return run.at(address, series, to) - run.at(address, series, from);
}

describe("every fault of the table shows, and is over when its window is", () => {
  test.each(ROWS)("$on, $fault ($channel $last)", (row) => {
    const { shows, during, says } = row;
    const run = simulated(flow(`on: ${row.on}, ${row.fault}`, row.channel, row.last));
    const usual = eventsIn(run, shows, 9, 19) / 10;
    expect(Math.abs(usual - 200)).toBeLessThanOrEqual(20);
    const share = eventsIn(run, shows, 26, 39.5) / 13.5 / 200;
    expect(share).toBeGreaterThanOrEqual(during[0]);
    expect(share).toBeLessThanOrEqual(during[1]);
    // A sink that failed rests for 5 s at most, and a call for as long: by 60 s the stream runs again.
    expect(eventsIn(run, shows, 85, 99) / 14).toBeGreaterThanOrEqual(180);
    const sentences = run.found.steps.map(stepSentence);
    expect(sentences.join("\n")).toContain(says);
    expect(sentences.join("\n")).toContain(row.on);
    const [ledger] = run.found.ledgers;
    expect(ledger!.balances).toBe(true);
    expect(ledger!.dropped).toBe(0);
    if (row.loses !== true) expect(ledger!.lost).toBe(0);
    if (row.doubles !== true) expect(ledger!.copies).toBe(0);
    // What was held up has gone on: nothing older than the last seconds is on its way.
    expect(ledger!.held + ledger!.waiting).toBeLessThanOrEqual(1500);
  });

  test("the rows have every kind that the table has for these parts", () => {
    const partOf = ({ on, channel, last }: Row): string => {
      if (on === "web") return "servers";
      if (on === "tier1") return "agent";
      if (on.includes("->")) return "link";
      if (on.endsWith("source")) return "source";
      if (on === "tier1.channel") return "memory channel";
      if (on === "tier2.channel") return channel === undefined ? "file channel" : "spillable";
      return last === TIMED ? "timed sink" : "other sink";
    };
    for (const part of TABLE_PARTS) {
      const tested = ROWS.filter((row) => partOf(row) === part).map(
        ({ fault }) => /kind: (\w+)/.exec(fault)![1]!,
      );
      const wanted = Object.keys(FAULT_TABLE[part]).filter((kind) => kind !== "start");
      expect([part, ...new Set(tested)].sort()).toEqual([part, ...wanted].sort());
    }
  });
});
