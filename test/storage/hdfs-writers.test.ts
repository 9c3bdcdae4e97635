/**
 * Goal: what many writers cost HDFS comes out of the parts. Method: the same load straight from n servers and through
 * three agents, on whole topologies; counts in the ratio of the fan-in.
 */
import { describe, expect, test } from "vitest";
import { Recorder } from "../../src/record/recorder.js";
import { Topology } from "../../src/topology/topology.js";
import { secondsFromTicks, ticksFromSeconds, type SimTime } from "../../src/units/time.js";
import type { Hdfs } from "../../src/storage/hdfs/hdfs.js";
import { scenarioOf } from "../support/scenario.js";

interface Run {
  readonly hdfs: Hdfs;
  readonly topology: Topology;
  readonly recorder: Recorder;
}

function run(text: string, seconds: number): Run {
  const recorder = new Recorder();
  const topology = new Topology(scenarioOf(text), 1, recorder);
  recorder.attach(topology);
  topology.sim.run(ticksFromSeconds(seconds) as SimTime);
  return { hdfs: topology.storages.get("hadoop")!, topology, recorder };
}

const HADOOP = `{ type: hdfs, datanodes: 10, hflush: 3 ms, namenode.mutation: 0.2 ms }`;

/** 60 servers that make a batch of 10 events a second each. */
function servers(rest: string): string {
  return `fanin: 1
duration: 10 min
servers:
  web:
    count: 60
    rate: 10 events/s
    batch: 10
    arrivals: { type: periodic }
${rest}
storage:
  hadoop: ${HADOOP}
`;
}

const DIRECT = servers(`    to: hadoop
    client: { type: hdfs, hdfs.path: /logs, hdfs.rollInterval: 60 s, hdfs.rollSize: 0 B, hdfs.rollCount: 0 }`);

const THROUGH_AGENTS = servers(`    to: tier1
tiers:
  tier1:
    agents: 3
    source: avro
    channel: { type: memory, capacity: 10000, transactionCapacity: 1000 }
    sinks:
      type: hdfs
      to: hadoop
      hdfs.path: /logs
      hdfs.batchSize: 200
      hdfs.rollInterval: 60 s
      hdfs.rollSize: 0 B
      hdfs.rollCount: 0`);

describe("writers to hdfs", () => {
  test("three agents in the place of sixty servers divide hflushes, files and NameNode calls by twenty", () => {
    const direct = run(DIRECT, 600).hdfs;
    const fanIn = run(THROUGH_AGENTS, 600).hdfs;
    // Each server flushes its batch once a second: 60/s. Each agent gets 200 events a second, one batch: 3/s.
    expect(direct.counters.hflushes).toBeGreaterThan(0.99 * 60 * 600);
    expect(direct.counters.hflushes / fanIn.counters.hflushes).toBeCloseTo(20, 0);
    // Each writer has one file a minute, and each file its six calls.
    expect(direct.counters.filesCreated / fanIn.counters.filesCreated).toBeCloseTo(20, 0);
    const calls = ({ nameNode }: Hdfs): number =>
      Object.values(nameNode.counters).reduce((sum, count) => sum + count, 0);
    expect(calls(direct) / calls(fanIn)).toBeCloseTo(20, 0);
    // A sink opens its next file while a timer still closes the last.
    expect(direct.counters.openFilesPeak).toBe(60);
    expect(fanIn.counters.openFilesPeak).toBeLessThanOrEqual(6);
    expect(direct.counters.bytes).toBeCloseTo(fanIn.counters.bytes, -6);
  });

  test("direct writers deliver all they generate, and its files become readable", () => {
    const { recorder } = run(DIRECT, 600);
    const [{ ledger }] = recorder.settle() as [ReturnType<Recorder["settle"]>[number]];
    expect(ledger.balances).toBe(true);
    expect(ledger.copies).toBe(0);
    expect(ledger.delivered).toBeGreaterThan(ledger.generated - 60 * 10);
    // one minute's files are open, at the most
    expect(ledger.notYetReadable).toBeLessThanOrEqual(60 * 61 * 10);
  });

  test("more direct writers than the NameNode can create files for wait in line, with no factor anywhere", () => {
    // Every batch begins a file: five changes a batch. At 5 ms a change HDFS has room for 40 files a second.
    const load = (count: number): string =>
      DIRECT.replace("count: 60", `count: ${String(count)}`)
        .replace("hdfs.rollCount: 0", "hdfs.rollCount: 1")
        .replace("namenode.mutation: 0.2 ms", "namenode.mutation: 5 ms");
    const below = run(load(30), 120);
    const beyond = run(load(80), 120);
    const rate = ({ hdfs }: Run): number => hdfs.counters.filesCreated / 120;
    expect(rate(below)).toBeCloseTo(30, 0); // all that is offered
    expect(rate(beyond)).toBeGreaterThan(39);
    expect(rate(beyond)).toBeLessThanOrEqual(40.5);
    const busy = ({ hdfs, topology }: Run): number =>
      secondsFromTicks(hdfs.nameNode.journalBusyTicks(topology.sim.now)) / 120;
    expect(busy(below)).toBeCloseTo(0.75, 1); // 30 · 5 · 5 ms
    expect(busy(beyond)).toBeGreaterThan(0.99);
  });

  test("more open files than transfer threads: the servers too many are refused, and hold their events", () => {
    const { hdfs, recorder } = run(
      DIRECT.replace("datanodes: 10", "datanodes: 3, datanode.transferThreads: 40"),
      50, // before the first roll
    );
    expect(hdfs.dataNodes.map(({ counters }) => counters.transferThreadsPeak)).toEqual([
      40, 40, 40,
    ]);
    const [{ ledger }] = recorder.settle() as [ReturnType<Recorder["settle"]>[number]];
    expect(ledger.balances).toBe(true);
    // 40 of 60 servers can write
    expect(ledger.delivered / ledger.generated).toBeCloseTo(40 / 60, 1);
  });

  test("direct writers have no buffer tier: while HDFS is down their events wait at the servers", () => {
    const outage = `faults:\n  - { at: 2 min, for: 3 min, on: hadoop, kind: down }\n`;
    const { recorder } = run(DIRECT + outage, 290);
    const [{ ledger }] = recorder.settle() as [ReturnType<Recorder["settle"]>[number]];
    expect(ledger.balances).toBe(true);
    expect(ledger.waiting).toBeGreaterThan(165 * 600); // of 170 s at 600 events/s
    expect(ledger.held).toBe(0);
  });
});
