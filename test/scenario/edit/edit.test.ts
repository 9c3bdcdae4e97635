/**
 * Goal: the editor's help is right about the text and leaves the rest of it alone. Method: shipped scenarios, each
 * knob turned to other stops; places in texts, whole and broken, asked for what may stand there.
 */
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { knobsOf } from "../../../src/scenario/edit/knobs.js";
import { setValue } from "../../../src/scenario/edit/set-value.js";
import { explain, suggest } from "../../../src/scenario/edit/suggest.js";
import { parseScenario } from "../../../src/scenario/parse-scenario.js";
import { SMALL, ROUTED } from "../../support/scenario.js";

const SHIPPED = readdirSync("scenarios").map((name) => ({
  name,
  text: readFileSync(`scenarios/${name}`, "utf8"),
}));

function changed(text: string, path: readonly (string | number)[], value: string): string {
  const change = setValue(text, path, value)!;
  return text.slice(0, change.from) + change.insert + text.slice(change.to);
}

describe("knobs", () => {
  test.each(SHIPPED)("of $name: each can be turned, and nothing else changes", ({ text }) => {
    const knobs = knobsOf(text);
    expect(knobs.length).toBeGreaterThan(4);
    for (const [i, knob] of knobs.entries()) {
      expect(knob.stops[knob.stop]!.text).toBe(knob.text);
      const values = knob.stops.map(({ value }) => value);
      expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
      const stop = knob.stops.at(i % 2 === 0 ? 0 : -1)!;
      const after = changed(text, knob.path, stop.text);
      const turned = knobsOf(after);
      expect(turned[i]).toMatchObject({ text: stop.text, isDefault: false });
      const others = (all: typeof knobs): unknown =>
        all.flatMap(({ path, text: written }, k) => (k === i ? [] : [[path, written]]));
      expect(others(turned)).toEqual(others(knobs));
      expect(after.match(/#.*/g)).toEqual(text.match(/#.*/g));
    }
  });

  test("of a channel that is written as its type alone are its defaults", () => {
    const knob = knobsOf(SMALL).find(({ name }) => name === "capacity")!;
    expect(knob).toMatchObject({ group: "tier1 channel", text: "100", isDefault: true });
    const after = changed(SMALL, knob.path, "5000");
    expect(after).toContain("    channel: { type: memory, capacity: 5000 }\n");
    expect(parseScenario(after).problems).toEqual([]);
  });

  test("of several channels and sinks have their names", () => {
    const names = knobsOf(ROUTED).map(({ group, name }) => `${group} ${name}`);
    expect(names).toContain("tier2 c1 capacity");
    expect(names).toContain("tier2 k1 hdfs.batchSize");
    expect(names).toContain("tier1 agents");
    // Agents by name are no number.
    expect(names).not.toContain("tier2 agents");
  });

  test("are none in a broken text", () => {
    expect(knobsOf("a: {")).toEqual([]);
    expect(knobsOf("[".repeat(5000))).toEqual([]);
  });
});

describe("a value is put in place", () => {
  test.each([
    ["a: 1 # why\nb: 2\n", ["a"], "3", "a: 3 # why\nb: 2\n"],
    ["a: { b: 1 }\n", ["a", "c"], "3", "a: { c: 3, b: 1 }\n"],
    ["a: {}\n", ["a", "b"], "3", "a: { b: 3 }\n"],
    ["a:\n", ["a", "b"], "3", "a: { b: 3 }\n"],
    ["a:\n  b: 1\n  # end\n", ["a", "c"], "3", "a:\n  c: 3\n  b: 1\n  # end\n"],
    ["- x: 1\n", [0, "y"], "3", "- y: 3\n  x: 1\n"],
    ["k: &n\n  b: 1\n", ["k", "c"], "3", "k: &n\n  c: 3\n  b: 1\n"],
    ["a: '1'\n", ["a"], "3", "a: 3\n"],
    ["hdfs: { batchSize: 5 }\n", ["hdfs.batchSize"], "3", "hdfs: { batchSize: 3 }\n"],
    ['{"a": {"b": 1}}', ["a", "b"], "3", '{"a": {"b": 3}}'],
  ] as const)("%j %j", (text, path, value, expected) => {
    expect(changed(text, path, value)).toBe(expected);
  });

  test("but not through an alias, into a list, or in a broken text", () => {
    expect(setValue("a: &x { b: 1 }\nc: *x\n", ["c", "b"], "3")).toBeUndefined();
    expect(setValue("a: [1]\n", ["a", "b"], "3")).toBeUndefined();
    expect(setValue("a: {", ["a"], "3")).toBeUndefined();
  });
});

describe("suggestions", () => {
  /** @param marked the text with `|` where the cursor is */
  const labels = (marked: string): string[] => {
    const at = marked.indexOf("|");
    const found = suggest(marked.replace("|", ""), at);
    return found?.options.map(({ label }) => label) ?? [];
  };

  test.each([
    ["fanin: 1\n|", ["name", "duration", "servers"], ["fanin"]],
    ["servers:\n  web:\n    count: 3\n    |\n", ["rate", "batch", "client"], ["count"]],
    ["servers:\n  web:\n    count: 3\n    ra|", ["rate"], []],
    ["tiers:\n  t:\n    channel: |\n", ["memory", "file"], []],
    ["tiers:\n  t:\n    channel: { type: file, | }\n", ["checkpointInterval"], ["type"]],
    ["tiers:\n  t:\n    channel:\n      |\n", ["type", "memory"], []],
    ["tiers:\n  t:\n    sinks: { type: hdfs, hdfs.| }\n", ["hdfs.batchSize"], ["batch-size"]],
    ["tiers:\n  t:\n    sinks:\n      k1: { type: hdfs, hdfs: { | } }\n", ["batchSize"], []],
    ["faults:\n  - { at: 1 s, kind: | }\n", ["down", "slow"], []],
    ["tiers: { t: {} }\nservers: { web: { to: | } }\n", ["t", "web"], []],
    ["objectives:\n  - no: |\n", ["loss"], []],
    ["record: { series: | }\n", ["all", "totals"], []],
    [
      "tiers:\n  t:\n    sinks: { type: avro, processor: { type: load_balance, backoff: | } }",
      ["true"],
      [],
    ],
  ] as const)("%j", (marked, some, none) => {
    const found = labels(marked);
    expect(found).toEqual(expect.arrayContaining([...some]));
    for (const name of none) expect(found).not.toContain(name);
  });

  test.each(["# a|", "name: x|", "x-mine: { | }"])(
    "are none where the schema has nothing to say: %j",
    (marked) => {
      expect(labels(marked)).toEqual([]);
    },
  );

  test("are none beyond the limits of a scenario", () => {
    expect(labels(`${"{a: ".repeat(5000)}|`)).toEqual([]);
  });

  test("replace the word that is there, and keep a colon that is there", () => {
    const text = "servers:\n  web:\n    coun: 3\n";
    const { from, to, options } = suggest(text, text.indexOf("coun") + 2)!;
    expect(text.slice(from, to)).toBe("coun");
    expect(options.find(({ label }) => label === "count")!.insert).toBe("count");
  });

  test.each(SHIPPED)("of every key in $name the schema says what it is", ({ text }) => {
    const unknown: string[] = [];
    const seen = new Set<string>();
    for (const { index, 1: key } of text.matchAll(/^ *(?:- )?([a-z][\w.-]*):/gim)) {
      if (seen.has(key!)) continue;
      seen.add(key!);
      const at = text.indexOf(key!, index);
      const said = explain(text, at);
      if (said === undefined) unknown.push(key!);
      else expect(said.name).toBe(key);
    }
    // Left over are the names that the author gave.
    const { scenario, plan } = parseScenario(text);
    const { servers, tiers, storages } = scenario!;
    const named = [...servers, ...tiers, ...storages].map(({ name }) => name);
    const parts = [...text.matchAll(/"?(?:channel|name)"?: ?"?([\w-]+)/g)].map(([, name]) => name!);
    const varied = (plan?.vary ?? []).map(({ path }) => path);
    const names = [...named, ...parts, ...varied, "primary", "standby", "pair"];
    expect(unknown.filter((name) => !names.includes(name))).toEqual([]);
  });

  test("a default is said with its source, a range with its unit", () => {
    const text = "tiers: { t: { channel: { type: memory, capacity: 5, keep-alive: 3 } } }";
    expect(explain(text, text.indexOf("capacity"))).toMatchObject({
      value: "A whole number of events from 1 to 2147483647.",
      standIn: "Where left out: 100 (Flume 1.11, MemoryChannel; confidence high).",
    });
    expect(explain(text, text.indexOf("keep-alive"))!.value).toMatch(/bare number is in s/);
  });
});
