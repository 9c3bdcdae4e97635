/**
 * Goal: a lint says what the numbers of a scenario come to, at the line of the setting, and nothing where they are
 * sound. Method: one small site, changed until each lint applies; what it must say is worked out by hand beside it.
 */
import { describe, expect, test } from "vitest";
import { lintScenario } from "../../src/lint/lint.js";
import type { Problem } from "../../src/scenario/problem.js";
import { scenarioOf } from "../support/simulated.js";

/**
 * 10 servers send 100 events/s of 300 B each: 500 events/s to each of two agents, which HDFS takes with ease. While
 * it is away for 60 s a channel gets 60 × 500 = 30,000 events, and then each server keeps 100 events/s.
 */
const SITE = `fanin: 1
name: Lints
duration: 5 min
servers:
  web:
    count: 10
    rate: 100 events/s
    size: 300 B
    batch: 10
    client: { type: avro, backlog: 3 MB }
    to: tier1
tiers:
  tier1:
    agents: 2
    source: { type: avro }
    channel:
      type: memory
      capacity: 6000
    sinks: { type: hdfs, hdfs.path: /logs, hdfs.rollSize: 0, hdfs.rollCount: 0, to: hadoop }
storage:
  hadoop: { type: hdfs, datanodes: 3 }
faults:
  - { at: 1 min, for: 1 min, on: hadoop, kind: down }
`;
const ROOMY = SITE.replace("capacity: 6000", "capacity: 31000");

/** The site with other texts in it: each must be there. */
function site(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, SITE);
}

const lints = (text: string): Problem[] => lintScenario(scenarioOf(text), text, "a.yaml");

/** The lint of a code, which must be one. */
function lintIn(text: string, code: string): Problem {
  const found = lints(text).filter((lint) => lint.code === code);
  expect(found.map((lint) => lint.code)).toEqual([code]);
  return found[0]!;
}

/** What stands in a text at a lint's place, to the end of the line. */
function placeOf(text: string, { line, column }: Problem): string {
  return text.split("\n")[line - 1]!.slice(column - 1);
}

describe("a sound scenario", () => {
  test("has no lints: 31,000 events are room enough for 30,000", () => {
    expect(lints(ROOMY)).toEqual([]);
  });
});

describe("a channel that fills", () => {
  test("says when, at what load, and the room that the fault asks for", () => {
    const lint = lintIn(SITE, "channel-fills");
    expect(lint).toEqual({
      code: "channel-fills",
      severity: "lint",
      file: "a.yaml",
      line: 18,
      column: 17,
      path: "tiers.tier1.channel.capacity",
      expected: "room for what comes while hadoop is down",
      // 6,000 / 500 = 12 s after 00:01:00.
      found:
        "6 k events a channel: full 12 s after it began to fill, at 00:01:12; offered 1 k events/s then, delivered 0 events/s (fluid)",
      fix: "raise it to about 30 k events: it fills by 500 events/s when it is full; `fanin plan` finds the least",
    });
    expect(placeOf(SITE, lint)).toBe("6000");
  });

  test("without a fault says what is handed on: 2 agents × 100 events every 250 ms = 800 events/s", () => {
    const text = site(
      [
        "hdfs, hdfs.path: /logs, hdfs.rollSize: 0, hdfs.rollCount: 0, to: hadoop",
        "timed, batchSize: 100, service: 250 ms",
      ],
      [SITE.slice(SITE.indexOf("storage:")), ""],
    );
    // Each channel fills by 500 − 400 = 100 events/s: 6,000 / 100 = 60 s.
    expect(lintIn(text, "channel-fills")).toMatchObject({
      line: 18,
      expected: "no more than what tier1 hands on",
      found: expect.stringMatching(
        /^6 k events a channel: full 1 min after it began to fill, at 00:01:00; offered 1 k events\/s then, delivered 800 events\/s/,
      ) as string,
      fix: "lower the load, add agents, sinks or datanodes, or give it a larger capacity",
    });
  });

  const memory = "type: memory\n      capacity: 6000";
  test.each<[name: string, change: [string, string], path: string, at: string, room: string]>([
    [
      // 80 % of 2.25 MB hold 6,000 events of 300 B; 30,000 need five times as much.
      "its bytes",
      [memory, "type: memory\n      capacity: 60000\n      byteCapacity: 2250000"],
      "tiers.tier1.channel.byteCapacity",
      "2250000",
      "11.3 MB (30 k events)",
    ],
    [
      // 1,000 are in memory, so that 29,000 are to be on disk.
      "its overflow",
      [
        memory,
        "type: spillable\n      memoryCapacity: 1000\n      transactionCapacity: 1000\n      overflowCapacity: 5000",
      ],
      "tiers.tier1.channel.overflowCapacity",
      "5000",
      "29 k events",
    ],
    [
      "the one of its name",
      [`channel:\n      ${memory}`, "channels:\n      c1: { type: memory, capacity: 6000 }"],
      "tiers.tier1.channels.c1.capacity",
      "6000 }",
      "30 k events",
    ],
    [
      // 2 MiB are kept free; 6,000 records of 300 + 47 B are 2.082 MB, 30,000 of them 10.41 MB: 12.5 MB with the rest.
      "the disk",
      [
        `agents: 2\n    source: { type: avro }\n    channel:\n      ${memory}`,
        "agents: 2\n    machine: { disk.space: 4179152 B }\n    source: { type: avro }\n" +
          "    channel: { type: file, capacity: 1000000, minimumRequiredSpace: 2 MiB }",
      ],
      "tiers.tier1.machine.disk.space",
      "4179152 B }",
      "12.5 MB (30 k events)",
    ],
  ])("is about %s where that is what ends it, in its unit", (_, change, path, at, room) => {
    const text = site(change);
    const lint = lintIn(text, "channel-fills");
    expect(lint.path).toBe(path);
    expect(placeOf(text, lint)).toBe(at);
    expect(lint.found).toMatch(/^6 k events a channel: full 12 s after/);
    expect(lint.fix).toContain(`raise it to about ${room}: it fills by 500 events/s`);
  });
});

