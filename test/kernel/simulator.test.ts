import { describe, expect, test } from "vitest";
import { Simulator, type NoticeKind, type RunEnd } from "../../src/kernel/simulator.js";
import { END_OF_TIME, type SimTime } from "../../src/units/time.js";

describe("order of notices", () => {
  test("time first; at one time, the order in which they were filed, however they were filed", () => {
    const { simulator, kind, trace } = recording();
    simulator.post(20, kind, 1);
    simulator.schedule(10, kind, 2, 0);
    simulator.postAt(at(20), kind, 3);
    simulator.arm(simulator.timer(kind, 4), at(10));
    simulator.schedule(20, kind, 5, 0);
    simulator.run(at(100));
    expect(trace).toEqual([
      [10, 2, 0],
      [10, 4, 0],
      [20, 1, 0],
      [20, 3, 0],
      [20, 5, 0],
    ]);
  });

  test("a delay of 0 comes after all that is already filed for now", () => {
    const { simulator, trace } = recording();
    const kind = simulator.on((component) => {
      trace.push([simulator.now, component, 0]);
      if (component === 1) simulator.post(0, kind, 3);
    });
    simulator.post(5, kind, 1);
    simulator.post(5, kind, 2);
    simulator.run(at(5));
    expect(trace.map(([, component]) => component)).toEqual([1, 2, 3]);
  });

  test("a handler gets its component and argument; posted and timed notices have argument 0", () => {
    const { simulator, kind, trace } = recording();
    simulator.schedule(1, kind, 2 ** 24 - 1, -0.5);
    simulator.post(2, kind, 0);
    simulator.run(at(2));
    expect(trace).toEqual([
      [1, 2 ** 24 - 1, -0.5],
      [2, 0, 0],
    ]);
  });

  test("each kind goes to its own handler, one registered during the run too", () => {
    const simulator = new Simulator();
    const seen: string[] = [];
    const first = simulator.on(() => {
      seen.push("first");
      const second = simulator.on(() => seen.push("second"));
      simulator.post(1, second, 0);
    });
    simulator.post(1, first, 0);
    simulator.run(at(10));
    expect(seen).toEqual(["first", "second"]);
  });
});

describe("how a run ends", () => {
  test("time-reached: notices up to and including the end are carried out, and the clock stands there", () => {
    const { simulator, kind, trace } = recording();
    for (const delay of [9, 10, 11]) simulator.post(delay, kind, delay);
    expect(simulator.run(at(10))).toEqual(end("time-reached", 10, 2));
    expect([simulator.now, simulator.notices, simulator.pendingCount]).toEqual([10, 2, 1]);
    expect(trace.map(([now]) => now)).toEqual([9, 10]);
  });

  test("nothing-pending: the clock stands at the last notice", () => {
    const { simulator, kind } = recording();
    simulator.post(7, kind, 0);
    expect(simulator.run(at(10))).toEqual(end("nothing-pending", 7, 1));
    expect(new Simulator().run(END_OF_TIME)).toEqual(end("nothing-pending", 0, 0));
  });

  test("notice-limit: a model that files for now without end comes back", () => {
    const simulator = new Simulator();
    const kind = simulator.on(() => {
      simulator.post(0, kind, 0);
    });
    simulator.post(3, kind, 0);
    expect(simulator.run(at(10), 100_000)).toEqual(end("notice-limit", 3, 100_000));
    expect(simulator.run(at(10), 0)).toEqual(end("notice-limit", 3, 0));
  });

  test("a limit that is not exceeded does not show", () => {
    const { simulator, kind } = recording();
    for (const delay of [1, 2, 30]) simulator.post(delay, kind, 0);
    expect(simulator.run(at(10), 2).kind).toBe("time-reached");
    expect(simulator.run(at(40), 1).kind).toBe("nothing-pending");
  });

  test("a limit is not passed by what will not be carried out", () => {
    // What was cancelled, and timers disarmed or put off, still wait in the list for their time.
    const { simulator, kind } = recording();
    simulator.post(1, kind, 0);
    simulator.cancel(simulator.schedule(2, kind, 0, 0));
    const [disarmed, putOff] = [simulator.timer(kind, 1), simulator.timer(kind, 2)];
    simulator.arm(disarmed, at(3));
    simulator.disarm(disarmed);
    simulator.arm(putOff, at(4));
    simulator.arm(putOff, at(50));
    expect(simulator.run(at(10), 1)).toEqual(end("time-reached", 10, 1));
    expect(simulator.run(at(50), 1)).toEqual(end("nothing-pending", 50, 1));
  });

  test("stopped: after the notice whose handler asked for it; the next run goes on", () => {
    const simulator = new Simulator();
    const kind = simulator.on((component) => {
      if (component === 2) simulator.stop();
    });
    for (const component of [1, 2, 3]) simulator.post(component, kind, component);
    expect(simulator.run(at(10))).toEqual(end("stopped", 2, 2));
    expect(simulator.run(at(10))).toEqual(end("nothing-pending", 3, 1));
  });

  test("what is cancelled, and a timer that is not armed, are not pending", () => {
    const { simulator, kind } = recording();
    const handle = simulator.schedule(50, kind, 0, 0);
    const timer = simulator.timer(kind, 0);
    simulator.arm(timer, at(60));
    expect(simulator.pendingCount).toBe(2);
    simulator.cancel(handle);
    simulator.disarm(timer);
    expect(simulator.pendingCount).toBe(0);
    expect(simulator.run(at(10))).toEqual(end("nothing-pending", 0, 0));
    expect(simulator.run(at(100))).toEqual(end("nothing-pending", 0, 0));
  });
});

