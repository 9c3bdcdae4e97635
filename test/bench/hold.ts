/**
 * The hold model: N notices are pending; take the earliest, file one an exponential time later.
 *
 * Of the time that n holds take, the mean must be n / N: N notices, each moving on by 1 s on average.
 */
import { HeapSet } from "../../src/kernel/heap-set.js";
import { LadderSet } from "../../src/kernel/ladder-set.js";
import type { EventSet } from "../../src/kernel/event-set.js";
import { Simulator } from "../../src/kernel/simulator.js";
import type { SetPolicy } from "../../src/kernel/set-choice.js";
import type { RandomStream } from "../../src/random/stream.js";
import { Streams } from "../../src/random/streams.js";
import { END_OF_TIME, TICKS_PER_SECOND } from "../../src/units/time.js";
import type { Contender, Group, Outcome } from "./harness.js";
import { NaiveSimulator } from "./peers/naive-simulator.js";
import { simJs } from "./peers/simjs.js";

const SEED = 1;

export function holdGroups(): Group[] {
  return [holdGroup("hold-1e3", 1e3, 1_000_000), holdGroup("hold-1e5", 1e5, 1_000_000)];
}

function holdGroup(name: string, pending: number, holds: number): Group {
  const contender = (label: string, seconds: () => number): Contender => ({
    name: label,
    run: (): Outcome => ({ operations: holds, result: (seconds() * pending) / holds }),
  });
  return {
    name,
    unit: "holds",
    result: { name: "mean step [s]", exact: 1, tolerance: 0.5 },
    contenders: [
      contender("fanin, posted", () => holdPosted(pending, holds, "adaptive")),
      contender("fanin, cancellable", () => holdCancellable(pending, holds, "adaptive")),
      contender("fanin, posted, heap", () => holdPosted(pending, holds, "heap")),
      contender("fanin, posted, ladder", () => holdPosted(pending, holds, "ladder")),
      contender("bare loop, heap", () => holdBare(pending, holds, new HeapSet())),
      contender("bare loop, ladder", () => holdBare(pending, holds, new LadderSet())),
      contender("naive heap of closures", () => holdNaive(pending, holds)),
      contender("simjs", () => holdSimJs(pending, holds)),
    ],
  };
}

/** @returns [s] simulated */
function holdPosted(pending: number, holds: number, eventSet: SetPolicy): number {
  const simulator = new Simulator({ eventSet });
  const stream = holdStream();
  const kind = simulator.on((component) => {
    simulator.post(step(stream), kind, component);
  });
  for (let i = 0; i < pending; i++) simulator.post(step(stream), kind, i);
  return simulator.run(END_OF_TIME, holds).at / TICKS_PER_SECOND;
}

function holdCancellable(pending: number, holds: number, eventSet: SetPolicy): number {
  const simulator = new Simulator({ eventSet });
  const stream = holdStream();
  const handles = new Float64Array(pending);
  const kind = simulator.on((component, argument) => {
    handles[component] = simulator.schedule(step(stream), kind, component, argument);
  });
  for (let i = 0; i < pending; i++) handles[i] = simulator.schedule(step(stream), kind, i, i);
  return simulator.run(END_OF_TIME, holds).at / TICKS_PER_SECOND;
}

/** The same list and stream, without clock, table, handlers and checks: what the kernel adds to. */
function holdBare(pending: number, holds: number, set: EventSet): number {
  const stream = holdStream();
  for (let i = 0; i < pending; i++) set.push(step(stream), i);
  let now = 0;
  for (let i = 0; i < holds; i++) {
    now = set.nextTime();
    set.push(now + step(stream), set.takeNext());
  }
  return now / TICKS_PER_SECOND;
}

function holdNaive(pending: number, holds: number): number {
  const simulator = new NaiveSimulator();
  const stream = holdStream();
  const hold = (component: number): void => {
    simulator.schedule(step(stream), () => {
      hold(component);
    });
  };
  for (let i = 0; i < pending; i++) hold(i);
  simulator.run(holds);
  return simulator.now / TICKS_PER_SECOND;
}

function holdSimJs(pending: number, holds: number): number {
  const stream = holdStream();
  class Holder extends simJs.Entity {
    start(): void {
      this.setTimer(stream.exponential()).done(() => {
        this.start();
      });
    }
  }
  const simulation = new simJs.Sim();
  const holders = Array.from({ length: pending }, () => simulation.addEntity(Holder));
  simulation.simulate(Number.MAX_VALUE, holds);
  return holders[0]!.time();
}

function holdStream(): RandomStream {
  return new Streams(SEED).stream("hold");
}

/** [ticks] exponential with mean 1 s */
function step(stream: RandomStream): number {
  return Math.round(stream.exponential() * TICKS_PER_SECOND);
}
