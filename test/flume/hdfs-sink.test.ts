/** Goal: the HDFS sink's batches, files and rolls are Flume's. Method: one or two sinks on a memory channel; times and counts computed by hand. */
import { describe, expect, test } from "vitest";
import { CohortQueue } from "../../src/model/cohorts.js";
import { TICKS_PER_MILLISECOND, secondsFromTicks, ticksFromSeconds } from "../../src/units/time.js";
import { HdfsWorld, hdfsSink, hdfsStorage } from "../support/hdfs-world.js";

const MS = TICKS_PER_MILLISECOND;
const FIVE_MS = { kind: "constant", value: 5 * MS } as const;

/** Runs until a channel's events are all delivered. @returns [s] */
function drain(world: HdfsWorld, events: number): number {
  const began = world.now;
  while (world.delivered < events) world.runTo(secondsFromTicks(world.now) + 0.001);
  return secondsFromTicks(world.now - began);
}

describe("hdfs sink", () => {
  // Published figures: 300 B, 5 ms hflush, 10 us an event, 50 MB/s a stream. Appending and streaming
  // overlap: a batch of n takes max(n · 10 us, n · 300 B / 50 MB/s) + 5 ms.
  test.each([
    [100, 5.0], // 1 + 5 ms
    [1_000, 20.0], // 10 + 5 ms
    [10_000, 28.6], // 100 + 5 ms
  ])("a batch of %d events goes at %d MB/s", (batchEvents, megabytesPerSecond) => {
    const world = new HdfsWorld(
      hdfsStorage({
        hflushTicks: FIVE_MS,
        blockBytes: 1e15,
        writerBytesPerSecond: 50e6,
        dataNode: { bytesPerSecond: 1e9 },
      }),
    );
    const agent = world.makeAgent([hdfsSink({ batchEvents })], { appendMs: 0.01 });
    world.put(agent, batchEvents * 201);
    drain(world, batchEvents); // the first batch also opens the file and its pipeline
    const seconds = drain(world, batchEvents * 201);
    const speed = (batchEvents * 200 * 300) / 1e6 / seconds;
    expect(speed).toBeCloseTo(megabytesPerSecond, 1);
  });

  test("one hflush a bucket touched, a batch: a hundred buckets cost a hundred", () => {
    const byKind = {
      path: "/%{kind}",
      byHeader: "kind",
      periodTicks: undefined,
      clock: "event",
    } as const;
    const times = [1, 10].map((buckets) => {
      const world = new HdfsWorld(hdfsStorage({ hflushTicks: FIVE_MS }));
      for (let b = 0; b < buckets; b++) {
        world.origins.add(0, b, world.origins.classOf("kind", String(b)), 300);
      }
      const agent = world.makeAgent([hdfsSink({ writer: { buckets: byKind } })]);
      const round = (): void => {
        for (let b = 0; b < buckets; b++) world.put(agent, 100 / buckets, (100 / buckets) * 300, b);
      };
      round();
      drain(world, 100); // opens the files
      for (let i = 0; i < 10; i++) round();
      return drain(world, 1100);
    });
    expect(times[0]).toBeCloseTo(10 * 0.005, 2);
    expect(times[1]).toBeCloseTo(10 * 10 * 0.005, 2);
  });

  test("with the default rolls a file holds four events of 300 bytes and costs six NameNode calls", () => {
    const world = new HdfsWorld();
    const defaults = { rollCountEvents: 10, rollSizeBytes: 1024, rollIntervalTicks: 30e9 };
    const agent = world.makeAgent([hdfsSink({ writer: defaults })]);
    world.put(agent, 400);
    world.runTo(1);
    const { filesCreated, filesClosed, openFiles } = world.hdfs.counters;
    // Rolled before the write that finds 1,024 B or more: after 4 · 300 B. The last file stays open.
    expect({ filesCreated, filesClosed, openFiles }).toEqual({
      filesCreated: 100,
      filesClosed: 99,
      openFiles: 1,
    });
    const { create, addBlock, fsync, complete, exists, rename } = world.hdfs.nameNode.counters;
    expect(create + addBlock + fsync + complete + exists + rename).toBe(100 * 3 + 99 * 3);
  });

  test("small files saturate the NameNode: a fifth as many files a second as it makes changes", () => {
    const world = new HdfsWorld(hdfsStorage({ nameNode: { mutationTicks: 0.2 * MS } }));
    const defaults = { rollCountEvents: 10, rollSizeBytes: 1024, rollIntervalTicks: 30e9 };
    const agents = Array.from({ length: 20 }, () =>
      world.makeAgent([hdfsSink({ writer: defaults })]),
    );
    for (const agent of agents) world.put(agent, 10_000);
    world.runTo(5);
    const { filesClosed } = world.hdfs.counters;
    const busy = world.hdfs.nameNode.journalBusyTicks(world.sim.now) / world.now;
    expect(busy).toBeGreaterThan(0.99);
    // 5,000 changes a second, 5 a file (create, addBlock, fsync, complete, rename)
    expect(filesClosed / 5).toBeGreaterThan(985);
    expect(filesClosed / 5).toBeLessThanOrEqual(1000);
    // Each of 20 sinks waits for 19 others: 20 · 0.2 ms.
    expect(world.hdfs.queueTicks(world.sim.now)).toBeGreaterThan(3 * MS);
  });

  test("surprise 31: with rollCount 10 one batch of 100 makes ten files, each closed and renamed but the last", () => {
    const world = new HdfsWorld();
    const agent = world.makeAgent([hdfsSink({ writer: { rollCountEvents: 10 } })]);
    world.put(agent, 100);
    world.runTo(1);
    expect(agent.sinks[0]!.counters).toMatchObject({
      BatchCompleteCount: 1,
      ConnectionCreatedCount: 10,
      ConnectionClosedCount: 9,
      EventDrainAttemptCount: 100,
      EventDrainSuccessCount: 100,
    });
    expect(world.hdfs.counters.filesRenamed).toBe(9);
    expect([world.delivered, world.readable]).toEqual([100, 90]);
  });

  test("surprise 32: the last file of a quiet stream stays open until rollInterval", () => {
    const world = new HdfsWorld();
    const writer = { rollCountEvents: 10, rollIntervalTicks: ticksFromSeconds(30) };
    const agent = world.makeAgent([hdfsSink({ writer })]);
    world.put(agent, 10); // as many as the file may hold; but rolling is asked before a write
    world.runTo(29.9);
    expect([world.delivered, world.readable, world.hdfs.counters.openFiles]).toEqual([10, 0, 1]);
    world.runTo(30.1);
    expect([world.delivered, world.readable, world.hdfs.counters.openFiles]).toEqual([10, 10, 0]);
  });

  test("… or until idleTimeout after its last flush", () => {
    const world = new HdfsWorld();
    const writer = {
      rollIntervalTicks: ticksFromSeconds(600),
      idleTimeoutTicks: ticksFromSeconds(20),
    };
    const agent = world.makeAgent([hdfsSink({ writer })]);
    world.put(agent, 100);
    world.runTo(15);
    world.put(agent, 100); // taken when the sink next looks: after its take waits of 3 s and naps of 1 to 5 s
    world.runTo(34.9);
    expect(world.hdfs.counters.openFiles).toBe(1);
    world.runTo(45);
    expect(world.hdfs.counters.openFiles).toBe(0);
    expect(world.readable).toBe(200);
  });

  test("a bucket that a timer closed is not opened again: the next event makes a new file", () => {
    const world = new HdfsWorld();
    const agent = world.makeAgent([hdfsSink({ writer: { rollIntervalTicks: 10e9 } })]);
    for (let second = 0; second < 45; second++) {
      world.put(agent, 100);
      world.runTo(second + 1);
    }
    // opened about 0, 10, 20, 30, 40 s
    expect(agent.sinks[0]!.counters.ConnectionCreatedCount).toBe(5);
    expect(world.hdfs.counters.filesClosed).toBe(4);
  });

  test("events are in HDFS before their batch is full", () => {
    const world = new HdfsWorld();
    const agent = world.makeAgent([hdfsSink({ writer: { rollIntervalTicks: 30e9 } })]);
    for (let second = 0; second < 35; second++) {
      world.put(agent, 1);
      world.runTo(second + 1);
    }
    // A batch of 100 would be full after 100 s; but the file was rolled after 30 s, and what it held is there.
    expect(agent.sinks[0]!.counters.EventDrainSuccessCount).toBe(0);
    expect(world.readable).toBeGreaterThanOrEqual(30);
  });

  test("surprise 5: opens are serialised over all HDFS sinks of a JVM", () => {
    const slowCreate = hdfsStorage({ nameNode: { roundTripTicks: ticksFromSeconds(1) } });
    const world = new HdfsWorld(slowCreate);
    const agent = world.makeAgent([hdfsSink({ name: "k1" }), hdfsSink({ name: "k2" })]);
    world.put(agent, 200);
    const created = (): number[] =>
      agent.sinks.map(({ counters }) => counters.ConnectionCreatedCount);
    world.runTo(1.5);
    expect(created()).toEqual([1, 0]);
    world.runTo(2.5);
    expect(created()).toEqual([1, 1]);

    const apart = new HdfsWorld(slowCreate);
    const agents = [apart.makeAgent([hdfsSink()]), apart.makeAgent([hdfsSink()])];
    for (const each of agents) apart.put(each, 100);
    apart.runTo(1.5);
    expect(agents.map(({ sinks }) => sinks[0]!.counters.ConnectionCreatedCount)).toEqual([1, 1]);
  });

  test("surprise 5: timed closes share one timer thread a sink", () => {
    const closedAt = [1, 4].map((rollTimerPoolSize) => {
      const world = new HdfsWorld(
        hdfsStorage({ nameNode: { roundTripTicks: ticksFromSeconds(1) } }),
      );
      const buckets = {
        path: "/%{kind}",
        byHeader: "kind",
        periodTicks: undefined,
        clock: "event",
      } as const;
      for (let b = 0; b < 4; b++)
        world.origins.add(0, b, world.origins.classOf("kind", String(b)), 300);
      const writer = { buckets, rollIntervalTicks: ticksFromSeconds(60) };
      const agent = world.makeAgent([hdfsSink({ writer, rollTimerPoolSize })]);
      for (let b = 0; b < 4; b++) world.put(agent, 25, 25 * 300, b);
      world.runTo(60);
      while (world.hdfs.counters.filesRenamed < 4) world.runTo(secondsFromTicks(world.now) + 1);
      return secondsFromTicks(world.now);
    });
    // The files are opened about a second apart; each close takes complete, exists, rename: 3 s.
    expect(closedAt[0]! - closedAt[1]!).toBeGreaterThanOrEqual(5);
  });

  test("beyond maxOpenFiles the sink itself closes the bucket used longest ago", () => {
    const world = new HdfsWorld();
    const buckets = {
      path: "/%{kind}",
      byHeader: "kind",
      periodTicks: undefined,
      clock: "event",
    } as const;
    for (let b = 0; b < 3; b++)
      world.origins.add(0, b, world.origins.classOf("kind", String(b)), 300);
    const agent = world.makeAgent([hdfsSink({ maxOpenFiles: 2, writer: { buckets } })]);
    for (const b of [0, 1, 0, 2]) world.put(agent, 25, 25 * 300, b);
    world.runTo(1);
    expect(agent.sinks[0]!.counters).toMatchObject({
      ConnectionCreatedCount: 3,
      ConnectionClosedCount: 1,
      EventDrainSuccessCount: 100,
    });
    expect(world.readable).toBe(25); // bucket 1
    world.put(agent, 100, 100 * 300, 1); // a new file for it
    world.runTo(20);
    expect(agent.sinks[0]!.counters.ConnectionCreatedCount).toBe(4);
    expect(world.delivered).toBe(200);
  });

  test("buckets follow the period of the path: a cohort that spans its end is split there", () => {
    const world = new HdfsWorld();
    const buckets = {
      path: "/%H",
      byHeader: undefined,
      periodTicks: 10e9,
      clock: "event",
    } as const;
    world.origins.add(0, 0, 0, 300, true);
    const agent = world.makeAgent([hdfsSink({ writer: { buckets } })]);
    const batch = new CohortQueue();
    batch.push(0, 0, 100, 5e9, 14.9e9, 30_000); // one event every 0.1 s from 5 to 14.9 s
    agent.channel.put({ batch, onPutEnded: () => undefined, onPutWaits: () => undefined });
    world.runTo(1);
    expect(agent.sinks[0]!.counters.ConnectionCreatedCount).toBe(2);
    expect(world.hdfs.counters.hflushes).toBe(2);
    expect(world.distinct).toBe(100);
  });
});
