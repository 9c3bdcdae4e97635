/**
 * Polls agents on a fixed clock: the k-th poll begins k periods after the first, however long any poll before
 * it took. All agents are asked at once, each with a time-out shorter than the period; one that does not answer
 * has nothing at that tick, and changes nothing for the others.
 *
 * A tick at which this process itself did not get to run in time is left empty for all agents: a sample that was
 * taken late would stand at the wrong time.
 */
import { setTimeout } from "node:timers/promises";
import { readMetrics, type Reading } from "./metrics.js";
import { RecordedColumns } from "./recorded-columns.js";
import type { Target } from "./targets.js";

export interface RecorderSettings {
  readonly targets: readonly Target[];
  readonly everyMs: number;
  /** [ms] Infinity: until it is stopped. */
  readonly forMs: number;
}

/** How it went with one agent. */
export interface AgentRecord {
  readonly target: Target;
  readonly columns: RecordedColumns;
  answered: number;
  /** Stretches of ticks without an answer. */
  gaps: number;
  longestGapTicks: number;
  /** Components began anew: the agent was restarted, or read its configuration again. */
  restarts: number;
  /** What came last in place of an answer. */
  lastTrouble: string | undefined;
}

/** Share of the period that an agent has for its answer, and the most [ms]. */
const TIMEOUT_SHARE = 0.8;
const LONGEST_TIMEOUT_MS = 10_000;
/** For the first answer, which is no sample: connecting, and loading what fetch needs [ms]. */
const FIRST_TIMEOUT_MS = 5000;
/** A tick that begins later than this share of the period is left empty. */
const LATEST_SHARE = 0.25;

export class Recorder {
  readonly agents: readonly AgentRecord[];
  readonly everyMs: number;
  /** Ticks so far, empty ones too. */
  ticks = 0;
  /** Ticks at which this process was too late to ask. */
  missedTicks = 0;
  /** Of tick 0 [ms since 1970]. */
  startedAtMs = 0;
  readonly #settings: RecorderSettings;
  readonly #gapTicks: number[];
  readonly #startTimes: (number | undefined)[];

  constructor(settings: RecorderSettings) {
    this.#settings = settings;
    this.everyMs = settings.everyMs;
    this.agents = settings.targets.map((target) => ({
      target,
      columns: new RecordedColumns(),
      answered: 0,
      gaps: 0,
      longestGapTicks: 0,
      restarts: 0,
      lastTrouble: undefined,
    }));
    this.#gapTicks = this.agents.map(() => 0);
    this.#startTimes = this.agents.map(() => undefined);
  }

  /** Asks every agent once, before the clock begins. */
  firstLook(stop: AbortSignal): Promise<Reading[]> {
    return this.#ask(FIRST_TIMEOUT_MS, stop);
  }

  /**
   * @param onTick after each tick, with its readings
   * @param stop ends it at once: a tick that is not complete then is left out
   */
  async run(onTick: (readings: readonly Reading[]) => void, stop: AbortSignal): Promise<void> {
    const { everyMs, forMs } = this.#settings;
    const startMs = performance.now();
    this.startedAtMs = Date.now();
    for (let k = 0; k * everyMs <= forMs; k++) {
      const dueMs = startMs + k * everyMs;
      if (!(await slept(dueMs - performance.now(), stop))) return;
      if (performance.now() - dueMs > LATEST_SHARE * everyMs) {
        this.#push(this.agents.map(() => undefined));
        this.missedTicks++;
        continue;
      }
      const timeoutMs = Math.floor(Math.min(TIMEOUT_SHARE * everyMs, LONGEST_TIMEOUT_MS));
      const readings = await this.#ask(timeoutMs, stop);
      if (stop.aborted) return;
      this.#push(readings);
      onTick(readings);
    }
  }

  #ask(timeoutMs: number, stop: AbortSignal): Promise<Reading[]> {
    return Promise.all(this.agents.map(({ target }) => readMetrics(target, timeoutMs, stop)));
  }

  /** @param readings undefined: the agent was not asked */
  #push(readings: readonly (Reading | undefined)[]): void {
    this.agents.forEach((agent, i) => {
      const reading = readings[i];
      const metrics = reading?.kind === "metrics" ? reading.metrics : undefined;
      agent.columns.push(metrics);
      if (metrics === undefined) {
        if (this.#gapTicks[i] === 0) agent.gaps++;
        this.#gapTicks[i]!++;
        agent.longestGapTicks = Math.max(agent.longestGapTicks, this.#gapTicks[i]!);
        if (reading !== undefined && reading.kind !== "metrics") agent.lastTrouble = reading.why;
        return;
      }
      this.#gapTicks[i] = 0;
      agent.answered++;
      const startTime = latestStart(metrics);
      const before = this.#startTimes[i];
      if (before !== undefined && startTime !== before) agent.restarts++;
      this.#startTimes[i] = startTime;
    });
    this.ticks++;
  }
}

/** @returns whether the time is over; false: stopped before */
async function slept(ms: number, stop: AbortSignal): Promise<boolean> {
  if (ms > 0) await setTimeout(ms, undefined, { signal: stop }).catch(() => undefined);
  return !stop.aborted;
}

/** [ms since 1970] when the last of the agent's components was started. */
function latestStart(metrics: ReadonlyMap<string, ReadonlyMap<string, number>>): number {
  return Math.max(0, ...[...metrics.values()].map((counters) => counters.get("StartTime") ?? 0));
}
