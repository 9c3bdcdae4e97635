/** Goal: puts and takes of the file channel are Flume's. Method: one channel, driven by hand; times computed in comments. */
import { describe, expect, test } from "vitest";
import type { FileChannel } from "../../src/flume/channels/file-channel.js";
import { TICKS_PER_MILLISECOND } from "../../src/units/time.js";
import { FlumeWorld, fileChannel, memoryChannel, range } from "../support/flume-world.js";

const MS = TICKS_PER_MILLISECOND;
/** A record of 0.01 ms to put, of 0.02 ms to take, and an fsync of 1 ms. */
const SLOW_DISK = {
  putPerEventTicks: 0.01 * MS,
  takePerEventTicks: 0.02 * MS,
  fsyncTicks: { kind: "constant", value: MS },
} as const;

type World = FlumeWorld<FileChannel>;

function world(
  settings: Parameters<typeof fileChannel>[0] = {},
  disk: Readonly<Record<string, unknown>> = {},
  cores = 64,
): World {
  return new FlumeWorld(fileChannel(settings), { disk, cores });
}

/** A channel of 100 slots, all taken up. */
function full(settings: Parameters<typeof fileChannel>[0] = {}): World {
  const made = world(settings);
  made.put(100);
  made.run(0);
  return made;
}

/** Takes and commits events, so that their slots are free. */
function drain(made: World, events: number): void {
  const taker = made.taker().take(events);
  made.run(0);
  taker.commit();
  made.run(0);
}

describe("file channel: what an operation costs", () => {
  test("a batch costs its records, a COMMIT record and an fsync", () => {
    const made = world({}, SLOW_DISK);
    const put = made.put(50);
    made.run(10);
    expect([put.outcome, put.atMs]).toEqual(["committed", 50 * 0.01 + 0.01 + 1]);
  });

  test("a take costs its records and reads; its commit has an fsync of its own", () => {
    const made = world({}, SLOW_DISK);
    made.put(50);
    made.run(10);
    const taker = made.taker().take(50);
    made.run(10);
    expect([taker.last, taker.atMs]).toEqual(["taken", 10 + 50 * 0.02]);
    taker.commit();
    made.run(10);
    expect([taker.last, taker.atMs]).toEqual(["committed", 20 + 0.01 + 1]);
  });

  test("the fsync holds the log: a put that comes meanwhile waits for it", () => {
    const made = world({}, SLOW_DISK);
    made.put(1); // until 0.01 + 0.01 + 1 = 1.02
    made.run(0.5);
    const second = made.put(1);
    made.run(10);
    expect(second.atMs).toBeCloseTo(2 * 1.02, 6);
  });

  test("every commit has its own fsync, also of those that wait together", () => {
    const made = world({}, SLOW_DISK);
    const puts = range(0, 4).map(() => made.put(1));
    made.run(10);
    expect(puts.map(({ atMs }) => atMs)).toEqual([1.02, 2.04, 3.06, 4.08]);
  });

  test("fsyncPerTransaction=false saves no fsync: Log.commit syncs in any case", () => {
    const made = world({ fsyncPerTransaction: false }, SLOW_DISK);
    const put = made.put(1);
    made.run(10);
    expect(put.atMs).toBe(1.02);
  });

  test("the bytes go to the disk with the fsync, at its speed", () => {
    // 10 records of 47 + 953 B and 36 B of COMMIT at 1 MB/s: 10.036 ms.
    const made = world({}, { bytesPerSecond: 1e6 });
    const put = made.put(10, 953);
    made.run(100);
    expect(put.atMs).toBe(10.036);
  });

  test("transactions go to the data directories in turn, each with its own log", () => {
    // Each 1 event: 1.02 ms. Numbers 0 and 2 share a directory, 1 has the other.
    const made = world({ dataDirs: 2 }, SLOW_DISK);
    const puts = range(0, 3).map(() => made.put(1));
    made.run(10);
    expect(puts.map(({ atMs }) => atMs)).toEqual([1.02, 1.02, 2.04]);
  });

  test("an empty take has a transaction number, too: it shifts the directories of those after it", () => {
    const made = world({ dataDirs: 2 }, SLOW_DISK);
    const first = made.put(1); // number 0
    made.taker().take(1); // number 1, and nothing to take
    const second = made.put(1); // number 2: the same directory as 0
    made.run(10);
    expect([first.atMs, second.atMs]).toEqual([1.02, 2.04]);
  });

  test("numbers are in one row over all file channels of a JVM", () => {
    const settings = fileChannel({ dataDirs: 2 });
    const made = new FlumeWorld([settings, { ...settings, name: "d" }], { disk: SLOW_DISK });
    const puts = range(0, 4).map((i) => made.put(1, 0, made.channels[i % 2]));
    made.run(10);
    // Channel c has numbers 0 and 2, d has 1 and 3: each uses one of its two directories only.
    expect(puts.map(({ atMs }) => atMs)).toEqual([1.02, 1.02, 2.04, 2.04]);
  });

  test("writing takes the processor: two directories on one core write one after the other", () => {
    const made = world({ dataDirs: 2, capacityEvents: 200 }, SLOW_DISK, 1);
    const puts = range(0, 2).map(() => made.put(100)); // 1 ms of records each
    made.run(10);
    expect(puts.map(({ atMs }) => atMs)).toEqual([1 + 1.01, 2 + 1.01]);
  });
});

