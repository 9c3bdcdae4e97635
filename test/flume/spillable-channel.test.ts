/** Goal: the spillable channel's two stores behave as Flume's do. Method: one channel, driven by hand; surprise 16 step by step. */
import { describe, expect, test } from "vitest";
import type { SpillableChannel } from "../../src/flume/channels/spillable-channel.js";
import { TICKS_PER_MILLISECOND } from "../../src/units/time.js";
import { FlumeWorld, numbersOf, range, spillableChannel } from "../support/flume-world.js";

const MS = TICKS_PER_MILLISECOND;

type World = FlumeWorld<SpillableChannel>;

function world(
  settings: Parameters<typeof spillableChannel>[0] = {},
  file: Parameters<typeof spillableChannel>[1] = {},
  disk: Readonly<Record<string, unknown>> = {},
): World {
  return new FlumeWorld(spillableChannel(settings, file), { disk });
}

/** A channel whose memory of 100 is taken up, and whose overflow holds 50. */
function spilled(
  settings: Parameters<typeof spillableChannel>[0] = {},
  file: Parameters<typeof spillableChannel>[1] = {},
  disk: Readonly<Record<string, unknown>> = {},
): World {
  const made = world(settings, file, disk);
  made.put(100);
  made.put(50);
  made.run(3100);
  return made;
}

/** Takes up to `events` and commits. @returns the sequence numbers taken */
function drain(made: World, events: number): number[] {
  const taker = made.taker().take(events);
  made.run(0);
  const numbers = numbersOf(taker.taken);
  if (numbers.length > 0) taker.commit();
  made.run(0);
  return numbers;
}