describe("a backlog that fills", () => {
  test("says that the channel before it is the cause, and its room in the unit that it is written in", () => {
    // 600 kB are 2,000 events: 20 s after the channel is full. To the end, 28 s later, come another 2,800.
    const text = site(["3 MB", "600 kB"]);
    const lint = lintIn(text, "backlog-fills");
    expect(placeOf(text, lint)).toBe("600 kB }");
    expect(lint).toMatchObject({
      path: "servers.web.client.backlog",
      expected: "room until tier1, which is full since 00:01:12, has room again",
      found:
        "2 k events a server: full 20 s after it began to fill, at 00:01:32; offered 1 k events/s then, delivered 0 events/s (fluid)",
      fix: "raise it to about 1.44 MB (4.8 k events): it fills by 100 events/s when it is full; `fanin plan` finds the least",
    });
    const inEvents = lintIn(site(["3 MB", "2000 events"]), "backlog-fills");
    expect(inEvents.fix).toMatch(/^raise it to about 4\.8 k events:/);
  });

  test("is no cause of a channel behind it that fills when the servers send what they kept", () => {
    const text = site(
      ["3 MB", "600 kB"],
      ["on: hadoop, kind: down", 'on: "tier1[0]", kind: crash'],
    );
    expect(lintIn(text, "backlog-fills").expected).toBe(
      "room for what comes during crash of tier1[0]",
    );
    expect(lintIn(text, "channel-fills").expected).toBe("no more than what tier1 hands on");
  });
});

describe("a wait that is longer than its callers wait", () => {
  const withKeepAlive = (wait: string): [string, string] => [
    "capacity: 6000",
    `capacity: 6000\n      keep-alive: ${wait}`,
  ];

  test("is wrong by itself when one put takes that long, also where nothing fills", () => {
    const text = ROOMY.replace("capacity: 31000", "capacity: 31000\n      keep-alive: 25 s");
    const lint = lintIn(text, "wait-over-timeout");
    expect(placeOf(text, lint)).toBe("25 s");
    expect(lint.found).toBe(
      "25 s, and a fan-in of 5 callers an agent on 16 request threads: up to 25 s",
    );
    expect(lint.expected).toContain("less than 20 s,");
  });

  test("is wrong by the fan-in where the channel fills: 40 callers on 16 threads wait ⌈40/16⌉ = 3 keep-alives", () => {
    const crowd: [string, string][] = [
      ["count: 10", "count: 80"],
      ["rate: 100", "rate: 12.5"],
    ];
    const lint = lintIn(site(...crowd, withKeepAlive("8 s")), "wait-over-timeout");
    expect(lint).toMatchObject({
      path: "tiers.tier1.channel.keep-alive",
      // 20 s / 3
      expected: expect.stringMatching(/^less than 6\.67 s, .*request-timeout \(20 s\)$/) as string,
      found: "8 s, and a fan-in of 40 callers an agent on 16 request threads: up to 24 s",
    });
    // 3 × 6 s = 18 s are within the 20 s.
    expect(lints(site(...crowd, withKeepAlive("6 s"))).map(({ code }) => code)).toEqual([
      "channel-fills",
    ]);
    // Where the channel never fills nobody waits.
    const roomy = site(...crowd, withKeepAlive("8 s"), ["capacity: 6000", "capacity: 31000"]);
    expect(lints(roomy)).toEqual([]);
  });

  test("of Flume 1.9 counts a worker a connection, twice as many as cores", () => {
    // 20 callers on 2 × 2 threads wait 5 × 4 s.
    const old = "agents: 2\n    version: 1.9\n    machine: { cores: 2 }";
    const text = site(
      ["count: 10", "count: 40"],
      ["rate: 100", "rate: 25"],
      ["agents: 2", old],
      withKeepAlive("4 s"),
    );
    expect(lintIn(text, "wait-over-timeout").found).toBe(
      "4 s, and a fan-in of 20 callers an agent on 4 request threads: up to 20 s",
    );
  });
});
