/**
 * Goal: what a run and its fluid are apart has its reasons. Method: every shipped scenario but those of hours of
 * load, each headline number: within what its named reasons allow; and a fluid of another scenario is found out.
 */
import { describe, expect, test } from "vitest";
import { runBesideFluid } from "../../src/experiment/beside-fluid.js";
import { headlines } from "../../src/experiment/headlines.js";
import { besideFluid } from "../../src/fluid/compare.js";
import { fluidCourse } from "../../src/fluid/fluid.js";
import { shippedNames, textOf } from "../scenarios/shipped.js";
import { scenarioOf, simulated } from "../support/simulated.js";

/** Half a minute each: what they print beside the fluid is held in the README (hdfs-upgrade) and by hand. */
const LONG = ["hdfs-upgrade", "large-site"];
const NAMES = shippedNames().filter((name) => !LONG.includes(name));

describe("a run beside its fluid", () => {
  test.each(NAMES)("%s: every difference is explained", (name) => {
    const { found, recording } = simulated(textOf(name), [], { checksLedger: false });
    const { rows } = runBesideFluid(found, recording);
    const unexplained = rows.filter(({ isExplained }) => !isExplained);
    expect(unexplained).toEqual([]);
    expect(rows.length).toBeGreaterThan(5);
  });

  test("the fluid of a channel a tenth larger is told apart", () => {
    const text = textOf("single-agent");
    const { found, recording } = simulated(text, [], { checksLedger: false });
    const other = fluidCourse(scenarioOf(text, ["collector.channel.capacity=1100000"]));
    const rows = besideFluid(other, headlines(found, recording));
    const flagged = rows.filter(({ isExplained }) => !isExplained).map(({ name }) => name);
    expect(flagged).toContain("collector.firstFull");
  });
});
