/** Goal: what a file stands for is told in few lines, none too wide. Method: the shipped main job, and small texts. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { expandedText } from "../../src/report/expanded.js";
import { runsOf } from "../../src/report/runs-of.js";
import { parseScenario } from "../../src/scenario/parse-scenario.js";

describe("runs of addresses", () => {
  test.each([
    [[], ""],
    [["collector"], "collector"],
    [["t[0]", "t[1]", "t[2]"], "t[0] to t[2]"],
    [["t[0]", "t[2]", "t[3]", "spare"], "t[0], t[2] to t[3], spare"],
    [["t[0]", "u[1]"], "t[0], u[1]"],
    [["t[1]", "t[0]"], "t[1], t[0]"],
  ])("%j", (addresses, text) => {
    expect(runsOf(addresses)).toBe(text);
  });
});

describe("an expanded scenario", () => {
  const text = readFileSync("scenarios/hdfs-upgrade.yaml", "utf8");
  const { scenario } = parseScenario(text, { file: "hdfs-upgrade.yaml" });
  const lines = expandedText(scenario!).split("\n");

  test("shows agents that are alike once", () => {
    expect(lines).toContain("  tier1[0] to tier1[11]");
    expect(lines).toContain("    channel (file): 15 M events, 10 k events a transaction");
    expect(lines.filter((line) => line.includes("(hdfs) → hadoop"))).toHaveLength(4);
  });

  test("names every value that is not in the file, by where it comes from", () => {
    const from = lines.findIndex((line) => line.includes("taken from Flume 1.11, client SDK"));
    expect(lines.slice(from)).toContain("  servers.web.client.connect-timeout: 20 s");
  });

  test("is not wider than 80 columns", () => {
    expect(lines.filter((line) => [...line].length > 80)).toEqual([]);
  });
});
