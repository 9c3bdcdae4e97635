/** What a report is made of: whatever there is of a run, many runs and a plan. Plain data. */
import type { Course } from "../../analysis/course.js";
import type { Findings } from "../../analysis/findings.js";
import type { Curves } from "../../experiment/curves/result.js";
import type { Audit } from "../../experiment/audit/result.js";
import type { FluidComparison } from "../../experiment/beside-fluid.js";
import type { Replications } from "../../experiment/estimates.js";
import type { Headline } from "../../experiment/headlines.js";
import type { Plan } from "../../experiment/plan/result.js";
import type { RegimeMap } from "../../fluid/regime/map.js";
import type { Scenario } from "../../scenario/types/scenario.js";

export interface ReportInput {
  readonly name: string;
  readonly about: string;
  readonly run: RunPart | null;
  readonly replications: Replications | null;
  readonly plan: Plan | null;
  readonly curves: Curves | null;
  readonly audit: Audit | null;
  /** Of the scenario as it is; null: it has no outage, or is not known. */
  readonly map: RegimeMap | null;
  readonly origin: Origin;
}

/** One run. */
export interface RunPart {
  readonly scenario: Scenario;
  readonly findings: Findings;
  readonly headlines: readonly Headline[];
  readonly course: Course;
  /** Beside the fluid of the same scenario. */
  readonly fluid: FluidComparison;
}

/** Where it comes from, and how to come by it again. */
export interface Origin {
  /** The program's version. */
  readonly version: string;
  /** A command for a shell; null: what was given does not say. */
  readonly command: string | null;
  /** The file that was read. */
  readonly file: string;
  /** Text of the scenario; null: not known. */
  readonly text: string | null;
  /** Laid over the text: `path=value`. */
  readonly set: readonly string[];
  /** Of the day; empty: not said, so that equal inputs give equal reports. */
  readonly date: string;
}
