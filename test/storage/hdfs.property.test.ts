/**
 * Goal: whatever goes wrong, no event vanishes and no count drifts. Method: random small worlds of agents and direct
 * writers on one HDFS, with random faults; the ledger, which is found independently of the model's own counts, and the
 * cluster's books, at several moments.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Recorder } from "../../src/record/recorder.js";
import type { Hdfs } from "../../src/storage/hdfs/hdfs.js";
import { Topology } from "../../src/topology/topology.js";
import { ticksFromSeconds, type SimTime } from "../../src/units/time.js";
import { scenarioOf } from "../support/scenario.js";

const SECONDS = 120;

interface Fault {
  readonly on: string;
  readonly kind: string;
  readonly at: number;
  readonly for: number;
}

const faultOn = (on: string, ...kinds: string[]): fc.Arbitrary<Fault> =>
  fc.record({
    on: fc.constant(on),
    kind: fc.constantFrom(...kinds),
    at: fc.integer({ min: 0, max: SECONDS - 20 }),
    for: fc.integer({ min: 1, max: 60 }),
  });

const faults = fc.array(
  fc.oneof(
    faultOn("hadoop", "down", "hang", "slow"),
    faultOn("hadoop.namenode", "down", "hang", "slow"),
    faultOn("hadoop.datanodes[0]", "down", "hang", "slow"),
    faultOn("hadoop.datanodes[1]", "down", "hang"),
    faultOn("tier1[0]", "crash", "hang", "slow"),
    faultOn("tier1->hadoop", "down", "partition", "slow"),
    faultOn("direct->hadoop", "down", "partition"),
  ),
  { maxLength: 4 },
);

const roll = fc.record({
  rollInterval: fc.constantFrom("0 s", "5 s", "30 s"),
  rollCount: fc.constantFrom(0, 7, 1000),
  rollSize: fc.constantFrom("0 B", "1024 B", "100 kB"),
  idleTimeout: fc.constantFrom("0 s", "4 s"),
  closeTries: fc.constantFrom(0, 1, 3),
  retryInterval: fc.constantFrom("0 s", "10 s", "180 s"),
});

const world = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  datanodes: fc.integer({ min: 2, max: 5 }),
  transferThreads: fc.constantFrom(2, 6, 4096),
  blockSize: fc.constantFrom("1 MiB", "128 MiB"),
  leaseHardLimit: fc.constantFrom("10 s", "20 min"),
  path: fc.constantFrom("/logs", "/logs/%{kind}", "/logs/%S"),
  hasTimestamp: fc.boolean(),
  batch: fc.constantFrom(10, 100, 200),
  sinks: fc.integer({ min: 1, max: 3 }),
  callTimeout: fc.constantFrom("0 s", "2 s", "30 s"),
  threadsPoolSize: fc.constantFrom(1, 10),
  maxOpenFiles: fc.constantFrom(1, 2, 5000),
  channel: fc.constantFrom("memory", "file"),
  onFailure: fc.constantFrom("retry", "drop"),
  roll,
  faults,
});

type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function scenarioText(w: World, seconds = SECONDS): string {
  const rolls = Object.entries(w.roll).map(([key, value]) => `hdfs.${key}: ${String(value)}`);
  const group = `rate: 40 events/s, batch: 20, size: 3 kB, timestamp: ${String(w.hasTimestamp)}, header: { name: kind, values: [x, y] }`;
  return `fanin: 1
seed: ${String(w.seed)}
duration: ${String(seconds)} s
servers:
  web: { count: 2, ${group}, to: tier1, client: { type: avro, onFailure: ${w.onFailure} } }
  direct:
    count: 2
    ${group.replaceAll(", ", "\n    ").replace("{ name: kind\n    values: [x\n    y] }", "{ name: kind, values: [x, y] }")}
    to: hadoop
    client: { type: hdfs, onFailure: ${w.onFailure}, hdfs.path: "${w.path}", ${rolls.join(", ")} }
tiers:
  tier1:
    agents: 1
    source: avro
    channel: { type: ${w.channel}, capacity: 2000, transactionCapacity: 200 }
    sinks:
      type: hdfs
      count: ${String(w.sinks)}
      to: hadoop
      hdfs.path: "${w.path}"
      hdfs.batchSize: ${String(w.batch)}
      hdfs.callTimeout: ${w.callTimeout}
      hdfs.threadsPoolSize: ${String(w.threadsPoolSize)}
      hdfs.maxOpenFiles: ${String(w.maxOpenFiles)}
      ${rolls.join("\n      ")}
storage:
  hadoop:
    type: hdfs
    datanodes: ${String(w.datanodes)}
    replication: ${String(Math.min(3, w.datanodes))}
    datanode.transferThreads: ${String(w.transferThreads)}
    blockSize: ${w.blockSize}
    leaseHardLimit: ${w.leaseHardLimit}
faults: [${effective(w.faults).map(faultText).join(", ")}]
`;
}

/** Without those that lie wholly within a crash of the same part: they change nothing, and are a problem. */
function effective(faults: readonly Fault[]): Fault[] {
  const isWithin = (fault: Fault, crash: Fault): boolean =>
    fault !== crash &&
    crash.kind === "crash" &&
    crash.on === fault.on &&
    crash.at <= fault.at &&
    fault.at <= crash.at + crash.for;
  const kept: Fault[] = [];
  for (const fault of faults) {
    if (kept.some((other) => isWithin(fault, other) || isWithin(other, fault))) continue;
    kept.push(fault);
  }
  return kept;
}

