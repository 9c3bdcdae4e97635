/**
 * A sweep of 1,000 small runs on threads: one against two (and against one a core, where there are more). The same jobs
 * on the same machine in turn; what is printed is the ratio of their rates, and nothing is asserted of it. Beside it
 * stands what the machine itself gives then: a loop of arithmetic, which shares nothing, on as many threads. Cores that
 * are halves of one, or lent by a busy host, give less than their number.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { ThreadPool } from "../../src/engine/thread-pool.js";
import type { JobResult } from "../../src/experiment/job.js";
import { planSweep, sweepJobs } from "../../src/experiment/sweep/plan.js";
import { median } from "./harness.js";

export const SWEEP = {
  name: "sweep",
  about: "1,000 runs of two hours of 2 servers and an agent: 100 points, 10 seeds each",
} as const;

/** Few rounds: one takes a minute on one thread. */
const MOST_ROUNDS = 3;

export interface SweepReport {
  readonly sweep: typeof SWEEP.name;
  readonly runs: number;
  readonly rounds: number;
  readonly contenders: readonly {
    readonly threads: number;
    /** [runs/s] of each round */
    readonly rates: readonly number[];
    /** Median over that of one thread. */
    readonly ratio: number;
    /** The same of the loop of arithmetic. */
    readonly ceiling: number;
  }[];
  /** All gave the same bytes. */
  readonly isSame: boolean;
}

export async function measureSweep(rounds: number): Promise<SweepReport> {
  const jobs = jobsOfSweep();
  const counts = [...new Set([1, 2, Math.max(2, availableParallelism())])];
  const rates = counts.map((): number[] => []);
  const loops = counts.map((): number[] => []);
  const outcomes = new Set<string>();
  const most = Math.min(rounds, MOST_ROUNDS);
  for (let round = -1; round < most; round++) {
    for (const [i, threads] of counts.entries()) {
      const before = await rateOfLoop(threads);
      const pool = new ThreadPool({ threads });
      // A round to warm up is shorter; every pool starts its threads anew, and that is counted.
      const own = round < 0 ? jobs.slice(0, 50) : jobs;
      const startedAt = performance.now();
      const { results } = await pool.run(own);
      const seconds = (performance.now() - startedAt) / 1000;
      await pool.close();
      if (round < 0) continue;
      rates[i]!.push(own.length / seconds);
      loops[i]!.push((before + (await rateOfLoop(threads))) / 2);
      outcomes.add(digestsOf(results));
    }
  }
  const overOne = (all: readonly number[][], i: number): number => {
    return median(all[i]!) / median(all[0]!);
  };
  const contenders = counts.map((threads, i) => {
    return { threads, rates: rates[i]!, ratio: overOne(rates, i), ceiling: overOne(loops, i) };
  });
  return {
    sweep: SWEEP.name,
    runs: jobs.length,
    rounds: most,
    contenders,
    isSame: outcomes.size === 1,
  };
}

export function formatSweep({ runs, rounds, contenders, isSame }: SweepReport): string {
  const rows = contenders.map(({ threads, rates, ratio, ceiling }) => {
    const [rate, least, most] = [median(rates), Math.min(...rates), Math.max(...rates)];
    const range = `${rate.toPrecision(3)} [${least.toPrecision(3)}..${most.toPrecision(3)}]`;
    const name = `${String(threads)} ${threads === 1 ? "thread" : "threads"}`;
    const beside = `a loop of arithmetic × ${ceiling.toFixed(2)}`;
    return `  ${name.padEnd(12)} ${range.padEnd(24)} × ${ratio.toFixed(2)}   ${beside}`;
  });
  const title = `sweep: runs a second, median [min..max] of ${String(rounds)} rounds of ${String(runs)}`;
  return [title, ...rows, `  ${isSame ? "same results on all" : "RESULTS DIFFER"}`].join("\n");
}

/** Chains of additions beside each other: bound by what a core can carry out, as a simulation is, not by waiting. */
const LOOP = `
  const { parentPort } = require("node:worker_threads");
  let [a, b, c, d, e, f, g, h] = [1, 2, 3, 4, 5, 6, 7, 8];
  for (let i = 0; i < 3e8; i++) {
    a = (a + i) | 0; b = (b ^ i) | 0; c = (c + b) | 0; d = (d ^ a) | 0;
    e = (e + i) | 0; f = (f ^ e) | 0; g = (g + f) | 0; h = (h ^ g) | 0;
  }
  parentPort.postMessage(a ^ b ^ c ^ d ^ e ^ f ^ g ^ h);
`;

/** @returns [loops/s] of so many threads together */
async function rateOfLoop(threads: number): Promise<number> {
  const startedAt = performance.now();
  const ends = Array.from({ length: threads }, () => {
    return new Promise((resolve) => new Worker(LOOP, { eval: true }).on("exit", resolve));
  });
  await Promise.all(ends);
  return threads / ((performance.now() - startedAt) / 1000);
}

function digestsOf(results: readonly JobResult[]): string {
  return results.map((result) => (result.kind === "run" ? result.digest : "invalid")).join();
}

function jobsOfSweep(): ReturnType<typeof sweepJobs> {
  const { plan } = planSweep({
    vary: ["servers.web.rate=20..65 events/s:5", "collector.channel.capacity=1000..10000:1000"],
    points: undefined,
    replications: 10,
    firstSeed: 1,
  });
  return sweepJobs(plan!, { file: "small.yaml", text: SMALL, files: {} }, [], null);
}

const SMALL = `fanin: 1
name: Small
duration: 2 h
servers:
  web:
    count: 2
    rate: 50 events/s
    batch: 10
    client: { type: avro, policy: default, backlog: 1 MB }
    to: collector
tiers:
  collector:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 50000, transactionCapacity: 1000 }
    sinks: { type: timed, batchSize: 100, service: 50 ms }
faults:
  - { at: 1 min, for: 1 min, on: collector.sinks.sink, kind: down }
objectives:
  - no: loss
`;