describe("file channel: slots", () => {
  test("a put that finds too few slots waits, and goes on when a take is committed", () => {
    const made = full();
    const put = made.put(10);
    made.run(1000);
    expect([put.outcome, put.waits]).toEqual(["waiting", 1]);
    drain(made, 10);
    expect([put.outcome, put.atMs]).toEqual(["committed", 1000]);
    expect(made.incidents).toEqual([["channel-full", 0]]);
  });

  test("after the keep-alive without a slot it is full, and what it had is free again", () => {
    const made = full();
    drain(made, 5);
    const put = made.put(10);
    made.run(2999);
    expect([put.outcome, made.channel.freeEvents]).toEqual(["waiting", 0]);
    made.run(2);
    expect([put.outcome, put.atMs, made.channel.freeEvents]).toEqual(["full", 3000, 5]);
    // 100 of the first batch; 5 that got a slot and the sixth that waited for one.
    expect(made.channel.counters.EventPutAttemptCount).toBe(106);
    expect(made.channel.counters.EventPutSuccessCount).toBe(100);
  });

  test("every slot renews the keep-alive: a batch of 3 can wait three times", () => {
    const made = full();
    const put = made.put(3);
    for (let slot = 0; slot < 3; slot++) {
      made.run(2000);
      expect(put.outcome).toBe("waiting");
      drain(made, 1);
    }
    expect([put.outcome, put.atMs]).toEqual(["committed", 6000]);
  });

  test("with a keep-alive of 0 a put that lacks a slot is full at once", () => {
    const made = full({ keepAliveTicks: 0 });
    const put = made.put(1);
    made.run(0);
    expect([put.outcome, put.atMs, put.waits]).toEqual(["full", 0, 0]);
  });

  test("put number transactionCapacity + 1 is an error, and the slots before it are free again", () => {
    const made = world({ transactionCapacityEvents: 10 });
    const put = made.put(11);
    made.run(0);
    expect([put.outcome, made.channel.freeEvents]).toEqual(["error", 100]);
    expect(made.channel.counters.EventPutAttemptCount).toBe(11);
    const next = made.put(10);
    made.run(0);
    expect(next.outcome).toBe("committed");
  });

  test("an oversized batch that lacks a slot before it is too large is full", () => {
    const made = full();
    const put = made.put(101);
    made.run(5000);
    expect([put.outcome, put.atMs]).toEqual(["full", 3000]);
  });

  test("surprise 6: half-filled transactions starve each other, then all roll back", () => {
    const made = full();
    const puts = range(0, 4).map(() => made.put(40));
    made.run(1000);
    drain(made, 40); // 10 slots each: none has its 40
    made.run(2999);
    expect(puts.map(({ outcome }) => outcome)).toEqual(Array(4).fill("waiting"));
    made.run(2);
    expect(puts.map(({ outcome }) => outcome)).toEqual(Array(4).fill("full"));
    expect(puts.map(({ atMs }) => atMs)).toEqual(Array(4).fill(4000));
    expect([made.channel.storedEvents, made.channel.freeEvents]).toEqual([60, 40]);
  });

  test("who gives up earlier leaves its slots to those who wait longer", () => {
    const made = full();
    const first = made.put(60);
    made.run(1000);
    drain(made, 40); // all to the first, whose wait begins anew: until 4 s
    made.run(1000);
    const second = made.put(40);
    made.run(3000);
    expect([first.outcome, first.atMs]).toEqual(["full", 4000]);
    expect([second.outcome, second.atMs]).toEqual(["committed", 4000]);
  });

  test("surprise 7: takes in progress hold their slots, and the gauge shows them", () => {
    const made = full();
    const taker = made.taker().take(10);
    made.run(0);
    const put = made.put(5);
    made.run(3001);
    expect([put.outcome, made.channel.storedEvents]).toEqual(["full", 90]);
    expect(made.channel.counters.ChannelSize).toBe(100);
    taker.commit();
    made.run(0);
    expect([made.channel.counters.ChannelSize, made.channel.freeEvents]).toEqual([90, 10]);
  });

  test("surprise 11: slots are strictly fair, a newcomer never barges", () => {
    const made = full();
    const large = made.put(50);
    const small = made.put(1);
    made.run(1000);
    drain(made, 1); // to the large one, which was first
    const newcomer = made.put(1);
    made.run(0);
    expect([small.outcome, newcomer.outcome]).toEqual(["waiting", "waiting"]);
    drain(made, 1); // the line is now small, large, newcomer
    expect([large.outcome, small.outcome, newcomer.outcome]).toEqual([
      "waiting",
      "committed",
      "waiting",
    ]);
  });
});

