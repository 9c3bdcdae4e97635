/**
 * Goal: the fluid is the solution of what it says it solves, not only where a closed form is known. Method: random plants
 * (chains and fan-in trees, several groups, rates and faults, servers that keep and servers that drop, memory, file and
 * spillable channels, selectors with required and optional channels) against a second
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
  const seen = { full: 0, dropped: 0, lost: 0, faults: 0, files: 0, splits: 0 };
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
      const isFull = (t: number, name = ""): boolean =>
        course.buffers.some(({ where, firstFullSeconds }) => {
          return (
            firstFullSeconds !== null && where.startsWith(`t${String(t)}[`) && where.endsWith(name)
          );
        });
      spec.tiers.forEach(({ channel, split }, t) => {
        if (channel === "file" && isFull(t)) seen.files++;
        if (split !== null && isFull(t, ".b")) seen.splits++;
      });
    }),
    { numRuns: 80 },
  );
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThanOrEqual(5);
});

test("a standby that nothing comes to as a rule takes the mix of what comes in its turn", () => {
  const plain = {
    channel: "memory",
    putSeconds: 0,
    takeSeconds: 0,
    memoryShare: 0,
    batch: 100,
  } as const;
  const spec: PlantSpec = {
    seconds: 200,
    groups: [
      {
        count: 3,
        rate: 20,
        changesAt: 5,
        factor: 2,
        batch: 50,
        tier: 0,
        policy: "default",
        room: null,
        isDropping: false,
      },
    ],
    tiers: [
      {
        ...plain,
        agents: 1,
        capacity: 2000,
        sinks: 1,
        processor: "failover",
        secondsPerEvent: 0.0005,
        split: null,
      },
      {
        ...plain,
        agents: 2,
        capacity: 2000,
        sinks: 1,
        processor: "none",
        secondsPerEvent: 0.002,
        split: { share: 0.1, capacity: 2000, isOptional: false },
      },
    ],
    faults: [{ kind: "sinks down", place: 0, member: null, from: 21, to: 60, factor: 1 }],
  };
  const course = courseOf(spec);
  const peakOf = (address: string): number =>
    course.buffers.find(({ where }) => where === address)!.peakEvents;
  expect(peakOf("t1[1].channels.a")).toBeGreaterThan(500);
  expect(apart(course, stepped(spec, STEP, SAMPLES))[0]).toBeLessThan(
    STEPS_OFF * largestRate(spec) * STEP,
  );
});

/** The first tier spills while its sinks are down, or drains again, and is killed meanwhile. */
const spillingSpec = fc
  .tuple(plantSpec, fc.integer({ min: 10, max: 60 }), fc.integer({ min: -25, max: 50 }))
  .map(([spec, downFor, later]): PlantSpec => {
    const crashAt = Math.max(15, 10 + downFor + later);
    const [first, ...others] = spec.tiers;
    const whole = { place: 0, member: null, factor: 1 };
    return {
      ...spec,
      tiers: [{ ...first!, channel: "spillable" }, ...others],
      faults: [
        { ...whole, kind: "sinks down", from: 10, to: 10 + downFor },
        { ...whole, kind: "agent crash", from: crashAt, to: crashAt + 5 },
      ],
    };
  });

test("a crash takes of spillable channels what is in memory, by the order of puts and takes", () => {
  const seen = { filling: 0, draining: 0 };
  fc.assert(
    fc.property(spillingSpec, (spec) => {
      const course = courseOf(spec);
      const steps = stepped(spec, STEP, SAMPLES);
      const lost = course.layers.reduce((sum, { lostEvents }) => sum + lostEvents, 0);
      const inStep = largestRate(spec) * STEP;
      expect(Math.abs(lost - steps.lost)).toBeLessThan(STEPS_OFF_IN_ALL * inStep);
      expect(apart(course, steps)[0]).toBeLessThan(STEPS_OFF * inStep);
      const [down, crash] = spec.faults;
      const kept = course.buffers
        .filter(({ layer }) => layer === "t0")
        .reduce((sum, { content }) => sum + valueAt(content, crash!.from), 0);
      if (lost === 0 || kept < inStep) return;
      if (crash!.from < down!.to) seen.filling++;
      else seen.draining++;
    }),
    { numRuns: 45 },
  );
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThanOrEqual(4);
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
