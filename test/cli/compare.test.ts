/** Goal: `fanin compare` puts scenarios and results beside each other, and refuses what cannot be compared. Method: the built program. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Comparison } from "../../src/experiment/compare.js";
import { fanin } from "../support/cli.js";
import { markupFaults } from "../support/markup.js";
import { tableOf } from "../support/report-page.js";
import { smallScenario } from "../support/small-scenario.js";

let folder = "";
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fanin-compare-"));
  const refusing = smallScenario({ objective: "no: refusals" });
  writeFileSync(file("roomy.yaml"), refusing);
  writeFileSync(file("tight.yaml"), refusing.replace("capacity: 50000", "capacity: 2000"));
  for (const name of ["roomy", "tight"]) {
    fanin(["run", file(`${name}.yaml`), "--out", file(name)]);
  }
  fanin(["run", file("roomy.yaml"), "--seed", "8", "--out", file("other-seed")]);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("two scenarios", () => {
  test("the numbers seed by seed, the words, what was changed; 0, and 1 the other way round", () => {
    const out = file("compare.html");
    const args = ["--replications", "2", "-o", out];
    const { code, out: text } = fanin(["compare", file("tight.yaml"), file("roomy.yaml"), ...args]);
    expect(code).toBe(0);
    expect(text).toContain("2 changed for the");
    expect(text).toMatch(/^-.*capacity: 2000,/m);
    expect(text).toMatch(/^\+.*capacity: 50000,/m);
    expect(text).toMatch(/capacityEvents +2000 +50000$/m);
    const page = readFileSync(out, "utf8");
    expect(markupFaults(page)).toEqual([]);
    expect(page).toContain("Fill of collector");
    const back = fanin([
      "compare",
      file("roomy.yaml"),
      file("tight.yaml"),
      "--json",
      ...args.slice(0, 2),
    ]);
    expect(back.code).toBe(1);
    const { comparison } = JSON.parse(back.out) as { comparison: Comparison };
    expect(comparison).toMatchObject({ seeds: [7, 8], isFromOutage: true, met: { worse: 2 } });
    const shown = tableOf(page, "Number by number").rows;
    for (const { name, difference } of comparison.numbers) {
      const row = shown.get(name);
      if (row === undefined || difference === null) continue;
      expect(row.get("B − A")!.value).toBeCloseTo(-difference.mean, 12);
    }
    expect(shown.get("rejections")!.get("B is")!.text).toBe("✓ better");
  });

  test("with itself: nothing differs", () => {
    const { code, out } = fanin([
      "compare",
      file("tight.yaml"),
      file("tight.yaml"),
      "--replications",
      "1",
    ]);
    expect(code).toBe(0);
    expect(out).toContain("NO DIFFERENCE IN WHAT IS MET");
    expect(out).toContain("The scenarios are the same, defaults filled in.");
    expect(out).not.toMatch(/better|worse/);
  });
});

describe("results", () => {
  test("two folders of `run --out`, or one of them and the other's scenario: the same comparison", () => {
    const numbers = (a: string, b: string): Comparison["numbers"] => {
      const { out } = fanin(["compare", "--json", file(a), file(b)]);
      return (JSON.parse(out) as { comparison: Comparison }).comparison.numbers;
    };
    const folders = numbers("tight", "roomy");
    expect(folders.length).toBeGreaterThan(10);
    expect(numbers("tight", "roomy.yaml")).toEqual(folders);
  });

  test("without a seed in common: 2, and why that would be no comparison", () => {
    const { code, err } = fanin(["compare", file("roomy"), file("other-seed")]);
    expect(code).toBe(2);
    expect(err).toContain("found seeds 7 in");
    expect(err).toContain("run both with the same --seed");
  });

  test("--replications is for scenarios", () => {
    const { code, err } = fanin(["compare", file("roomy"), file("tight"), "--replications", "3"]);
    expect({ code, isTold: err.includes("--replications does not go with") }).toEqual({
      ...{ code: 2, isTold: true },
    });
  });
});
