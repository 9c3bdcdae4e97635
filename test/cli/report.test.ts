/** Goal: `fanin report` makes a report of whatever holds results, and says what is wrong with the rest. Method: the built program. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Findings } from "../../src/analysis/findings.js";
import type { Replications } from "../../src/experiment/estimates.js";
import { fanin } from "../support/cli.js";
import { factOf, tableOf } from "../support/report-page.js";
import { smallScenario } from "../support/small-scenario.js";

let folder = "";
const file = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(file(name), "utf8");

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fanin-report-"));
  writeFileSync(file("small.yaml"), smallScenario());
  fanin(["run", file("small.yaml"), "--out", file("one")]);
  fanin(["run", file("small.yaml"), "--replications", "3", "--out", file("many")]);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("what it is made from", () => {
  test("a scenario: one run with its curves, and the risk over 20 seeds or as many as are asked for", () => {
    const out = file("new folder/small.html");
    const { code, err } = fanin(["report", file("small.yaml"), "--replications", "4", "-o", out]);
    expect({ code, err }).toEqual({ code: 0, err: `written: ${out}\n` });
    const page = readFileSync(out, "utf8");
    expect(page).toContain("All objectives are met in 4 of 4 seeds; asked for are 95 %.");
    expect(factOf(page, "risk of missing an objective").value).toBe(0);
    expect(
      tableOf(page, "Over 4 seeds").rows.get("collector.peakFill")!.get("mean")!.value,
    ).toBeGreaterThan(0);
    expect(page).toContain(`fanin run ${file("small.yaml")} --seed 7 --replications 4`);
    expect(page).toContain("<code>fanin: 1\nname: Small");
  });

  test("a folder of `run --out`, or the recording in it: the same report, with scenario and command", () => {
    fanin(["report", file("one"), "-o", file("folder.html")]);
    fanin(["report", file("one/small.recording.json"), "-o", file("recording.html")]);
    expect(read("folder.html")).toBe(read("recording.html"));
    const found = JSON.parse(read("one/small.findings.json")) as Findings;
    expect(read("folder.html")).toContain(found.digest);
    expect(read("folder.html")).toContain(`fanin run ${file("small.yaml")} --seed 7`);
  });

  test("a result of many runs: the numbers with their intervals, exactly", () => {
    fanin(["report", file("many"), "-o", file("many.html")]);
    const found = JSON.parse(read("many/small.replications.json")) as Replications;
    const { rows } = tableOf(read("many.html"), "Over 3 seeds");
    const shown = found.headlines.filter(({ name }) => rows.has(name));
    expect(shown.length).toBeGreaterThan(5);
    for (const { name, interval } of shown) {
      const row = rows.get(name)!;
      expect(row.get("mean")!.value).toBe(interval!.mean);
      expect(row.get("±")!.value).toBe(interval!.halfWidth ?? undefined);
      expect(row.get("most")!.value).toBe(interval!.max);
    }
  });

  test("a run and many runs of it together", () => {
    const { code } = fanin(["report", file("one"), file("many"), "-o", file("both.html")]);
    expect(code).toBe(0);
    expect(read("both.html")).toContain("in 3 of 3 seeds");
    expect(read("both.html")).toContain("Fill of the channels");
  });
});

describe("forms", () => {
  test("by the ending: Markdown, CSV, JSON", () => {
    for (const name of ["r.md", "r.csv", "r.json"]) {
      expect(fanin(["report", file("one"), "-o", file(name)]).code).toBe(0);
    }
    expect(read("r.md")).toMatch(/^# Small\n/);
    expect(read("r.csv")).toMatch(/^section,table,row,column,value,unit,text\n/);
    const json = JSON.parse(read("r.json")) as { format: string; findings: Findings };
    expect(json.format).toBe("fanin-report/1");
    expect(json.findings).toEqual(JSON.parse(read("one/small.findings.json")));
  });

  test("the same bytes again; a day only where it is asked for", () => {
    const pages = ["a.html", "b.html"].map((name) => {
      fanin(["report", file("one"), "-o", file(name)]);
      return read(name);
    });
    expect(pages[0]).toBe(pages[1]);
    expect(pages[0]).not.toMatch(/\b20\d\d-\d\d-\d\d\b/);
    fanin(["report", file("one"), "--date", "-o", file("dated.html")]);
    expect(read("dated.html")).toMatch(/written<\/th>\s*<td>20\d\d-\d\d-\d\d</);
  });
});

describe("bad input: 2, a sentence that says what to do, and no file", () => {
  const cases: readonly (readonly [string, readonly string[], string | RegExp])[] = [
    ["no -o", ["one"], "-o: expected a file for the report, ending in .html"],
    ["another ending", ["one", "-o", "x.pdf"], "ends in .html, .md, .csv or .json, found"],
    ["a folder without results", ["empty", "-o", "x.html"], "found no recording in it"],
    [
      "a folder with several runs",
      ["two", "-o", "x.html"],
      /expected one run, found 2: .*name the file/,
    ],
    [
      "half a recording",
      ["half.json", "-o", "x.html"],
      /the file ends in the middle, after \d+ characters/,
    ],
    [
      "another version",
      ["later.json", "-o", "x.html"],
      "expected a recording of format fanin-recording/1, found fanin-recording/9",
    ],
    [
      "a damaged recording",
      ["hollow.json", "-o", "x.html"],
      "It was changed or damaged after it was written",
    ],
    [
      "findings",
      ["one/small.findings.json", "-o", "x.html"],
      "give the recording that lies beside it",
    ],
    ["what is no file", ["nothing.yaml", "-o", "x.html"], "there is no such file"],
    ["a broken scenario", ["broken.yaml", "-o", "x.html"], "found `50 apples`"],
    ["two of a kind", ["one", "one", "-o", "x.html"], "`fanin compare` puts two beside each other"],
    ["--set on a result", ["one", "--set", "a=1", "-o", "x.html"], "--set changes a scenario"],
    ["its own input", ["small.yaml", "-o", "small.yaml"], "ends in .html"],
    ["a file in the way", ["one", "-o", "small.yaml/x.html"], "cannot be made"],
    ["a folder in the way", ["one", "-o", "taken.html"], "cannot be written: it is a folder"],
  ];

  beforeAll(() => {
    const recording = read("one/small.recording.json");
    mkdirSync(file("empty"));
    mkdirSync(file("taken.html"));
    mkdirSync(file("two"));
    for (const name of ["a", "b"]) writeFileSync(file(`two/${name}.recording.json`), recording);
    writeFileSync(file("half.json"), recording.slice(0, recording.length / 2));
    writeFileSync(file("later.json"), recording.replace("fanin-recording/1", "fanin-recording/9"));
    writeFileSync(file("hollow.json"), '{"format":"fanin-recording/1","times":[],"series":[]}');
    writeFileSync(file("broken.yaml"), smallScenario().replace("50 events/s", "50 apples"));
  });

  test.each(cases)("%s", (_, args, message) => {
    const named = args.map((arg) => (/^(-|a=)/.test(arg) ? arg : file(arg)));
    const { code, out, err } = fanin(["report", ...named]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message instanceof RegExp ? message : new RegExp(escaped(message)));
    expect(err).not.toMatch(/^\s+at |bug of fanin/m);
    expect(existsSync(file("x.html"))).toBe(false);
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