describe("cancelling", () => {
  test("a notice that is cancelled does not come; cancelling it again says so", () => {
    const { simulator, kind, trace } = recording();
    const handle = simulator.schedule(5, kind, 1, 0);
    simulator.schedule(5, kind, 2, 0);
    expect(simulator.cancel(handle)).toBe(true);
    expect(simulator.cancel(handle)).toBe(false);
    simulator.run(at(10));
    expect(trace).toEqual([[5, 2, 0]]);
    expect(simulator.notices).toBe(1);
  });

  test("a handle of a notice that was carried out cancels nothing, though its slot is in use again", () => {
    const { simulator, kind, trace } = recording();
    const old = simulator.schedule(1, kind, 1, 0);
    simulator.run(at(1));
    simulator.schedule(1, kind, 2, 0);
    expect(simulator.cancel(old)).toBe(false);
    simulator.run(at(10));
    expect(trace.map(([, component]) => component)).toEqual([1, 2]);
  });

  test("a handler may cancel the notice behind its own, and not its own", () => {
    const { simulator, trace, kind } = recording();
    const canceller = simulator.on(() => {
      expect(simulator.cancel(own)).toBe(false);
      expect(simulator.cancel(next)).toBe(true);
    });
    const own = simulator.schedule(5, canceller, 0, 0);
    const next = simulator.schedule(5, kind, 1, 0);
    simulator.schedule(5, kind, 2, 0);
    simulator.run(at(10));
    expect(trace).toEqual([[5, 2, 0]]);
  });

  test("the cancelled do not pile up: a million of them pass through room for a thousand", () => {
    // A tombstone stays until its time comes, unless the dead are removed when they outnumber the living.
    for (const eventSet of ["heap", "ladder", "adaptive"] as const) {
      const { simulator, kind, trace } = recording({ pendingLimit: 1000, eventSet });
      for (let i = 0; i < 300; i++) simulator.post(2_000_000 + i, kind, i);
      const driver = simulator.on((component) => {
        for (let i = 0; i < 100; i++) simulator.cancel(simulator.schedule(1_000_000, kind, 0, 0));
        if (component < 10_000) simulator.post(1, driver, component + 1);
      });
      simulator.post(0, driver, 0);
      simulator.run(END_OF_TIME);
      expect(trace.map(([, component]) => component)).toEqual(
        Array.from({ length: 300 }, (_, i) => i),
      );
    }
  });
});

