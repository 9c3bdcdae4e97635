/**
 * Goal: a setting is found where it stands in a text, and a thing's settings are listed as they are written, with the
 * defaults that stand in for the rest. Method: small texts in every notation; every setting of the shipped scenarios.
 */
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Places } from "../../../src/scenario/edit/place.js";
import { settingsOf } from "../../../src/scenario/edit/settings.js";
import type { Step } from "../../../src/scenario/edit/syntax.js";
import { writeSettings } from "../../../src/scenario/edit/write-settings.js";
import { parseScenario } from "../../../src/scenario/parse-scenario.js";

const SHIPPED = readdirSync("scenarios").map((name) => ({
  name,
  text: readFileSync(`scenarios/${name}`, "utf8"),
}));

/** The text from a place to the end of its line. */
function from(text: string, { line, column }: { line: number; column: number }): string {
  return text.split("\n")[line - 1]!.slice(column - 1);
}

describe("the place of a setting", () => {
  test.each<[text: string, path: Step[], at: string, isWritten: boolean]>([
    ["a: 1 # why\n", ["a"], "1 # why", true],
    ["# head\n\na:\n  b: 2\n", ["a", "b"], "2", true],
    ["a: { b: 1, c: 2 }\n", ["a", "c"], "2 }", true],
    ['{"a": {"b": 1}}', ["a", "b"], "1}}", true],
    ["a:\n  - x: 1\n  - x: 2\n", ["a", 1, "x"], "2", true],
    ["a:\n  - p\n  - q\n", ["a", 1], "q", true],
    ["hdfs.path: /l\n", ["hdfs.path"], "/l", true],
    // A block is found by its key.
    ["a:\n  b: 2\n", ["a"], "a:", true],
    // What is left out belongs to the innermost block that is there.
    ["a:\n  b: 2\n", ["a", "c"], "a:", false],
    ["a:\n  b: { c: 1 }\n", ["a", "b", "d"], "b: { c: 1 }", false],
    ["a: 1\n", ["z"], "a: 1", false],
  ])("%j %j", (text, path, at, isWritten) => {
    const place = new Places(text).of(path);
    expect(from(text, place)).toBe(at);
    expect(place.isWritten).toBe(isWritten);
  });

  test("of several ways to write it is where the one that leads furthest leads", () => {
    const ways: Step[][] = [
      ["t", "channel", "capacity"],
      ["t", "channels", "c1", "capacity"],
    ];
    const one = "t:\n  channel: { capacity: 5 }\n";
    expect(new Places(one).of(...ways)).toMatchObject({ line: 2, path: "t.channel.capacity" });
    const named = "t:\n  channels:\n    c1: { capacity: 7 }\n";
    expect(new Places(named).of(...ways)).toMatchObject({
      line: 3,
      path: "t.channels.c1.capacity",
      isWritten: true,
    });
  });

  test("of a broken or an empty text is its beginning", () => {
    for (const text of ["", "a: {", "[".repeat(5000)]) {
      expect(new Places(text).of(["a", "b"])).toMatchObject({ line: 1, isWritten: false });
    }
  });
});

