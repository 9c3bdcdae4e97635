/** Carries out a job: parse, simulate, judge. A pure function of the job, on whatever machine. */
import { findings } from "../analysis/find.js";
import { backlogSeries } from "../analysis/recovery.js";
import { RecordingView } from "../analysis/view.js";
import { firstTrouble, headlines } from "./headlines.js";
import type { Job, JobResult } from "./job.js";
import { JobReader } from "./job-reader.js";
import { Run } from "./run.js";

/** Notices between two reports of progress: a few milliseconds of work. */
const SLICE_NOTICES = 20_000;

/**
 * @param onProgress told the share of the run that is done, 0–1, every few milliseconds
 * @param reader kept from job to job by those who carry out many
 */
export function carryOut(
  job: Job,
  onProgress?: (share: number) => void,
  reader = new JobReader(),
): JobResult {
  const { key, seed, untilTicks, returns } = job;
  const { scenario, problems } = reader.read(job);
  if (scenario === undefined) return { kind: "invalid", key, seed, problems };
  const run = new Run(scenario, { seed, ...(untilTicks === null ? {} : { untilTicks }) });
  for (;;) {
    const { isOver, atTicks, durationTicks } = run.advance(SLICE_NOTICES);
    if (isOver) break;
    onProgress?.(atTicks / durationTicks);
  }
  const recording = run.finish();
  const found = findings(recording);
  const { digest, verdict, end } = found;
  return {
    kind: "run",
    key,
    seed,
    digest,
    end,
    isMet: verdict.isMet,
    objectives: verdict.objectives.map((each) => ({ ...each, isMet: each.isMet ?? null })),
    headlines: headlines(found, recording),
    firstTrouble: firstTrouble(found, scenario),
    findings: returns === "findings" ? found : null,
    backlog: returns === "backlog" ? [...backlogSeries(new RecordingView(recording))] : null,
  };
}
