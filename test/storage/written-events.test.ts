/** Goal: a file forgets nothing of what was written to it, however much. Method: compare with a plain list. */
import { describe, expect, test } from "vitest";
import { CohortQueue, emptyCohort } from "../../src/model/cohorts.js";
import { WrittenEvents } from "../../src/storage/hdfs/written-events.js";

function rangesOf(written: WrittenEvents): string[] {
  const queue = written.asQueue();
  return Array.from({ length: queue.size }, (_, i) => {
    const { origin, first, count } = queue.read(i, emptyCohort());
    return `${String(origin)}: ${String(first)} + ${String(count)}`;
  });
}

function batch(...cohorts: readonly (readonly [origin: number, first: number, count: number])[]) {
  const queue = new CohortQueue();
  for (const [origin, first, count] of cohorts) queue.push(origin, first, count, 5, 9, 100 * count);
  return queue;
}

describe("the events of a file", () => {
  test("ranges that touch become one, others stay as they came", () => {
    const written = new WrittenEvents();
    written.add(batch([1, 0, 10], [1, 10, 5]));
    written.add(batch([1, 15, 5], [2, 20, 5], [1, 20, 1]));
    expect(rangesOf(written)).toEqual(["1: 0 + 20", "2: 20 + 5", "1: 20 + 1"]);
  });

  test("it is empty after it was cleared", () => {
    const written = new WrittenEvents();
    written.add(batch([1, 0, 10]));
    written.clear();
    expect(rangesOf(written)).toEqual([]);
  });

  test("300,000 interleaved ranges of two servers are put in order, and none is lost", () => {
    const written = new WrittenEvents();
    for (let i = 0; i < 150_000; i++) written.add(batch([1, 10 * i, 10], [2, 10 * i, 10]));
    const queue = written.asQueue();
    expect(queue.events).toBe(3_000_000);
    expect(queue.size).toBeLessThan(131_072);
  });
});