describe("timers", () => {
  test("come once, at the deadline; then they are not armed", () => {
    const { simulator, kind, trace } = recording();
    const timer = simulator.timer(kind, 9);
    expect([simulator.isArmed(timer), simulator.deadline(timer)]).toEqual([false, END_OF_TIME]);
    simulator.arm(timer, at(5));
    expect([simulator.isArmed(timer), simulator.deadline(timer)]).toEqual([true, 5]);
    simulator.run(at(100));
    expect(trace).toEqual([[5, 9, 0]]);
    expect(simulator.isArmed(timer)).toBe(false);
  });

  const moves: readonly (readonly [string, readonly number[], readonly number[]])[] = [
    // the deadlines set at 0 in turn (-1 disarms), and when the timer comes
    ["put off, it comes at the later deadline only", [5, 20, 30], [30]],
    ["moved forward, it comes at the earlier deadline only", [30, 20, 5], [5]],
    ["moved to and fro, it comes at the last deadline", [10, 30, 5, 20], [20]],
    ["set again to the same deadline, it comes once", [10, 10], [10]],
    ["disarmed, it does not come", [10, -1], []],
    ["disarmed and armed for later, it comes then", [10, -1, 20], [20]],
    ["disarmed and armed for earlier, it comes then", [10, -1, 5], [5]],
    ["disarmed twice, it does not come", [10, -1, -1], []],
  ];
  for (const [name, deadlines, comes] of moves) {
    test(name, () => {
      const { simulator, kind, trace } = recording();
      const timer = simulator.timer(kind, 0);
      for (const deadline of deadlines) {
        if (deadline < 0) simulator.disarm(timer);
        else simulator.arm(timer, at(deadline));
      }
      expect(simulator.pendingCount).toBe(comes.length);
      simulator.run(at(100));
      expect(trace.map(([now]) => now)).toEqual(comes);
      expect(simulator.notices).toBe(comes.length);
    });
  }

  test("a timer may be armed for now, and again by its own handler", () => {
    const simulator = new Simulator();
    const comes: number[] = [];
    const kind: NoticeKind = simulator.on(() => {
      comes.push(simulator.now);
      if (comes.length < 4) simulator.arm(timer, at(simulator.now + (comes.length % 2) * 10));
    });
    const timer = simulator.timer(kind, 0);
    simulator.arm(timer, at(3));
    simulator.run(at(100));
    expect(comes).toEqual([3, 13, 13, 23]);
  });

  test("putting a deadline off a million times costs no room: one notice is pending", () => {
    const { simulator, kind, trace } = recording({ pendingLimit: 2 });
    const timer = simulator.timer(kind, 7);
    const batch = simulator.on((component) => {
      simulator.arm(timer, at(simulator.now + 5000));
      if (component < 1_000_000) simulator.post(1, batch, component + 1);
    });
    simulator.post(0, batch, 0);
    const { notices } = simulator.run(END_OF_TIME);
    expect(trace).toEqual([[1_005_000, 7, 0]]);
    // 1,000,001 batches and one flush: coming up early is no notice.
    expect(notices).toBe(1_000_002);
  });

  test("a released timer does not come, and its number serves another without a trace of it", () => {
    const { simulator, kind, trace } = recording();
    const old = simulator.timer(kind, 1);
    simulator.arm(old, at(10));
    simulator.releaseTimer(old);
    expect(simulator.pendingCount).toBe(0);
    const young = simulator.timer(kind, 2);
    expect(simulator.isArmed(young)).toBe(false);
    simulator.arm(young, at(20));
    simulator.run(at(100));
    expect(trace).toEqual([[20, 2, 0]]);
  });

  test("a released timer cannot be used, nor one that was never made", () => {
    const { simulator, kind } = recording();
    const timer = simulator.timer(kind, 1);
    simulator.releaseTimer(timer);
    const rule = "a timer is used between its making and its release";
    expect(() => simulator.arm(timer, at(1))).toThrow(rule);
    expect(() => simulator.disarm(timer)).toThrow(rule);
    expect(() => simulator.releaseTimer(timer)).toThrow(rule);
    expect(() => simulator.isArmed(1000 as typeof timer)).toThrow(rule);
  });

  test("more timers than the first columns hold keep their deadlines", () => {
    const { simulator, kind, trace } = recording();
    const timers = Array.from({ length: 100 }, (_, i) => simulator.timer(kind, i));
    timers.forEach((timer, i) => simulator.arm(timer, at(1000 - i)));
    simulator.run(at(1000));
    expect(trace.map(([, component]) => component)).toEqual(
      Array.from({ length: 100 }, (_, i) => 99 - i),
    );
  });
});

