/**
 * Checks a property on random systems.
 *
 * The seed is fixed, so that every machine draws the same systems. For a soak: `FANIN_SYSTEM_RUNS=20` draws 20 times
 * as many, `FANIN_SYSTEM_SEED=7` others; `npx vitest run test/properties` is enough, the rest stays as it is.
 */
import fc, { type Arbitrary } from "fast-check";
import { expect } from "vitest";
import { caseOf, type SystemCase } from "./case.js";
import { systemSpec, type SystemSpec } from "./spec.js";

const TIMES = Number(process.env["FANIN_SYSTEM_RUNS"] ?? 1);
const SEED = Number(process.env["FANIN_SYSTEM_SEED"] ?? 1);

/** [ms] for a test, however many systems it is to draw. */
export const PATIENCE = 120_000 * TIMES;

/** The parser may turn away this share of what is drawn: what is not run shows nothing. */
const MOST_REFUSED = 0.02;

export interface Drawing<T> {
  /** How many systems, without a soak. */
  readonly runs: number;
  /** [s] of each run. */
  readonly seconds: number;
  /** What else the property needs. */
  readonly more: Arbitrary<T>;
  readonly systems?: Arbitrary<SystemSpec>;
}

/** Throws with the smallest system found on which `holds` throws. */
export function checkSystems<T>(
  { runs, seconds, more, systems = systemSpec }: Drawing<T>,
  holds: (system: SystemCase, more: T) => void,
): void {
  let drawn = 0;
  const refused: string[] = [];
  const property = fc.property(systems, more, (spec, rest) => {
    const system = caseOf(spec, seconds);
    drawn++;
    if (typeof system === "string") refused.push(system);
    else holds(system, rest);
  });
  fc.assert(property, { numRuns: runs * TIMES, seed: SEED });
  expect(refused.length, refused[0]).toBeLessThanOrEqual(drawn * MOST_REFUSED);
}
