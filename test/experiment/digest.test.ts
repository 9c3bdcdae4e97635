/** Goal: one scenario and seed, one digest. Method: whole, in slices, in workers side by side, recorded finely or coarsely. */
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { Run, simulate } from "../../src/experiment/run.js";
import { scenarioOf } from "../support/simulated.js";

const text = readFileSync("scenarios/tier2-crash-memory.yaml", "utf8");
const whole = simulate(scenarioOf(text));

function inWorker(slice: number): Promise<unknown> {
  const worker = new Worker(new URL("../support/digest-worker.mjs", import.meta.url), {
    workerData: { text, slice },
  });
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

describe("a digest", () => {
  test("is the same in workers, whatever their slices, and at any parallelism", async () => {
    const found = await Promise.all([inWorker(1e9), inWorker(1_000), inWorker(77)]);
    expect(found).toEqual([whole.digest, whole.digest, whole.digest]);
  });

  test("is the same when the run was looked at on its way, and what was seen is the run up to there", () => {
    const run = new Run(scenarioOf(text));
    const seen: number[] = [];
    while (!run.advance(5_000).isOver) {
      const { end, times } = run.snapshot();
      expect(end).toMatchObject({ kind: "cancelled", atTicks: run.progress.atTicks });
      seen.push(times.length);
    }
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(run.finish().digest).toBe(whole.digest);
  });

  test("is another for another seed, and for another setting", () => {
    expect(simulate(scenarioOf(text), { seed: 2 }).digest).not.toBe(whole.digest);
    const changed = scenarioOf(text, ["tier2.channel.capacity=50000"]);
    expect(simulate(changed).digest).not.toBe(whole.digest);
  });
});
