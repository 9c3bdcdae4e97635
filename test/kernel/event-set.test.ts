import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { moveAll, type EventSet } from "../../src/kernel/event-set.js";
import { HeapSet } from "../../src/kernel/heap-set.js";
import { LadderSet } from "../../src/kernel/ladder-set.js";
import { END_OF_TIME } from "../../src/units/time.js";
import { SortedEventSet } from "../support/sorted-event-set.js";

const makers = {
  heap: (limit?: number): EventSet => new HeapSet(limit),
  ladder: (limit?: number): EventSet => new LadderSet(limit),
};

for (const [name, make] of Object.entries(makers)) {
  describe(`the ${name}`, () => {
    test("gives notices in order of time, and at one time in the order they were filed", () => {
      const set = make();
      [5, 3, 5, 3, 4, 3].forEach((at, i) => set.push(at, i));
      expect(takeAll(set)).toEqual([
        [3, 1],
        [3, 3],
        [3, 5],
        [4, 4],
        [5, 0],
        [5, 2],
      ]);
    });

    test("is empty at first, and again when all were taken", () => {
      const set = make();
      expect([set.size, set.nextTime()]).toEqual([0, Infinity]);
      set.push(1, 1);
      takeAll(set);
      expect([set.size, set.nextTime()]).toEqual([0, Infinity]);
      set.push(1, 2);
      expect(takeAll(set)).toEqual([[1, 2]]);
    });

    test("carries payloads of 32 bits with their sign", () => {
      const set = make();
      const payloads = [0, -1, 2 ** 31 - 1, -(2 ** 31)];
      payloads.forEach((payload) => set.push(0, payload));
      expect(takeAll(set).map(([, payload]) => payload)).toEqual(payloads);
    });

    test("takes a notice for the time of the one that was just taken", () => {
      const set = make();
      for (let i = 0; i < 200; i++) set.push(10 + i, i);
      for (let i = 0; i < 100; i++) {
        const at = set.nextTime();
        set.takeNext();
        set.push(at, -1 - i);
        expect([set.nextTime(), set.takeNext()]).toEqual([at, -1 - i]);
      }
    });

    test("holds as many notices as its limit says, and not one more", () => {
      for (const limit of [1, 3, 100, 1000]) {
        const set = make(limit);
        for (let i = 0; i < limit; i++) set.push(i % 7, i);
        expect(() => set.push(8, 0)).toThrow("pending notices stay within the limit");
        set.nextTime();
        set.takeNext();
        expect(() => set.push(9, 0), `limit ${limit}`).not.toThrow();
      }
    });

    test("loses only the dead when they are removed, and keeps the order of the living", () => {
      const set = make();
      const plain = new SortedEventSet();
      for (let i = 0; i < 500; i++) for (const s of [set, plain]) s.push((i * 37) % 50, i);
      for (let i = 0; i < 30; i++) for (const s of [set, plain]) takeOne(s);
      for (const s of [set, plain]) s.removeDead((payload) => payload % 3 !== 0);
      expect(set.size).toBe(plain.size);
      expect(takeAll(set)).toEqual(takeAll(plain));
    });

    test("may lose all of its notices", () => {
      const set = make();
      for (let i = 0; i < 100; i++) set.push(i, i);
      set.removeDead(() => true);
      expect([set.size, set.nextTime()]).toEqual([0, Infinity]);
      set.push(7, 7);
      expect(takeAll(set)).toEqual([[7, 7]]);
    });

    test("gives what the plain sorted list gives, whatever is filed, taken and removed", () => {
      // Steps on scales from one tick to 2^52, so that equal times, gaps and every level of the ladder occur, up
      // to the end of time and no further: beyond it ticks are not whole.
      const delay = fc.oneof(
        fc.nat(3),
        fc.nat(1000),
        fc.nat(2 ** 30),
        fc.integer({ min: 0, max: 2 ** 45 }),
        fc.constant(2 ** 52),
      );
      const file = fc.record({ delay, times: fc.integer({ min: 1, max: 90 }), apart: fc.nat(5) });
      const step = fc.oneof(file, fc.nat(120), fc.constant("remove" as const));
      const property = fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const sets = [make(), new SortedEventSet()] as const;
        expect(traceOf(sets[0], steps)).toEqual(traceOf(sets[1], steps));
      });
      fc.assert(property, { numRuns: 300 });
    });
  });
}

type Step =
  { readonly delay: number; readonly times: number; readonly apart: number } | number | "remove";

/** Does the steps, then takes the rest: all that came out, in order. */
function traceOf(set: EventSet, steps: readonly Step[]): (readonly [number, number])[] {
  const trace: (readonly [number, number])[] = [];
  let now = 0;
  let payload = 0;
  for (const step of steps) {
    if (step === "remove") {
      set.removeDead((candidate) => candidate % 4 === 1);
    } else if (typeof step === "number") {
      for (let i = 0; i < step && set.nextTime() !== Infinity; i++) {
        const taken = takeOne(set);
        now = taken[0];
        trace.push(taken);
      }
    } else {
      for (let i = 0; i < step.times; i++) {
        set.push(Math.min(now + step.delay + i * step.apart, END_OF_TIME - 1), payload++);
      }
    }
  }
  return [...trace, ...takeAll(set)];
}

describe("moving all notices from one list to another", () => {
  test("keeps their order, ties included, there and back", () => {
    const heap = new HeapSet();
    const ladder = new LadderSet();
    const plain = new SortedEventSet();
    for (let i = 0; i < 1000; i++) for (const set of [heap, plain]) set.push((i * 7919) % 100, i);
    for (let i = 0; i < 50; i++) for (const set of [heap, plain]) takeOne(set);
    moveAll(heap, ladder);
    for (let i = 0; i < 300; i++) for (const set of [ladder, plain]) takeOne(set);
    for (const set of [ladder, plain]) set.push(60, -1);
    moveAll(ladder, heap);
    expect([heap.size, ladder.size]).toEqual([651, 0]);
    expect(takeAll(heap)).toEqual(takeAll(plain));
  });
});

function takeOne(set: EventSet): readonly [number, number] {
  const taken = [set.nextTime(), set.nextPayload()] as const;
  expect(set.takeNext()).toBe(taken[1]);
  return taken;
}

function takeAll(set: EventSet): (readonly [number, number])[] {
  const taken: (readonly [number, number])[] = [];
  while (set.nextTime() !== Infinity) taken.push(takeOne(set));
  return taken;
}
