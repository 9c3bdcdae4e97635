/** Goal: an HDFS sink fails, waits and writes again as Flume's does. Method: one fault on a tiny HDFS; counters at known times. */
import { describe, expect, test } from "vitest";
import { TICKS_PER_MILLISECOND, ticksFromSeconds } from "../../src/units/time.js";
import { HdfsWorld, hdfsSink, hdfsStorage, type TinyAgent } from "../support/hdfs-world.js";

const MS = TICKS_PER_MILLISECOND;

/** [s] at which a sink's EventWriteFail grew, looked at every 100 ms from `from` to `to`. */
function failures(world: HdfsWorld, agent: TinyAgent, from: number, to: number): number[] {
  const { counters } = agent.sinks[0]!;
  const at: number[] = [];
  let seen = counters.EventWriteFail;
  for (let tenth = Math.round(from * 10) + 1; tenth <= to * 10; tenth++) {
    world.runTo(tenth / 10);
    for (; seen < counters.EventWriteFail; seen++) at.push(tenth / 10);
  }
  return at;
}

/** An agent that has written one batch at about 1 s; another waits in its channel from then on. */
function writingAgent(world: HdfsWorld, ...[sink]: Parameters<typeof hdfsSink>): TinyAgent {
  const agent = world.makeAgent([hdfsSink(sink)], { keepAliveMs: 0 });
  world.put(agent, 100);
  world.runTo(1.05);
  expect(world.delivered).toBe(100);
  return agent;
}

