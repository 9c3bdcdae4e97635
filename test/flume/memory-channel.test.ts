/** Goal: the memory channel's surprises are Flume's, as executed on its own classes. Method: one channel, driven by hand. */
import { describe, expect, test } from "vitest";
import type { MemoryChannel } from "../../src/flume/channels/memory-channel.js";
import { ticksFromSeconds } from "../../src/units/time.js";
import { FlumeWorld, memoryChannel, range } from "../support/flume-world.js";

function world(settings: Parameters<typeof memoryChannel>[0] = {}): FlumeWorld<MemoryChannel> {
  return new FlumeWorld(memoryChannel(settings));
}

describe("memory channel", () => {
  test("surprise 6: a batch of any size finds its room at commit, all of it or none", () => {
    const made = world();
    made.put(95);
    const put = made.put(10); // 5 slots are free: it takes none of them
    const small = made.put(5);
    expect([put.outcome, small.outcome]).toEqual(["waiting", "committed"]);
    made.run(3001);
    expect([put.outcome, put.atMs, made.channel.storedEvents]).toEqual(["full", 3000, 100]);
    expect(made.channel.counters.EventPutAttemptCount).toBe(110);
  });

  test("surprise 8: a batch leaves when it is full, or after a gap of keep-alive", () => {
    // Executed: batch 10, one event each 0.5 s, keep-alive 1 s: delivered once, after 4.5 s.
    const made = world({ keepAliveTicks: ticksFromSeconds(1) });
    const taker = made.taker().take(10);
    for (let i = 0; i < 10; i++) {
      made.put(1);
      made.run(500);
    }
    expect([taker.last, taker.taken.events, taker.atMs]).toEqual(["taken", 10, 4500]);
    // One event each 2 s: each on its own, 1 s after it came.
    taker.commit();
    made.run(5000);
    taker.take(10);
    made.put(1);
    const came = made.nowMs;
    made.run(2000);
    expect([taker.taken.events, taker.atMs]).toEqual([1, came + 1000]);
  });

  test("surprise 9: put number transactionCapacity + 1 fails at once, however empty the channel", () => {
    const made = world({ capacityEvents: 1000 });
    const put = made.put(101);
    expect([put.outcome, put.atMs]).toEqual(["error", 0]);
    expect(made.channel.counters.EventPutAttemptCount).toBe(101);
    expect(made.put(100).outcome).toBe("committed");
  });

  test("surprise 10: with capacity = batch, filling and draining alternate", () => {
    const made = world();
    made.put(100);
    const taker = made.taker().take(100);
    const next = made.put(100);
    made.run(1000);
    expect([next.outcome, made.channel.storedEvents]).toEqual(["waiting", 0]); // empty, and full
    taker.commit();
    expect([next.outcome, next.atMs]).toEqual(["committed", 1000]);
  });

  test("what a full channel shows depends on who is quicker: a put that waited, or the sink that made room", () => {
    // MemoryChannel.doCommit sets ChannelSize last; doTake takes from the queue, and does not.
    const made = world({ capacityEvents: 1000 });
    for (let i = 0; i < 10; i++) made.put(100);
    const taker = made.taker();
    const shown = range(0, 4).map(() => {
      taker.take(100);
      const put = made.put(100);
      taker.commit();
      expect([put.outcome, made.channel.storedEvents]).toEqual(["committed", 1000]);
      return made.channel.counters.ChannelSize;
    });
    expect(shown).toEqual([900, 1000, 900, 1000]);
    // Nobody waits: there is no race.
    taker.take(100);
    taker.commit();
    expect(made.channel.counters.ChannelSize).toBe(900);
  });

  test("surprise 11: the first in line holds up those behind it, but a newcomer barges", () => {
    // Executed: T1 wants 100, then T2 wants 1, 10 are released, the newcomer T3 wants 1: T3 has it at once,
    // T2 only after T1 timed out.
    const made = world();
    made.put(100);
    const large = made.put(100);
    made.run(1000);
    const small = made.put(1);
    made.taker().take(10).commit();
    const newcomer = made.put(1);
    expect([large.outcome, small.outcome, newcomer.outcome]).toEqual([
      "waiting",
      "waiting",
      "committed",
    ]);
    made.run(5000);
    expect([large.outcome, large.atMs]).toEqual(["full", 3000]);
    expect([small.outcome, small.atMs]).toEqual(["committed", 3000]);
  });

  test("surprise 12: bodies count in slots of 100 bytes; for want of them a put is an error, not full", () => {
    // Executed: byteCapacity 1000, no buffer, 11 events of 10 B: ChannelException after the keep-alive.
    const made = world({ byteCapacity: 1000 });
    const put = made.put(11, 10);
    made.run(3001);
    expect([put.outcome, put.atMs]).toEqual(["error", 3000]);
    expect(made.put(10, 10).outcome).toBe("committed"); // ten bodies of one slot each
    made.taker().take(10).commit();
    expect(made.put(5, 101).outcome).toBe("committed"); // five of two slots
    expect(made.put(1, 0).outcome).toBe("waiting"); // an empty body has one
  });

  test("a crash loses what is stored and what is taken", () => {
    const made = world();
    made.put(20);
    made.taker().take(5);
    made.kill();
    expect(made.lost.toSorted((a, b) => a - b)).toEqual(range(0, 20));
    made.start();
    expect(made.held()).toEqual([]);
  });

  test("a rollback puts the events back at the head, in their order", () => {
    const made = world();
    made.put(20);
    const taker = made.taker().take(5);
    taker.rollBack();
    expect(made.held()).toEqual(range(0, 20));
  });

  test("ChannelSize shows a put that woke a sink, or what the sink left of it", () => {
    // doCommit: queueStored.release(puts) wakes the sink, then setChannelSize(queue.size()).
    const shown = (share: number): Set<number> => {
      const made = new FlumeWorld<MemoryChannel>(memoryChannel(), { wokenFirstShare: share });
      const taker = made.taker();
      return new Set(
        range(0, 40).map(() => {
          taker.take(10);
          made.put(5);
          const size = made.channel.counters.ChannelSize;
          made.put(5);
          taker.commit();
          return size;
        }),
      );
    };
    expect([shown(0), shown(0.5), shown(1)]).toEqual([new Set([5]), new Set([5, 0]), new Set([0])]);
  });
});
