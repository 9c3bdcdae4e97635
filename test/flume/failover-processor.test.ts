import { describe, expect, test } from "vitest";
import type { ProcessorDriver } from "../../src/flume/processors/processor.js";
import { FailoverProcessor } from "../../src/flume/processors/failover-processor.js";
import {
  BACKOFF,
  EXCEPTION,
  READY,
  type BaseSink,
  type ProcessResult,
  type SinkDriver,
} from "../../src/flume/sinks/sink.js";
import { Simulator } from "../../src/kernel/simulator.js";
import { SILENT_PROBE } from "../../src/model/probe.js";
import { ticksFromSeconds, type SimTime } from "../../src/units/time.js";

/** A sink that answers as it is told to at the moment, and counts how often it was asked. */
class TestSink {
  driver: SinkDriver | undefined = undefined;
  answer: ProcessResult = READY;
  rounds = 0;
  readonly part = 0;

  process(): void {
    this.rounds++;
    this.driver!.onProcessed(this as unknown as BaseSink, this.answer);
  }
}

class World {
  readonly sim = new Simulator();
  readonly primary = new TestSink();
  readonly standby = new TestSink();
  readonly results: ProcessResult[] = [];
  readonly #processor: FailoverProcessor;

  constructor(maxPenaltySeconds: number) {
    const sinks = [this.primary, this.standby] as unknown as BaseSink[];
    this.#processor = new FailoverProcessor(this.sim, SILENT_PROBE, sinks, {
      part: 0,
      priorities: [10, 5],
      maxPenaltyTicks: ticksFromSeconds(maxPenaltySeconds),
    });
    const driver: ProcessorDriver = { onRoundEnded: (result) => this.results.push(result) };
    this.#processor.driver = driver;
    // Something far away, so that the clock goes on.
    this.sim.postAt(
      ticksFromSeconds(1e6) as SimTime,
      this.sim.on(() => undefined),
      0,
    );
  }

  /** One round at a time of the clock. @returns its result */
  round(seconds: number): ProcessResult {
    this.sim.run(ticksFromSeconds(seconds) as SimTime);
    this.#processor.process();
    return this.results.at(-1)!;
  }
}

describe("failover processor", () => {
  test("the highest priority works; on its failure the next goes on in the same round", () => {
    const world = new World(30);
    world.round(0);
    expect([world.primary.rounds, world.standby.rounds]).toEqual([1, 0]);
    world.primary.answer = EXCEPTION;
    expect(world.round(1)).toBe(READY);
    expect([world.primary.rounds, world.standby.rounds]).toEqual([2, 1]);
  });

  test("a failed sink is tried again after 2, 4, 8, 16, 30 s, and takes over when it succeeds", () => {
    // Failures at 0, 2, 6, 14, 30, 60 s; a round is made every 0.1 s. It recovers at 61 s.
    const world = new World(30);
    world.primary.answer = EXCEPTION;
    const tried: number[] = [];
    for (let tenth = 0; tenth <= 1000; tenth++) {
      if (tenth === 610) world.primary.answer = READY;
      const before = world.primary.rounds;
      world.round(tenth / 10);
      if (world.primary.rounds > before) tried.push(tenth / 10);
    }
    // A retry is due strictly after its time, so each comes a round (0.1 s) late, and the next counts from it.
    expect(tried.slice(0, 6)).toEqual([0, 2.1, 6.2, 14.3, 30.4, 60.5]);
    // At 90.6 s it succeeds, and works in every round from then on: 95 rounds from 90.6 to 100 s.
    expect(world.primary.rounds).toBe(6 + 95);
  });

  test("surprise 21: a recovered primary that finds the channel empty blocks the secondary", () => {
    const world = new World(30);
    world.primary.answer = EXCEPTION;
    world.round(0);
    world.primary.answer = BACKOFF;
    world.standby.rounds = 0;
    expect([world.round(3), world.round(4), world.round(5)]).toEqual([BACKOFF, BACKOFF, BACKOFF]);
    expect(world.standby.rounds).toBe(0);
  });

  test("no sink left is an exception", () => {
    const world = new World(30);
    world.primary.answer = EXCEPTION;
    world.standby.answer = EXCEPTION;
    expect([world.round(0), world.round(0.5)]).toEqual([EXCEPTION, EXCEPTION]);
  });

  test("surprise 20: from the 22nd failure on the penalty overflows: six tries in one round, then 30 s", () => {
    // penalty(f) = min(30 s, (1 << f) · 1,000 ms) in 32 bits: f = 22 … 26 negative (due at once), 27: 30 s.
    // f reaches 21 after 2 + 4 + 8 + 16 + 17 · 30 s; the next due round tries f = 22, 23, 24, 25, 26, 27.
    const world = new World(30);
    world.primary.answer = EXCEPTION;
    let seconds = 0;
    const triesPerRound: number[] = [];
    while (triesPerRound.reduce((sum, tries) => sum + tries, 0) < 34) {
      const before = world.primary.rounds;
      world.round(seconds);
      if (world.primary.rounds > before) triesPerRound.push(world.primary.rounds - before);
      seconds += 0.5;
    }
    expect(triesPerRound.slice(0, 21)).toEqual(new Array(21).fill(1));
    expect(triesPerRound[21]).toBe(6);
    // f = 28 negative again, 29: 0 (due strictly later, so in the next round), 30: 0, 31: 0, 32: 1 s.
    expect(triesPerRound.slice(22, 26)).toEqual([2, 1, 1, 1]);
  });
});
