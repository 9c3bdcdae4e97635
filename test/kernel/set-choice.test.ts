import { describe, expect, test } from "vitest";
import { SetChoice, type SetPolicy } from "../../src/kernel/set-choice.js";
import { Simulator } from "../../src/kernel/simulator.js";
import { RandomStream } from "../../src/random/stream.js";
import { END_OF_TIME } from "../../src/units/time.js";

const LIMIT = 1_000_000;

describe("the choice of the future event list", () => {
  test("goes to the ladder when many notices are pending, and back when few are left", () => {
    const choice = new SetChoice("adaptive", LIMIT);
    const kinds: string[] = [];
    for (const size of [10, 512, 513, 300, 128, 127, 300, 512, 513]) {
      resize(choice, size);
      kinds.push(choice.review().kind);
    }
    expect(kinds).toEqual([
      "heap",
      "heap",
      "ladder", // above 512
      "ladder",
      "ladder",
      "heap", // below 128: between the two it stays what it is
      "heap",
      "heap",
      "ladder",
    ]);
  });

  test("stays where it was told to", () => {
    for (const policy of ["heap", "ladder"] as const) {
      const choice = new SetChoice(policy, LIMIT);
      for (const size of [0, 10_000, 1]) {
        resize(choice, size);
        expect(choice.review().kind).toBe(policy);
      }
    }
  });

  test("does not show in what happens: pending notices rise to thousands and fall to a few", () => {
    const heap = tide("heap");
    expect(heap.mostPending).toBeGreaterThan(2000);
    expect(heap.leastPending).toBeLessThan(50);
    expect(tide("ladder")).toEqual(heap);
    expect(tide("adaptive")).toEqual(heap);
  });
});

/** A population that doubles while it is rising and dies out while it is falling, six times. */
function tide(eventSet: SetPolicy): {
  readonly digest: number;
  readonly mostPending: number;
  readonly leastPending: number;
} {
  const simulator = new Simulator({ eventSet });
  const stream = new RandomStream(Int32Array.of(5, 6, 7, 8));
  let isRising = true;
  let turns = 0;
  let digest = 0;
  let mostPending = 0;
  let leastPending = Infinity;
  const step = (): number => stream.integer(1000);
  const kind = simulator.on((component) => {
    digest = (Math.imul(digest, 31) + Math.imul(component, 17) + simulator.now) | 0;
    const pending = simulator.pendingCount;
    mostPending = Math.max(mostPending, pending);
    if (turns > 0) leastPending = Math.min(leastPending, pending);
    if (isRising ? pending > 3000 : pending < 20) {
      isRising = !isRising;
      turns++;
    }
    if (turns === 12) simulator.stop();
    if (isRising || stream.integer(4) === 0) simulator.post(step(), kind, stream.integer(1000));
    if (isRising && stream.integer(8) === 0) simulator.post(step(), kind, stream.integer(1000));
  });
  for (let i = 0; i < 100; i++) simulator.post(step(), kind, i);
  expect(simulator.run(END_OF_TIME).kind).toBe("stopped");
  return { digest, mostPending, leastPending };
}

/** Files or takes notices until `size` are pending. */
function resize(choice: SetChoice, size: number): void {
  const set = choice.current;
  while (set.size < size) set.push(set.size, 0);
  while (set.size > size) {
    set.nextTime();
    set.takeNext();
  }
}
