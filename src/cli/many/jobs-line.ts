/** Progress on many runs: how many are done, and when the rest will be. One line on a terminal, else nothing. */
import type { Engine } from "../../engine/engine.js";
import { formatDuration } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { Terminal } from "../progress.js";

const REDRAW_MS = 100;
const BAR_COLUMNS = 16;
const USUAL_COLUMNS = 80;
const CLEAR_LINE = "\r\u001b[K";

export class JobsLine {
  readonly #terminal: Terminal;
  readonly #engine: Pick<Engine, "description">;
  readonly #before: number;
  readonly #startedMs = performance.now();
  #drawnMs = -Infinity;

  /** @param engine what does the work @param before runs that were done before this began */
  constructor(
    engine: Pick<Engine, "description">,
    before = 0,
    terminal: Terminal = process.stderr,
  ) {
    this.#engine = engine;
    this.#before = before;
    this.#terminal = terminal;
  }

  /** @param done runs and parts of runs */
  show(done: number, runs: number): void {
    const nowMs = performance.now();
    if (!this.#terminal.isTTY || nowMs - this.#drawnMs < REDRAW_MS) return;
    this.#drawnMs = nowMs;
    const share = runs === 0 ? 1 : done / runs;
    const elapsedSeconds = (nowMs - this.#startedMs) / 1000;
    const doneHere = done - this.#before;
    const left = doneHere > 0 ? (elapsedSeconds / doneHere) * (runs - done) : undefined;
    const bar = "#".repeat(Math.round(share * BAR_COLUMNS)).padEnd(BAR_COLUMNS, ".");
    const eta = left === undefined ? "" : `  ETA ${formatDuration(left * TICKS_PER_SECOND)}`;
    const rate = elapsedSeconds > 0 ? doneHere / elapsedSeconds : 0;
    const room = (this.#terminal.columns || USUAL_COLUMNS) - 1;
    const count = `${String(Math.floor(done))} of ${String(runs)} runs`;
    const line = `[${bar}] ${count}  ${rate.toFixed(rate < 10 ? 1 : 0)}/s on ${this.#engine.description}${eta}`;
    this.#terminal.write(`${CLEAR_LINE}${line.slice(0, room)}`);
  }

  clear(): void {
    if (this.#terminal.isTTY) this.#terminal.write(CLEAR_LINE);
  }
}
