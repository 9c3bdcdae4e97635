/**
 * An audit carried out: runs with room without end for what each channel needs, the system that has it, a system for
 * what each rule says, and a search for the least number that does. Which runs are asked for depends on results alone.
 */
import { fluidSends } from "../experiment/audit/chain.js";
import { outageOf, tierFacts, isAlike, type TierFacts } from "../experiment/audit/facts.js";
import {
  drainFinding,
  findingOf,
  isMet,
  referenceOf,
  runsOf,
  type Tried,
} from "../experiment/audit/finding.js";
import { ampleEvents, HOLDS_LESS, roomNeeds, roomSettings } from "../experiment/audit/room.js";
import type { Rule } from "../experiment/audit/rules.js";
import {
  nowOf,
  referenceSettings,
  sayings,
  systemSettings,
  type Saying,
} from "../experiment/audit/systems.js";
import {
  AUDIT_FORMAT,
  type Audit,
  type Need,
  type Reference,
  type RoomNeed,
  type RuleFinding,
} from "../experiment/audit/result.js";
import { missesOf } from "../experiment/plan/bound.js";
import { drawn } from "../experiment/plan/draws.js";
import { bringsWarning, scenarioAt, type PlanRequest } from "../experiment/plan/request.js";
import { searchCheapest } from "../experiment/plan/search.js";
import type { Job, JobResult } from "../experiment/job.js";
import type { Engine } from "./engine.js";
import { runKept, type Keep } from "./run-kept.js";

export interface AuditWatch {
  /** @param runs as many as it will probably take */
  readonly onProgress?: (runsDone: number, runs: number) => void;
  readonly signal?: AbortSignal;
  readonly keep?: Keep | undefined;
}

/** Systems that a search for the least number tries where the fluid is right: the least, and one less. */
const TRIES_A_SEARCH = 2;

class Interrupted extends Error {}

/** @param seeds how many */
export function makeAudit(
  engine: Engine,
  request: PlanRequest,
  seeds: number,
  watch: AuditWatch = {},
): Promise<Audit> {
  return new Auditor(engine, request, seeds, watch).audit();
}

class Auditor {
  readonly #engine: Engine;
  readonly #request: PlanRequest;
  readonly #watch: AuditWatch;
  readonly #seeds: readonly number[];
  readonly #facts: readonly TierFacts[];
  readonly #said: readonly Saying[];
  readonly #left: Audit["left"];
  /** By settings. */
  readonly #results = new Map<string, readonly JobResult[]>();
  readonly #findings: RuleFinding[] = [];
  /** Of each number that is searched, the least that does in the fluid. */
  readonly #fluidLeast = new Map<string, number>();
  /** Systems that will probably be run, by settings, of each number that is searched; null: the rooms are not known yet. */
  #likely: Map<string, readonly string[]> | null = null;
  #reference: Reference | null = null;
  /** Carried out: runs, and settings that cannot be. */
  #done = 0;
  #runs = 0;

  constructor(engine: Engine, request: PlanRequest, seeds: number, watch: AuditWatch) {
    this.#engine = engine;
    this.#request = request;
    this.#watch = watch;
    this.#seeds = Array.from({ length: seeds }, (_, i) => request.firstSeed + i);
    this.#facts = tierFacts(request.scenario);
    const { said, left } = sayings(this.#facts);
    this.#said = said;
    const others = request.scenario.tiers.filter((tier) => !isAlike(tier));
    this.#left = [
      ...left,
      ...others.map(({ name }) => {
        return {
          rule: "all",
          tier: name,
          why: "its agents are not alike: no single setting is theirs",
        };
      }),
    ];
  }

