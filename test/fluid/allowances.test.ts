/**
 * Goal: how far a run may be from its fluid is worked out from the scenario, reason by reason. Method: a scenario whose
 * allowances are computed by hand, and changes that bring a reason about or take it away.
 *
 *   in hands     of a server 2 × 25 events; of the channel 20 callers × 25 and the sink's 200: 700. All: 20 × 50 + 700
 *   idle         a server 1 s of retry and 3 s of keep-alive, a sink 5 s of sleep: 9 s of the servers' load, 5 s of the agent's
 *   chance       four standard deviations of Poisson arrivals since the channel was empty: 4 √(1,000/s × 240 s)
 */
import { describe, expect, test } from "vitest";
import { fluidCourse } from "../../src/fluid/fluid.js";
import { edited, scenarioOf, type Edit } from "../support/scenario.js";

const TEXT = `fanin: 1
duration: 30 min
record: { every: 2 s }
servers:
  web: { count: 20, rate: 50 events/s, size: 100 B, batch: 25, arrivals: periodic, client: { type: avro, backlog: unlimited }, to: agent }
tiers:
  agent:
    agents: 1
    machine: { heap: 4 GB }
    source: { type: avro }
    channel: { type: memory, capacity: 300000, transactionCapacity: 1000 }
    sinks: { type: timed, batchSize: 200, service: 100 ms }
faults:
  - { at: 5 min, for: 4 min, on: agent.sinks.sink, kind: down }
`;
const OUTAGE = "  - { at: 5 min, for: 4 min, on: agent.sinks.sink, kind: down }\n";
const DRAIN = "drain.agent.sinks.sink";

type Reasons = Readonly<Record<string, number>>;

/** Of each number, by reason. */
function allowances(...edits: readonly Edit[]): Readonly<Record<string, Reasons>> {
  const { allowances: all } = fluidCourse(scenarioOf(edited(TEXT, ...edits)));
  return Object.fromEntries(
    all.map(({ name, reasons }) => [
      name,
      Object.fromEntries(reasons.map(({ why, amount }) => [why, amount])),
    ]),
  );
}

const near = (value: number): unknown => expect.closeTo(value, 9);

describe("an outage that the channel holds", () => {
  const found = allowances();

  test("the channel's peak: what is in hands, and what comes while its sink sleeps, of its capacity", () => {
    expect(found["agent.peakFill"]).toEqual({
      batches: near(700 / 300_000),
      "idle time": near(5000 / 300_000),
    });
  });

  test("a server's backlog: two batches, and nine seconds of its load", () => {
    expect(found["web.peakBacklog"]).toEqual({ batches: near(5000), "idle time": near(45_000) });
  });

  test("all that is under way: both, and what comes between two samples", () => {
    expect(found["maxBacklog"]).toEqual({ batches: 1700, "idle time": 9000, samples: 2000 });
  });

  test("the drain: as long as that takes at what is left of the sink, and the minute of calm twice", () => {
    const { batches, "idle time": idle, samples, "quiet minute": quiet } = found[DRAIN]!;
    // The sink sends 2,000 events/s, but for some microseconds an event, and 1,000 go on coming.
    expect(batches! / 1.7).toBeCloseTo(1, 2);
    expect(idle! / 18).toBeCloseTo(1, 2);
    expect({ samples, quiet }).toEqual({ samples: 4, quiet: 120 });
  });

  test("the sink's work, as a share of the run: five seconds of sleep in half an hour that it works half of", () => {
    const { "idle time": idle, batches } = found["agent.working"]!;
    expect(idle! / (0.5 * (5 / 1800))).toBeCloseTo(1, 2);
    expect(batches! / (0.5 * (700 / 1_800_000))).toBeCloseTo(1, 2);
  });

  test("nothing is lost or dropped, give or take nothing", () => {
    for (const name of ["lost", "dropped", "web.lost", "agent.lost", "web.dropped"]) {
      expect(found[name]).toEqual({});
    }
  });
});

test("random arrivals add chance, wherever events pile up", () => {
  const found = allowances(["arrivals: periodic", "arrivals: poisson"]);
  const swing = 4 * Math.sqrt(240_000);
  expect(found["maxBacklog"]!["chance"]).toBeCloseTo(swing, 6);
  expect(found["agent.peakFill"]!["chance"]).toBeCloseTo(swing / 300_000, 9);
});

test("without trouble nobody sleeps, and there is nothing to drain", () => {
  const found = allowances([`faults:\n${OUTAGE}`, ""]);
  expect(found["agent.peakFill"]).toEqual({ batches: near(700 / 300_000) });
  expect(found["maxBacklog"]).toEqual({ batches: 1700, samples: 2000 });
  expect(found[DRAIN]).toBeUndefined();
});

test("a channel that is full: when, by what is in hands at the rate at which it fills; and it holds up the servers", () => {
  const found = allowances(["for: 4 min", "for: 10 min"]);
  expect(found["agent.firstFull"]).toEqual({ batches: near(0.7) });
  // What the channel is off by, its servers are: 700 events of 100 B over 20 of them.
  expect(found["web.peakBacklog"]!["below"]).toBeCloseTo(3500, 6);
});

test("a crash of a memory channel loses what it holds, give or take what is in hands", () => {
  const crash = "  - { at: 8 min, for: 10 s, on: agent, kind: crash }\n";
  const found = allowances([OUTAGE, `${OUTAGE}${crash}`]);
  expect(found["agent.lost"]!["batches"]).toBeCloseTo(700, 6);
  expect(found["lost"]!["batches"]).toBeGreaterThanOrEqual(700);
});
