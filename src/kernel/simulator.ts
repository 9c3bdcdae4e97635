/**
 * The simulator: a clock, a future event list, and the loop that carries notices out.
 *
 * It knows no model, no randomness, no files and no wall clock, so the same run gives the same trace
 * in a test, on the command line and in a browser's worker. Notices come in order of time, and at one
 * time in the order they were filed.
 *
 * A notice is a kind (whose handler carries it out), a component (a number that the handler knows)
 * and, if it was scheduled with one, an argument. Most are posted: kind and component are packed into
 * the payload of the future event list, and nothing else is stored. A notice that can be cancelled,
 * and that of a timer, has a slot, and the payload is the complement of the slot's number:
 *
 *   payload ≥ 0   kind · 2^24 + component
 *   payload < 0   ~slot, whose target is packed as above, or CANCELLED, or FIRST_TIMER - timer
 */
import { assert } from "../assert.js";
import { END_OF_TIME, START_OF_RUN, type SimTime } from "../units/time.js";
import { DEFAULT_PENDING_LIMIT, type EventSet } from "./event-set.js";
import { SetChoice, type SetPolicy } from "./set-choice.js";
import { CANCELLED, Slots, type Handle } from "./slots.js";
import { NO_SLOT, Timers, type Timer } from "./timers.js";

export type { Handle } from "./slots.js";
export type { Timer } from "./timers.js";

declare const noticeKind: unique symbol;

/** An index into the dispatch table. */
export type NoticeKind = number & { readonly [noticeKind]: true };

/** Carries out a notice at the current time. @param argument as scheduled; 0 when posted, or from a timer */
export type Handler = (component: number, argument: number) => void;

/** How a run, or a slice of one, ended. */
export interface RunEnd {
  readonly kind: "time-reached" | "nothing-pending" | "notice-limit" | "stopped";
  /** The current time then: `until` for "time-reached", else that of the last notice. */
  readonly at: SimTime;
  /** Carried out in this slice. */
  readonly notices: number;
}

export interface SimulatorOptions {
  /** Most notices pending at once; a model that files more has a leak. */
  readonly pendingLimit?: number;
  /** The future event list; it shows in the speed alone. Default: "adaptive". */
  readonly eventSet?: SetPolicy;
}

const KIND_LIMIT = 64;
const COMPONENT_LIMIT = 16_777_216;
const COMPONENT_BITS = 24;
const COMPONENT_MASK = COMPONENT_LIMIT - 1;
const FIRST_TIMER = CANCELLED - 1;
/** Notices between two looks at whether the future event list still suits their number. */
const REVIEW_INTERVAL = 4096;
/** Fewer cancelled notices than this are not worth a walk through all. */
const LEAST_DEAD = 64;

export class Simulator {
  readonly #handlers: Handler[] = [];
  readonly #slots = new Slots();
  readonly #timers = new Timers();
  readonly #sets: SetChoice;
  #pending: EventSet;
  /** Pending notices that will not be carried out: cancelled, and of timers not armed. */
  #deadCount = 0;
  #idleTimerCount = 0;
  #now: number = START_OF_RUN;
  #notices = 0;
  /** The count of notices at which the loop looks up; `stop` sets it to 0. */
  #pauseAt = 0;
  #isStopped = false;
  #isRunning = false;

  constructor(options: SimulatorOptions = {}) {
    const { pendingLimit = DEFAULT_PENDING_LIMIT, eventSet = "adaptive" } = options;
    assert(Number.isInteger(pendingLimit) && pendingLimit >= 1, "a notice may be pending", {
      pendingLimit,
    });
    this.#sets = new SetChoice(eventSet, pendingLimit);
    this.#pending = this.#sets.current;
  }

  get now(): SimTime {
    return this.#now as SimTime;
  }

  /** Notices carried out since the start. A timer that comes up before its deadline is not one. */
  get notices(): number {
    return this.#notices;
  }

  /** Notices that are filed and will be carried out, unless they are cancelled. */
  get pendingCount(): number {
    return this.#pending.size - this.#deadCount - this.#idleTimerCount;
  }