describe("what a model must not do is refused", () => {
  const rows: readonly (readonly [
    string,
    (simulator: Simulator, kind: NoticeKind) => void,
    string,
  ])[] = [
    ["a delay below 0", (s, kind) => s.post(-1, kind, 0), "a whole tick, from now"],
    ["a delay of part of a tick", (s, kind) => s.post(0.5, kind, 0), "a whole tick"],
    ["a delay that is no number", (s, kind) => s.schedule(NaN, kind, 0, 0), "a whole tick"],
    ["a time without end", (s, kind) => s.post(Infinity, kind, 0), "to the end of time"],
    ["the end of time itself", (s, kind) => s.postAt(END_OF_TIME, kind, 0), "to the end of time"],
    ["a time that is past", (s, kind) => s.postAt(at(9), kind, 0), "from now"],
    ["a timer armed for the past", (s, kind) => s.arm(s.timer(kind, 0), at(9)), "from now"],
    ["a kind without a handler", (s) => s.post(1, 1 as NoticeKind, 0), "a known kind"],
    ["a component of 2^24", (s, kind) => s.post(1, kind, 2 ** 24), "a component below 2^24"],
    ["a component below 0", (s, kind) => s.timer(kind, -1), "a component below 2^24"],
    ["running backwards", (s) => s.run(at(9)), "a run goes forward"],
  ];
  for (const [name, misuse, rule] of rows) {
    test(name, () => {
      const { simulator, kind } = recording();
      simulator.post(50, kind, 0);
      simulator.run(at(10));
      expect(() => misuse(simulator, kind)).toThrow(rule);
    });
  }

  test("a handler that runs its own simulator", () => {
    const simulator = new Simulator();
    const kind = simulator.on(() => simulator.run(at(20)));
    simulator.post(1, kind, 0);
    expect(() => simulator.run(at(10))).toThrow("a handler does not run its own simulator");
  });

  test("a 65th kind of notice", () => {
    const simulator = new Simulator();
    const kinds = Array.from({ length: 64 }, () => simulator.on(() => simulator.stop()));
    simulator.post(1, kinds[63]!, 2 ** 24 - 1);
    expect(simulator.run(at(10)).kind).toBe("stopped");
    expect(() => simulator.on(() => undefined)).toThrow("64 kinds");
  });

  test("more pending notices than the limit: the model has a leak", () => {
    const { simulator, kind } = recording({ pendingLimit: 10 });
    const leak = (): void => {
      for (let i = 0; i < 11; i++) simulator.post(1, kind, i);
    };
    expect(leak).toThrow("pending notices stay within the limit");
  });
});

/** A simulator with one kind, whose notices are written down as [time, component, argument]. */
function recording(options?: ConstructorParameters<typeof Simulator>[0]): {
  readonly simulator: Simulator;
  readonly kind: NoticeKind;
  readonly trace: [number, number, number][];
} {
  const simulator = new Simulator(options);
  const trace: [number, number, number][] = [];
  const kind = simulator.on((component, argument) => {
    trace.push([simulator.now, component, argument]);
  });
  return { simulator, kind, trace };
}

function end(kind: RunEnd["kind"], ticks: number, notices: number): RunEnd {
  return { kind, at: at(ticks), notices };
}

function at(ticks: number): SimTime {
  return ticks as SimTime;
}