describe("surprise 16: spillable memory channel", () => {
  test("at the memory limit a put waits overflowTimeout, then its whole batch goes to disk", () => {
    const made = world();
    made.put(80);
    const put = made.put(50); // 20 slots of memory are free
    made.run(2999);
    expect([put.outcome, put.waits, made.channel.isOverflowing]).toEqual(["waiting", 1, false]);
    made.run(2);
    expect([put.outcome, put.atMs, made.channel.isOverflowing]).toEqual(["committed", 3000, true]);
    expect([made.channel.memoryEvents, made.channel.file.storedEvents]).toEqual([80, 50]);
    expect(made.channel.counters.ChannelSize).toBe(130);
  });

  test("once overflow is active, batches that find no memory go to disk without waiting", () => {
    const made = spilled();
    const put = made.put(50);
    made.run(0);
    expect([put.outcome, put.atMs, put.waits]).toEqual(["committed", 3100, 0]);
    expect(made.channel.file.storedEvents).toBe(100);
  });

  test("room that comes in time keeps a batch in memory", () => {
    const made = world();
    made.put(80);
    const put = made.put(50);
    made.run(1000);
    drain(made, 30);
    expect([put.outcome, put.atMs]).toEqual(["committed", 1000]);
    expect([made.channel.memoryEvents, made.channel.file.storedEvents]).toEqual([100, 0]);
  });

  test("draining is in the order of the puts over both stores, and batches shrink at run boundaries", () => {
    const made = spilled(); // 0–99 in memory, 100–149 on disk
    expect(drain(made, 80)).toEqual(range(0, 80)); // 80 of memory are free: overflow ends
    made.put(80); // 150–229 in memory
    expect(drain(made, 80)).toEqual(range(80, 100)); // to the end of the memory run
    expect(drain(made, 80)).toEqual(range(100, 150)); // the disk run
    expect(drain(made, 80)).toEqual(range(150, 230)); // and the next memory run
    // 80 + 20 + 50 + 80 events, and one take each that met the other store.
    expect(made.channel.counters.EventTakeAttemptCount).toBe(230 + 2);
  });

  test("overflow ends when the threshold of memory is free, the events of the commit counted on top", () => {
    // 5 % of 100. After 2 events: (100 − 98 + 2) / 100 = 4 %.
    const made = spilled();
    drain(made, 2);
    expect(made.channel.isOverflowing).toBe(true);
    drain(made, 1); // (100 − 97 + 1) / 100
    expect(made.channel.isOverflowing).toBe(true);
    drain(made, 2); // (100 − 95 + 2) / 100
    expect(made.channel.isOverflowing).toBe(false);
  });

  test("transactionCapacity bounds what spills, not what goes to memory", () => {
    const made = world({ memoryCapacityEvents: 1000 }, { transactionCapacityEvents: 100 });
    expect(made.put(900).outcome).toBe("committed");
    const put = made.put(101);
    made.run(3001);
    expect([put.outcome, made.channel.file.freeEvents]).toEqual(["error", 1000]);
  });

  test("a full overflow is full at once: the file channel's keep-alive is 0", () => {
    const made = spilled({ overflowCapacityEvents: 60 });
    const put = made.put(50); // 10 of 60 are free
    made.run(0);
    expect([put.outcome, put.atMs]).toEqual(["full", 3100]);
    expect(made.channel.file.freeEvents).toBe(10);
    expect(made.incidents).toContainEqual(["channel-full", 0]);
  });

  test("without memory it is a file channel", () => {
    const made = world({ memoryCapacityEvents: 0 });
    const put = made.put(50);
    made.run(0);
    expect([put.outcome, put.atMs, made.channel.file.storedEvents]).toEqual(["committed", 0, 50]);
    expect(drain(made, 100)).toEqual(range(0, 50));
  });

  test("without overflow it is full after overflowTimeout", () => {
    const made = world({ overflowCapacityEvents: 0 });
    made.put(100);
    const put = made.put(1);
    made.run(3001);
    expect([put.outcome, put.atMs, made.channel.isOverflowing]).toEqual(["full", 3000, false]);
  });

  test("Flume frees byte slots that a put never had: after a full one there is room for more bytes", () => {
    // Byte slots of 500 B: 10 of them. Each put of 1 event has one.
    const settings = { overflowCapacityEvents: 0, memoryCapacityEvents: 20, byteCapacity: 5000 };
    const made = world(settings);
    for (let i = 0; i < 10; i++) expect(made.put(1, 500).outcome).toBe("committed");
    const full = made.put(1, 500);
    made.run(3001);
    expect(full.outcome).toBe("full");
    expect(made.put(1, 500).outcome).toBe("committed");
  });

  test("bytes are waited for even while overflow is active", () => {
    // 10 byte slots of 500 B, 100 slots of memory.
    const made = world({ byteCapacity: 5000 });
    made.put(10, 500);
    const first = made.put(1, 500); // no bytes: to disk after 3 s
    made.run(3001);
    expect([first.outcome, made.channel.isOverflowing]).toEqual(["committed", true]);
    const second = made.put(1, 500);
    made.run(2998);
    expect(second.outcome).toBe("waiting");
    made.run(3);
    expect([second.outcome, made.channel.freeMemoryEvents]).toEqual(["committed", 90]);
    expect(made.channel.file.storedEvents).toBe(2);
  });

  test("a crash loses what is in memory; what has overflowed is there again", () => {
    const made = spilled();
    const taker = made.taker().take(10); // from memory
    expect(taker.taken.events).toBe(10);
    made.kill();
    expect(made.lost.toSorted((a, b) => a - b)).toEqual(range(0, 100));
    expect(made.held()).toEqual(range(100, 150));
    made.start();
    expect([made.channel.storedEvents, made.channel.counters.ChannelSize]).toEqual([50, 50]);
    expect([made.channel.isOverflowing, made.channel.freeMemoryEvents]).toEqual([false, 100]);
    expect(drain(made, 100)).toEqual(range(100, 150));
  });

  test("a take from the overflow returns after a crash", () => {
    const made = spilled();
    drain(made, 100);
    const taker = made.taker().take(20);
    made.run(0);
    expect(taker.taken.events).toBe(20);
    made.kill();
    expect([made.lost, made.held()]).toEqual([[], range(100, 150)]);
  });

  test("an empty take waits overflowTimeout for each event", () => {
    const made = world();
    const taker = made.taker().take(10);
    made.run(2000);
    made.put(4);
    made.run(2999);
    expect(taker.last).toBe("");
    made.run(2);
    expect([taker.last, taker.taken.events, taker.atMs]).toEqual(["taken", 4, 5000]);
  });

  test("a take that waits, and finds that the next event is in the other store, ends short", () => {
    const made = world({ memoryCapacityEvents: 10 });
    made.put(5);
    made.put(50); // does not fit: to disk at 3 s
    made.run(1000);
    const taker = made.taker().take(10); // 5 of memory; waits for more until 4 s
    made.run(2001);
    expect([taker.last, taker.taken.events, taker.atMs]).toEqual(["taken", 5, 3000]);
    taker.commit();
    taker.take(10);
    made.run(0);
    expect(numbersOf(taker.taken)).toEqual(range(5, 15));
  });

  test("rollbacks go back to the head of their own run", () => {
    const made = spilled();
    const taker = made.taker().take(30);
    taker.rollBack();
    expect(drain(made, 100)).toEqual(range(0, 100));
    taker.take(30);
    made.run(0);
    taker.rollBack();
    expect(drain(made, 100)).toEqual(range(100, 150));
  });

  test("ChannelCapacity is the sum of both", () => {
    expect(world().channel.capacityEvents).toBe(1100);
  });

  test("while a commit to disk syncs it has the queue: memory is not written, nor taken", () => {
    const fsyncTicks = { kind: "constant", value: 10 * MS };
    const made = world({}, {}, { fsyncTicks });
    made.put(60);
    made.put(50); // to disk at 3,000, until 3,010
    made.run(3005);
    const put = made.put(30);
    const taker = made.taker().take(10);
    made.run(100);
    expect([put.outcome, put.atMs, put.waits]).toEqual(["committed", 3010, 0]);
    expect([taker.taken.events, taker.atMs]).toEqual([10, 3010]);
  });
});
