/**
 * Whatever is written, the parser answers with a scenario or with problems: it never throws, never
 * hangs, and what it gives is frozen plain data.
 */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseScenario } from "../../src/scenario/parse-scenario.js";
import type { Problem } from "../../src/scenario/problem.js";
import { scenarioBlock } from "../../src/scenario/schema/scenario.js";
import type { Field } from "../../src/scenario/schema/field.js";
import { documents } from "../support/scenario-arbitrary.js";
import { ROUTED, SMALL } from "../support/scenario.js";

const DESIGN = readFileSync(new URL("examples/design.yaml", import.meta.url), "utf8");
const EXAMPLES = [DESIGN, SMALL, ROUTED];

/** Every key and word of the format, so that random trees come near to scenarios. */
const WORDS = [...new Set(wordsOf(scenarioBlock))];

function wordsOf(field: Field, seen = new Set<Field>()): string[] {
  if (seen.has(field)) return [];
  seen.add(field);
  switch (field.kind) {
    case "block":
      return Object.entries(field.keys).flatMap(([name, key]) => {
        return [name, ...wordsOf(key.field, seen)];
      });
    case "union":
      return Object.entries(field.variants).flatMap(([type, block]) => {
        return ["type", type, ...wordsOf(block, seen)];
      });
    case "list":
    case "map":
      return wordsOf(field.items, seen);
    case "raw":
      return wordsOf(field.as, seen);
    case "either":
      return field.fields.flatMap((one) => wordsOf(one, seen));
    case "shape":
      return Object.values(field.shapes).flatMap((shape) => wordsOf(shape as Field, seen));
    case "enum":
      return [...field.values];
    default:
      return [];
  }
}

const QUANTITIES = [
  "3 s",
  "10 ms",
  "5",
  "0",
  "-1",
  "1e999",
  "64 MB",
  "10 events/s",
  "50 %",
  "1 Gbit/s",
];
const ODD = [
  "",
  "~",
  "null",
  "__proto__",
  "constructor",
  "tier1[*]",
  "tier1->tier2",
  "\u0000",
  "💣",
  "%",
];
const NAMES = ["web", "tier1", "tier2", "hadoop", "c1", "k1", "sink0", "channel"];
const word = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.constantFrom(...QUANTITIES),
  fc.constantFrom(...NAMES),
  fc.constantFrom(...ODD),
);

const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    word,
    fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc
      .array(fc.tuple(word, tie("tree")), { maxLength: 6 })
      .map((pairs) => Object.fromEntries(pairs)),
  ),
}));

/** A piece of the text replaced by another piece, a word, or nothing. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(40),
  by: fc.oneof(
    word,
    fc.string({ maxLength: 8 }),
    fc.constantFrom("\n", "  ", "\t", "[", "}", ": ", "&a ", "*a", "- ", '"', "#", "<<: *a"),
  ),
});

function mutated(
  text: string,
  mutations: readonly { at: number; length: number; by: string }[],
): string {
  return mutations.reduce((before, { at, length, by }) => {
    const start = Math.floor(at * before.length);
    return before.slice(0, start) + by + before.slice(start + length);
  }, text);
}

function answer(text: string, set: readonly string[] = []): ReturnType<typeof parseScenario> {
  const result = parseScenario(text, { set });
  const { scenario, problems, warnings } = result;
  if (scenario !== undefined) {
    expect(JSON.parse(JSON.stringify(scenario))).toEqual(scenario);
    expect(blemishIn(scenario)).toBe(undefined);
  } else {
    expect(problems.length).toBeGreaterThan(0);
  }
  expect([...problems, ...warnings].find((problem) => !isComplete(problem))).toBe(undefined);
  return result;
}

function isComplete({ line, column, expected, found }: Problem): boolean {
  return line >= 1 && column >= 1 && expected !== "" && found !== "";
}

/** @returns the first part that is not frozen, or a number that JSON does not have */
function blemishIn(scenario: object): unknown {
  const open: unknown[] = [scenario];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === "number" && !Number.isFinite(next)) return next;
    if (typeof next !== "object" || next === null) continue;
    if (!Object.isFrozen(next)) return next;
    open.push(...Object.values(next));
  }
  return undefined;
}

describe("whatever is written", () => {
  test("a mutated scenario gives a scenario or problems", { timeout: 60_000 }, () => {
    const property = fc.property(
      fc.constantFrom(...EXAMPLES),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      (text, mutations) => void answer(mutated(text, mutations)),
    );
    fc.assert(property, { numRuns: 300 });
  });

  test("a random tree under known keys gives a scenario or problems", { timeout: 60_000 }, () => {
    const top = fc.constantFrom(
      "servers",
      "tiers",
      "storage",
      "faults",
      "objectives",
      "machine",
      "links",
      "record",
      "network",
      "accept",
    );
    const property = fc.property(fc.array(fc.tuple(top, tree), { maxLength: 4 }), (parts) => {
      const document = { fanin: 1, duration: "1 h", ...Object.fromEntries(parts) };
      answer(JSON.stringify(document));
    });
    fc.assert(property, { numRuns: 300 });
  });

  test(
    "a random tree in place of one part of a scenario gives a scenario or problems",
    { timeout: 60_000 },
    () => {
      const paths = [
        "tier1.channel",
        "tier1.sinks",
        "tier2.source",
        "tier2",
        "web",
        "web.client",
        "web.profile",
        "web.to",
        "hadoop",
        "faults[0]",
        "faults[0].on",
        "tier1.agents",
        "tier2[east].channels",
        "machine",
        "objectives",
      ];
      const property = fc.property(fc.constantFrom(...paths), tree, (path, value) => {
        answer(ROUTED, [`${path}=${JSON.stringify(value)}`]);
      });
      fc.assert(property, { numRuns: 300 });
    },
  );

  test(
    "a document of values that fit their keys gives a scenario or problems",
    { timeout: 60_000 },
    () => {
      let scenarios = 0;
      const property = fc.property(documents, (document) => {
        if (answer(JSON.stringify(document)).scenario !== undefined) scenarios++;
      });
      fc.assert(property, { numRuns: 300 });
      expect(scenarios).toBeGreaterThan(15);
    },
  );

  test("any text gives problems", () => {
    const property = fc.property(fc.string({ maxLength: 300, unit: "binary" }), (text) => {
      answer(text);
    });
    fc.assert(property, { numRuns: 300 });
  });

  test("any `--set` gives a scenario or problems", () => {
    const property = fc.property(
      fc.oneof(word, fc.string()),
      fc.oneof(word, fc.string()),
      (path, value) => {
        answer(SMALL, [`${path}=${value}`]);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });
});
