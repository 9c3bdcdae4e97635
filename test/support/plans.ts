/** Plans for tests: in this thread, from a text, without the command line. */
import type { Engine } from "../../src/engine/engine.js";
import { makePlan } from "../../src/engine/plan.js";
import { carryOut } from "../../src/experiment/carry-out.js";
import {
  planRequest,
  type PlanFlags,
  type PlanRequest,
} from "../../src/experiment/plan/request.js";
import type { Plan } from "../../src/experiment/plan/result.js";
import { parseScenario } from "../../src/scenario/parse-scenario.js";
import { formatProblem } from "../../src/scenario/problem.js";

/** One job after another, here. */
export const HERE: Engine = {
  description: "this thread",
  run: (jobs, watch = {}) => {
    const results = jobs.map((job, i) => {
      const result = carryOut(job);
      watch.onResult?.(result, job);
      watch.onProgress?.(i + 1);
      return result;
    });
    return Promise.resolve({ results, isInterrupted: false });
  },
  close: () => Promise.resolve(),
};

export const NO_FLAGS: PlanFlags = {
  set: [],
  vary: [],
  costs: {},
  probability: undefined,
  confidence: undefined,
  mostSeeds: undefined,
  seed: undefined,
  untilTicks: null,
};

export function requestOf(text: string, flags: Partial<PlanFlags> = {}): PlanRequest {
  const all = { ...NO_FLAGS, ...flags };
  const { plan, problems } = parseScenario(text, { file: "plan.yaml", set: all.set });
  const source = { file: "plan.yaml", text, files: {} };
  const reading = problems.length > 0 ? undefined : planRequest({ source, plan }, all);
  if (reading?.request !== undefined) return reading.request;
  throw new Error([...problems, ...(reading?.problems ?? [])].map(formatProblem).join("\n"));
}

export function planOf(text: string, flags: Partial<PlanFlags> = {}): Promise<Plan> {
  return makePlan(HERE, requestOf(text, flags));
}
