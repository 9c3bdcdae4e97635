/** Goal: CI says which objective failed, in which layer, when and why. Method: the built program; its XML read back. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fanin } from "../support/cli.js";
import { smallScenario } from "../support/small-scenario.js";

let folder = "";
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fanin-junit-"));
  writeFileSync(file("met.yaml"), smallScenario());
  const tight = smallScenario({ objective: "no: drops\n  - fill: collector\n    under: 50 %" })
    .replace("capacity: 50000", "capacity: 1000")
    .replace("backlog: 1 MB", "backlog: 10 kB");
  writeFileSync(file("not-met.yaml"), tight.replace("name: Small", 'name: Small & "tight" <1000>'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function junit(...args: string[]): { code: number | null; xml: string } {
  const { code } = fanin(["run", "--junit", file("checks.xml"), ...args]);
  return { code, xml: readFileSync(file("checks.xml"), "utf8") };
}

test("a suite a scenario, a test case an objective, and why it failed", () => {
  const { code, xml } = junit(file("met.yaml"), file("not-met.yaml"));
  expect(code).toBe(1);
  expect(xml).toContain('<testsuites name="fanin" tests="3" failures="2" errors="0">');
  expect(xml).toContain(
    `<testsuite name="Small" file="${file("met.yaml")}" tests="1" failures="0"`,
  );
  expect(xml).toContain('name="Small &amp; &quot;tight&quot; &lt;1000&gt;"');
  expect(xml).toMatch(
    /<testcase name="no drops" [^>]*>\n {6}<failure type="not met" message="no drops: [\d.]+ k events dropped/,
  );
  expect(xml).toMatch(/^\d+\. 00:01:\d\d collector: its channel full/m);
  expect(xml.match(/<testcase /g)).toHaveLength(3);
});

test("over seeds an objective is met when as many meet it as are asked for", () => {
  const { code, xml } = junit("--replications", "3", file("not-met.yaml"));
  expect(code).toBe(1);
  expect(xml).toContain('tests="3" failures="3" errors="0"');
  expect(xml).toContain("met in 0 of 3 seeds (0 to 71 %)");
  expect(xml).toMatch(/collector full first in 3 of 3 seeds, at the earliest at 00:01:\d\d/);
  expect(junit("--replications", "3", file("met.yaml")).xml).toContain('tests="2" failures="0"');
});

test("a file that cannot be written is bad input", () => {
  const { code, err } = fanin(["run", "--junit", folder, file("met.yaml")]);
  expect(code).toBe(2);
  expect(err).toContain("cannot be written: it is a folder");
});
