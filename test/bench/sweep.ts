/**
 * A sweep of 1,000 small runs on threads: one against two (and against one a core, where there are more). The same jobs
 * on the same machine in turn; what is printed is the ratio of their rates, and nothing is asserted of it.
 */
import { availableParallelism } from "node:os";
import { ThreadPool } from "../../src/engine/thread-pool.js";
import type { JobResult } from "../../src/experiment/job.js";
import { planSweep, sweepJobs } from "../../src/experiment/sweep/plan.js";
import { median } from "./harness.js";

export const SWEEP = {
  name: "sweep",
  about: "1,000 runs of 15 minutes of 2 servers and an agent: 100 points, 10 seeds each",
} as const;

/** Few rounds: one takes half a minute on one thread. */
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
  }[];
  /** All gave the same bytes. */
  readonly isSame: boolean;
}

export async function measureSweep(rounds: number): Promise<SweepReport> {
  const jobs = jobsOfSweep();
  const counts = [...new Set([1, 2, Math.max(2, availableParallelism())])];
  const rates = counts.map((): number[] => []);
  const outcomes = new Set<string>();
  const most = Math.min(rounds, MOST_ROUNDS);
  for (let round = -1; round < most; round++) {
    for (const [i, threads] of counts.entries()) {
      const pool = new ThreadPool({ threads });
      // A round to warm up is shorter; every pool starts its threads anew, and that is counted.
      const own = round < 0 ? jobs.slice(0, 50) : jobs;
      const startedAt = performance.now();
      const { results } = await pool.run(own);
      const seconds = (performance.now() - startedAt) / 1000;
      await pool.close();
      if (round < 0) continue;
      rates[i]!.push(own.length / seconds);
      outcomes.add(digestsOf(results));
    }
  }
  const one = median(rates[0]!);
  const contenders = counts.map((threads, i) => {
    return { threads, rates: rates[i]!, ratio: median(rates[i]!) / one };
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
  const rows = contenders.map(({ threads, rates, ratio }) => {
    const [rate, least, most] = [median(rates), Math.min(...rates), Math.max(...rates)];
    const range = `${rate.toPrecision(3)} [${least.toPrecision(3)}..${most.toPrecision(3)}]`;
    const name = `${String(threads)} ${threads === 1 ? "thread" : "threads"}`;
    return `  ${name.padEnd(12)} ${range.padEnd(24)} × ${ratio.toFixed(2)}`;
  });
  const title = `sweep: runs a second, median [min..max] of ${String(rounds)} rounds of ${String(runs)}`;
  return [title, ...rows, `  ${isSame ? "same results on all" : "RESULTS DIFFER"}`].join("\n");
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
duration: 15 min
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
