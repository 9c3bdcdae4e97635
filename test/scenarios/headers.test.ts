/**
 * Goal: every shipped scenario is a question with an answer, reads without a complaint, and has a test.
 * Method: list the folder; read each header and each file; look for each name in the test files beside this one.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseScenario } from "../../src/scenario/parse-scenario.js";
import { headerOf, shippedNames, textOf } from "./shipped.js";

const HERE = "test/scenarios";
const TESTED = /^shipped\("([a-z0-9-]+)"/gm;

describe.each(shippedNames())("%s", (name) => {
  test("has a question, an answer with its verdict, and only known lines after it", () => {
    const { question, text, tries } = headerOf(name);
    expect(question).toMatch(/^Question: \w/);
    expect(text).toMatch(/\d/);
    expect(tries.length).toBeGreaterThan(0);
    for (const { set } of tries) expect(set.length).toBeGreaterThan(0);
  });

  test("is read without a problem, and with no warning but those that its header explains", () => {
    const { problems, warnings } = parseScenario(textOf(name), { file: `${name}.yaml` });
    expect(problems).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(headerOf(name).warnings);
  });
});

describe("the folder", () => {
  test("every scenario has a test, and every test a scenario", () => {
    const tested = readdirSync(HERE)
      .filter((file) => file.endsWith(".test.ts"))
      .flatMap((file) => [...readFileSync(`${HERE}/${file}`, "utf8").matchAll(TESTED)])
      .map(([, name]) => name);
    expect(tested.sort()).toEqual(shippedNames().sort());
  });

  test("holds scenarios only", () => {
    expect(readdirSync("scenarios").filter((file) => !file.endsWith(".yaml"))).toEqual([]);
  });
});
