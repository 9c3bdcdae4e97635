/**
 * Goal: `fanin audit` prints, writes and goes on, and a report takes what it wrote. Method: the built program, in processes.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Audit } from "../../src/experiment/audit/result.js";
import { fanin } from "../support/cli.js";
import { tableOf } from "../support/report-page.js";
import { smallScenario } from "../support/small-scenario.js";

let folder = "";
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fanin-audit-"));
  writeFileSync(file("small.yaml"), smallScenario());
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test("it is printed and written, computes nothing twice, and stands in a report", () => {
  const args = ["audit", file("small.yaml"), "--replications", "1", "-o", file("a.json")];
  const first = fanin(args);
  expect(first.code).toBe(0);
  expect(first.out).toMatch(/^AUDIT {2}Small\n/);
  expect(first.err).toBe(`written: ${file("a.json")}, ${file("a.csv")}\n`);
  const audit = JSON.parse(readFileSync(file("a.json"), "utf8")) as Audit;
  // 2 servers of 50 events/s for a minute.
  expect(audit.findings.find(({ rule }) => rule === "rate × outage")!.value).toBe(6000);
  const again = fanin(args);
  expect(again.out).toBe(first.out);
  expect(again.err).toMatch(
    new RegExp(`a\\.json\\.runs: ${String(audit.runs)} runs are there already`),
  );
  expect(readFileSync(file("a.csv"), "utf8").trim().split("\n")).toHaveLength(
    1 + audit.findings.length,
  );
  const made = fanin(["report", file("a.json"), "-o", file("a.html")]);
  expect({ code: made.code, out: made.out }).toEqual({ code: 0, out: "" });
  const page = readFileSync(file("a.html"), "utf8");
  const { rows } = tableOf(page, "What each rule says");
  expect(rows.get("rate × outage")!.get("says")!.value).toBe(6000);
  expect(page).toContain(`fanin audit ${file("small.yaml")}`);
});

test("a scenario without agents has nothing that a rule could be about", () => {
  const { code, err } = fanin(["audit", "scenarios/direct-to-hdfs.yaml"]);
  expect(code).toBe(2);
  expect(err).toContain("expected at least one tier of agents");
});
