/** Flags of commands that do many runs. */
import type { Flag } from "../arguments.js";

export const JOBS_FLAG: Flag = {
  name: "jobs",
  value: "N",
  help: "runs side by side (default: one a core)",
};

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
  JOBS_FLAG,
  { name: "batch-means", help: "one long run without faults: time means with intervals" },
];
