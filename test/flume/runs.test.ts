/** Goal: a queue of runs is a queue of keys, written shorter. Method: examples, and a plain array as its twin. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Runs } from "../../src/flume/channels/runs.js";

function keysOf(runs: Runs): number[] {
  const keys: number[] = [];
  for (let run = 0; run < runs.size; run++) {
    for (let i = 0; i < runs.count(run); i++) keys.push(runs.key(run));
  }
  return keys;
}

describe("runs", () => {
  test("neighbours with one key are one run", () => {
    const runs = new Runs();
    runs.push(7, 3);
    runs.push(7, 2);
    runs.push(8, 1);
    runs.pushFront(7, 1);
    expect([runs.size, runs.events, runs.headKey, runs.headEvents]).toEqual([2, 7, 7, 6]);
  });

  test("an empty push leaves no run behind", () => {
    const runs = new Runs();
    runs.push(1, 0);
    runs.pushFront(1, 0);
    expect([runs.size, runs.events]).toEqual([0, 0]);
  });

  test("it does what an array of keys does", () => {
    const key = fc.nat(2);
    const events = fc.nat(5);
    const step = fc.oneof(
      fc.record({ kind: fc.constantFrom("push", "pushFront", "moveFront"), key, events }),
      fc.record({ kind: fc.constantFrom("appendAll", "prependAll"), key, events }),
    );
    const property = fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const runs = new Runs();
      const taken = new Runs();
      let plain: number[] = [];
      let plainTaken: number[] = [];
      for (const { kind, key, events } of steps) {
        const some = Array<number>(events).fill(key);
        if (kind === "push") {
          runs.push(key, events);
          plain.push(...some);
        } else if (kind === "pushFront") {
          runs.pushFront(key, events);
          plain.unshift(...some);
        } else if (kind === "moveFront") {
          const most = Math.min(events, runs.events);
          runs.moveFront(most, taken);
          plainTaken.push(...plain.splice(0, most));
        } else if (kind === "appendAll") {
          runs.appendAll(taken);
          plain = [...plain, ...plainTaken];
          plainTaken = [];
        } else {
          runs.prependAll(taken);
          plain = [...plainTaken, ...plain];
          plainTaken = [];
        }
        expect([keysOf(runs), keysOf(taken)]).toEqual([plain, plainTaken]);
        expect([runs.events, taken.events]).toEqual([plain.length, plainTaken.length]);
      }
    });
    fc.assert(property);
  });
});
