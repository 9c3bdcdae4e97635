/**
 * Goal: what a killed agent loses, and how long it is away, agrees with counting by hand.
 * Method: inflow less drain up to the kill; the stages of a start; bounds from three standard deviations of the
 * Poisson arrivals and from the batches in the hands of the sinks.
 */
import { expect, test } from "vitest";
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import { expectBetween, expectNear, shipped, threeSigma, type Shipped } from "./shipped.js";

const OFFERED = 20 * 100;
const KILLED = 300; // [s]
const BACK = KILLED + 30;
/** What two tier-1 sinks gather, what servers have generated of a batch, and the batch that is being written. */
const UNDER_WAY = 1000 + 1000;
const NOISE = threeSigma(KILLED * OFFERED) + UNDER_WAY;
/** JVM: lognormal, median 0.55 s, sigma 0.1; three standard deviations either way. */
const JVM = [0.55 * Math.exp(-0.3), 0.55 * Math.exp(0.3)] as const;
const SOURCE = 0.26;
const CHECK = 0.5; // Flume looks whether its channels have started

/** [s] after its process was started that the agent was up. */
function startTook(scenario: Shipped): number {
  const up = scenario.run().recording.episodes.find(({ kind }) => kind === "process-up")!;
  return up.fromTicks / TICKS_PER_SECOND - BACK;
}

/** What tier 1 keeps while tier 2 is away: its sinks try every 5 s. */
function expectTier1Kept(scenario: Shipped): void {
  const { peak } = scenario.layer("tier1");
  const away = Math.ceil((30 + startTook(scenario)) / 5) * 5;
  expect(away).toBe(35);
  const each = OFFERED / 2;
  const noise = threeSigma(away * each);
  // Noticed with the next batch, a second later at the most; a second more to gather the present one.
  expectBetween(peak!.events, away * each - noise, (away + 2) * each + noise);
  expect(scenario.layer("tier2").connectionRefusals).toBe(2 * (away / 5));
}

shipped("tier2-crash-memory", (scenario) => {
  test("lost is the backlog at the kill, at tier 2 and nowhere else", () => {
    const drain = 1000 / (1 + 0.000_142);
    const { lostEvents, duplicates } = scenario.run().found.mishaps;
    expectNear(lostEvents, KILLED * (OFFERED - drain), NOISE);
    expect(scenario.layer("tier2").lostEvents).toBe(lostEvents);
    expect(duplicates).toBe(0);
  });

  test("the start takes the JVM, a look at the channel, and the source", () => {
    expectBetween(startTook(scenario), JVM[0] + CHECK + SOURCE, JVM[1] + CHECK + SOURCE);
  });

  test("tier 1 keeps what comes until its sinks try again", () => {
    expectTier1Kept(scenario);
  });
});

shipped("tier2-crash-file", (scenario) => {
  const fsync = 0.002 * Math.exp(0.6 ** 2 / 2);
  const drain = 1000 / (1 + 0.0001 + 1000 * 0.000_011_4 + fsync);
  const held = KILLED * (OFFERED - drain);

  test("what is replayed is the backlog at the kill, and nothing is lost", () => {
    const { episodes } = scenario.run().recording;
    const replayed = episodes.find(({ kind }) => kind === "replayed")!.events;
    expectNear(replayed, held, NOISE);
    const { lostEvents, duplicates } = scenario.run().found.mishaps;
    expect(lostEvents).toBe(0);
    expect(duplicates).toBeLessThanOrEqual(1000);
  });

  test("the start takes the JVM, two looks at the channel, and the source", () => {
    const replay = 0.033 + held * 0.000_001_8;
    const checks = Math.ceil(replay / CHECK) * CHECK;
    expect(checks).toBe(1);
    expectBetween(startTook(scenario), JVM[0] + checks + SOURCE, JVM[1] + checks + SOURCE);
  });

  test("tier 1 keeps what comes until its sinks try again", () => {
    expectTier1Kept(scenario);
  });

  test("with a memory channel what it holds is lost", () => {
    const { lostEvents } = scenario.run(...scenario.header.tries[0]!.set).found.mishaps;
    expectNear(lostEvents, KILLED * (OFFERED - 1000 / 1.000_142), NOISE);
  });
});