  async audit(): Promise<Audit> {
    let isWhole = true;
    try {
      await this.#all();
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      isWhole = false;
    }
    const { scenario, source, set, asked } = this.#request;
    const { name, about, servers, tiers, storages } = scenario;
    return {
      format: AUDIT_FORMAT,
      scenario: { file: source.file, name, about },
      set,
      layers: [...servers, ...tiers, ...storages].map((layer) => layer.name),
      seeds: this.#seeds,
      probability: asked.probability,
      objectives: scenario.objectives.map(({ text }) => text),
      outage: outageOf(scenario),
      reference: this.#reference,
      findings: this.#findings,
      left: this.#left,
      runs: this.#runs,
      isWhole,
    };
  }

  async #all(): Promise<void> {
    const { scenario, asked } = this.#request;
    const roomy = this.#facts.flatMap((tier) => roomSettings(tier, ampleEvents(scenario, tier)));
    await this.#carryOut([roomy], "findings");
    const rooms = roomNeeds(scenario, this.#facts, runsOf(this.#of(roomy)), asked.probability);
    const settings = referenceSettings(this.#facts, rooms);
    const systems = this.#said.map((saying) => systemSettings(this.#facts, rooms, saying));
    await this.#carryOut([settings]);
    const reference = referenceOf(settings, rooms, this.#tried(settings));
    this.#reference = reference;
    this.#likely = this.#likelySystems(rooms);
    await this.#carryOut(systems);
    for (const [i, saying] of this.#said.entries()) {
      const need =
        saying.rule.of === "room"
          ? this.#roomNeed(rooms, saying)
          : await this.#leastNumber(rooms, saying);
      const isReferenceGood = isMet(this.#of(settings), asked.probability);
      const judged = { isReferenceGood, probability: asked.probability };
      this.#findings.push(findingOf(saying, this.#tried(systems[i]!), need, judged));
    }
    this.#drain(settings);
  }

  #roomNeed(rooms: readonly RoomNeed[], { facts }: Saying): Need {
    const { needs } = rooms.find(({ tier }) => tier === facts.tier)!;
    return {
      value: needs,
      tried: needs,
      how: `most in one channel with room without end, ${this.#share()}`,
    };
  }

  /** The least number of agents, cores or sinks with which the reference meets the objectives. */
  async #leastNumber(rooms: readonly RoomNeed[], saying: Saying): Promise<Need> {
    const most = this.#mostOf(saying);
    const space = { sizes: [most], costOf: ([level = 0]: readonly number[]) => level };
    const hint = [this.#fluidLeast.get(searchKey(saying))! - 1];
    const search = searchCheapest(space, { hint, mostExchanges: 0 });
    let step = search.next();
    while (step.done !== true) {
      const settings = this.#settingsOf(rooms, saying, step.value[0]! + 1);
      await this.#carryOut([settings]);
      step = search.next(isMet(this.#of(settings), this.#request.asked.probability));
    }
    this.#likely?.delete(searchKey(saying));
    const { best } = step.value;
    const how = `least with which the objectives are met, ${this.#share()}`;
    return { value: best === null ? null : best[0]! + 1, tried: most, how };
  }

  /** The reference with a number of its own of what a rule speaks of. */
  #settingsOf(rooms: readonly RoomNeed[], { rule, facts }: Saying, number: number): string[] {
    return systemSettings(this.#facts, rooms, { rule, facts, value: number, alongside: [] });
  }

  /** How far a number is searched: the largest that any rule says. */
  #mostOf(saying: Saying): number {
    const said = this.#said.filter((other) => searchKey(other) === searchKey(saying));
    return Math.max(...said.map(({ value }) => value), nowOf(saying));
  }

  /** Where searches begin, in the fluid, and which systems they will look at where that is right. */
  #likelySystems(rooms: readonly RoomNeed[]): Map<string, readonly string[]> {
    const likely = new Map<string, readonly string[]>();
    for (const saying of this.#said) {
      const key = searchKey(saying);
      if (saying.rule.of === "room" || likely.has(key)) continue;
      const most = this.#mostOf(saying);
      const least = rangeTo(most).find((number) => {
        const scenario = scenarioAt(this.#request, this.#settingsOf(rooms, saying, number));
        return scenario !== undefined && missesOf(scenario, scenario.seed).length === 0;
      });
      this.#fluidLeast.set(key, least ?? most);
      const numbers = rangeTo(least ?? most).slice(-TRIES_A_SEARCH);
      likely.set(
        key,
        numbers.map((number) => keyOf(this.#settingsOf(rooms, saying, number))),
      );
    }
    return likely;
  }

  #drain(settings: readonly string[]): void {
    const { scenario, asked } = this.#request;
    const outage = outageOf(scenario);
    const reference = scenarioAt(this.#request, settings);
    if (outage === null || reference === undefined) return;
    const chain = fluidSends(reference);
    if (chain === null) return;
    const runs = runsOf(this.#of(settings));
    const seeds = `time to drain of the reference, ${this.#share()}`;
    const { formula } = chain;
    this.#findings.push(drainFinding(runs, outage, chain, { formula, seeds }, asked.probability));
  }

  #share(): string {
    const percent = String(Math.round(this.#request.asked.probability * 1000) / 10);
    return `in ${percent} % of ${String(this.#seeds.length)} seeds`;
  }

  #of(settings: readonly string[]): readonly JobResult[] {
    return this.#results.get(keyOf(settings))!;
  }

  #tried(settings: readonly string[]): Tried {
    const jobOf = (seed: number): Job => this.#job(settings, seed, "headlines");
    const isTooLarge = bringsWarning(this.#request, settings, HOLDS_LESS);
    return { settings, results: this.#of(settings), jobOf, isTooLarge };
  }

  /** Systems that are there already are not run again. @throws Interrupted; what is finished is kept */
  async #carryOut(
    systems: readonly (readonly string[])[],
    returns: Job["returns"] = "headlines",
  ): Promise<void> {
    const open = new Map(systems.map((settings) => [keyOf(settings), settings]));
    for (const key of this.#results.keys()) open.delete(key);
    const jobs = [...open.values()].flatMap((settings) =>
      this.#seeds.map((seed) => this.#job(settings, seed, returns)),
    );
    const { keep, signal, onProgress } = this.#watch;
    const before = this.#done;
    const expected = before + jobs.length + this.#toCome(open);
    const { results, isInterrupted } = await runKept(this.#engine, jobs, {
      keep,
      ...(signal === undefined ? {} : { signal }),
      onProgress: (done) => onProgress?.(before + done, expected),
    });
    this.#done += results.length;
    this.#runs += runsOf(results).length;
    if (isInterrupted) throw new Interrupted();
    for (const key of open.keys()) {
      const own = results.filter((result) => result.key.startsWith(`${key} seed `));
      this.#results.set(key, own);
    }
  }

  /** @returns runs that will probably follow those that are open now */
  #toCome(open: ReadonlyMap<string, unknown>): number {
    if (this.#likely === null) {
      const isReference = this.#results.size > 0;
      const searches = new Set(this.#said.filter(({ rule }) => rule.of !== "room").map(searchKey));
      return this.#seeds.length * ((isReference ? 0 : 1) + this.#said.length + searches.size);
    }
    const likely = new Set([...this.#likely.values()].flat());
    const left = [...likely].filter((key) => !this.#results.has(key) && !open.has(key));
    return this.#seeds.length * left.length;
  }

  /** Settings of a system come last: they hold whatever is drawn. */
  #job(settings: readonly string[], seed: number, returns: Job["returns"]): Job {
    const { source, set, uncertain, untilTicks } = this.#request;
    const key = `${keyOf(settings)} seed ${String(seed)}`;
    return {
      ...{ key, source, seed, untilTicks, returns },
      set: [...set, ...drawn(uncertain, seed), ...settings],
    };
  }
}

function keyOf(settings: readonly string[]): string {
  return settings.join(" ");
}

function rangeTo(most: number): number[] {
  return Array.from({ length: most }, (_, i) => i + 1);
}

function searchKey({ rule, facts }: { readonly rule: Rule; readonly facts: TierFacts }): string {
  return `${facts.tier} ${rule.of}`;
}
