/** Goal: how many series a run will have is known before it is built. Method: counted, and held against recordings. */
import { describe, expect, test } from "vitest";
import { simulate } from "../../src/index.js";
import { seriesCount } from "../../src/record/series-count.js";
import { parseScenario } from "../../src/scenario/parse-scenario.js";
import { ROUTED, SMALL } from "../support/scenario.js";

describe("the number of series", () => {
  test.each([
    ["small", SMALL],
    ["routed", ROUTED],
  ])("of %s, with each choice of series", (_, text) => {
    for (const series of ["all", "totals", "tiers"] as const) {
      const { scenario } = parseScenario(`${text}record: { series: ${series}, every: 1 min }\n`);
      const { series: made, parts } = simulate(scenario!, { untilTicks: 1e9 });
      const own = made.filter(({ part }) => parts[part]!.kind !== "destination");
      expect(seriesCount(scenario!)).toBe(own.length);
    }
  });
});
