/** Goal: the table of layers is readable at 80 columns, and shows no column for nothing. Method: small findings. */
import { describe, expect, test } from "vitest";
import type { LayerFinding } from "../../src/analysis/findings.js";
import { layerTable } from "../../src/report/layer-table.js";
import { simulated } from "../support/simulated.js";
import { smallScenario } from "../support/small-scenario.js";

const { layers } = simulated(smallScenario()).found;

function named(layer: string, changes: Partial<LayerFinding> = {}): LayerFinding {
  return { ...layers.find(({ kind }) => kind === "tier")!, layer, ...changes };
}

describe("the table of layers", () => {
  test("has a row a layer, and its columns in line", () => {
    const [heading = "", ...rows] = layerTable(layers, 80);
    expect(rows.map((row) => row.split(" ")[0])).toEqual(layers.map(({ layer }) => layer));
    expect(rows.map((row) => row.length)).toEqual(rows.map(() => heading.length));
  });

  test("shows what was dropped only where something was", () => {
    expect(layerTable([named("a")], 80)[0]).not.toContain("dropped");
    const [heading, row] = layerTable([named("a", { droppedEvents: 1234 })], 120);
    expect(heading).toContain("dropped");
    expect(row).toContain("1.23 k");
  });

  test("gives names that are too long lines of their own", () => {
    const long = "a-tier-with-a-name-that-takes-half-of-the-line";
    const lines = layerTable([named(long), named("b")], 80);
    expect(lines[1]).toBe(long);
    expect(lines[3]).toBe("b");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
