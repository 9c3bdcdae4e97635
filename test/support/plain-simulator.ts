/**
 * The plain twin of the simulator: entries in one array, the earliest found by looking at all, cancelled
 * ones removed at once.
 *
 * Timers follow the published rule: a notice stays where it is when the deadline is put off, and is filed
 * anew when it comes up early; it is replaced when the deadline moves forward.
 */

interface Entry {
  readonly at: number;
  readonly sequence: number;
  readonly kind: number;
  readonly component: number;
  readonly argument: number;
  readonly timer?: number;
}

interface PlainTimer {
  readonly kind: number;
  readonly component: number;
  deadline: number | undefined;
  entry: Entry | undefined;
}

export class PlainSimulator {
  now = 0;
  notices = 0;
  #entries: Entry[] = [];
  #nextSequence = 0;
  #isStopped = false;
  readonly #timers: PlainTimer[] = [];
  readonly #carryOut: (kind: number, component: number, argument: number) => void;

  constructor(carryOut: (kind: number, component: number, argument: number) => void) {
    this.#carryOut = carryOut;
  }

  get pendingCount(): number {
    const isIdle = ({ timer }: Entry): boolean =>
      timer !== undefined && this.#timers[timer]!.deadline === undefined;
    return this.#entries.filter((entry) => !isIdle(entry)).length;
  }

  schedule(delay: number, kind: number, component: number, argument: number): Entry {
    return this.#file({ at: this.now + delay, kind, component, argument });
  }

  cancel(entry: Entry): boolean {
    const isPending = this.#entries.includes(entry);
    this.#remove(entry);
    return isPending;
  }

  timer(kind: number, component: number): number {
    return this.#timers.push({ kind, component, deadline: undefined, entry: undefined }) - 1;
  }

  arm(number: number, at: number): void {
    const timer = this.#timers[number]!;
    timer.deadline = at;
    if (timer.entry !== undefined && timer.entry.at <= at) return;
    if (timer.entry !== undefined) this.#remove(timer.entry);
    this.#fileTimer(number, at);
  }

  disarm(number: number): void {
    this.#timers[number]!.deadline = undefined;
  }

  deadline(number: number): number | undefined {
    return this.#timers[number]!.deadline;
  }

  releaseTimer(number: number): void {
    const timer = this.#timers[number]!;
    if (timer.entry !== undefined) this.#remove(timer.entry);
    timer.deadline = undefined;
    timer.entry = undefined;
  }

  stop(): void {
    this.#isStopped = true;
  }

  run(until: number, noticeLimit = Infinity): string {
    this.#isStopped = false;
    const limit = this.notices + noticeLimit;
    for (;;) {
      if (this.#isStopped) return "stopped";
      const next = this.#earliest();
      if (next === undefined || next.at > until) break;
      if (this.notices >= limit && this.#isWanted(next)) return "notice-limit";
      this.#remove(next);
      this.#comeUp(next);
    }
    if (this.pendingCount === 0) return "nothing-pending";
    this.now = until;
    return "time-reached";
  }

  /** Not so for the notice of a timer that was disarmed or put off. */
  #isWanted({ at, timer }: Entry): boolean {
    return timer === undefined || this.#timers[timer]!.deadline === at;
  }

  #comeUp(entry: Entry): void {
    const { at, kind, component, argument, timer: number } = entry;
    if (number !== undefined) {
      const timer = this.#timers[number]!;
      timer.entry = undefined;
      if (timer.deadline === undefined) return;
      if (timer.deadline > at) {
        this.#fileTimer(number, timer.deadline);
        return;
      }
      timer.deadline = undefined;
    }
    this.now = at;
    this.notices++;
    this.#carryOut(kind, component, argument);
  }

  #fileTimer(number: number, at: number): void {
    const timer = this.#timers[number]!;
    const { kind, component } = timer;
    timer.entry = this.#file({ at, kind, component, argument: 0, timer: number });
  }

  #file(entry: Omit<Entry, "sequence">): Entry {
    const filed = { ...entry, sequence: this.#nextSequence++ };
    this.#entries.push(filed);
    return filed;
  }

  #remove(entry: Entry): void {
    this.#entries = this.#entries.filter((other) => other !== entry);
  }

  #earliest(): Entry | undefined {
    return this.#entries.reduce<Entry | undefined>(
      (first, entry) => (first === undefined || isBefore(entry, first) ? entry : first),
      undefined,
    );
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}
