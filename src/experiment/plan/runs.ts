/** The runs of a plan, by configuration: which are to come next, and what they say together. */
import { decideShare } from "../../statistics/share-test.js";
import type { UncertainSetting } from "../../scenario/types/plan.js";
import type { Job, JobResult, RunResult, ScenarioSource } from "../job.js";
import { settingsOfRun, type SpareContext } from "./away.js";
import { drawn } from "./draws.js";
import type { Asked } from "./result.js";
import type { Point } from "./search.js";

/** Fresh seeds begin so far above the first one. */
export const FRESH_AFTER = 1_000_000;
/** A configuration is looked at after so many seeds (two that fail are enough), then after twice as many each time. */
const ROUNDS = [2, 10] as const;
/** Seeds after which one that does well so far may go on to the next question. */
const SCREENED = 10;
const FRESH_ROUND = 34;

export interface RunsContext extends SpareContext {
  readonly source: ScenarioSource;
  /** Of every run: those of the command line, and the outage. */
  readonly set: readonly string[];
  readonly uncertain: readonly UncertainSetting[];
  readonly firstSeed: number;
  readonly untilTicks: number | null;
  readonly mostSeeds: number;
  readonly asked: Pick<Asked, "probability" | "confidence">;
}

export type Series = "search" | "fresh";

/** What is known of one configuration. */
export interface PointRuns {
  readonly search: RunResult[];
  readonly fresh: RunResult[];
  /** Its settings do not go together: what is wrong. */
  problem: string | undefined;
}

export class PlanRuns {
  readonly context: RunsContext;
  readonly #points = new Map<string, PointRuns>();
  #count = 0;

  constructor(context: RunsContext) {
    this.context = context;
  }

  /** Runs that were taken. */
  get count(): number {
    return this.#count;
  }

  /** Configurations that were run. */
  get configurations(): number {
    return [...this.#points.values()].filter(
      ({ search, fresh }) => search.length + fresh.length > 0,
    ).length;
  }

  /** Most seeds of the search that one configuration was run with. */
  get mostSearchSeeds(): number {
    return [...this.#points.values()].reduce(
      (most, { search }) => Math.max(most, search.length),
      0,
    );
  }

  of(point: Point): PointRuns {
    const key = point.join(",");
    const known = this.#points.get(key) ?? { search: [], fresh: [], problem: undefined };
    this.#points.set(key, known);
    return known;
  }

  /** The series that says more of a configuration. */
  longer(point: Point): Series {
    const { search, fresh } = this.of(point);
    return fresh.length > search.length ? "fresh" : "search";
  }

  jobOf(point: Point, seed: number): Job {
    const { source, set, uncertain, untilTicks } = this.context;
    const settings = settingsOfRun(this.context, point, seed);
    return {
      key: `${point.join(",")} seed ${String(seed)}`,
      source,
      set: [...set, ...drawn(uncertain, seed), ...settings],
      seed,
      untilTicks,
      returns: "headlines",
    };
  }

  /** @returns the next round of a configuration */
  round(point: Point, series: Series): Job[] {
    const { firstSeed, mostSeeds } = this.context;
    const done = this.of(point)[series].length;
    const rounds: readonly number[] = series === "search" ? ROUNDS : [FRESH_ROUND];
    const until = Math.min(mostSeeds, rounds.find((round) => round > done) ?? done * 2);
    const first = firstSeed + (series === "fresh" ? FRESH_AFTER : 0);
    return Array.from({ length: until - done }, (_, i) => this.jobOf(point, first + done + i));
  }

  take(point: Point, series: Series, results: readonly JobResult[]): void {
    const known = this.of(point);
    for (const result of results) {
      this.#count += 1;
      if (result.kind === "run") known[series].push(result);
      else {
        const { path, expected, found } = result.problems[0]!;
        known.problem = `${path}: expected ${expected}, found ${found}`;
      }
    }
  }

  /**
   * @param toTheEnd go on until the share is decided, rather than until it looks good
   * @returns undefined: more runs are to come
   */
  verdict(point: Point, series: Series, toTheEnd: boolean): Verdict | undefined {
    const { probability, confidence } = this.context.asked;
    const known = this.of(point);
    if (known.problem !== undefined) return "cannot-be";
    const trials = known[series].length;
    if (trials === 0) return undefined;
    const successes = known[series].filter(({ isMet }) => isMet).length;
    const decided = decideShare({ successes, trials }, probability, confidence);
    if (decided !== "undecided") return decided;
    if (trials >= this.context.mostSeeds) return "undecided";
    const looksGood = trials >= SCREENED && successes >= probability * trials;
    return !toTheEnd && looksGood ? "looks-good" : undefined;
  }
}

export type Verdict = "meets" | "fails" | "undecided" | "looks-good" | "cannot-be";
