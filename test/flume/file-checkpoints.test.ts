/** Goal: checkpoints stall, fail and are copied as Flume's are. Method: one channel whose checkpoints take a known time. */
import { describe, expect, test } from "vitest";
import type { FileChannel } from "../../src/flume/channels/file-channel.js";
import { TICKS_PER_MILLISECOND } from "../../src/units/time.js";
import { FlumeWorld, fileChannel } from "../support/flume-world.js";

const MS = TICKS_PER_MILLISECOND;
/** 2 ms, and 0.01 ms for each slot that has changed. */
const COSTS = { checkpointBaseTicks: 2 * MS, checkpointPerSlotTicks: 0.01 * MS } as const;

type World = FlumeWorld<FileChannel>;

function world(
  settings: Parameters<typeof fileChannel>[0] = {},
  disk: Readonly<Record<string, unknown>> = {},
): World {
  return new FlumeWorld(fileChannel(settings), { disk: { ...COSTS, ...disk } });
}

/** Takes and commits events at once. */
function drain(made: World, events: number): void {
  const taker = made.taker().take(events);
  made.run(0);
  taker.commit();
  made.run(0);
}

/** [ms] how long a put of one event takes 1 ms after the checkpoint has begun, and 1 ms. */
function stall(made: World): number {
  made.run(1);
  const begun = made.nowMs;
  const put = made.put(1);
  made.run(1000);
  return put.atMs - begun + 1;
}

describe("surprise 13: checkpoints stall the file channel completely", () => {
  test("puts, takes and commits that come during a checkpoint wait for its end", () => {
    const made = world();
    made.put(50);
    made.run(0);
    const committer = made.taker().take(10);
    made.run(29_999);
    made.run(2); // the checkpoint has begun at 30 s, and lasts 2 + 50 · 0.01 ms
    committer.commit();
    const taker = made.taker().take(10);
    const put = made.put(10);
    made.run(100);
    expect([committer.atMs, taker.atMs, put.atMs]).toEqual([30_002.5, 30_002.5, 30_002.5]);
  });

  test("it waits for what is being written, and is not overtaken", () => {
    const made = world({}, { fsyncTicks: { kind: "constant", value: 10 * MS } });
    made.run(29_995);
    made.put(1); // until 30,005
    made.run(6);
    const late = made.put(1); // the checkpoint waits since 30,000: from 30,005 to 30,007
    made.run(100);
    expect(late.atMs).toBe(30_005 + 2 + 10);
  });

  test("a channel that has not changed is not stalled", () => {
    const made = world();
    made.run(30_000);
    expect(stall(made)).toBe(1);
  });

  test("the next is due an interval after the end of the last", () => {
    const made = world({ checkpointIntervalTicks: 1000 * MS }, { checkpointBaseTicks: 500 * MS });
    made.put(1);
    made.run(1000); // 1,000 to 1,500.01
    made.run(501);
    made.put(1);
    made.run(998.5); // 2,499.5: the next begins at 2,500.01
    const before = made.put(1);
    made.run(1);
    const after = made.put(1);
    made.run(1000);
    // Two slots have changed by then.
    expect([before.atMs, after.atMs]).toEqual([2499.5, 2500.01 + 500 + 0.02]);
  });

  test("a slot that was added and taken has changed once", () => {
    const made = world();
    made.put(50);
    made.run(0);
    drain(made, 50);
    made.run(30_000);
    expect(stall(made)).toBeCloseTo(2 + 0.5, 6);
  });

  test("slots that were there before and are taken have changed, and so have new ones", () => {
    const made = world();
    made.put(50);
    made.run(30_100); // after the first checkpoint, which ended at 30,002.5
    drain(made, 20);
    made.put(30);
    made.run(29_902.5);
    expect(stall(made)).toBeCloseTo(2 + 0.2 + 0.3, 6);
  });

  test("a take that is rolled back has changed its slots, too", () => {
    const made = world();
    made.put(50);
    made.run(30_100);
    const taker = made.taker().take(20);
    made.run(0);
    taker.rollBack();
    made.run(29_902.5);
    expect(stall(made)).toBeCloseTo(2 + 0.2, 6);
  });
});

describe("dual checkpoints", () => {
  /** The copy has (100 + 1029) · 8 = 9,032 bytes. */
  const COPY_BYTES = 9032;

  test("while the last checkpoint is being copied, the next one fails", () => {
    // The copy of the one at the start takes 40 s.
    const made = world({ useDualCheckpoints: true }, { bytesPerSecond: COPY_BYTES / 40 });
    made.put(1);
    made.run(30_000);
    expect(made.channel.counters.CheckpointWriteErrorCount).toBe(1);
    expect(stall(made)).toBeLessThan(1000); // work goes on
    made.run(30_000);
    expect(made.channel.counters.CheckpointWriteErrorCount).toBe(1);
  });

  test("a copy that finds no room on the disk is a backup error, the checkpoint stands", () => {
    const settings = { useDualCheckpoints: true, minimumRequiredSpaceBytes: 1 };
    const made = world(settings, { spaceBytes: COPY_BYTES - 1 });
    const { counters } = made.channel;
    expect(counters.CheckpointBackupWriteErrorCount).toBe(1); // that of the start
    expect(counters.CheckpointWriteErrorCount).toBe(0);
  });
});
