/** Flags of commands that do many runs. */
import type { Flag } from "../arguments.js";

export const JOBS_FLAG: Flag = {
  name: "jobs",
  value: "N",
  help: "runs side by side (default: one a core)",
};

export const ENGINE_FLAG: Flag = {
  name: "engine",
  value: "URL",
  help: "redis://HOST:6379 (rediss:// for TLS): where askers and workers on many machines meet",
};

/** Who carries out the runs. */
export const ENGINE_FLAGS: readonly Flag[] = [
  JOBS_FLAG,
  ENGINE_FLAG,
  {
    name: "wait",
    value: "DURATION",
    help: "with --engine: how long Redis or all workers may be missing (default '1 min')",
  },
];

export const REPLICATION_FLAGS: readonly Flag[] = [
  {
    name: "replications",
    value: "N|auto",
    help: "run with N seeds (seed, seed + 1, …), or with as many as it takes: means and intervals",
  },
  {
    name: "share",
    value: "SHARE",
    help: "share of the seeds that must meet the objectives (default 95%); auto stops when that is decided",
  },
  {
    name: "precision",
    value: "SHARE",
    help: "auto stops when intervals are ± this share of their means: --precision 5%",
  },
  {
    name: "of",
    value: "NUMBER",
    isRepeatable: true,
    help: "a number that --precision asks for: tier2.peakFill, drain.hadoop (default: fills, times, latencies)",
  },
  { name: "at-most", value: "N", help: "auto stops after N seeds in any case (default 200)" },
  {
    name: "warm-up",
    value: "auto",
    help: "do not judge the beginning that MSER-5 finds unsteady, if the scenario names no warm-up",
  },
  ...ENGINE_FLAGS,
  { name: "batch-means", help: "one long run without faults: time means with intervals" },
];

/** Flags of `sweep`, beside those of a run. */
export const SWEEP_FLAGS: readonly Flag[] = [
  {
    name: "vary",
    value: "PATH=VALUES",
    isRepeatable: true,
    help: "a,b,c or 1..10 or 10..50:10 or 100k..1600k:*2 or '100k..1M:5 points'; several make a grid",
  },
  {
    name: "points",
    value: "N",
    help: "N points spread over all dimensions (Latin hypercube) instead of the full grid",
  },
  {
    name: "replications",
    value: "N",
    help: "seeds at every point, the same at all (default 1)",
  },
  {
    name: "share",
    value: "SHARE",
    help: "share of the seeds that must meet the objectives (default 95%)",
  },
  ...ENGINE_FLAGS,
  {
    name: "out",
    short: "o",
    value: "FOLDER",
    help: "results (CSV, NDJSON, Parquet) and summary; a killed sweep goes on there with the same command",
  },
];

/** Flags of `plan`, beside those of a run. */
export const PLAN_FLAGS: readonly Flag[] = [
  {
    name: "vary",
    value: "PATH=VALUES",
    isRepeatable: true,
    help: "a setting that may change, over those of the file's plan: tier2.agents=1..6, tier2.channel.capacity=1M..40M:1M",
  },
  {
    name: "cost",
    value: "WHAT=NUMBER",
    isRepeatable: true,
    help: "agent=100, agents.tier2=300, heap=2 and disk=0.1 (each GB), steps.PATH=1 (each level above the lowest)",
  },
  {
    name: "probability",
    value: "SHARE",
    help: "share of the seeds in which all objectives must be met (default: the plan's, or 95%)",
  },
  { name: "confidence", value: "SHARE", help: "of that statement, one-sided (default 95%)" },
  {
    name: "seeds",
    value: "N",
    help: "most seeds of one configuration; one that is not decided then is not recommended (default 400)",
  },
  ...ENGINE_FLAGS,
  {
    name: "out",
    short: "o",
    value: "FILE",
    help: "write the plan as JSON; runs are kept beside it, and the same command goes on from there",
  },
  { name: "write", value: "FILE", help: "write the scenario with the recommended settings" },
];

/** Flags of `curves`, beside those of a run. */
export const CURVES_FLAGS: readonly Flag[] = [
  {
    name: "replications",
    value: "N",
    help: "seeds at every point, the same at all (default 10)",
  },
  {
    name: "probability",
    value: "SHARE",
    help: "share of the seeds that must meet the objectives after a second outage (default 95%)",
  },
  ...ENGINE_FLAGS,
  {
    name: "out",
    short: "o",
    value: "FILE",
    help: "write the curves as JSON and as CSV; runs are kept beside it, and the same command goes on from there",
  },
];

/** Flags of `audit`, beside those of a run. */
export const AUDIT_FLAGS: readonly Flag[] = [
  {
    name: "replications",
    value: "N",
    help: "seeds of every system, the same for all (default 5)",
  },
  {
    name: "probability",
    value: "SHARE",
    help: "share of the seeds that must meet the objectives (default: the plan's, or 95%)",
  },
  ...ENGINE_FLAGS,
  {
    name: "out",
    short: "o",
    value: "FILE",
    help: "write the audit as JSON and as CSV; runs are kept beside it, and the same command goes on from there",
  },
];
