import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CohortQueue, emptyCohort } from "../../src/model/cohorts.js";

/** A plain twin: one object per event. */
interface PlainEvent {
  readonly origin: number;
  readonly number: number;
}

function eventsOf(queue: CohortQueue): PlainEvent[] {
  const cohort = emptyCohort();
  const events: PlainEvent[] = [];
  for (let i = 0; i < queue.size; i++) {
    const { origin, first, count } = queue.read(i, cohort);
    for (let j = 0; j < count; j++) events.push({ origin, number: first + j });
  }
  return events;
}

describe("cohort queue", () => {
  test("a cohort that is split keeps its events, bytes and births", () => {
    // Ten events born at 0, 10, …, 90 with 1,005 bytes: the first four were born at 0 to 30 and
    // carry floor(1,005 · 4 / 10) = 402 bytes.
    const queue = new CohortQueue();
    const front = new CohortQueue();
    queue.push(7, 100, 10, 0, 90, 1005);
    expect(queue.moveFront(4, front)).toBe(4);
    expect(front.read(0, emptyCohort())).toEqual({
      origin: 7,
      first: 100,
      count: 4,
      bornFirst: 0,
      bornLast: 30,
      bytes: 402,
    });
    expect(queue.read(0, emptyCohort())).toEqual({
      origin: 7,
      first: 104,
      count: 6,
      bornFirst: 40,
      bornLast: 90,
      bytes: 603,
    });
  });

  test("moving more than there is moves all, and says how much that was", () => {
    const queue = new CohortQueue();
    const front = new CohortQueue();
    queue.push(0, 0, 3, 0, 0, 30);
    expect(queue.moveFront(5, front)).toBe(3);
    expect([queue.events, queue.size, front.events]).toEqual([0, 0, 3]);
  });

  test("the queue holds the events of a plain list, in its order, under any operations", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("push" as const), count: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ kind: fc.constant("move" as const), count: fc.integer({ min: 0, max: 12 }) }),
      fc.record({ kind: fc.constant("rollback" as const), count: fc.constant(0) }),
      fc.record({ kind: fc.constant("copy" as const), count: fc.constant(0) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queue = new CohortQueue();
        const taken = new CohortQueue();
        const plain: PlainEvent[] = [];
        const plainTaken: PlainEvent[] = [];
        let next = 0;
        for (const { kind, count } of steps) {
          if (kind === "push") {
            queue.push(1, next, count, next, next + count, 10 * count);
            for (let i = 0; i < count; i++) plain.push({ origin: 1, number: next++ });
          } else if (kind === "move") {
            queue.moveFront(count, taken);
            plainTaken.push(...plain.splice(0, count));
          } else if (kind === "rollback") {
            queue.prependAll(taken);
            plain.unshift(...plainTaken.splice(0));
          } else {
            const copy = new CohortQueue();
            copy.append(queue);
            expect(eventsOf(copy)).toEqual(plain);
          }
          expect(eventsOf(queue)).toEqual(plain);
          expect(eventsOf(taken)).toEqual(plainTaken);
          expect([queue.events, taken.events]).toEqual([plain.length, plainTaken.length]);
          expect(queue.bytes + taken.bytes).toBe(10 * (plain.length + plainTaken.length));
        }
      }),
    );
  });
});
