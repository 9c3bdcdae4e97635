/**
 * Goal: each cell of a regime map is what the fill time says. Method: a scenario whose fill time is capacity over
 * rate, over a grid; and that a longer run keeps its load.
 */
import { describe, expect, test } from "vitest";
import { regimeMap } from "../../src/fluid/regime/map.js";
import { faultNames, outageFault, varied } from "../../src/fluid/regime/vary-outage.js";
import { drawGridChart } from "../../src/charts/values/draw-grid-chart.js";
import { regimeChart } from "../../src/report/regime/chart.js";
import { regimeCsv, regimeText } from "../../src/report/regime/text.js";
import { edited, scenarioOf } from "../support/scenario.js";

const TEXT = `fanin: 1
duration: 30 min
servers:
  web: { count: 20, rate: 50 events/s, size: 100 B, batch: 100, client: { type: avro, backlog: unlimited }, to: agent }
tiers:
  agent:
    agents: 1
    machine: { heap: 4 GB }
    source: { type: avro }
    channel: { type: memory, capacity: 300000, transactionCapacity: 1000 }
    sinks: { type: timed, batchSize: 1000, service: 100 ms }
faults:
  - { at: 5 min, for: 10 min, on: agent.sinks.sink, kind: down }
`;
const SCENARIO = scenarioOf(TEXT);

describe("a regime map", () => {
  const map = regimeMap(SCENARIO, outageFault(SCENARIO), [0.5, 1, 2], [200, 400, 900]);

  test("a channel of 300,000 is full after 300 s of 1,000 events/s, if the outage is that long", () => {
    const after = map.cells.map((row) => row.map(({ first }) => first?.afterSeconds ?? null));
    const near = (value: number): unknown => expect.closeTo(value, 6);
    expect(after).toEqual([
      [null, null, near(150)],
      [null, near(300), near(150)],
      [near(600), near(300), near(150)],
    ]);
    expect(map.limits).toEqual(["agent full"]);
  });

  test("text, table and picture show every cell", () => {
    expect(regimeText(map, [])).toContain("A 2 min 30 s");
    expect(regimeCsv(map).trim().split("\n")).toHaveLength(1 + 9);
    const { marks } = drawGridChart(regimeChart(map), { width: 640 });
    const rects = marks.filter(({ kind }) => kind === "rect");
    expect(rects).toHaveLength(9 + 2); // and two in the legend
  });
});

test("a longer outage leaves as much time after it, and the load goes on as it ended", () => {
  const longer = varied(SCENARIO, 0, { rateFactor: 2, outageSeconds: 1200 });
  expect(longer.durationTicks).toBe(40 * 60e9);
  expect(longer.servers[0]!.ratePerSecond).toBe(100);
  expect(longer.servers[0]!.profile.toFactor).toEqual([1]);
});

describe("of several faults", () => {
  const text = edited(TEXT, [
    "faults:",
    "faults:\n  - { at: 1 min, for: 5 s, on: agent.sinks.sink, kind: down }",
  ]);
  const scenario = scenarioOf(text);

  test("one is chosen by where it is, and the first that ends without", () => {
    expect(faultNames(scenario)).toEqual(["agent.sinks.sink", "agent.sinks.sink#2"]);
    expect(outageFault(scenario)).toBe(0);
  });

  test("it is varied and the others are kept, and the map says so", () => {
    const map = regimeMap(scenario, 1, [1], [200, 400]);
    expect(map.faultFromSeconds).toBe(300);
    expect(map.kept).toEqual([
      { fault: "down of agent.sinks.sink", fromSeconds: 60, forSeconds: 5 },
    ]);
    expect(map.cells.map(([cell]) => cell!.first?.afterSeconds ?? null)).toEqual([
      null,
      expect.closeTo(300, 6),
    ]);
    expect(regimeText(map, []).replaceAll(/\s+/g, " ")).toContain(
      "Kept as they are: down of agent.sinks.sink at 00:01:00 for 5 s.",
    );
    // Five seconds of 500,000 events/s fill the channel before the outage begins.
    const early = regimeMap(scenario, 1, [500], [200]);
    expect(regimeText(early, [])).toContain("A before");
  });
});
