/** Progress on long work: one line on a terminal, nothing when piped. */
import { formatClock, formatDuration, formatRate } from "../units/format.js";
import { TICKS_PER_SECOND } from "../units/time.js";
import type { RunProgress } from "../experiment/run.js";

const REDRAW_MS = 100;
const BAR_COLUMNS = 24;
const CLEAR_LINE = "\r\u001b[K";

export class ProgressLine {
  readonly #isShown: boolean;
  readonly #startedMs = performance.now();
  #drawnMs = -Infinity;

  constructor() {
    this.#isShown = process.stderr.isTTY;
  }

  show({ atTicks, durationTicks, generatedEvents }: RunProgress): void {
    const nowMs = performance.now();
    if (!this.#isShown || nowMs - this.#drawnMs < REDRAW_MS) return;
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
    process.stderr.write(`${CLEAR_LINE}[${bar}] ${percent}  ${clock}  ${rate}  ${eta}`);
  }

  clear(): void {
    if (this.#isShown) process.stderr.write(CLEAR_LINE);
  }
}
