/** Progress on many runs: how many are done, and when the rest will be. One line on a terminal, else a line a minute. */
import type { Engine } from "../../engine/engine.js";
import { formatDuration } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { Terminal } from "../progress.js";

const REDRAW_MS = 100;
/** In a log of CI, so that long work is not taken for dead; work of less than that says nothing. */
const LOG_MS = 60_000;
const BAR_COLUMNS = 16;
const USUAL_COLUMNS = 80;
const CLEAR_LINE = "\r\u001b[K";

export class JobsLine {
  readonly #terminal: Terminal;
  readonly #engine: Pick<Engine, "description">;
  readonly #before: number;
  readonly #now: () => number;
  readonly #startedMs: number;
  #drawnMs: number;

  /** @param engine what does the work @param before runs that were done before this began @param now [ms] */
  constructor(
    engine: Pick<Engine, "description">,
    before = 0,
    terminal: Terminal = process.stderr,
    now = (): number => performance.now(),
  ) {
    this.#engine = engine;
    this.#before = before;
    this.#terminal = terminal;
    this.#now = now;
    this.#startedMs = now();
    this.#drawnMs = terminal.isTTY ? -Infinity : this.#startedMs;
  }

  /** @param done runs and parts of runs */
  show(done: number, runs: number): void {
    const { isTTY } = this.#terminal;
    const nowMs = this.#now();
    if (nowMs - this.#drawnMs < (isTTY ? REDRAW_MS : LOG_MS)) return;
    this.#drawnMs = nowMs;
    const text = this.#text(done, runs, (nowMs - this.#startedMs) / 1000);
    if (!isTTY) {
      this.#terminal.write(`fanin: ${text}\n`);
      return;
    }
    const share = runs === 0 ? 1 : done / runs;
    const bar = "#".repeat(Math.round(share * BAR_COLUMNS)).padEnd(BAR_COLUMNS, ".");
    const room = (this.#terminal.columns || USUAL_COLUMNS) - 1;
    this.#terminal.write(`${CLEAR_LINE}${`[${bar}] ${text}`.slice(0, room)}`);
  }

  #text(done: number, runs: number, elapsedSeconds: number): string {
    const doneHere = done - this.#before;
    const left = doneHere > 0 ? (elapsedSeconds / doneHere) * (runs - done) : undefined;
    const eta = left === undefined ? "" : `  ETA ${formatDuration(left * TICKS_PER_SECOND)}`;
    const rate = elapsedSeconds > 0 ? doneHere / elapsedSeconds : 0;
    const count = `${String(Math.floor(done))} of ${String(runs)} runs`;
    return `${count}  ${rate.toFixed(rate < 10 ? 1 : 0)}/s on ${this.#engine.description}${eta}`;
  }

  clear(): void {
    if (this.#terminal.isTTY) this.#terminal.write(CLEAR_LINE);
  }
}
