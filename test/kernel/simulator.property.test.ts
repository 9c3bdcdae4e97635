/**
 * Goal: whatever a model does, the simulator does what its plain twin does; whichever future event list it
 * uses, and in slices as in one go. Method: a script of random deeds; each notice that is carried out
 * does the next few of them.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SetPolicy } from "../../src/kernel/set-choice.js";
import { Simulator, type Handle, type NoticeKind, type Timer } from "../../src/kernel/simulator.js";
import { END_OF_TIME, type SimTime } from "../../src/units/time.js";
import { PlainSimulator } from "../support/plain-simulator.js";

const TIMERS = 4;
const KINDS = 3;

type Deed =
  | { readonly deed: "post" | "schedule"; readonly delay: number; readonly count: number }
  | { readonly deed: "cancel"; readonly which: number }
  | { readonly deed: "arm"; readonly timer: number; readonly delay: number }
  | { readonly deed: "disarm" | "renew"; readonly timer: number }
  | { readonly deed: "stop" };

// Short delays, so that ties are common; and a few long ones, so that some notices stay.
const delay = fc.oneof(fc.nat(4), fc.nat(50), fc.constant(10_000));
const timer = fc.nat(TIMERS - 1);
const file = fc.record({
  deed: fc.constantFrom("post" as const, "schedule" as const),
  delay,
  count: fc.oneof(fc.nat(3), fc.nat(3), fc.nat(80)),
});
const cancel = fc.record({ deed: fc.constant("cancel" as const), which: fc.nat(200) });
const arm = fc.record({ deed: fc.constant("arm" as const), timer, delay });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: file },
  { weight: 4, arbitrary: cancel },
  { weight: 4, arbitrary: arm },
  {
    weight: 1,
    arbitrary: fc.record({ deed: fc.constantFrom("disarm" as const, "renew" as const), timer }),
  },
  { weight: 1, arbitrary: fc.constant({ deed: "stop" as const }) },
);
const script = fc.array(fc.array(deed, { maxLength: 4 }), { minLength: 1, maxLength: 60 });

describe("the simulator does what its plain twin does", () => {
  for (const eventSet of ["heap", "ladder", "adaptive"] as const) {
    test(`with the event set "${eventSet}"`, () => {
      const property = fc.property(script, (deeds) => {
        expect(runScript(new Fast(deeds, eventSet), [END_OF_TIME])).toEqual(
          runScript(new Plain(deeds), [END_OF_TIME]),
        );
      });
      fc.assert(property, { numRuns: 300 });
    });
  }

  test("in slices of time and of notices too", () => {
    const bounds = fc.array(fc.nat(300), { maxLength: 10 });
    const property = fc.property(
      script,
      bounds,
      fc.integer({ min: 1, max: 20 }),
      (deeds, ends, limit) => {
        const slices = ends.sort((a, b) => a - b);
        expect(runScript(new Fast(deeds, "adaptive"), slices, limit)).toEqual(
          runScript(new Plain(deeds), slices, limit),
        );
      },
    );
    fc.assert(property, { numRuns: 300 });
  });
});

test("a run in slices carries out the same notices as a run in one go, and ends the same way", () => {
  const bounds = fc.array(fc.nat(400), { maxLength: 20 });
  const property = fc.property(script, bounds, (deeds, ends) => {
    // Without stops: a stop ends a slice early, and the rest is then not run.
    const steady = deeds.map((some) => some.filter(({ deed }) => deed !== "stop"));
    const whole = runScript(new Fast(steady, "adaptive"), [END_OF_TIME]);
    const slices = [...ends.sort((a, b) => a - b), END_OF_TIME];
    const sliced = runScript(new Fast(steady, "adaptive"), slices);
    expect(sliced.trace).toEqual(whole.trace);
    expect(sliced.ends.at(-1)).toEqual(whole.ends.at(-1));
  });
  fc.assert(property, { numRuns: 300 });
});

/** What both simulators can do, as the script sees it. */
interface Machine {
  readonly trace: string[];
  begin(): void;
  run(until: number, limit: number): string;
}

function runScript(
  machine: Machine,
  slices: readonly number[],
  limit = Infinity,
): { readonly trace: readonly string[]; readonly ends: readonly string[] } {
  machine.begin();
  const ends = slices.map((until) => machine.run(until, limit));
  return { trace: machine.trace, ends };
}

/** Walks through the script: the next deeds at each notice, until there are none left. */
abstract class Scripted implements Machine {
  readonly trace: string[] = [];
  readonly #deeds: readonly (readonly Deed[])[];
  #next = 0;
  #filed = 0;

  constructor(deeds: readonly (readonly Deed[])[]) {
    this.#deeds = deeds;
  }

  begin(): void {
    this.#doNext();
    this.post(0, 0, 999);
    this.post(200, 0, 998);
  }

  abstract run(until: number, limit: number): string;
  protected abstract readonly nowTicks: number;
  protected abstract readonly summary: string;
  protected abstract post(delay: number, kind: number, component: number): void;
  protected abstract schedule(
    delay: number,
    kind: number,
    component: number,
    argument: number,
  ): void;
  protected abstract cancel(which: number): boolean;
  protected abstract arm(timer: number, at: number): void;
  protected abstract disarm(timer: number): void;
  protected abstract renew(timer: number): void;
  protected abstract stop(): void;

