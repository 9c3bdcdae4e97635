import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IntervalSet } from "../../src/model/interval-set.js";

function membersOf(set: IntervalSet): number[] {
  const members: number[] = [];
  for (let i = 0; i < set.intervals; i++) {
    for (let n = set.start(i); n < set.end(i); n++) members.push(n);
  }
  return members;
}

describe("interval set", () => {
  test("neighbouring intervals become one", () => {
    const set = new IntervalSet();
    expect([set.add(0, 5), set.add(10, 15), set.add(5, 10)]).toEqual([5, 5, 5]);
    expect([set.intervals, set.start(0), set.end(0)]).toEqual([1, 0, 15]);
  });

  test("an overlap counts only what is new", () => {
    const set = new IntervalSet();
    set.add(0, 10);
    expect(set.add(5, 12)).toBe(2);
    expect(set.add(0, 12)).toBe(0);
  });

  test("it holds what a plain set holds, and counts what is new and what lies within", () => {
    const range = fc.record({ start: fc.nat(60), length: fc.nat(12) });
    fc.assert(
      fc.property(fc.array(range, { maxLength: 50 }), range, (ranges, probe) => {
        const set = new IntervalSet();
        const plain = new Set<number>();
        for (const { start, length } of ranges) {
          const before = plain.size;
          for (let n = start; n < start + length; n++) plain.add(n);
          expect(set.add(start, start + length)).toBe(plain.size - before);
        }
        expect(membersOf(set)).toEqual([...plain].sort((a, b) => a - b));
        expect(set.count).toBe(plain.size);
        const end = probe.start + probe.length;
        const within = [...plain].filter((n) => n >= probe.start && n < end).length;
        expect(set.countWithin(probe.start, end)).toBe(within);
        for (let i = 1; i < set.intervals; i++) {
          expect(set.start(i)).toBeGreaterThan(set.end(i - 1));
        }
      }),
    );
  });
});
