/** The curves of a scenario carried out: all cases with all seeds, then outages of other lengths where that is asked. */
import { BorneSearch } from "../experiment/curves/borne.js";
import { curveCases, isSearched, withOutage, type Case } from "../experiment/curves/cases.js";
import { eventsOf, happenedIn } from "../experiment/curves/firsts.js";
import { readCases, type CaseResults } from "../experiment/curves/read-cases.js";
import { CURVES_FORMAT, type Curves } from "../experiment/curves/result.js";
import type { Job, JobResult } from "../experiment/job.js";
import { drawn } from "../experiment/plan/draws.js";
import type { PlanRequest } from "../experiment/plan/request.js";
import { TICKS_PER_SECOND } from "../units/time.js";
import type { Engine } from "./engine.js";
import { runKept, type Keep } from "./run-kept.js";

export interface CurvesWatch {
  /** @param runs as many as are known to be needed */
  readonly onProgress?: (runsDone: number, runs: number) => void;
  readonly signal?: AbortSignal;
  readonly keep?: Keep | undefined;
}

/** Runs that a search usually takes: for the estimate of what is left. */
const RUNS_A_SEARCH = 2;

/** @param request of a scenario whose first fault ends @param seeds how many */
export async function makeCurves(
  engine: Engine,
  request: PlanRequest,
  seeds: number,
  watch: CurvesWatch = {},
): Promise<Curves> {
  return new CurveMaker(engine, request, seeds, watch).make();
}

interface OpenSearch {
  readonly index: number;
  readonly seed: number;
  readonly search: BorneSearch;
}

class CurveMaker {
  readonly #engine: Engine;
  readonly #request: PlanRequest;
  readonly #watch: CurvesWatch;
  readonly #seeds: readonly number[];
  readonly #cases: readonly Case[];
  #runs = 0;
  #isInterrupted = false;

  constructor(engine: Engine, request: PlanRequest, seeds: number, watch: CurvesWatch) {
    this.#engine = engine;
    this.#request = request;
    this.#watch = watch;
    this.#seeds = Array.from({ length: seeds }, (_, i) => request.firstSeed + i);
    this.#cases = curveCases(request.scenario, request.scenario.faults[0]!);
  }

  async make(): Promise<Curves> {
    const jobs = this.#cases.flatMap((of, c) =>
      this.#seeds.map((seed) => this.#job(of, keyOf(c, seed), seed)),
    );
    const searches = this.#cases.filter(isSearched).length * this.#seeds.length;
    const results = await this.#run(jobs, RUNS_A_SEARCH * searches);
    const byKey = new Map(results.map((result) => [result.key, result]));
    const open = this.#cases.flatMap((of, index) => {
      return isSearched(of) ? this.#searchesOf(of, index, byKey) : [];
    });
    await this.#search(open);
    const done = this.#cases.map((of, c): CaseResults => {
      const own = this.#isInterrupted ? [] : open.filter(({ index }) => index === c);
      return {
        of,
        results: this.#seeds.flatMap((seed) => byKey.get(keyOf(c, seed)) ?? []),
        searches: own.map(({ search }) => search),
      };
    });
    return this.#assemble(done);
  }

  /** One for each seed; none where a run is missing. */
  #searchesOf(of: Case, index: number, byKey: ReadonlyMap<string, JobResult>): OpenSearch[] {
    const { scenario } = this.#request;
    const [outage] = scenario.faults;
    const longest = (scenario.durationTicks - outage!.fromTicks) / TICKS_PER_SECOND;
    const found = this.#seeds.flatMap((seed): OpenSearch[] => {
      const run = byKey.get(keyOf(index, seed));
      if (run?.kind !== "run") return [];
      const events = eventsOf(scenario, outage!, run, of.part === "firsts");
      return [{ index, seed, search: new BorneSearch(events, longest) }];
    });
    return found.length === this.#seeds.length ? found : [];
  }

  /** All searches side by side, a round of lengths after the other. */
  async #search(open: readonly OpenSearch[]): Promise<void> {
    const { scenario } = this.#request;
    while (!this.#isInterrupted) {
      const tries = open.flatMap((each) =>
        each.search.next().map((length) => {
          const of = this.#cases[each.index]!;
          const settings = withOutage(of, scenario, scenario.faults[0]!, length);
          const key = `${keyOf(each.index, each.seed)} outage ${String(length)}`;
          return { ...each, length, job: this.#job({ ...of, settings }, key, each.seed) };
        }),
      );
      if (tries.length === 0) return;
      const results = await this.#run(
        tries.map(({ job }) => job),
        0,
      );
      const byKey = new Map(results.map((result) => [result.key, result]));
      for (const { search, length, job } of tries) {
        const result = byKey.get(job.key);
        // Settings that an outage as long does not go with: no longer one does either.
        if (result?.kind === "run") search.take(length, happenedIn(result));
        else if (result !== undefined) search.take(length, new Set(search.events));
      }
    }
  }

  /** @param more runs that will probably follow */
  async #run(jobs: readonly Job[], more: number): Promise<readonly JobResult[]> {
    const { keep, signal, onProgress } = this.#watch;
    const before = this.#runs;
    const { results, isInterrupted } = await runKept(this.#engine, jobs, {
      keep,
      ...(signal === undefined ? {} : { signal }),
      onProgress: (done) => onProgress?.(before + done, before + jobs.length + more),
    });
    this.#runs += results.length;
    this.#isInterrupted ||= isInterrupted;
    return results;
  }

  /** Settings of a case come last: they hold whatever is drawn. */
  #job(of: Case, key: string, seed: number): Job {
    const { source, set, uncertain } = this.#request;
    return {
      key,
      source,
      set: [...set, ...drawn(uncertain, seed), ...of.settings],
      seed,
      untilTicks: null,
      returns: isSearched(of) ? "findings" : "headlines",
    };
  }

  #assemble(done: readonly CaseResults[]): Curves {
    const { source, set, asked, scenario } = this.#request;
    const { name, about, servers, tiers, storages, faults } = scenario;
    const outage = faults[0]!;
    return {
      format: CURVES_FORMAT,
      scenario: { file: source.file, name, about },
      set,
      layers: [...servers, ...tiers, ...storages].map((layer) => layer.name),
      outage: {
        on: outage.on,
        kind: outage.kind,
        fromSeconds: outage.fromTicks / TICKS_PER_SECOND,
        forSeconds: (outage.toTicks - outage.fromTicks) / TICKS_PER_SECOND,
      },
      seeds: this.#seeds,
      probability: asked.probability,
      runs: this.#runs,
      isWhole: !this.#isInterrupted,
      ...readCases(done, {
        scenario,
        outage,
        seeds: this.#seeds,
        probability: asked.probability,
      }),
    };
  }
}

function keyOf(index: number, seed: number): string {
  return `case ${String(index)} seed ${String(seed)}`;
}
