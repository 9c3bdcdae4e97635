/**
 * Goal: the fluid is the solution of what it says it solves, not only where a closed form is known. Method: random plants
 * (chains and fan-in trees, several groups, rates and faults, servers that keep and servers that drop) against a second
 * solution of the same definition in small steps of time: contents of every buffer at sampled times, and what is
 * delivered, dropped and lost in all. The tolerance is what flows in so many steps, and shrinks with them.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { FluidCourse } from "../../src/fluid/course.js";
import { valueAt } from "../../src/fluid/curve.js";
import { fluidCourse } from "../../src/fluid/fluid.js";
import { largestRate, plantSpec, plantText, type PlantSpec } from "../support/fluid-spec.js";
import { stepped, type Stepped } from "../support/fluid-steps.js";
import { scenarioOf } from "../support/scenario.js";

const STEP = 1 / 8; // [s]
const SAMPLES = 40;
/** What passes on in a step arrives in the next one, and a buffer runs full within a step. */
const STEPS_OFF = 2;
/** A sum has that of every buffer that it went through. */
const STEPS_OFF_IN_ALL = 8;

function courseOf(spec: PlantSpec): FluidCourse {
  return fluidCourse(scenarioOf(plantText(spec)));
}

/** [events] by which the two differ most in a buffer, and where. */
function apart({ buffers }: FluidCourse, { contents, atSeconds }: Stepped): [number, string] {
  let most: [number, string] = [0, ""];
  for (const { where, content } of buffers) {
    contents.get(where)!.forEach((events, i) => {
      const off = Math.abs(events - valueAt(content, atSeconds[i]!));
      if (off > most[0]) most = [off, `${where} at ${String(atSeconds[i])} s`];
    });
  }
  return most;
}

test("random plants: contents at all times, and the sums", () => {
  const seen = { full: 0, dropped: 0, lost: 0, faults: 0 };
  fc.assert(
    fc.property(plantSpec, (spec) => {
      const course = courseOf(spec);
      const steps = stepped(spec, STEP, SAMPLES);
      const inStep = largestRate(spec) * STEP;
      const [off, where] = apart(course, steps);
      expect(off, where).toBeLessThan(STEPS_OFF * inStep);
      const sumOf = (of: (layer: FluidCourse["layers"][number]) => number): number =>
        course.layers.reduce((sum, layer) => sum + of(layer), 0);
      const sums = {
        delivered: course.destinations.reduce((sum, each) => sum + each.deliveredEvents, 0),
        dropped: sumOf(({ droppedEvents }) => droppedEvents),
        lost: sumOf(({ lostEvents }) => lostEvents),
      };
      for (const name of ["delivered", "dropped", "lost"] as const) {
        expect(Math.abs(sums[name] - steps[name]), name).toBeLessThan(STEPS_OFF_IN_ALL * inStep);
      }
      if (course.layers.some(({ firstFull }) => firstFull !== null)) seen.full++;
      if (sums.dropped > 0) seen.dropped++;
      if (sums.lost > 0) seen.lost++;
      if (spec.faults.length > 1) seen.faults++;
    }),
    { numRuns: 100 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThanOrEqual(5);
});

test("half the step, half the difference", () => {
  const specs = fc.sample(plantSpec, { numRuns: 12, seed: 7 });
  const meanOff = (step: number): number => {
    const shares = specs.map((spec) => {
      return apart(courseOf(spec), stepped(spec, step, SAMPLES))[0] / largestRate(spec);
    });
    return shares.reduce((sum, share) => sum + share, 0) / specs.length;
  };
  const ratio = meanOff(1 / 8) / meanOff(1 / 16);
  expect(ratio).toBeGreaterThan(1.7);
  expect(ratio).toBeLessThan(2.3);
});
