/** Goal: what a file channel has after a crash, and how long it takes to have it. Method: kill the process between two known moments. */
import { describe, expect, test } from "vitest";
import type { FileChannel } from "../../src/flume/channels/file-channel.js";
import { TICKS_PER_MILLISECOND } from "../../src/units/time.js";
import { FlumeWorld, fileChannel, range } from "../support/flume-world.js";

const MS = TICKS_PER_MILLISECOND;
/** A record of 0.01 ms, an fsync of 5 ms. */
const SLOW_SYNC = {
  putPerEventTicks: 0.01 * MS,
  fsyncTicks: { kind: "constant", value: 5 * MS },
} as const;
/** 100 ms, 1 ms for each event in the checkpoint, 10 ms for each record that is read. */
const REPLAY = {
  replayBaseTicks: 100 * MS,
  replayPerEventTicks: MS,
  fullReplayPerEventTicks: 10 * MS,
} as const;

type World = FlumeWorld<FileChannel>;

function world(
  settings: Parameters<typeof fileChannel>[0] = {},
  disk: Readonly<Record<string, unknown>> = {},
): World {
  return new FlumeWorld(fileChannel(settings), { disk });
}

function drain(made: World, events: number): void {
  const taker = made.taker().take(events);
  made.run(0);
  taker.commit();
  made.run(0);
}

describe("a file channel after a crash", () => {
  test("committed events are there again in order, takes in progress return", () => {
    const made = world();
    made.put(30);
    made.run(0);
    drain(made, 5);
    const takers = [made.taker().take(5), made.taker().take(10)];
    made.run(0);
    expect(takers.map(({ taken }) => taken.events)).toEqual([5, 10]);
    made.kill();
    expect(made.held()).toEqual(range(5, 30));
    made.start();
    expect(made.held()).toEqual(range(5, 30));
    expect([made.channel.storedEvents, made.channel.takenEvents]).toEqual([25, 0]);
    expect([made.channel.freeEvents, made.channel.counters.ChannelSize]).toEqual([75, 25]);
    expect(made.incidents).toContainEqual(["replayed", 25]);
    expect(made.lost).toEqual([]);
  });

  test("takes return in order, whichever taker comes first", () => {
    const made = world();
    made.put(30);
    made.run(0);
    const [first, second] = [made.taker(), made.taker()];
    second.take(10); // 0 to 9
    made.run(0);
    first.take(10); // 10 to 19
    made.run(0);
    made.kill();
    expect(made.held()).toEqual(range(0, 30));
  });

  test("a put whose COMMIT record is not written vanishes", () => {
    const made = world({}, SLOW_SYNC);
    made.put(50); // records until 0.5 ms, COMMIT until 0.51 ms
    made.run(0.505);
    made.kill();
    made.start();
    expect([made.held(), made.channel.freeEvents]).toEqual([[], 100]);
  });

  test("a put that was waiting for its fsync is committed: the page cache outlives the process", () => {
    const made = world({}, SLOW_SYNC);
    const put = made.put(50);
    made.run(0.52);
    made.kill();
    expect(put.outcome).toBe("waiting"); // nobody was told: whoever sent it sends it again
    expect(made.held()).toEqual(range(0, 50));
  });

  test("a take that was waiting for its fsync is committed, one that was not has returned", () => {
    const made = world({}, SLOW_SYNC);
    made.put(50);
    made.run(10);
    const taker = made.taker().take(20);
    made.run(0);
    taker.commit(); // its record is written at 0.01 ms
    made.run(0.02);
    made.kill();
    expect(made.held()).toEqual(range(20, 50));
  });

  test("a put that was waiting for a slot vanishes, and its slots with it", () => {
    const made = world();
    made.put(90);
    made.put(20);
    made.run(1000);
    made.kill();
    made.start();
    expect([made.channel.storedEvents, made.channel.freeEvents]).toEqual([90, 10]);
  });

  test("nothing of the old life reaches the new one", () => {
    const made = world({}, SLOW_SYNC);
    const put = made.put(50);
    const taker = made.taker();
    made.run(0.1);
    made.kill();
    made.start();
    made.run(100);
    expect([put.outcome, taker.last]).toEqual(["waiting", ""]);
    expect(made.channel.counters.EventPutAttemptCount).toBe(0);
  });

  test("an agent that crashes every minute loses nothing and repeats nothing that was committed", () => {
    const made = world({ capacityEvents: 1000 });
    for (let life = 0; life < 10; life++) {
      made.put(20);
      made.run(100);
      drain(made, 15);
      made.run(60_000);
      made.kill();
      made.start();
    }
    expect(made.held()).toEqual(range(150, 200));
  });
});

describe("how long a replay takes", () => {
  test("with a good checkpoint: the events in it, and the records since", () => {
    const made = world({}, REPLAY);
    made.put(20);
    made.run(31_000); // the checkpoint at 30.1 s has 20
    made.put(5);
    made.run(0);
    drain(made, 3);
    made.kill();
    made.start();
    expect(made.startMs).toBe(100 + 20 * 1 + (5 + 3) * 10);
    made.kill();
    made.start(); // the last replay ended with a checkpoint of 22
    expect(made.startMs).toBe(100 + 22 * 1);
  });

  test("killed while it wrote a checkpoint: every record in the logs is read", () => {
    const made = world({}, { ...REPLAY, checkpointBaseTicks: 1000 * MS });
    made.put(20);
    made.run(0);
    drain(made, 3);
    made.run(30_000); // the first checkpoint: from 30 s (after its own replay of 0.1 s) to 31 s
    made.kill();
    made.start();
    expect(made.startMs).toBe(100 + (20 + 3) * 10);
    expect(made.held()).toEqual(range(3, 20));
  });

  test("with dual checkpoints the one before it is restored", () => {
    const settings = { useDualCheckpoints: true };
    const made = world(settings, { ...REPLAY, checkpointBaseTicks: 1000 * MS });
    made.put(20);
    made.run(35_000); // the first checkpoint has 20, its copy is complete
    made.put(5);
    made.run(26_500); // within the second, which begins at 61 s
    made.kill();
    made.start();
    expect(made.startMs).toBe(100 + 20 * 1 + 5 * 10);
  });

  test("killed during a replay, it begins again with what there was", () => {
    const made = world({}, REPLAY);
    made.put(20);
    made.run(0);
    made.kill();
    made.start();
    expect(made.startMs).toBe(100 + 20 * 10);
    made.kill();
    // Another life that dies 50 ms into its replay, which is a quarter of the way.
    const again = world({}, REPLAY);
    again.put(20);
    again.run(0);
    again.kill();
    again.startWithoutWaiting();
    again.run(50);
    again.kill();
    again.start();
    expect(again.startMs).toBe(100 + 20 * 10);
  });
});
