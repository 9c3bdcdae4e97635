/** Goal: `fanin map` prints the map, writes it in three forms, simulates cells, and says what it cannot do. Method: the built program. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Confirmation } from "../../src/experiment/confirm-regime.js";
import type { RegimeMap } from "../../src/fluid/regime/map.js";
import { fanin } from "../support/cli.js";
import { markupFaults } from "../support/markup.js";
import { smallScenario } from "../support/small-scenario.js";

let folder = "";
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fanin-map-"));
  // 100 events/s into room for 3,000: full after 30 s of the outage.
  writeFileSync(file("small.yaml"), smallScenario().replace("50000", "3000"));
  writeFileSync(file("calm.yaml"), smallScenario().replace(/faults:\n.*\n/, ""));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test("rates and outages as asked for, with the limit and after how long; written as JSON, CSV and SVG", () => {
  const asked = ["--rate", "50%,100%,200%", "--outage", "20 s,40 s"];
  const { code, out, err } = fanin(["map", file("small.yaml"), ...asked, "-o", file("maps")]);
  expect(code).toBe(0);
  expect(out).toMatch(
    /outage +50 % +100 % +200 %\n +20 s +· +· +A 15 s\n +40 s +· +A 30 s +A 15 s\n/,
  );
  expect(out).toContain("A  collector full");
  expect(out).toContain("6 cells; none was simulated");
  const names = ["json", "csv", "svg"].map((ending) => file(`maps/small.map.${ending}`));
  expect(err).toBe(`written: ${names.join(", ")}\n`);
  const [json = "", csv = "", svg = ""] = names.map((name) => readFileSync(name, "utf8"));
  const map = JSON.parse(json) as RegimeMap;
  expect(map.cells[1]![1]!.first!.afterSeconds).toBeCloseTo(30, 6);
  expect(csv.trim().split("\n")).toHaveLength(1 + 6);
  expect(csv).toContain("\n2,20,collector full,");
  expect(markupFaults(svg)).toEqual([]);
  expect(svg.match(/<rect/g)!.length).toBeGreaterThanOrEqual(6);
});

test("without flags: half to twice the rate, a quarter to eight times the outage; some cells simulated where asked", () => {
  const { code, out } = fanin(["map", file("small.yaml"), "--confirm", "2", "--json"]);
  expect(code).toBe(0);
  const { map, confirmations } = JSON.parse(out) as {
    map: RegimeMap;
    confirmations: Confirmation[];
  };
  expect(map.rateFactors).toEqual([0.5, 0.63, 0.794, 1, 1.26, 1.59, 2]);
  expect(map.outageSeconds).toEqual([15, 30, 60, 120, 240, 480]);
  expect(confirmations).toHaveLength(2);
  expect(confirmations.every(({ agrees }) => agrees)).toBe(true);
});

describe("bad input: 2, and a sentence that says what to do", () => {
  test.each([
    [
      "no outage",
      ["calm.yaml"],
      "expected a fault that ends, whose length the map can vary, found none",
    ],
    [
      "rates that are none",
      ["small.yaml", "--rate", "fast"],
      "--rate: expected values such as '50%..200%:7 points', found 'fast'",
    ],
    [
      "an outage without its unit",
      ["small.yaml", "--outage", "10,20"],
      "--outage: expected values such as '10 min..4 h:8 points', found '10'",
    ],
    ["too many", ["small.yaml", "--rate", "1%..2000%:1%"], "found 2000 of them"],
    [
      "no cells to simulate",
      ["small.yaml", "--confirm", "0"],
      "--confirm: expected a whole number from 1 on, found 0",
    ],
  ])("%s", (_, [name = "", ...flags], message) => {
    const { code, out, err } = fanin(["map", file(name), ...flags, "-o", file("none")]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
    expect(existsSync(file("none/small.map.json"))).toBe(false);
  });
});
