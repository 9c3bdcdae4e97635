/** Goal: the log files, the space they take and what happens without it are Flume's. Method: small files and disks; sizes computed in comments. */
import { describe, expect, test } from "vitest";
import type { FileChannel } from "../../src/flume/channels/file-channel.js";
import { TICKS_PER_MILLISECOND, ticksFromSeconds } from "../../src/units/time.js";
import { FlumeWorld, fileChannel, range } from "../support/flume-world.js";

const MS = TICKS_PER_MILLISECOND;
const MIB = 1_048_576;
/** [bytes] of body that make a PUT record one of 100 bytes. */
const BODY = 53;
/** [bytes] of space at which a channel of these tests stops. */
const REQUIRED = 1_000_000;

type World = FlumeWorld<FileChannel>;

function world(
  settings: Parameters<typeof fileChannel>[0] = {},
  disk: Readonly<Record<string, unknown>> = {},
): World {
  return new FlumeWorld(fileChannel({ capacityEvents: 10_000, ...settings }), { disk });
}

function put(made: World, events: number): string {
  const transaction = made.put(events, BODY);
  made.run(0);
  return transaction.outcome;
}

/** Takes all there is and commits it. */
function drain(made: World): void {
  while (made.channel.storedEvents > 0) {
    const taker = made.taker().take(100);
    made.run(0);
    taker.commit();
    made.run(0);
  }
}

function files(made: World): number {
  return made.disks.stores[0]!.logs.size;
}

function freeBytes(made: World): number {
  return made.disks.disks[0]!.freeBytes;
}

describe("log files", () => {
  test("a file takes up space by the MiB, before it is written", () => {
    const made = world({}, { spaceBytes: 1e9 });
    put(made, 1);
    expect(freeBytes(made)).toBe(1e9 - MIB);
    // 10,485 records of 100 B fit in 1,048,576 B; with the commits the next MiB is begun a little earlier.
    for (let i = 0; i < 99; i++) put(made, 100);
    expect(freeBytes(made)).toBe(1e9 - MIB);
    for (let i = 0; i < 10; i++) {
      drain(made);
      put(made, 100);
    }
    expect(freeBytes(made)).toBeLessThanOrEqual(1e9 - 2 * MIB + 200);
    expect(freeBytes(made)).toBeGreaterThan(1e9 - 2 * MIB - 200 * 100);
  });

  test("a full file is closed and a new one begun: two fsyncs more", () => {
    // A file of 1,000 B: 10 records; the COMMIT record goes to the next file.
    const fsyncTicks = { kind: "constant", value: MS };
    const made = world({ maxFileBytes: 1000 }, { fsyncTicks });
    const first = made.put(10, BODY);
    made.run(10);
    expect([first.atMs, files(made)]).toEqual([3, 2]);
    const second = made.put(1, BODY);
    made.run(10);
    expect([second.atMs, files(made)]).toEqual([11, 2]);
  });

  test("a batch can fill several files", () => {
    const made = world({ maxFileBytes: 1000 });
    put(made, 35); // 10 + 10 + 10 + 5
    expect(files(made)).toBe(4);
    expect(made.held()).toEqual(range(0, 35));
  });

  test("a checkpoint lets go of old files, the one after it deletes them, and two always stay", () => {
    const made = world({ maxFileBytes: 1000 });
    put(made, 45); // files 1 to 5
    drain(made);
    const before = files(made);
    expect(before).toBeGreaterThan(5); // TAKE records fill files, too
    made.run(30_000);
    expect(files(made)).toBe(before);
    put(made, 1);
    made.run(30_000);
    expect(files(made)).toBe(2);
  });

  test("without a change there is no checkpoint, and nothing is deleted", () => {
    const made = world({ maxFileBytes: 1000 });
    put(made, 45);
    drain(made);
    made.run(30_000);
    const before = files(made);
    made.run(300_000);
    expect(files(made)).toBe(before);
  });

  test("one event that a taker does not commit pins every later file", () => {
    const made = world({ maxFileBytes: 1000 });
    put(made, 45);
    const stuck = made.taker().take(1);
    made.run(0);
    drain(made);
    for (let i = 0; i < 5; i++) {
      put(made, 1);
      made.run(30_000);
    }
    const pinned = files(made);
    expect(pinned).toBeGreaterThan(5);
    stuck.commit();
    made.run(30_000); // lets go
    put(made, 1);
    made.run(30_000); // deletes
    drain(made);
    expect(files(made)).toBeLessThan(4);
  });

  test("what is deleted is free again", () => {
    const made = world({ maxFileBytes: 1000 }, { spaceBytes: 1e9 });
    put(made, 45);
    drain(made);
    made.run(30_000);
    put(made, 1);
    made.run(30_000);
    expect(freeBytes(made)).toBe(1e9 - 2 * MIB); // two files, a MiB each
  });

  test("records of a batch that failed stay in the log as garbage", () => {
    const made = world({ capacityEvents: 10, transactionCapacityEvents: 10, maxFileBytes: 1000 });
    put(made, 5);
    for (let i = 0; i < 4; i++) {
      made.put(10, BODY); // 5 of them find a slot
      made.run(3001);
    }
    // 5 + 4 · 5 records of 100 B, one COMMIT and four ROLLBACK records.
    expect([made.channel.storedEvents, files(made)]).toEqual([5, 3]);
    expect(made.disks.stores[0]!.logs.records).toBe(25);
  });
});

