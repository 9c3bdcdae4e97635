/**
 * Goal: many runs give the same bytes however many threads carry them out, and a thread that fails says whose job it
 * was. Method: the built threads; a thread file that throws or ends at given seeds.
 */
import { afterEach, describe, expect, test } from "vitest";
import { carryOut } from "../../src/experiment/carry-out.js";
import { jobId, replayCommand, type Job } from "../../src/experiment/job.js";
import type { JobError } from "../../src/engine/job-error.js";
import type { ThreadPool } from "../../src/engine/thread-pool.js";
import { jobsOf, poolOf } from "../support/pool.js";
import { smallScenario } from "../support/small-scenario.js";

const text = smallScenario();
const seeds = [5, 1, 9, 2, 12, 3, 8];
let pool: ThreadPool | undefined;

afterEach(async () => {
  await pool?.close();
  pool = undefined;
});

describe("results", () => {
  const alone = JSON.stringify(jobsOf(text, seeds).map((job) => carryOut(job)));

  test.each([1, 2, 4])("are the same bytes on %d threads, in the order of the jobs", async (n) => {
    pool = poolOf(n);
    const { results, isInterrupted } = await pool.run(jobsOf(text, seeds));
    expect(JSON.stringify(results)).toBe(alone);
    expect(isInterrupted).toBe(false);
  });

  test("keep the order of the jobs though the first takes longest", async () => {
    pool = poolOf(2);
    const [long] = jobsOf(smallScenario({ duration: "24 h" }), [1]);
    const jobs = [{ ...long!, key: "long" }, ...jobsOf(text, [1, 2, 3])];
    const arrived: string[] = [];
    const { results } = await pool.run(jobs, { onResult: ({ key }) => arrived.push(key) });
    expect(results.map(({ key }) => key)).toEqual(["long", "seed 1", "seed 2", "seed 3"]);
    expect(arrived[0]).not.toBe("long");
    expect([...arrived].sort()).toEqual(["long", "seed 1", "seed 2", "seed 3"]);
  });

  test("a pool does several lists, and an empty one", async () => {
    pool = poolOf(2);
    const first = await pool.run(jobsOf(text, [1, 2]));
    expect(await pool.run([])).toEqual({ results: [], isInterrupted: false });
    expect(await pool.run(jobsOf(text, [1, 2]))).toEqual(first);
  });

  test("settings that do not go together are a result, with their problems", async () => {
    pool = poolOf(1);
    const set = ["collector.channel.transactionCapacity=60000"];
    const { results } = await pool.run(jobsOf(text, [1], set));
    expect(results).toMatchObject([
      { kind: "invalid", seed: 1, problems: [{ severity: "error" }] },
    ]);
  });

  test("findings come when they are asked for", () => {
    const [job] = jobsOf(text, [1]);
    expect(carryOut(job!)).toMatchObject({ kind: "run", findings: null });
    const asked = carryOut({ ...job!, returns: "findings" });
    expect(asked.kind === "run" && asked.findings?.scenario.name).toBe("Small");
  });
});

describe("a thread that fails names its job and how to replay it", () => {
  const set = ["name=it's here"];
  test.each([
    [101, "the disk is on fire"],
    [102, "its thread ended with code 7"],
  ])("seed %d: %s", async (seed, what) => {
    pool = poolOf(2, "test/support/failing-worker.mjs");
    const failed = pool.run(jobsOf(text, [1, seed, 2, 3], set));
    const error = (await failed.catch((reason: unknown) => reason)) as JobError;
    expect(error.message).toContain(`job seed ${String(seed)} (test.yaml, name=it's here, seed`);
    expect(error.message).toContain(what);
    expect(error.message).toContain(
      String.raw`to replay: fanin run test.yaml --set 'name=it'\''s here' --seed ${String(seed)}`,
    );
    // The pool is still of use.
    expect((await pool.run(jobsOf(text, [1]))).results).toHaveLength(1);
  });

  test("a broken invariant comes with its rule and facts, and no stack", async () => {
    pool = poolOf(1);
    const failed = pool.run(jobsOf(text, [1.5]));
    await expect(failed).rejects.toThrow(/a seed is a whole number; facts: \{"seed":1.5\}\n/);
  });
});

describe("calling it off", () => {
  test("hands back what is finished, in order, at once", async () => {
    pool = poolOf(2);
    const long = jobsOf(smallScenario({ duration: "90 d" }), [7])[0]!;
    const jobs: Job[] = [{ ...long, key: "long" }, ...jobsOf(text, [3, 1, 2])];
    const stop = new AbortController();
    const { results, isInterrupted } = await pool.run(jobs, {
      signal: stop.signal,
      onResult: ({ key }) => {
        if (key === "seed 1") stop.abort();
      },
    });
    expect({ keys: results.map(({ key }) => key), isInterrupted }).toEqual({
      keys: ["seed 3", "seed 1"],
      isInterrupted: true,
    });
    expect(await pool.run(jobs, { signal: stop.signal })).toEqual({
      results: [],
      isInterrupted: true,
    });
  });

  test("progress counts jobs and the parts of those under way", async () => {
    pool = poolOf(1);
    const jobs = jobsOf(smallScenario({ duration: "12 h" }), [1, 2]);
    const seen: number[] = [];
    await pool.run(jobs, { onProgress: (done) => seen.push(done) });
    expect(seen.at(-1)).toBe(2);
    expect(seen.filter((done) => done % 1 !== 0).length).toBeGreaterThan(0);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  });
});

describe("the identity of a job", () => {
  const [job] = jobsOf(text, [1], ["duration=4 min"]);

  test("is of what decides its result, not of how it is called", () => {
    const id = jobId(job!);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    const renamed = { ...job!, key: "other", source: { ...job!.source, file: "other.yaml" } };
    expect(jobId(renamed)).toBe(id);
    const others: Job[] = [
      { ...job!, seed: 2 },
      { ...job!, set: [] },
      { ...job!, untilTicks: 1e9 },
      { ...job!, returns: "findings" },
      { ...job!, source: { ...job!.source, text: `${text}\n` } },
      { ...job!, source: { ...job!.source, files: { "load.csv": "0,1" } } },
    ];
    expect(new Set([id, ...others.map(jobId)]).size).toBe(7);
  });

  test("its replay says where it stopped", () => {
    expect(replayCommand({ ...job!, untilTicks: 5e9 })).toBe(
      "fanin run test.yaml --set 'duration=4 min' --seed 1 --until '5000000000 ns'",
    );
  });
});
