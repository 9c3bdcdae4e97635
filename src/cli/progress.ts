/** Progress on long work: one line on a terminal, nothing when piped. */
import { formatClock, formatDuration, formatRate } from "../units/format.js";
import { TICKS_PER_SECOND } from "../units/time.js";
import type { RunProgress } from "../experiment/run.js";

const REDRAW_MS = 100;
const BAR_COLUMNS = 16;
/** Where the terminal does not say. */
const USUAL_COLUMNS = 80;
const CLEAR_LINE = "\r\u001b[K";

/** What a line is shown on: standard error, or what stands for it. */
export interface Terminal {
  readonly isTTY: boolean;
  readonly columns: number;
  write(text: string): unknown;
}

export class ProgressLine {
  readonly #terminal: Terminal;
  readonly #startedMs = performance.now();
  #drawnMs = -Infinity;

  constructor(terminal: Terminal = process.stderr) {
    this.#terminal = terminal;
  }

  show({ atTicks, durationTicks, generatedEvents }: RunProgress): void {
    const nowMs = performance.now();
    if (!this.#terminal.isTTY || nowMs - this.#drawnMs < REDRAW_MS) return;
    this.#drawnMs = nowMs;
    const share = durationTicks === 0 ? 1 : atTicks / durationTicks;
    const elapsedSeconds = (nowMs - this.#startedMs) / 1000;
    const left = share > 0 ? (elapsedSeconds / share) * (1 - share) : 0;
    const filled = Math.round(share * BAR_COLUMNS);
    const bar = "#".repeat(filled).padEnd(BAR_COLUMNS, ".");
    const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
    const clock = `${formatClock(atTicks)} of ${formatClock(durationTicks)}`;
    const rate = formatRate(generatedEvents / Math.max(elapsedSeconds, 1e-3));
    const eta = `ETA ${formatDuration(left * TICKS_PER_SECOND)}`;
    // A line that is wider than the terminal would be broken, and its first part never cleared.
    const room = (this.#terminal.columns || USUAL_COLUMNS) - 1;
    const line = `[${bar}] ${percent}  ${clock}  ${rate}  ${eta}`.slice(0, room);
    this.#terminal.write(`${CLEAR_LINE}${line}`);
  }

  clear(): void {
    if (this.#terminal.isTTY) this.#terminal.write(CLEAR_LINE);
  }
}