  /** Registers who carries out a new kind of notice; before or during a run, 64 kinds at most. */
  on(handler: Handler): NoticeKind {
    assert(this.#handlers.length < KIND_LIMIT, "there are 64 kinds of notices at most");
    return (this.#handlers.push(handler) - 1) as NoticeKind;
  }

  /**
   * Files a notice that nobody will cancel: the cheapest way.
   *
   * @param delayTicks [ticks] whole; 0 means after all that is already filed for now
   * @param component 0 to 2^24 - 1
   */
  post(delayTicks: number, kind: NoticeKind, component: number): void {
    this.postAt((this.#now + delayTicks) as SimTime, kind, component);
  }

  /** Files a notice that nobody will cancel. @param at now or later */
  postAt(at: SimTime, kind: NoticeKind, component: number): void {
    this.#file(this.#checked(at), this.#pack(kind, component));
  }

  /** Files a notice that can be cancelled. @param delayTicks [ticks] whole, 0 or more */
  schedule(delayTicks: number, kind: NoticeKind, component: number, argument: number): Handle {
    const at = this.#checked(this.#now + delayTicks);
    const slot = this.#slots.take(this.#pack(kind, component), argument);
    this.#file(at, ~slot);
    return this.#slots.handleOf(slot);
  }

  /** Cancels a notice. @returns whether it was still to come; false for one carried out or cancelled */
  cancel(handle: Handle): boolean {
    const slot = this.#slots.find(handle);
    if (slot === NO_SLOT) return false;
    this.#cancelSlot(slot);
    return true;
  }

  /** Makes a timer, not armed. */
  timer(kind: NoticeKind, component: number): Timer {
    return this.#timers.add(this.#pack(kind, component));
  }

  /**
   * Sets the deadline of a timer, or moves it. To a later time this costs next to nothing.
   *
   * Among notices of the same time, a timer that was put off has its place by when it came up early.
   */
  arm(timer: Timer, at: SimTime): void {
    const timers = this.#timers;
    timers.assertKnown(timer);
    this.#checked(at);
    const isIdle = timers.deadline(timer) === END_OF_TIME;
    timers.setDeadline(timer, at);
    if (timers.slot(timer) !== NO_SLOT) {
      if (isIdle) this.#idleTimerCount--;
      if (timers.filedFor(timer) <= at) return;
      this.#cancelSlot(timers.slot(timer));
    }
    const slot = this.#slots.take(FIRST_TIMER - timer, 0);
    timers.setNotice(timer, slot, at);
    this.#file(at, ~slot);
  }

  /** Takes the deadline back, if there is one. */
  disarm(timer: Timer): void {
    if (!this.isArmed(timer)) return;
    this.#timers.setDeadline(timer, END_OF_TIME);
    this.#idleTimerCount++;
  }

  isArmed(timer: Timer): boolean {
    return this.deadline(timer) !== END_OF_TIME;
  }

  /** @returns END_OF_TIME for a timer that is not armed */
  deadline(timer: Timer): SimTime {
    this.#timers.assertKnown(timer);
    return this.#timers.deadline(timer) as SimTime;
  }

  /** Gives a timer back, armed or not. Its number will be given out again. */
  releaseTimer(timer: Timer): void {
    this.disarm(timer);
    const slot = this.#timers.slot(timer);
    if (slot !== NO_SLOT) {
      this.#timers.setNotice(timer, NO_SLOT, END_OF_TIME);
      this.#idleTimerCount--;
      this.#cancelSlot(slot);
    }
    this.#timers.remove(timer);
  }

  /** Ends the run after the notice that is being carried out. */
  stop(): void {
    this.#isStopped = true;
    this.#pauseAt = 0;
  }

  /**
   * Carries out notices up to and including `until`. In slices it does the same as in one go.
   *
   * @param noticeLimit bounds the work, so that a model which files for now without end comes back
   */
  run(until: SimTime, noticeLimit = Infinity): RunEnd {
    assert(until >= this.#now, "a run goes forward", { now: this.#now, until });
    assert(!this.#isRunning, "a handler does not run its own simulator");
    this.#isRunning = true;
    this.#isStopped = false;
    const before = this.#notices;
    const kind = this.#runTo(until, before + noticeLimit);
    this.#isRunning = false;
    if (kind === "time-reached") this.#now = until;
    return { kind, at: this.now, notices: this.#notices - before };
  }

  #runTo(until: number, limit: number): RunEnd["kind"] {
    for (;;) {
      this.#pending = this.#sets.review();
      this.#pauseAt = Math.min(limit, this.#notices + REVIEW_INTERVAL);
      const isDone = this.#carryOutTo(until);
      if (this.#isStopped) return "stopped";
      if (isDone) return this.pendingCount === 0 ? "nothing-pending" : "time-reached";
      if (this.#notices >= limit) return "notice-limit";
    }
  }

  /** The loop. @returns whether nothing is left up to `until`; false when the pause came first */
  #carryOutTo(until: number): boolean {
    const pending = this.#pending;
    const handlers = this.#handlers;
    for (;;) {
      const at = pending.nextTime();
      if (at > until) return true;
      if (this.#notices >= this.#pauseAt && this.#isWanted(at, pending.nextPayload())) return false;
      const payload = pending.takeNext();
      if (payload >= 0) {
        this.#now = at;
        this.#notices++;
        const handler = handlers[payload >> COMPONENT_BITS]!;
        handler(payload & COMPONENT_MASK, 0);
      } else {
        this.#carryOutSlot(at, ~payload);
      }
    }
  }

  /** Whether a notice will be carried out when it comes: not if it is cancelled, or of a timer put off. */
  #isWanted(at: number, payload: number): boolean {
    if (payload >= 0) return true;
    const target = this.#slots.target(~payload);
    if (target > FIRST_TIMER) return target !== CANCELLED;
    return this.#timers.deadline((FIRST_TIMER - target) as Timer) === at;
  }

  #carryOutSlot(at: number, slot: number): void {
    const slots = this.#slots;
    const target = slots.target(slot);
    if (target <= FIRST_TIMER) {
      this.#comeUp(at, slot, (FIRST_TIMER - target) as Timer);
      return;
    }
    const argument = slots.argument(slot);
    slots.free(slot);
    if (target === CANCELLED) this.#deadCount--;
    else this.#dispatch(at, target, argument);
  }

  /** The notice of a timer has come: at its deadline, before it, or for a timer not armed any more. */
  #comeUp(at: number, slot: number, timer: Timer): void {
    const timers = this.#timers;
    const deadline = timers.deadline(timer);
    if (at < deadline && deadline !== END_OF_TIME) {
      timers.setNotice(timer, slot, deadline);
      this.#pending.push(deadline, ~slot);
      return;
    }
    this.#slots.free(slot);
    timers.setNotice(timer, NO_SLOT, END_OF_TIME);
    timers.setDeadline(timer, END_OF_TIME);
    if (at < deadline) this.#idleTimerCount--;
    else this.#dispatch(at, timers.target(timer), 0);
  }

  #dispatch(at: number, target: number, argument: number): void {
    this.#now = at;
    this.#notices++;
    const handler = this.#handlers[target >> COMPONENT_BITS]!;
    handler(target & COMPONENT_MASK, argument);
  }

  #cancelSlot(slot: number): void {
    this.#slots.cancel(slot);
    this.#deadCount++;
    if (this.#deadCount < LEAST_DEAD || 2 * this.#deadCount < this.#pending.size) return;
    this.#pending.removeDead(this.#freeIfCancelled);
    this.#deadCount = 0;
  }

  readonly #freeIfCancelled = (payload: number): boolean => {
    if (payload >= 0 || this.#slots.target(~payload) !== CANCELLED) return false;
    this.#slots.free(~payload);
    return true;
  };

  /** The loop looks from time to time whether the list suits; while a model is built, nobody else does. */
  #file(at: number, payload: number): void {
    this.#pending.push(at, payload);
    if (!this.#isRunning) this.#pending = this.#sets.review();
  }

  #pack(kind: NoticeKind, component: number): number {
    if (!(
      component >= 0 &&
      component < COMPONENT_LIMIT &&
      kind >= 0 &&
      kind < this.#handlers.length
    )) {
      assert(false, "a notice names a known kind and a component below 2^24", { kind, component });
    }
    return (kind << COMPONENT_BITS) | component;
  }

  #checked(at: number): number {
    if (!(at >= this.#now && at < END_OF_TIME && Math.floor(at) === at)) {
      assert(false, "a notice is filed for a whole tick, from now to the end of time", {
        now: this.#now,
        at,
      });
    }
    return at;
  }
}