describe("surprise 14: low disk space stops takes too", () => {
  /** A disk with room for so many bytes before the channel stops. */
  function tight(bytes: number): World {
    return world({ minimumRequiredSpaceBytes: REQUIRED }, { spaceBytes: REQUIRED + bytes });
  }

  test("a put without space is an error; its slots are free, and the channel can neither fill nor drain", () => {
    const made = tight(10_000);
    expect(put(made, 50)).toBe("committed"); // 50 · 100 + 36: 4,964 B are left
    // 49 more records: the 50th would leave 4,964 − 4,900 = 64 B, and needs 100.
    expect(put(made, 50)).toBe("error");
    const { counters } = made.channel;
    expect([counters.EventPutErrorCount, counters.EventPutAttemptCount]).toEqual([1, 50 + 50]);
    expect(made.channel.freeEvents).toBe(10_000 - 50);
    // After the ROLLBACK record 33 B are left: not enough for a TAKE record of 41 B.
    const taker = made.taker().take(10);
    made.run(0);
    expect([taker.last, taker.taken.events]).toEqual(["failed", 0]);
    expect(counters.EventTakeErrorCount).toBe(1);
    expect(made.held()).toEqual(range(0, 50));
  });

  test("a take that was made cannot be committed: its events are there again, to be delivered twice", () => {
    const made = tight(10_000);
    put(made, 50); // 4,964 B left
    const taker = made.taker().take(10); // 410 B: 4,554 B left
    made.run(0);
    expect(put(made, 50)).toBe("error"); // 45 records and a ROLLBACK record: 23 B left, a COMMIT record has 36
    taker.commit();
    made.run(0);
    expect(taker.last).toBe("failed");
    expect(made.held()).toEqual(range(0, 50));
    expect(made.channel.takenEvents).toBe(0);
  });

  test("checkpoints fail as well, so nothing is ever deleted: it stays stuck until somebody makes room", () => {
    const made = tight(10_000);
    put(made, 50);
    put(made, 50);
    made.run(600_000);
    // Every 30 s; the file's first MiB had taken more than there was.
    expect(made.channel.counters.CheckpointWriteErrorCount).toBe(20);
    expect(put(made, 1)).toBe("error");
    made.disks.disks[0]!.release(1e9);
    made.run(16_000); // it looks every 15 s
    expect(put(made, 1)).toBe("committed");
    drain(made);
    expect(made.channel.storedEvents).toBe(0);
  });

  test("the channel goes by what it saw: room that others take up shows after 15 s", () => {
    const made = world({ minimumRequiredSpaceBytes: REQUIRED }, { spaceBytes: 1e9 });
    made.disks.disks[0]!.occupy(1e9);
    made.run(14_000);
    expect(put(made, 1)).toBe("committed");
    made.run(2000);
    expect(put(made, 1)).toBe("error");
  });

  test("a channel that starts on a full disk counts as started, and is closed", () => {
    const made = tight(10_000);
    put(made, 50);
    made.kill();
    made.start();
    expect(made.channel.counters.Unhealthy).toBe(1);
    expect(made.put(1).outcome).toBe("closed");
    expect(made.taker().take(1).last).toBe("failed");
    expect(made.held()).toEqual(range(0, 50));
    made.run(ticksFromSeconds(100) / MS);
    expect(made.channel.counters.CheckpointWriteErrorCount).toBe(0); // a closed log writes none
  });
});
