/** Goal: what was computed is never computed again, nor mixed with anything else. Method: journals on disk, cut and changed by hand. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Journal, journalHeader } from "../../src/engine/journal.js";
import { carryOut } from "../../src/experiment/carry-out.js";
import { jobsOf } from "../support/pool.js";
import { smallScenario } from "../support/small-scenario.js";

const jobs = jobsOf(smallScenario({ duration: "70 s" }), [1, 2, 3]);
const results = jobs.map((job) => carryOut(job));
const source = jobs[0]!.source;
const header = journalHeader("1.0.0+aaaa", source);

let folder = "";
let file = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fanin-journal-"));
  file = join(folder, "journal.ndjson");
  const journal = new Journal(file, header);
  journal.add(jobs[0]!, results[0]!);
  journal.add(jobs[1]!, results[1]!);
  journal.close();
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("results are there when it is opened again, under the key they are asked by", () => {
  const journal = new Journal(file, header);
  expect(jobs.map((job) => journal.has(job))).toEqual([true, true, false]);
  expect(journal.result(jobs[1]!)).toEqual(results[1]);
  expect(journal.result({ ...jobs[1]!, key: "other" }).key).toBe("other");
  expect({ size: journal.size, isRepaired: journal.isRepaired }).toEqual({
    size: 2,
    isRepaired: false,
  });
  journal.close();
});

test("a result that is there already is not written again", () => {
  const before = readFileSync(file, "utf8");
  const journal = new Journal(file, header);
  journal.add(jobs[0]!, results[0]!);
  journal.close();
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("half a line at the end is cut off wherever it was torn, and the rest kept", () => {
  const whole = readFileSync(file, "utf8");
  const [head = "", first = "", second = ""] = whole.split("\n");
  for (const torn of [1, 5, second.length - 1, second.length]) {
    writeFileSync(file, `${head}\n${first}\n${second.slice(0, torn)}`);
    const journal = new Journal(file, header);
    expect(journal.isRepaired).toBe(true);
    expect(jobs.map((job) => journal.has(job))).toEqual([true, false, false]);
    journal.add(jobs[1]!, results[1]!);
    journal.close();
    expect(readFileSync(file, "utf8")).toBe(whole);
  }
});

test("a torn header begins anew", () => {
  writeFileSync(file, '{"format":"fanin-jour');
  const journal = new Journal(file, header);
  expect([journal.isRepaired, journal.size]).toEqual([true, 0]);
  journal.close();
  expect(readFileSync(file, "utf8")).toBe(`${JSON.stringify(header)}\n`);
});

test.each([
  ["1.0.1+bbbb", source, "the program (`1.0.0+aaaa` then, `1.0.1+bbbb` now) changed"],
  ["1.0.0+aaaa", { ...source, text: `${source.text} ` }, "the scenario's text changed"],
  ["1.0.0+aaaa", { ...source, files: { a: "" } }, "a file that the scenario names changed"],
])("results of program %s and another scenario are not mixed", (program, other, message) => {
  const before = readFileSync(file, "utf8");
  expect(() => new Journal(file, journalHeader(program, other))).toThrow(message);
  expect(() => new Journal(file, journalHeader(program, other))).toThrow(
    /fix: name another folder/,
  );
  expect(readFileSync(file, "utf8")).toBe(before);
});

test.each([
  ["not json", ":4: expected one JSON object"],
  ['{"id":5}', ":4: expected an id and a result"],
])("a damaged line %s is named", (line, message) => {
  appendFileSync(file, `${line}\n`);
  expect(() => new Journal(file, header)).toThrow(message);
});

test("a file of something else is left alone", () => {
  writeFileSync(file, '{"format":"other/1"}\n');
  expect(() => new Journal(file, header)).toThrow("found `other/1`");
  expect(readFileSync(file, "utf8")).toBe('{"format":"other/1"}\n');
});
