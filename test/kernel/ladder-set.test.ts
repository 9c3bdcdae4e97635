/** The traps that ladder queues are known for, and those that were met here: one regression test each. */
import { describe, expect, test } from "vitest";
import type { EventSet } from "../../src/kernel/event-set.js";
import { HeapSet } from "../../src/kernel/heap-set.js";
import { LadderSet } from "../../src/kernel/ladder-set.js";
import { NoticeColumns } from "../../src/kernel/notice-columns.js";
import { Rung } from "../../src/kernel/rung.js";
import { RandomStream } from "../../src/random/stream.js";

const FAR = 2 ** 53 - 2;

describe("traps of a ladder", () => {
  test("a time at the boundary of a bucket is filed in time, though a quotient would round it down", () => {
    // With width 3 and start 1/3 off, (t - start) / width of a boundary can come out below the whole
    // number. Powers of two make bucket and boundary exact: every boundary, and the tick before it.
    const rung = new Rung();
    const start = 2 ** 52;
    rung.open(start, 2 ** 20, 1000);
    for (let bucket = 1; bucket < 1000; bucket++) {
      const boundary = start + bucket * 2 ** 20;
      expect([rung.bucketOf(boundary - 1), rung.bucketOf(boundary)]).toEqual([bucket - 1, bucket]);
    }
  });

  test("a bucket index beyond 2^31 does not wrap below 0", () => {
    const rung = new Rung();
    rung.open(0, 1, 10);
    expect(rung.bucketOf(2 ** 31 + 5)).toBe(9);
    expect(rung.bucketOf(FAR - 1)).toBe(9);
    const times = [...Array(100).keys(), 2 ** 31, 2 ** 32 + 1, 2 ** 40, FAR];
    expectSameAsHeap((set) => times.map((at, i) => set.push(at, i)));
  });

  test("a notice behind the last bucket is not lost when that bucket was taken already", () => {
    // 100 notices near 0 and one far off make a rung whose last bucket reaches far; when the run is in
    // it, notices are filed behind all that it holds.
    expectSameAsHeap((set) => {
      for (let i = 0; i < 100; i++) set.push(i, i);
      set.push(1_000_000, 100);
      for (let i = 0; i < 101; i++) takeOne(set);
      for (let i = 0; i < 60; i++) set.push(1_000_000 + i, 200 + i);
      set.push(999_999_999, 300);
    });
  });

  test("equal times keep their order through every spreading", () => {
    // Ties at 1000 go to the top, then, crowded by others, through two rungs to the bottom; more ties
    // are filed at each stage.
    expectSameAsHeap((set) => {
      for (let i = 0; i < 300; i++) set.push(i % 3 === 0 ? 1000 : i * 100_000, i);
      takeOne(set);
      for (let i = 300; i < 400; i++) set.push(i % 2 === 0 ? 1000 : 1001, i);
      takeOne(set);
      for (let i = 400; i < 500; i++) set.push(1000 + (i % 3), i);
    });
  });

  test("a bucket of equal times is not spread again and again", () => {
    // It would come out of each spreading as the one bucket that it was, and never be sorted.
    expectSameAsHeap((set) => {
      for (let i = 0; i < 10_000; i++) set.push(77, i);
      for (let i = 0; i < 5_000; i++) takeOne(set);
      for (let i = 0; i < 1_000; i++) set.push(77, 10_000 + i);
      for (let i = 0; i < 1_000; i++) set.push(78 + (i % 2), 20_000 + i);
    });
  });

  test("a notice before a crowd of equal times goes before them", () => {
    expectSameAsHeap((set) => {
      for (let i = 0; i < 1_000; i++) set.push(500, i);
      set.push(1, -1);
      takeOne(set);
      for (let i = 0; i < 100; i++) set.push(10 + i * 4, 2_000 + i);
      for (let i = 0; i < 50; i++) takeOne(set);
      for (let i = 0; i < 100; i++) set.push(499 - i, 3_000 + i);
    });
  });

  test("times next to the end of the clock are in order", () => {
    expectSameAsHeap((set) => {
      for (let i = 0; i < 200; i++) set.push(FAR - (i % 60), i);
      for (let i = 0; i < 200; i++) set.push(i, 200 + i);
    });
  });

  test("one far notice does not make the bottom grow with every near one", () => {
    // All near notices are then filed in the bottom, before the far one. The room of those taken must be
    // used again, or a long run fills the memory.
    const columns = new NoticeColumns();
    columns.add(FAR, 0);
    for (let i = 0; i < 10_000; i++) {
      columns.insert(i, i);
      expect(columns.times[columns.head++]).toBe(i);
    }
    expect([columns.count, columns.times.length]).toEqual([1, 64]);
  });
});

describe("the hold model gives the same order on heap and ladder", () => {
  const laws: Readonly<Record<string, (stream: RandomStream) => number>> = {
    exponential: (stream) => Math.round(1e9 * stream.exponential()),
    "small integers, so mostly ties": (stream) => stream.integer(10),
    "half of them now": (stream) =>
      stream.integer(2) === 0 ? 0 : Math.round(1e9 * stream.exponential()),
    "hops, retries and rare long timers": (stream) => {
      const u = stream.uniform();
      return u < 0.7 ? 200_000 : u < 0.95 ? 10_000_000 : Math.round(3e10 * stream.uniform());
    },
    "a heavy tail": (stream) => Math.min(2 ** 50, Math.floor(1e6 / (1 - stream.uniform()) ** 2)),
  };
  for (const [name, law] of Object.entries(laws)) {
    for (const pending of [3, 100, 3000]) {
      test(`${name}, ${pending} pending`, () => {
        expect(holdDigest(new LadderSet(), pending, law)).toBe(
          holdDigest(new HeapSet(), pending, law),
        );
      });
    }
  }
});

/** A number over times and payloads in the order in which they come. */
function holdDigest(set: EventSet, pending: number, law: (stream: RandomStream) => number): number {
  const stream = new RandomStream(Int32Array.of(1, 2, 3, 4));
  for (let i = 0; i < pending; i++) set.push(law(stream), i);
  let digest = 0;
  for (let i = 0; i < 20_000; i++) {
    const at = set.nextTime();
    const payload = set.takeNext();
    digest = (Math.imul(digest, 31) + Math.imul(payload, 17) + (at % 4294967296)) | 0;
    set.push(at + law(stream), payload);
  }
  return digest;
}

function expectSameAsHeap(script: (set: EventSet) => void): void {
  const [ladder, heap] = [new LadderSet(), new HeapSet()];
  script(ladder);
  script(heap);
  expect(ladder.size).toBe(heap.size);
  while (heap.nextTime() !== Infinity) expect(takeOne(ladder)).toEqual(takeOne(heap));
  expect(ladder.nextTime()).toBe(Infinity);
}

function takeOne(set: EventSet): readonly [number, number] {
  return [set.nextTime(), set.takeNext()];
}
