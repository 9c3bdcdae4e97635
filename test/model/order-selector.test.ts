import { describe, expect, test } from "vitest";
import { OrderSelector } from "../../src/model/order-selector.js";
import { Streams } from "../../src/random/streams.js";
import { ticksFromSeconds, type SimTime } from "../../src/units/time.js";

const at = (seconds: number): SimTime => ticksFromSeconds(seconds) as SimTime;
const MAX_TIMEOUT = ticksFromSeconds(30);

function orderAt(selector: OrderSelector, seconds: number): string {
  const count = selector.begin(at(seconds));
  return Array.from({ length: count }, (_, turn) => "abc"[selector.candidate(turn)]).join("");
}

describe("round-robin order", () => {
  test("each call begins one further: abc, bca, cab, abc", () => {
    const selector = new OrderSelector(3, false, MAX_TIMEOUT, undefined);
    const orders = [0, 1, 2, 3].map((seconds) => orderAt(selector, seconds));
    expect(orders).toEqual(["abc", "bca", "cab", "abc"]);
  });

  test("without back-off a failed candidate is tried every time its turn comes", () => {
    const selector = new OrderSelector(2, false, MAX_TIMEOUT, undefined);
    selector.informFailure(at(0), 0);
    expect(orderAt(selector, 0)).toBe("ab");
  });

  test("with back-off a first failure leaves the candidate out for 2 s", () => {
    // min(maxTimeOut, 1,000 · 2^1) ms; eligible again strictly after it.
    const selector = new OrderSelector(2, true, MAX_TIMEOUT, undefined);
    selector.informFailure(at(10), 0);
    expect([orderAt(selector, 10), orderAt(selector, 12)]).toEqual(["b", "b"]);
    expect([...orderAt(selector, 12.001)].sort().join("")).toBe("ab");
  });

  test("all backed off leaves nobody to try", () => {
    const selector = new OrderSelector(2, true, MAX_TIMEOUT, undefined);
    selector.informFailure(at(0), 0);
    selector.informFailure(at(0), 1);
    expect(orderAt(selector, 1)).toBe("");
  });

  test("surprise 22: the back-off is forgotten by time only, one hour and the last back-off", () => {
    // Failures at 0 and 10 s: 2 s, then 4 s. A third within an hour and 4 s of the second: 8 s, however
    // often it succeeded in between. One later than that: 2 s again.
    const selector = new OrderSelector(1, true, MAX_TIMEOUT, undefined);
    const eligibleAfter = (failure: number): number => {
      selector.informFailure(at(failure), 0);
      for (const pause of [2, 4, 8, 16, 30]) {
        if (orderAt(selector, failure + pause + 0.001) !== "") return pause;
      }
      return Infinity;
    };
    expect(eligibleAfter(0)).toBe(2);
    expect(eligibleAfter(10)).toBe(4);
    expect(eligibleAfter(10 + 3603)).toBe(8);
    expect(eligibleAfter(3613 + 3608)).toBe(2);
  });

  test("the back-off grows 2, 4, 8, 16 s and stays at maxTimeOut", () => {
    const selector = new OrderSelector(1, true, MAX_TIMEOUT, undefined);
    const pauses: number[] = [];
    for (let failure = 0; failure < 6; failure++) {
      const from = failure * 100;
      selector.informFailure(at(from), 0);
      pauses.push([2, 4, 8, 16, 30].find((p) => orderAt(selector, from + p + 0.001) !== "")!);
    }
    expect(pauses).toEqual([2, 4, 8, 16, 30, 30]);
  });
});

test("a random order gives each candidate the first place equally often", () => {
  // 6,000 calls over three candidates: 2,000 each, standard deviation √(6,000 · 2/9) = 36.5; 4 of them 146.
  const selector = new OrderSelector(3, false, MAX_TIMEOUT, new Streams(1).stream("order"));
  const firsts = [0, 0, 0];
  for (let i = 0; i < 6000; i++) {
    selector.begin(at(i));
    firsts[selector.candidate(0)]!++;
  }
  for (const count of firsts) expect(Math.abs(count - 2000)).toBeLessThan(146);
});
