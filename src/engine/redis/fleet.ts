/** The workers at a Redis as an asker sees them: those of its own program, and those that cannot work for it. */
import { EngineError } from "../engine-error.js";
import { formatDuration } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { Connection } from "./connection.js";
import { programsOf, Roster, type Member } from "./roster.js";

/** Where only workers of other programs are, there is little hope for one of this. */
const STRANGERS_WAIT_MS = 5000;

export interface FleetOptions {
  readonly program: string;
  /** [ms] how long Redis and workers may be missing. */
  readonly waitMs: number;
  readonly notice: (text: string) => void;
}

export class Fleet {
  readonly #connection: Connection;
  readonly #options: FleetOptions;
  readonly #workers: Roster;
  readonly #askers: Roster;
  readonly #told = new Set<string>();
  #own: readonly Member[] = [];
  #strangers: readonly Member[] = [];
  #aloneSinceMs: number | undefined;

  constructor(connection: Connection, options: FleetOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#workers = new Roster(connection.redis, "workers");
    this.#askers = new Roster(connection.redis, "askers");
  }

  get threads(): number {
    return this.#own.reduce((sum, { threads }) => sum + threads, 0);
  }

  /** `4 threads of 2 workers at redis://host:6379` */
  get description(): string {
    const count = (n: number, noun: string): string => `${String(n)} ${noun}${n === 1 ? "" : "s"}`;
    const { name } = this.#connection.address;
    return `${count(this.threads, "thread")} of ${count(this.#own.length, "worker")} at ${name}`;
  }

  /** Says that one is there, and looks who else is. */
  async look(): Promise<void> {
    const { program } = this.#options;
    const [workers] = await Promise.all([
      this.#workers.others(),
      this.#askers.announce(program, 0),
    ]);
    this.#own = workers.filter((worker) => worker.program === program);
    this.#strangers = workers.filter((worker) => worker.program !== program);
    if (this.#own.length > 0) this.#aloneSinceMs = undefined;
    else this.#aloneSinceMs ??= performance.now();
    this.#tell();
  }

  /** @returns whether nobody asks for work of this program any more */
  async leave(): Promise<boolean> {
    const [others] = await Promise.all([this.#askers.others(), this.#askers.leave()]);
    return !others.some(({ program }) => program === this.#options.program);
  }

  /** What has been missing for too long; undefined: nothing. */
  get trouble(): EngineError | undefined {
    const { waitMs, program } = this.#options;
    const { address, awayMs } = this.#connection;
    const { name } = address;
    const wait = formatDuration((waitMs / 1000) * TICKS_PER_SECOND);
    if (awayMs > waitMs) {
      return new EngineError(
        `${name}: away for more than ${wait}\n  fix: start it again; --wait DURATION waits longer`,
      );
    }
    const aloneMs =
      this.#aloneSinceMs === undefined || awayMs > 0 ? 0 : performance.now() - this.#aloneSinceMs;
    if (this.#strangers.length > 0 && aloneMs > Math.min(waitMs, STRANGERS_WAIT_MS)) {
      return new EngineError(
        `${name}: expected workers of this program, ${program}, found only workers of` +
          ` ${programsOf(this.#strangers)}: results of two programs are not mixed\n` +
          "  fix: install the same fanin here and there",
      );
    }
    if (aloneMs <= waitMs) return undefined;
    return new EngineError(
      `${name}: no worker has been there for ${wait}\n  fix: ${this.#howToStart}; --wait DURATION waits longer`,
    );
  }

  get #howToStart(): string {
    return `start \`fanin worker --engine ${this.#connection.address.name}\` on the machines that are to do the work`;
  }

  #tell(): void {
    if (this.#own.length === 0 && this.#strangers.length === 0) {
      this.#once(`waiting for workers: ${this.#howToStart}`);
    }
    if (this.#strangers.length > 0) {
      const programs = programsOf(this.#strangers);
      this.#once(`workers of ${programs} take no part: this is ${this.#options.program}`);
    }
  }

  #once(text: string): void {
    if (this.#told.has(text)) return;
    this.#told.add(text);
    this.#options.notice(text);
  }
}
