/**
 * A plan carried out: impossible objectives first, then the cheapest point of the fluid, then runs around it, and fresh
 * seeds for what comes out. Which runs are asked for depends on results alone, so a plan is the same on every engine.
 */
import { setImmediate } from "node:timers/promises";
import { assemblePlan, type Ending, type Less } from "../experiment/plan/assemble.js";
import { missesOf } from "../experiment/plan/bound.js";
import { CostOfPoints } from "../experiment/plan/cost-of-points.js";
import { CostModel } from "../experiment/plan/costs.js";
import { drawn } from "../experiment/plan/draws.js";
import { impossibleIn } from "../experiment/plan/impossible.js";
import { scenarioAt, type PlanRequest } from "../experiment/plan/request.js";
import { settingsOfRun } from "../experiment/plan/away.js";
import type { Plan } from "../experiment/plan/result.js";
import { PlanRuns, type Series, type Verdict } from "../experiment/plan/runs.js";
import {
  isWithin,
  searchCheapest,
  withLevel,
  type Point,
  type SearchEnd,
  type Space,
} from "../experiment/plan/search.js";
import { settingsAt } from "../experiment/plan/variables.js";
import type { Job, JobResult } from "../experiment/job.js";
import type { Scenario } from "../scenario/types/scenario.js";
import type { Engine } from "./engine.js";
import { runKept, type Keep } from "./run-kept.js";

export interface PlanWatch {
  /** @param runs as many as it will probably take */
  readonly onProgress?: (runsDone: number, runs: number) => void;
  readonly signal?: AbortSignal;
  readonly keep?: Keep | undefined;
}

/** Draws of the uncertain inputs, and of who is away, that the fluid is asked for. */
const FLUID_DRAWS = 16;
/** Points beside a descent that are tried, in the fluid and by runs. */
const FLUID_EXCHANGES = 40;
const RUN_EXCHANGES = 12;
/** For the estimate of what is left: runs of a setting in the search, and fresh ones. */
const RUNS_A_SETTING = 16;
const RUNS_FRESH = 68;

class Interrupted extends Error {}

export async function makePlan(
  engine: Engine,
  request: PlanRequest,
  watch: PlanWatch = {},
): Promise<Plan> {
  return new Planner(engine, request, watch).plan();
}

class Planner {
  readonly #engine: Engine;
  readonly #request: PlanRequest;
  readonly #watch: PlanWatch;
  readonly #runs: PlanRuns;
  readonly #costs: CostOfPoints;
  readonly #space: Space;
  /** Seeds of what the fluid is asked for: one where nothing is drawn. */
  readonly #draws: readonly number[];
  readonly #fluid = new Map<string, boolean>();
  /** Points that looked good and were not: with them all that have no more of anything. */
  readonly #refuted: Point[] = [];

