/** Goal: distances, landmarks and limits are what they say. Method: curves small enough to be worked out by hand. */
import { describe, expect, test } from "vitest";
import { check, deviationOf, type Measured } from "../../src/verify/checks.js";
import {
  distance,
  drained,
  finalValue,
  firstFull,
  fullFrom,
  growth,
  type Curve,
} from "../../src/verify/measures.js";

/** A curve with one value a second, from 0 s on. */
function everySecond(...values: number[]): Curve {
  return { times: values.map((_, i) => 1000 * i), values };
}

describe("distance of two curves", () => {
  test("is that to the nearest value within one second", () => {
    // At 2 s the other takes 10, 20 and 30 within ±1 s: 35 is 5 away. Elsewhere it is within the range.
    const recorded = everySecond(0, 10, 35, 30);
    const simulated = everySecond(0, 10, 20, 30);
    expect(distance(recorded, simulated, 0)).toEqual({ mean: 5 / 4, worst: 5, worstAtMs: 2000 });
  });

  test("a saw that is shifted by a tooth is the same saw", () => {
    const recorded = everySecond(0, 9, 0, 9, 0, 9);
    const simulated = everySecond(9, 0, 9, 0, 9, 0);
    expect(distance(recorded, simulated, 0).worst).toBe(0);
  });

  test("leaves out the warm-up and what the real agent did not answer", () => {
    const recorded = everySecond(99, NaN, 4, 5);
    const simulated = everySecond(0, 0, 1, 1);
    expect(distance(recorded, simulated, 1000)).toEqual({ mean: 3.5, worst: 4, worstAtMs: 3000 });
  });

  test("a component that is not there in the simulation counts as empty", () => {
    const recorded = everySecond(7, 7);
    const simulated = everySecond(NaN, NaN);
    expect(distance(recorded, simulated, 0)).toEqual({ mean: 7, worst: 7, worstAtMs: 0 });
  });
});

describe("landmarks of a curve", () => {
  test("a channel of 1,000 is full from 970 on, or less what its sinks hold", () => {
    expect([fullFrom(1000, 0), fullFrom(1000, 100), fullFrom(10_000, 100)]).toEqual([
      970, 900, 9700,
    ]);
  });

  test("first full, and drained below a tenth after it was full for the last time", () => {
    const curve = everySecond(0, 100, 50, 100, 60, 9, 0);
    expect(firstFull(curve, 97, 0)).toBe(1000);
    expect(firstFull(curve, 97, 2000)).toBe(3000);
    expect(drained(curve, { capacity: 100, full: 97 }, 0)).toBe(5000);
    expect(firstFull(curve, 101, 0)).toBeUndefined();
    expect(drained(curve, { capacity: 200, full: 150 }, 0)).toBeUndefined();
  });

  test("first and last growth of a count, and its last value", () => {
    const count = everySecond(0, 0, 2, 2, 5, 5, NaN);
    expect(growth(count, 0)).toEqual({ first: 2000, last: 4000 });
    expect(growth(count, 4500)).toEqual({ first: undefined, last: undefined });
    expect(finalValue(count)).toBe(5);
  });
});

describe("limits", () => {
  const total = (recorded: number, other: number): Measured => {
    return { subject: "s", what: "w", unit: "events", recorded, other, limit: 0.01 };
  };
  const calls = (recorded: number, other: number): Measured => {
    return { subject: "s", what: "w", unit: "calls", recorded, other, limit: 3 };
  };

  test("totals are compared as a share of the recorded one", () => {
    expect(deviationOf(total(1000, 1010))).toBe(0.01);
    expect(deviationOf(total(0, 0))).toBe(0);
    expect(deviationOf(total(0, 1))).toBe(Infinity);
    expect([check(total(1000, 990), 0).isPassed, check(total(1000, 989), 0).isPassed]).toEqual([
      true,
      false,
    ]);
  });

  test("calls may differ by three, or by a tenth", () => {
    const passes = [calls(10, 13), calls(10, 14), calls(100, 110), calls(100, 111)];
    expect(passes.map((each) => check(each, 0).isPassed)).toEqual([true, false, true, false]);
  });

  test("what did not happen in one of them is infinitely far", () => {
    const never: Measured = { ...total(0, 0), unit: "ms", other: undefined };
    expect([deviationOf(never), check(never, 0).isPassed]).toEqual([Infinity, false]);
  });

  test("a limit widens to one and a half times what two recordings differ by, if that is more", () => {
    expect(check(total(1000, 1029), 0.02).allowed).toBe(0.03);
    expect(check(total(1000, 1029), 0.02).isPassed).toBe(true);
    expect(check(total(1000, 1029), 0.005).allowed).toBe(0.01);
  });
});