describe("what a thing is set to", () => {
  const TEXT = `# who
fanin: 1
tiers:
  t1: # near
    agents: 3
    channel: { type: memory, capacity: 2_000 }   # small
    sinks:
      k1: { type: hdfs, hdfs: { batchSize: 50 }, to: h }
      k2: { type: avro, to: [t2, "t3[0]"] }
`;

  test("is listed in the order of the text, as it is written, with its place", () => {
    const written = settingsOf(TEXT, [["tiers", "t1"]]).filter(({ at }) => at !== undefined);
    expect(written.map(({ path, value }) => [path, value])).toEqual([
      ["tiers.t1.agents", "3"],
      ["tiers.t1.channel.type", "memory"],
      ["tiers.t1.channel.capacity", "2_000"],
      ["tiers.t1.sinks.k1.type", "hdfs"],
      ["tiers.t1.sinks.k1.hdfs.batchSize", "50"],
      ["tiers.t1.sinks.k1.to", "h"],
      ["tiers.t1.sinks.k2.type", "avro"],
      ["tiers.t1.sinks.k2.to[0]", "t2"],
      ["tiers.t1.sinks.k2.to[1]", "t3[0]"],
    ]);
    for (const { at, value } of written) {
      expect(from(TEXT, at!).replace(/^"/, "").startsWith(value)).toBe(true);
    }
  });

  test("has the default of the kind that is written, and none for what is written", () => {
    const byPath = new Map(
      settingsOf(TEXT, [["tiers", "t1"]]).map((setting) => [setting.path, setting]),
    );
    expect(byPath.get("tiers.t1.channel.transactionCapacity")).toEqual({
      path: "tiers.t1.channel.transactionCapacity",
      value: "100",
      at: undefined,
    });
    // Only a file channel has one.
    expect(byPath.has("tiers.t1.channel.checkpointInterval")).toBe(false);
    expect(byPath.get("tiers.t1.channel.capacity")!.at).toEqual({ line: 6, column: 40 });
  });

  test("is nothing of what is not there, and nothing while the text is broken", () => {
    expect(settingsOf(TEXT, [["tiers", "t9"]])).toEqual([]);
    expect(settingsOf("tiers: {", [["tiers"]])).toEqual([]);
  });

  test.each(SHIPPED)("in $name: each stands where it is said, and is the one that it is", (row) => {
    const { text } = row;
    const { servers, tiers, storages } = parseScenario(text).scenario!;
    const blocks: Step[][] = [
      ...servers.map(({ name }) => ["servers", name]),
      ...tiers.map(({ name }) => ["tiers", name]),
      ...storages.map(({ name }) => ["storage", name]),
    ];
    const settings = settingsOf(text, blocks);
    const written = settings.flatMap(({ at, value }) => (at === undefined ? [] : [{ at, value }]));
    expect(written.length).toBeGreaterThan(8);
    for (const { at, value } of written) {
      expect(from(text, at).replace(/^["']/, "").startsWith(value)).toBe(true);
    }
    const paths = settings.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });
});

describe("settings written into a text", () => {
  const TEXT = `# Who pays?
fanin: 1
duration: 1 h   # long enough
servers:
  web: { count: 2, rate: 10 events/s, to: tier1 }
tiers:
  tier1:
    agents: 2
    source: avro # one
    channel: memory
    sinks: { type: hdfs, hdfs.path: /l, to: h }
storage: { h: { type: hdfs, datanodes: 3 } }
`;

  test("change their values and no other character; what is left out is added to its block", () => {
    const { text, left } = writeSettings(TEXT, [
      "tier1.agents=4",
      "web.count=9",
      "tier1.channel.capacity=5000",
      "tier1.sinks.hdfs.batchSize=70",
      "seed=8",
    ]);
    expect(left).toEqual([]);
    expect(text).toBe(
      TEXT.replace("agents: 2", "agents: 4")
        .replace("count: 2", "count: 9")
        .replace("channel: memory", "channel: { type: memory, capacity: 5000 }")
        .replace("{ type: hdfs, hdfs.path", "{ hdfs: { batchSize: 70 }, type: hdfs, hdfs.path")
        .replace("fanin: 1", "seed: 8\nfanin: 1"),
    );
    const { scenario, problems } = parseScenario(text);
    expect(problems).toEqual([]);
    expect(scenario!.tiers[0]!.agents.length).toBe(4);
    expect(scenario!.seed).toBe(8);
  });

  test("that are set to what they are leave the text as it is, and what is set back is as before", () => {
    for (const { text } of SHIPPED) {
      const counts = parseScenario(text).scenario!.servers.map(({ name }) => {
        const path = `servers.${name}.count`;
        const setting = settingsOf(text, [["servers", name]]).find((each) => each.path === path);
        return { name, value: setting!.value };
      });
      const back = counts.map(({ name, value }) => `${name}.count=${value}`);
      expect(writeSettings(text, back)).toEqual({ text, left: [] });
      const other = writeSettings(
        text,
        counts.map(({ name }) => `${name}.count=97`),
      );
      expect(other.text).not.toBe(text);
      expect(writeSettings(other.text, back).text).toBe(text);
    }
  });

  test("that have no one place are left to be written by hand", () => {
    const settings = ["tier1[1].channel.capacity=5", "tier1[0]->h.latency=1 ms"];
    expect(writeSettings(TEXT, settings)).toEqual({ text: TEXT, left: settings });
  });
});