  constructor(engine: Engine, request: PlanRequest, watch: PlanWatch) {
    this.#engine = engine;
    this.#request = request;
    this.#watch = watch;
    const { variables, scenario, spare } = request;
    this.#runs = new PlanRuns(request);
    const isDrawn = request.uncertain.length > 0 || spare.size > 0;
    this.#draws = Array.from({ length: isDrawn ? FLUID_DRAWS : 1 }, (_, i) => {
      return request.firstSeed + i;
    });
    this.#costs = new CostOfPoints(new CostModel(request.costs), {
      base: scenario,
      variables,
      spare,
      scenarioAt: (settings) => this.#scenarioAt(settings),
    });
    this.#space = {
      sizes: variables.map(({ levels }) => levels.length),
      costOf: (point) => this.#costs.total(point),
    };
  }

  async plan(): Promise<Plan> {
    const most = this.#space.sizes.map((size) => size - 1);
    const impossible = this.#impossible(most);
    if (impossible.length > 0) return this.#assemble({ outcome: "impossible", impossible });
    try {
      return await this.#found(await this.#fluidCheapest(), most);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      return this.#assemble({ outcome: "interrupted" });
    }
  }

  /** Runs around the fluid's answer; what comes out is held against fresh seeds until one stands. */
  async #found(hint: Point, most: Point): Promise<Plan> {
    let from = hint;
    for (;;) {
      const { best, open } = await this.#search(from);
      if (best === null) return this.#assemble({ outcome: "not-found", largest: most });
      const verdict = await this.#verdict(best, "fresh", true);
      if (verdict === "meets") {
        const less = await this.#less(best);
        const better = less.findIndex((each) => each.verdict === "meets");
        if (better < 0) return this.#assemble({ outcome: "found", best, less, open });
        from = less[better]!.point!;
      } else {
        this.#refuted.push(best);
        from = best;
      }
    }
  }

  #impossible(most: Point): readonly Plan["impossible"][number][] {
    const scenarios = this.#draws.flatMap((seed) => {
      const scenario = this.#scenarioOf(most, seed);
      return scenario === undefined ? [] : [{ scenario, seed }];
    });
    return impossibleIn(scenarios, this.#request.asked.probability);
  }

  async #fluidCheapest(): Promise<Point> {
    const search = searchCheapest(this.#space, { mostExchanges: FLUID_EXCHANGES });
    let step = search.next();
    while (step.done !== true) {
      await setImmediate(); // lets Ctrl-C in
      if (this.#watch.signal?.aborted === true) throw new Interrupted();
      step = search.next(this.#isGoodFluid(step.value));
    }
    return step.value.best ?? this.#space.sizes.map((size) => size - 1);
  }

  /** Whether enough draws of the uncertain inputs meet the objectives as a fluid. */
  #isGoodFluid(point: Point): boolean {
    const key = point.join(",");
    const known = this.#fluid.get(key);
    if (known !== undefined) return known;
    const mayFail = Math.floor((1 - this.#request.asked.probability) * this.#draws.length);
    let failing = 0;
    for (const seed of this.#draws) {
      const scenario = this.#scenarioOf(point, seed);
      if (scenario === undefined || missesOf(scenario, seed).length > 0) failing += 1;
      if (failing > mayFail) break;
    }
    const isGood = failing <= mayFail;
    this.#fluid.set(key, isGood);
    return isGood;
  }

  /** As one seed draws the uncertain inputs, and who is away. */
  #scenarioOf(point: Point, seed: number): Scenario | undefined {
    const settings = settingsOfRun(this.#request, point, seed);
    return this.#scenarioAt([...drawn(this.#request.uncertain, seed), ...settings]);
  }

  #scenarioAt(settings: readonly string[]): Scenario | undefined {
    return scenarioAt(this.#request, settings);
  }

  async #search(hint: Point): Promise<SearchEnd> {
    const search = searchCheapest(this.#space, {
      hint,
      mostExchanges: RUN_EXCHANGES,
      isExcluded: (point) => !this.#isGoodFluid(point),
    });
    let step = search.next();
    while (step.done !== true) {
      const point = step.value;
      const verdict = this.#isRefuted(point)
        ? "fails"
        : await this.#verdict(point, "search", false);
      step = search.next(verdict === "meets" || verdict === "looks-good");
    }
    return step.value;
  }

  #isRefuted(point: Point): boolean {
    return this.#refuted.some((other) => isWithin(point, other));
  }

  /** One step less of each setting, until it is decided. */
  async #less(best: Point): Promise<Less[]> {
    const less: Less[] = [];
    for (const [i, level] of best.entries()) {
      if (level === 0) less.push({ point: null, verdict: null });
      else {
        const point = withLevel(best, i, level - 1);
        // What fresh seeds did not bear out stays so, whatever the seeds of the search say.
        const series = this.#isRefuted(point) ? "fresh" : "search";
        less.push({ point, verdict: await this.#verdict(point, series, true) });
      }
    }
    return less;
  }

  async #verdict(point: Point, series: Series, toTheEnd: boolean): Promise<Verdict> {
    for (;;) {
      const verdict = this.#runs.verdict(point, series, toTheEnd);
      if (verdict !== undefined) return verdict;
      this.#runs.take(point, series, await this.#run(this.#runs.round(point, series)));
    }
  }

  /** @throws Interrupted; what is finished is kept */
  async #run(jobs: readonly Job[]): Promise<readonly JobResult[]> {
    const { keep, signal, onProgress } = this.#watch;
    const before = this.#runs.count;
    const expected = Math.max(
      before + jobs.length,
      this.#space.sizes.length * RUNS_A_SETTING + RUNS_FRESH,
    );
    const { results, isInterrupted } = await runKept(this.#engine, jobs, {
      keep,
      ...(signal === undefined ? {} : { signal }),
      onProgress: (done) => onProgress?.(before + done, expected),
    });
    if (isInterrupted) throw new Interrupted();
    return results;
  }

  #assemble(
    ending: Partial<Ending> & {
      readonly outcome: Plan["outcome"];
      readonly open?: number | null;
    },
  ): Plan {
    const best = ending.best ?? null;
    const settings = best === null ? [] : settingsAt(this.#request.variables, best);
    return assemblePlan(this.#request, this.#runs, this.#costs, {
      less: [],
      largest: null,
      impossible: [],
      scenario: best === null ? null : (this.#scenarioAt(settings) ?? null),
      notes: openNotes(ending.open),
      ...ending,
      best,
    });
  }
}

/** What the search did not look at is said, not passed over. */
function openNotes(open: number | null | undefined): string[] {
  if (open === undefined || open === 0) return [];
  const lowered = "No single setting can be lowered by a step";
  if (open === null) {
    return [
      `${lowered}, nor one for another that is raised, as far as was tried; exchanges of three and more were not` +
        " searched: there are too many. Narrower bounds or larger steps have all of them searched.",
    ];
  }
  return [
    `${lowered}; ${String(open)} cheaper exchanges of one setting for another were left untried.`,
  ];
}
