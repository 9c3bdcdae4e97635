/**
 * Goal: a queue that has no outage, and of which the fluid keeps nothing, is explained by what chance alone piles up; and
 * the allowance is a bound on that, not a blank cheque. Method: the mean time in which reflected Brownian motion first
 * reaches a level, put in by hand for one queue; and queues by their load, arrivals and service times, run for many seeds:
 * every number explained, and the most that any of them kept at least a fifth of what is allowed.
 */
import { describe, expect, test } from "vitest";
import { headlines } from "../../src/experiment/headlines.js";
import { besideFluid } from "../../src/fluid/compare.js";
import { fluidCourse } from "../../src/fluid/fluid.js";
import { scenarioOf, simulated } from "../support/simulated.js";

const SEEDS = 3;
const CAPACITY = 100_000;

interface Queue {
  /** [events/s] */
  readonly rate: number;
  readonly arrivals: string;
  readonly service: string;
}

function textOf({ rate, arrivals, service }: Queue): string {
  return `fanin: 1
duration: 10 min
servers:
  web: { count: 10, rate: ${String(rate / 10)} events/s, batch: 1, arrivals: ${arrivals}, client: { type: avro, backlog: unlimited }, to: agent }
tiers:
  agent:
    agents: 1
    machine: { heap: 4 GB }
    source: { type: avro }
    channel: { type: memory, capacity: ${String(CAPACITY)}, transactionCapacity: 1000 }
    sinks: { type: timed, batchSize: 10, service: ${service} }
`;
}

/** [events] that may be in the channel besides those in hands. */
function swingOf(text: string): Readonly<Record<string, number>> {
  const { allowances } = fluidCourse(scenarioOf(text));
  const { reasons } = allowances.find(({ name }) => name === "agent.peakFill")!;
  return Object.fromEntries(reasons.map(({ why, amount }) => [why, amount * CAPACITY]));
}

test("is the level that Brownian motion reflected at nothing reaches once in 16,000 such runs, near saturation", () => {
  const service = "{ type: exponential, mean: 200 ms }";
  const found = swingOf(textOf({ rate: 49, arrivals: "poisson", service }));
  // 10 events in 200 ms and some microseconds; Poisson arrivals, and batches of 10 that take exponential times.
  const [into, able, seconds] = [49, 50, 600];
  const variance = into + able * 10;
  const spare = able - into;
  const scale = variance / (2 * spare);
  const most = scale * Math.log((16_000 * seconds * spare) / scale);
  const all = found["chance"]! + found["service times"]!;
  expect(all / most).toBeCloseTo(1, 1);
  expect(found["chance"]! / all).toBeCloseTo(into / variance, 3);
});

test("is nothing where nothing is left to chance", () => {
  expect(swingOf(textOf({ rate: 450, arrivals: "periodic", service: "20 ms" }))).not.toHaveProperty(
    "chance",
  );
});

const exponential = "{ type: exponential, mean: 20 ms }";
const queues: readonly (readonly [string, Queue])[] = [
  ["half loaded, exponential", { rate: 250, arrivals: "poisson", service: exponential }],
  ["at 80 %, exponential", { rate: 400, arrivals: "poisson", service: exponential }],
  ["at 97 %, exponential", { rate: 485, arrivals: "poisson", service: exponential }],
  [
    "at 90 %, lognormal",
    {
      rate: 450,
      arrivals: "poisson",
      service: "{ type: lognormal, median: 12 ms, sigma: 1 }",
    },
  ],
  [
    "at 80 %, bursts",
    {
      rate: 400,
      arrivals: "{ type: mmpp, burstFactor: 2, burst: 10 s, calm: 40 s }",
      service: "20 ms",
    },
  ],
];

describe.each(queues)("%s", (_name, queue) => {
  test("every number of every seed is explained, and the most that was kept is not far below", () => {
    const text = textOf(queue);
    const course = fluidCourse(scenarioOf(text));
    let most = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { found, recording } = simulated(text, [`seed=${String(seed)}`], {
        checksLedger: false,
      });
      const rows = besideFluid(course, headlines(found, recording));
      expect(rows.filter(({ isExplained }) => !isExplained)).toEqual([]);
      const { simulated: share, allowed } = rows.find(({ name }) => name === "agent.peakFill")!;
      most = Math.max(most, share! / allowed);
    }
    expect(most).toBeGreaterThan(0.2);
  });
});