function faultText({ on, kind, at, for: lasts }: Fault): string {
  const factor = kind === "slow" ? ", factor: 20" : "";
  return `{ at: ${String(at)} s, for: ${String(lasts)} s, on: "${on}", kind: ${kind}${factor} }`;
}

function checkBooks(hdfs: Hdfs): void {
  const { counters, dataNodes, settings } = hdfs;
  const { filesCreated, filesClosed, filesRecovered, openFiles, abandonedFiles } = counters;
  expect(openFiles).toBe(filesCreated - filesClosed - filesRecovered);
  expect(abandonedFiles).toBeGreaterThanOrEqual(0);
  expect(openFiles).toBeGreaterThanOrEqual(abandonedFiles);
  for (const { counters: node, pipelines } of dataNodes) {
    expect(node.transferThreads).toBe(pipelines.size);
    expect(node.transferThreads).toBeLessThanOrEqual(settings.dataNode.transferThreads);
  }
}

test("no event vanishes, and deliveries are distinct events and copies", () => {
  fc.assert(
    fc.property(world, (w) => {
      const recorder = new Recorder();
      const topology = new Topology(scenarioOf(scenarioText(w)), w.seed, recorder);
      recorder.attach(topology);
      const hdfs = topology.storages.get("hadoop")!;
      for (const second of [17, 40, 63, 91, SECONDS]) {
        topology.sim.run(ticksFromSeconds(second) as SimTime);
        checkBooks(hdfs);
        for (const { ledger } of recorder.settle()) {
          expect(ledger).toMatchObject({ balances: true });
          expect(ledger.notYetReadable).toBeGreaterThanOrEqual(0);
          expect(ledger.notYetReadable).toBeLessThanOrEqual(ledger.delivered);
        }
        const book = recorder.books[0]!;
        const { ledger } = recorder.settle()[0]!;
        expect(ledger.delivered + ledger.copies).toBe(book.deliveries);
      }
    }),
    { numRuns: 60 },
  );
});

test("once all is well again, all that was generated comes through, but what is on its way", () => {
  // Without what keeps a world from being well: poison, fewer threads than open files need, a file an event.
  const curable = world.map((w) => ({
    ...w,
    hasTimestamp: true,
    transferThreads: 4096 as const,
    roll: { ...w.roll, rollCount: 0 as const, rollSize: "100 kB" as const },
  }));
  fc.assert(
    fc.property(curable, (w) => {
      const recorder = new Recorder();
      const seconds = SECONDS + 480;
      const topology = new Topology(scenarioOf(scenarioText(w, seconds)), w.seed, recorder);
      recorder.attach(topology);
      topology.sim.run(ticksFromSeconds(seconds) as SimTime);
      const { ledger } = recorder.settle()[0]!;
      // 160 events/s; a call that hung may have taken 120 s + 75 s, a sink's back-off is 5 s, its take 3 s.
      expect(ledger.held + ledger.waiting).toBeLessThan(160 * 10);
      expect(ledger.delivered + ledger.lost + ledger.dropped).toBeGreaterThan(160 * (seconds - 10));
    }),
    { numRuns: 25 },
  );
});