describe("file channel: takes", () => {
  test("surprise 8: an empty take ends at once", () => {
    const made = world();
    const taker = made.taker().take(10);
    expect([taker.last, taker.taken.events, taker.atMs]).toEqual(["taken", 0, 0]);
    expect(made.channel.counters.EventTakeAttemptCount).toBe(1);
  });

  test("a take ships what is there, and what has come while it was reading", () => {
    const made = world({ dataDirs: 2 }, { takePerEventTicks: MS });
    made.put(5); // number 0, first directory
    made.run(0);
    const taker = made.taker().take(10); // number 1, second directory: 5 ms for the first 5
    made.run(3);
    made.put(2); // number 2, first directory: committed at 3 ms
    made.run(10);
    expect([taker.taken.events, taker.atMs]).toEqual([7, 7]);
    // Seven events, and the one take that found nothing.
    expect(made.channel.counters.EventTakeAttemptCount).toBe(8);
  });

  test("a rollback puts the events back at the head, in their order", () => {
    const made = world();
    made.put(10);
    made.run(0);
    const taker = made.taker().take(4);
    made.run(0);
    taker.rollBack();
    expect(made.held()).toEqual(range(0, 10));
    expect([made.channel.takenEvents, made.channel.counters.ChannelSize]).toEqual([0, 10]);
  });

  test("a stopped process carries nothing out; what has come due is done when it continues", () => {
    const made = full();
    const put = made.put(1);
    made.run(1000);
    made.process.stop();
    made.run(9000);
    expect(put.outcome).toBe("waiting");
    made.process.continue();
    made.run(0);
    expect([put.outcome, put.atMs]).toEqual(["full", 10_000]);
  });
});

describe("memory channel beside it", () => {
  test("surprise 7: takes in progress hold their slots, and the gauge does not show them", () => {
    const made = new FlumeWorld(memoryChannel());
    made.put(100);
    const taker = made.taker().take(10);
    const put = made.put(5);
    made.run(3001);
    // 10 taken, uncommitted, of 100: Flume's own classes gave full after the keep-alive, and size 100.
    expect([put.outcome, made.channel.storedEvents]).toEqual(["full", 90]);
    expect(made.channel.counters.ChannelSize).toBe(100);
    taker.commit();
    expect(made.channel.counters.ChannelSize).toBe(90);
  });
});