  protected carryOut(kind: number, component: number, argument: number): void {
    this.trace.push(`${this.nowTicks}: ${kind} ${component} ${argument} ${this.summary}`);
    this.#doNext();
  }

  #doNext(): void {
    for (const deed of this.#deeds[this.#next++] ?? []) this.#do(deed);
  }

  #do(deed: Deed): void {
    switch (deed.deed) {
      case "post":
        for (let i = 0; i < deed.count; i++) this.post(deed.delay, i % KINDS, this.#filed++);
        return;
      case "schedule":
        for (let i = 0; i < deed.count; i++) {
          this.schedule(deed.delay, i % KINDS, this.#filed, this.#filed++ / 8);
        }
        return;
      case "cancel":
        this.trace.push(`cancelled: ${this.cancel(deed.which)}`);
        return;
      case "arm":
        this.arm(deed.timer, this.nowTicks + deed.delay);
        return;
      case "disarm":
        this.disarm(deed.timer);
        return;
      case "renew":
        this.renew(deed.timer);
        return;
      case "stop":
        this.stop();
    }
  }
}

class Fast extends Scripted {
  readonly #simulator: Simulator;
  readonly #kinds: readonly NoticeKind[];
  readonly #handles: Handle[] = [];
  readonly #timers: Timer[];

  constructor(deeds: readonly (readonly Deed[])[], eventSet: SetPolicy) {
    super(deeds);
    this.#simulator = new Simulator({ eventSet });
    this.#kinds = Array.from({ length: KINDS }, (_, kind) =>
      this.#simulator.on((component, argument) => {
        this.carryOut(kind, component, argument);
      }),
    );
    this.#timers = Array.from({ length: TIMERS }, (_, i) => this.#timer(i));
  }

  protected get nowTicks(): number {
    return this.#simulator.now;
  }

  protected get summary(): string {
    const deadlines = this.#timers.map((timer) => {
      const deadline = this.#simulator.deadline(timer);
      return deadline === END_OF_TIME ? "-" : deadline;
    });
    return `${this.#simulator.notices} ${this.#simulator.pendingCount} ${deadlines.join()}`;
  }

  run(until: number, limit: number): string {
    const end = this.#simulator.run(until as SimTime, limit);
    return `${end.kind} ${this.#simulator.now} ${end.at}`;
  }

  protected post(delay: number, kind: number, component: number): void {
    this.#simulator.post(delay, this.#kinds[kind]!, component);
  }

  protected schedule(delay: number, kind: number, component: number, argument: number): void {
    this.#handles.push(this.#simulator.schedule(delay, this.#kinds[kind]!, component, argument));
  }

  protected cancel(which: number): boolean {
    const handle = this.#handles[which];
    return handle !== undefined && this.#simulator.cancel(handle);
  }

  protected arm(timer: number, at: number): void {
    this.#simulator.arm(this.#timers[timer]!, at as SimTime);
  }

  protected disarm(timer: number): void {
    this.#simulator.disarm(this.#timers[timer]!);
  }

  protected renew(timer: number): void {
    this.#simulator.releaseTimer(this.#timers[timer]!);
    this.#timers[timer] = this.#timer(timer);
  }

  protected stop(): void {
    this.#simulator.stop();
  }

  #timer(i: number): Timer {
    return this.#simulator.timer(this.#kinds[0]!, 1000 + i);
  }
}

class Plain extends Scripted {
  readonly #simulator: PlainSimulator;
  readonly #handles: ReturnType<PlainSimulator["schedule"]>[] = [];
  readonly #timers: number[];

  constructor(deeds: readonly (readonly Deed[])[]) {
    super(deeds);
    this.#simulator = new PlainSimulator((kind, component, argument) => {
      this.carryOut(kind, component, argument);
    });
    this.#timers = Array.from({ length: TIMERS }, (_, i) => this.#simulator.timer(0, 1000 + i));
  }

  protected get nowTicks(): number {
    return this.#simulator.now;
  }

  protected get summary(): string {
    const deadlines = this.#timers.map((timer) => this.#simulator.deadline(timer) ?? "-");
    return `${this.#simulator.notices} ${this.#simulator.pendingCount} ${deadlines.join()}`;
  }

  run(until: number, limit: number): string {
    const kind = this.#simulator.run(until, limit);
    return `${kind} ${this.#simulator.now} ${this.#simulator.now}`;
  }

  protected post(delay: number, kind: number, component: number): void {
    this.#simulator.schedule(delay, kind, component, 0);
  }

  protected schedule(delay: number, kind: number, component: number, argument: number): void {
    this.#handles.push(this.#simulator.schedule(delay, kind, component, argument));
  }

  protected cancel(which: number): boolean {
    const handle = this.#handles[which];
    return handle !== undefined && this.#simulator.cancel(handle);
  }

  protected arm(timer: number, at: number): void {
    this.#simulator.arm(this.#timers[timer]!, at);
  }

  protected disarm(timer: number): void {
    this.#simulator.disarm(this.#timers[timer]!);
  }

  protected renew(timer: number): void {
    this.#simulator.releaseTimer(this.#timers[timer]!);
    this.#timers[timer] = this.#simulator.timer(0, 1000 + timer);
  }

  protected stop(): void {
    this.#simulator.stop();
  }
}
