/** Goal: permits dealt in rounds come to what one at a time comes to. Method: examples; a plain twin. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FileSlots, type SlotUser } from "../../src/flume/channels/file-slots.js";
import { PlainFairSlots } from "../support/plain-fair-slots.js";

interface Named extends SlotUser {
  readonly name: number;
}

function user(name: number, need: number): Named {
  return { name, need, held: 0, fresh: 0 };
}

describe("slots of a file channel", () => {
  test("permits go round those who wait, one each", () => {
    const slots = new FileSlots<Named>(0);
    const users = [user(0, 5), user(1, 5), user(2, 5)];
    for (const each of users) slots.claim(each);
    const granted: Named[] = [];
    slots.release(4, granted); // 0, 1, 2, and 0 again, which then stands at the end
    expect(users.map(({ held }) => held)).toEqual([2, 1, 1]);
    expect(slots.waiting.map(({ name }) => name)).toEqual([1, 2, 0]);
    expect(granted.map(({ name, fresh }) => [name, fresh])).toEqual([
      [0, 2],
      [1, 1],
      [2, 1],
    ]);
  });

  test("who has all it needs leaves the line, and the others share what is left", () => {
    const slots = new FileSlots<Named>(0);
    const users = [user(0, 1), user(1, 10)];
    for (const each of users) slots.claim(each);
    slots.release(6, []);
    expect(users.map(({ held }) => held)).toEqual([1, 5]);
    expect([slots.free, slots.waiting.length]).toEqual([0, 1]);
  });

  test("a newcomer stands behind those who wait", () => {
    const slots = new FileSlots<Named>(0);
    const [first, second] = [user(0, 1), user(1, 1)];
    slots.claim(first);
    slots.claim(second);
    slots.release(1, []);
    expect([first.held, second.held]).toEqual([1, 0]);
  });

  test("whole rounds come to what one permit at a time comes to", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("claim" as const), events: fc.integer({ min: 1, max: 20 }) }),
      fc.record({ kind: fc.constant("release" as const), events: fc.nat(30) }),
      fc.record({ kind: fc.constant("leave" as const), events: fc.nat(5) }),
    );
    const property = fc.property(fc.nat(10), fc.array(step, { maxLength: 60 }), (free, steps) => {
      const slots = new FileSlots<Named>(free);
      const plain = new PlainFairSlots(free);
      const pairs: (readonly [Named, Named])[] = [];
      for (const { kind, events } of steps) {
        if (kind === "claim") {
          const pair = [user(pairs.length, events), user(pairs.length, events)] as const;
          pairs.push(pair);
          slots.claim(pair[0]);
          plain.claim(pair[1]);
        } else if (kind === "release") {
          slots.release(events, []);
          plain.release(events);
        } else if (slots.waiting.length > 0) {
          const index = events % slots.waiting.length;
          slots.leave(slots.waiting[index]!);
          plain.leave(plain.line[index]!);
        }
        expect(pairs.map(([each]) => each.held)).toEqual(pairs.map(([, twin]) => twin.held));
        expect(slots.waiting.map(({ name }) => name)).toEqual(
          plain.line.map((each) => (each as Named).name),
        );
        expect(slots.free).toBe(plain.free);
      }
    });
    fc.assert(property);
  });
});
