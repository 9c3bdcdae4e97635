/**
 * Goal: cells of a map are spread over it, and a run says of a cell whether what breaks first is what the fluid said.
 * Method: a channel whose fill time is capacity over rate, run at the rate and outage of a cell; and cells that lie.
 */
import { describe, expect, test } from "vitest";
import {
  cellsToConfirm,
  confirmCell,
  type Confirmation,
} from "../../src/experiment/confirm-regime.js";
import { simulate } from "../../src/experiment/run.js";
import { regimeMap, type RegimeCell } from "../../src/fluid/regime/map.js";
import { varied } from "../../src/fluid/regime/vary-outage.js";
import { regimeText } from "../../src/report/regime/text.js";
import { scenarioOf } from "../support/scenario.js";

const SCENARIO = scenarioOf(`fanin: 1
name: A cell
duration: 6 min
servers:
  web: { count: 4, rate: 50 events/s, size: 100 B, batch: 50, client: { type: avro, backlog: unlimited }, to: agent }
tiers:
  agent:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 12000, transactionCapacity: 1000 }
    sinks: { type: timed, batchSize: 100, service: 100 ms }
faults:
  - { at: 1 min, for: 1 min, on: agent.sinks.sink, kind: down }
objectives:
  - fill: agent
    under: 90 %
`);
/** 12,000 of room, 10,800 of it allowed: 54 s at 200 events/s. */
const MAP = regimeMap(SCENARIO, 0, [0.5, 1, 2], [30, 60, 90]);

function confirmed(cell: RegimeCell): Confirmation {
  return confirmCell(cell, simulate(varied(SCENARIO, 0, cell)));
}

describe("which cells", () => {
  test("corners first, then along the diagonals, each once", () => {
    const places = cellsToConfirm(MAP, 5).map(({ rateFactor, outageSeconds }) => [
      rateFactor,
      outageSeconds,
    ]);
    expect(places.slice(0, 2)).toEqual([
      [0.5, 30],
      [0.5, 90],
    ]);
    expect(places).toContainEqual([2, 90]);
    expect(places).toContainEqual([2, 30]);
    expect(places).toContainEqual([1, 60]);
    expect(new Set(places.map(String)).size).toBe(5);
  });

  test("no more than there are, and one of one", () => {
    expect(cellsToConfirm(MAP, 1)).toEqual([MAP.cells[0]![0]]);
    expect(cellsToConfirm(MAP, 1000).length).toBeLessThanOrEqual(9);
  });
});

describe("what a run says of a cell", () => {
  test("an outage that is held: every limit holds in both", () => {
    expect(confirmed(MAP.cells[0]![1]!)).toMatchObject({
      ...{ rateFactor: 1, outageSeconds: 30, agrees: true },
      ...{ simulated: "every limit holds", fluid: "every limit holds" },
    });
  });

  test("one that is not: the same limit first, in the words of the map", () => {
    const cell = MAP.cells[2]![2]!;
    expect(cell.first).toMatchObject({ limit: "agent over its share" });
    expect(cell.first!.afterSeconds).toBeCloseTo(27, 6); // 10,800 at 400 events/s
    expect(confirmed(cell)).toMatchObject({ simulated: "agent over its share", agrees: true });
  });

  test("a cell that says that nothing breaks where something does is found out", () => {
    const lies = { ...MAP.cells[2]![2]!, first: null };
    const found = confirmed(lies);
    expect(found).toMatchObject({ fluid: "every limit holds", agrees: false });
    expect(found.simulated).not.toBe("every limit holds");
    expect(regimeText(MAP, [found])).toMatch(
      /✗ {2}200 %, 1 min 30 s: .*; fluid: every limit\s+holds/,
    );
  });

  test("a cell that names a limit where none breaks is found out", () => {
    const lies = { ...MAP.cells[0]![1]!, first: MAP.cells[2]![2]!.first };
    expect(confirmed(lies)).toMatchObject({ simulated: "every limit holds", agrees: false });
  });
});