describe("hdfs sink faults", () => {
  test("surprise 26: an IOException is a BACKOFF of 1, 2, 3, 4, 5, 5, … s, not an exception of 5 s", () => {
    const world = new HdfsWorld();
    const agent = world.makeAgent([hdfsSink()], { keepAliveMs: 0 });
    world.hdfs.setDown(true);
    world.put(agent, 100);
    // tried at 0, then after 1, 2, 3, 4, 5 and 5 s
    expect(failures(world, agent, -0.1, 21)).toEqual([0, 1, 3, 6, 10, 15, 20]);
    expect(agent.sinks[0]!.counters.ConnectionFailedCount).toBe(14); // counted by the call and by open
  });

  test("surprise 26: a missing timestamp header is a poison batch: 5 s, for ever, the same events", () => {
    const world = new HdfsWorld();
    const buckets = {
      path: "/%H",
      byHeader: undefined,
      periodTicks: 3600e9,
      clock: "event",
    } as const;
    const agent = world.makeAgent([hdfsSink({ writer: { buckets } })], { keepAliveMs: 0 });
    world.put(agent, 100);
    expect(failures(world, agent, -0.1, 16)).toEqual([0, 5, 10, 15]);
    expect(agent.channel.storedEvents).toBe(100);
    expect(world.delivered).toBe(0);
  });

  test("with useLocalTimeStamp no header is needed", () => {
    const world = new HdfsWorld();
    const buckets = {
      path: "/%H",
      byHeader: undefined,
      periodTicks: 3600e9,
      clock: "sink",
    } as const;
    const agent = world.makeAgent([hdfsSink({ writer: { buckets } })]);
    world.put(agent, 100);
    world.runTo(1);
    expect(world.delivered).toBe(100);
  });

  test("an append to a broken stream flushes, closes and renames before it throws: five failed calls", () => {
    const world = new HdfsWorld();
    const agent = world.makeAgent([hdfsSink()]);
    world.put(agent, 50);
    world.runTo(1); // 50 events are appended, and the sink waits for the rest of its batch
    world.hdfs.setDown(true);
    world.put(agent, 50);
    world.runTo(1.5);
    // append, flush, close: one each; a failed rename counts twice. The same in the recording hdfs-kill.
    expect(agent.sinks[0]!.counters).toMatchObject({
      EventDrainAttemptCount: 51,
      EventWriteFail: 1,
      ConnectionFailedCount: 5,
    });
    world.runTo(2.5); // the next attempt fails in open, which counts twice
    expect(agent.sinks[0]!.counters).toMatchObject({ EventWriteFail: 2, ConnectionFailedCount: 7 });
  });

  test("a file that a dead HDFS left behind stays .tmp, and its late closes fail", () => {
    const world = new HdfsWorld();
    const agent = writingAgent(world);
    world.hdfs.setDown(true);
    world.put(agent, 100);
    world.runTo(30);
    world.hdfs.setDown(false);
    world.runTo(1000);
    expect(world.delivered).toBe(200);
    expect(world.readable).toBe(0); // the first was given up, the second is open
    expect(world.hdfs.counters).toMatchObject({ openFiles: 2, abandonedFiles: 1 });
  });

  test("after closeTries the lease is recovered, and the file can be read", () => {
    const world = new HdfsWorld();
    const agent = writingAgent(world, { writer: { closeTries: 2 } });
    world.hdfs.setDown(true);
    world.put(agent, 100);
    world.runTo(30);
    world.hdfs.setDown(false);
    world.runTo(180); // the first retry comes 180 s after the close failed
    expect(world.readable).toBe(0);
    world.runTo(190);
    expect(world.readable).toBe(100);
    expect(world.hdfs.counters.filesRecovered).toBe(1);
  });

  test("A5: when HDFS hangs each batch waits callTimeout, then backs off; nothing is lost, and it is written again", () => {
    const world = new HdfsWorld();
    const agent = writingAgent(world);
    world.hdfs.condition.hang();
    world.put(agent, 100);
    const [first = NaN, ...rest] = failures(world, agent, 1, 110);
    // Empty takes at 0 and 1 s, so the batch is taken at 3 s, and fails 30 s later. The back-off goes on counting:
    // 3 s + 30 s, 4 s + 30 s.
    expect([first, ...rest]).toEqual([33, 66, 100]);
    world.hdfs.condition.answerAgain();
    world.runTo(140);
    // Each attempt appended its copy to the same file; one flush brought all four.
    expect(world.distinct).toBe(200);
    expect(world.delivered).toBe(100 + 4 * 100);
  });

  test("A5: once a timer has closed the file, attempts fail in open", () => {
    const world = new HdfsWorld();
    const agent = writingAgent(world, { writer: { rollIntervalTicks: ticksFromSeconds(10) } });
    world.hdfs.condition.hang();
    world.put(agent, 100);
    world.runTo(100);
    const { ConnectionCreatedCount, EventDrainAttemptCount } = agent.sinks[0]!.counters;
    expect(ConnectionCreatedCount).toBe(1);
    expect(EventDrainAttemptCount).toBe(200); // only the first attempt got as far as appending
  });

  test("the recording hdfs-hang: a hang of 45 s costs one failure a sink and a batch of duplicates", () => {
    const world = new HdfsWorld();
    const agent = writingAgent(world, { writer: { rollIntervalTicks: ticksFromSeconds(10) } });
    world.hdfs.condition.hang();
    world.put(agent, 100);
    world.runTo(46);
    world.hdfs.condition.answerAgain();
    world.runTo(80);
    expect(agent.sinks[0]!.counters).toMatchObject({ EventWriteFail: 1, ConnectionFailedCount: 1 });
    expect([world.distinct, world.delivered]).toEqual([200, 300]);
  });

  test("with callTimeout 0 a sink waits as long as Hadoop's client does", () => {
    const world = new HdfsWorld();
    const agent = world.makeAgent([hdfsSink({ callTimeoutTicks: 0 })], { keepAliveMs: 0 });
    world.hdfs.nameNode.condition.hang();
    world.put(agent, 100);
    expect(failures(world, agent, -0.1, 122)).toEqual([120]);
  });

  test("a call that finds no call thread times out without having begun", () => {
    const openedBy = [10, 1].map((threadsPoolSize) => {
      const world = new HdfsWorld();
      const writer = { rollIntervalTicks: ticksFromSeconds(5) };
      const agent = writingAgent(world, { threadsPoolSize, writer });
      // The timer's close at 5 s waits for the pipeline, and occupies a call thread until its time-out.
      for (const node of world.hdfs.dataNodes) node.condition.hang();
      world.runTo(6);
      world.put(agent, 100);
      world.runTo(34);
      return agent.sinks[0]!.counters.ConnectionCreatedCount;
    });
    // With a thread to spare the open, which needs the NameNode alone, succeeds at once.
    expect(openedBy).toEqual([2, 1]);
  });

  test("duplicates are what was written before a failure", () => {
    const world = new HdfsWorld(hdfsStorage({ hflushTicks: { kind: "constant", value: 10 * MS } }));
    const buckets = {
      path: "/%{kind}",
      byHeader: "kind",
      periodTicks: undefined,
      clock: "event",
    } as const;
    for (let b = 0; b < 2; b++)
      world.origins.add(0, b, world.origins.classOf("kind", String(b)), 300);
    const agent = world.makeAgent([hdfsSink({ writer: { buckets } })], { keepAliveMs: 0 });
    for (const b of [0, 1, 0, 1]) world.put(agent, 50, 15_000, b);
    // The first batch sets up two pipelines: 2 · 20 ms. The second flushes at 50 and 60 ms: HDFS dies between.
    world.runTo(0.055);
    expect(world.delivered).toBe(150);
    world.hdfs.setDown(true);
    world.runTo(0.5);
    world.hdfs.setDown(false);
    world.runTo(60);
    // The second batch is tried again: the first bucket's stream is broken; then the second bucket's, after 50
    // events went to the first one's new file; then both go through. 150 before, 50 + 50 + 50 after.
    expect([world.distinct, world.delivered]).toEqual([200, 300]);
  });

  test("a flush that fails while a file rolls in the middle of a batch loses what the file held", () => {
    // BucketWriter.doClose only logs a failed flush; append then opens the next file, and the batch is committed.
    const world = new HdfsWorld(
      hdfsStorage({ nameNode: { roundTripTicks: 10 * MS }, dataNode: { transferThreads: 1 } }),
    );
    const other = world.writtenFile(world.makeClient()); // has the only transfer thread of each DataNode
    const began = world.now / 1e9;
    const agent = world.makeAgent([hdfsSink({ batchEvents: 20, writer: { rollCountEvents: 10 } })]);
    world.put(agent, 20);
    // create at 10 ms; no block to be had at 20, 30, 40, 50 ms: flush and close fail; rename at 70, create at 80 ms
    world.runTo(began + 0.055);
    other.giveUp();
    world.runTo(began + 1);
    expect(agent.sinks[0]!.counters).toMatchObject({
      EventWriteFail: 0,
      EventDrainSuccessCount: 20,
    });
    expect(world.distinct).toBe(10 + 10); // the other writer's, and those of the second file
    expect(world.lost).toBe(10);
  });

  test("a killed agent leaves its open files behind until their lease runs out", () => {
    const world = new HdfsWorld(hdfsStorage({ leaseHardLimitTicks: ticksFromSeconds(1200) }));
    const agent = writingAgent(world, { writer: { rollIntervalTicks: ticksFromSeconds(30) } });
    world.runTo(10);
    world.kill(agent);
    world.runTo(1209);
    expect(world.readable).toBe(0);
    expect(world.hdfs.dataNodes[0]!.counters.transferThreads).toBe(0);
    world.runTo(1211);
    expect(world.readable).toBe(100);
  });

  test("a stopped agent goes on where it was", () => {
    const world = new HdfsWorld(hdfsStorage({ hflushTicks: { kind: "constant", value: 50 * MS } }));
    const agent = writingAgent(world, { writer: { rollIntervalTicks: ticksFromSeconds(10) } });
    world.put(agent, 100); // the first batch took 100 ms, so the sink looks again at 1.1 s
    world.runTo(1.12); // in the middle of the hflush
    agent.process.stop();
    world.runTo(100);
    expect(world.delivered).toBe(100);
    agent.process.continue();
    world.runTo(101);
    expect([world.delivered, world.readable]).toEqual([200, 200]); // the roll was due, too
    expect(agent.sinks[0]!.counters).toMatchObject({
      EventWriteFail: 0,
      EventDrainSuccessCount: 200,
    });
  });

  test("a DataNode less than replicas: a new file after each flush, thirty times, then no more", () => {
    const world = new HdfsWorld();
    const agent = writingAgent(world);
    world.hdfs.setDataNodeDown(0, true);
    for (let second = 2; second < 60; second++) {
      world.put(agent, 100);
      world.runTo(second);
    }
    const { ConnectionCreatedCount, EventWriteFail } = agent.sinks[0]!.counters;
    // The first file is broken: one failure. The next one and thirty rolled for want of replicas.
    expect([EventWriteFail, ConnectionCreatedCount]).toEqual([1, 1 + 1 + 30]);
  });
});
