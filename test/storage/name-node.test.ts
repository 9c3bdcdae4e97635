/** Goal: the NameNode's queueing is that of a journal behind handlers. Method: closed forms for calls made at once. */
import { describe, expect, test } from "vitest";
import { NameNode } from "../../src/storage/hdfs/name-node.js";
import { TICKS_PER_MILLISECOND, ticksFromSeconds, type SimTime } from "../../src/units/time.js";

const MS = TICKS_PER_MILLISECOND;
const START = 0 as SimTime;

function nameNode(settings: Partial<ConstructorParameters<typeof NameNode>[1]> = {}): NameNode {
  const usual = { mutationTicks: 2 * MS, readTicks: 1 * MS, handlers: 10, roundTripTicks: 0 };
  return new NameNode(0, { ...usual, ...settings });
}

describe("name node", () => {
  test("changes of the namespace go through the journal one at a time", () => {
    const node = nameNode({ roundTripTicks: 5 * MS });
    const answers = [1, 2, 3, 4].map(() => node.call(START, "create", 1));
    // k changes of 2 ms one after the other, and 5 ms on the way
    expect(answers).toEqual([7 * MS, 9 * MS, 11 * MS, 13 * MS]);
    expect(node.queueTicks(START)).toBe(8 * MS);
  });

  test("reads are served side by side, as many as there are handlers", () => {
    const node = nameNode({ handlers: 2 });
    const answers = [1, 2, 3, 4, 5].map(() => node.call(START, "exists", 1));
    expect(answers).toEqual([1 * MS, 1 * MS, 2 * MS, 2 * MS, 3 * MS]);
  });

  test("reads queue behind changes once every handler waits for the journal", () => {
    const node = nameNode({ handlers: 2 });
    node.call(START, "create", 1); // a handler until 2 ms
    node.call(START, "create", 1); // the other until 4 ms
    expect(node.call(START, "exists", 1)).toBe(3 * MS); // at 2 ms the first is free
  });

  test("a slow-down is a factor on all that it does", () => {
    const node = nameNode({ roundTripTicks: 3 * MS });
    node.condition.slowFactor = 4;
    expect(node.call(START, "rename", 2)).toBe(8 * (2 + 3) * MS);
  });

  test("offered more than it can do, it does 1 / mutation time", () => {
    const node = nameNode({ mutationTicks: 0.2 * MS });
    let last = 0;
    for (let i = 0; i < 10_000; i++) last = node.call((i * 100_000) as SimTime, "addBlock", 1);
    // 10,000 changes of 0.2 ms without a gap
    expect(last).toBe(ticksFromSeconds(2));
    expect(node.journalBusyTicks(ticksFromSeconds(1) as SimTime)).toBe(ticksFromSeconds(1));
    expect(node.counters.addBlock).toBe(10_000);
  });
});
