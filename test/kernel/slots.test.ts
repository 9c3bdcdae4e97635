import { describe, expect, test } from "vitest";
import { Slots, type Handle } from "../../src/kernel/slots.js";

const NOT_FOUND = -1;

describe("slots", () => {
  test("keep target and argument until they are given back", () => {
    const slots = new Slots();
    const taken = Array.from({ length: 200 }, (_, i) => slots.take(i, i / 4));
    expect(new Set(taken).size).toBe(200);
    expect(taken.map((slot) => [slots.target(slot), slots.argument(slot)])).toEqual(
      taken.map((_, i) => [i, i / 4]),
    );
  });

  test("are used again, and then a handle of the use before finds nothing", () => {
    const slots = new Slots();
    const slot = slots.take(1, 0);
    const old = slots.handleOf(slot);
    expect(slots.find(old)).toBe(slot);
    slots.free(slot);
    expect(slots.find(old)).toBe(NOT_FOUND);
    expect(slots.take(2, 0)).toBe(slot);
    expect(slots.find(old)).toBe(NOT_FOUND);
    expect(slots.find(slots.handleOf(slot))).toBe(slot);
  });

  test("stay in use between being cancelled and being given back", () => {
    const slots = new Slots();
    const slot = slots.take(1, 0);
    const handle = slots.handleOf(slot);
    slots.cancel(slot);
    expect(slots.find(handle)).toBe(NOT_FOUND);
    expect(slots.take(2, 0)).not.toBe(slot);
    slots.free(slot);
    expect(slots.take(3, 0)).toBe(slot);
  });

  test("whose generations are used up retire, so no handle is ever given out twice", () => {
    const slots = new Slots(3);
    const handles = new Set<Handle>();
    for (let i = 0; i < 100; i++) {
      const slot = slots.take(1, 0);
      handles.add(slots.handleOf(slot));
      if (i % 2 === 0) slots.cancel(slot);
      slots.free(slot);
    }
    expect(handles.size).toBe(100);
  });

  test("a handle that was never given out finds nothing", () => {
    const slots = new Slots();
    slots.take(1, 0);
    for (const handle of [1, 2 ** 24, -1, 0.5, NaN])
      expect(slots.find(handle as Handle)).toBe(NOT_FOUND);
  });
});
