import { describe, expect, test } from "vitest";
import type { ProcessorDriver, SinkProcessor } from "../../src/flume/processors/processor.js";
import { SinkRunners } from "../../src/flume/sink-runner.js";
import { BACKOFF, EXCEPTION, READY, type ProcessResult } from "../../src/flume/sinks/sink.js";
import { Simulator } from "../../src/kernel/simulator.js";
import { Host } from "../../src/model/host.js";
import { OsProcess } from "../../src/model/process.js";
import { Sampler } from "../../src/random/sampler.js";
import { Streams } from "../../src/random/streams.js";
import { ticksFromSeconds, type SimTime } from "../../src/units/time.js";

const NO_OVERSHOOT = new Sampler({ kind: "constant", value: 0 }, () => new Streams(1).stream("x"));

/** Answers as told, at once, and notes when it was asked [s]. */
class Scripted implements SinkProcessor {
  readonly sinks = [];
  driver: ProcessorDriver | undefined = undefined;
  readonly asked: number[] = [];
  readonly #sim: Simulator;
  readonly #answers: readonly ProcessResult[];

  constructor(sim: Simulator, answers: readonly ProcessResult[]) {
    this.#sim = sim;
    this.#answers = answers;
  }

  process(): void {
    const answer = this.#answers[this.asked.length];
    this.asked.push(this.#sim.now / 1e9);
    if (answer !== undefined) this.driver!.onRoundEnded(answer);
  }
}

function askedAt(answers: string): number[] {
  const sim = new Simulator();
  const letters = { B: BACKOFF, R: READY, E: EXCEPTION } as const;
  const script = [...answers].map((letter) => letters[letter as keyof typeof letters]);
  const processor = new Scripted(sim, script);
  const host = new Host(1, 1e9, NO_OVERSHOOT);
  new SinkRunners(sim).make(new OsProcess(sim), host, processor).start();
  sim.run(ticksFromSeconds(100) as SimTime);
  return processor.asked;
}

describe("surprise 17: sinks sleep after empties and errors, and nothing wakes them", () => {
  test("the sequence executed on real Flume: B+1 B+2 B+3 B+4 B+5 B+5 B+5 R+0 B+1 B+2 E+5 B+3", () => {
    // Flume 1.11, appendix C: sleeps after each answer; running sums of them.
    const sleeps = [1, 2, 3, 4, 5, 5, 5, 0, 1, 2, 5, 3];
    const times = sleeps.reduce<number[]>((sums, sleep) => [...sums, sums.at(-1)! + sleep], [0]);
    expect(askedAt("BBBBBBBRBBEB")).toEqual(times);
  });

  test("the back-off counter survives exceptions", () => {
    // After B, E, E the next B is the second in a row: 2 s.
    expect(askedAt("BEEB")).toEqual([0, 1, 6, 11, 13]);
  });
});
