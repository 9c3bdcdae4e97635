/** Goal: what was done to a recorded set-up is done to the simulated one. Method: one thing done, the faults it becomes. */
import { describe, expect, test } from "vitest";
import { LAB_STARTS } from "../../src/scenario/machine-profiles.js";
import { Clock } from "../../src/verify/document.js";
import { faultDocuments } from "../../src/verify/fault-documents.js";
import type { ReferenceTrace, TraceFault } from "../../src/verify/trace.js";

const OFFSET_MS = 100;

/** What a row of actions becomes, without what holds the load clients up. */
function faultsOf(
  actualFaults: readonly TraceFault[],
  life: ReferenceTrace["life"] = [],
): {
  faults: unknown[];
  unsupported: string[];
} {
  const trace: ReferenceTrace = {
    format: "flume-reference-trace/1",
    name: "made up",
    about: "",
    flume: "1.11.0",
    warmupMs: 0,
    durationMs: 60_000,
    sampleMs: 250,
    agents: { a: { conf: [] } },
    clients: [],
    services: { dfs: { type: "hdfs", datanodes: 3 } },
    actualFaults,
    life,
    series: {},
    clients_seen: [],
  };
  const unsupported: string[] = [];
  return { faults: faultDocuments(trace, new Clock(OFFSET_MS), unsupported), unsupported };
}

describe("what was done to a recorded set-up", () => {
  test("safe mode is entered and left", () => {
    const { faults } = faultsOf([
      { actualMs: 1000, tell: "dfs", line: "safemode enter" },
      { actualMs: 5000, tell: "dfs", line: "safemode leave" },
    ]);
    expect(faults).toEqual([{ on: "dfs", kind: "safe-mode", at: "1100 ms", until: "5100 ms" }]);
  });

  test("a DataNode that stops moves the others up, and is the last once it is back", () => {
    const { faults } = faultsOf([
      { actualMs: 1000, tell: "dfs", line: "stopdn 0" },
      { actualMs: 2000, tell: "dfs", line: "restartdn" },
      { actualMs: 3000, tell: "dfs", line: "stopdn 0" }, // now the second of the three
      { actualMs: 4000, tell: "dfs", line: "stopdn 1" }, // the first, that came back as the last
    ]);
    expect(faults).toEqual([
      { on: "dfs.datanodes[0]", kind: "down", at: "1100 ms", until: "2100 ms" },
      { on: "dfs.datanodes[1]", kind: "down", at: "3100 ms" },
      { on: "dfs.datanodes[0]", kind: "down", at: "4100 ms" },
    ]);
  });

  test("a choke is a row of hangs, and begins with one", () => {
    const { faults } = faultsOf([
      { actualMs: 1000, choke: "dfs", forMs: 1000, runMs: 20, pauseMs: 380 },
    ]);
    const at = ["1100 ms", "1500 ms", "1900 ms"];
    expect(faults).toEqual([{ on: "dfs", kind: "hang", at, for: "380 ms" }]);
  });

  test("a service that is started again is down until it can be written to, and slow at first", () => {
    const cold = `${LAB_STARTS.hdfsColdMs} ms`;
    const { faults } = faultsOf([
      { actualMs: 1000, kill: "dfs" },
      { actualMs: 9000, start: "dfs" },
    ]);
    expect(faults).toEqual([
      { on: "dfs", kind: "down", at: "1100 ms", until: "14100 ms" },
      { on: "dfs", kind: "slow", at: "14100 ms", for: cold, factor: LAB_STARTS.hdfsColdFactor },
    ]);
  });

  test("an agent that took long to start is started so much later, and never before it was", () => {
    const restarts: TraceFault[] = [
      { actualMs: 1000, kill: "a" },
      { actualMs: 9000, start: "a" },
    ];
    const untilOf = (upMs: number | null): unknown => {
      const life = [
        { agent: "a", startedMs: -12_000, upMs: 0 },
        { agent: "a", startedMs: 9003, upMs },
      ];
      const { faults } = faultsOf(restarts, life);
      return (faults[0] as Record<string, unknown>)["until"];
    };
    expect(untilOf(12_000)).toBe(`${12_100 - LAB_STARTS.startToSeenMs} ms`);
    expect(untilOf(9500)).toBe("9100 ms");
    expect(untilOf(null)).toBe("9100 ms"); // it never answered
  });

  test("what cannot be said is said to be so", () => {
    const { faults, unsupported } = faultsOf([
      { actualMs: 1000, tell: "dfs", line: "format" },
      { actualMs: 2000, tell: "dfs", line: "safemode leave" }, // it was never entered
      { actualMs: 3000, tell: "dfs", line: "stopdn 7" },
    ]);
    expect(faults).toEqual([]);
    expect(unsupported).toEqual([
      'fault at 1000 ms: {"tell":"dfs","line":"format"} is not simulated',
      'fault at 2000 ms: {"tell":"dfs","line":"safemode leave"} is not simulated',
      'fault at 3000 ms: {"tell":"dfs","line":"stopdn 7"} is not simulated',
    ]);
  });
});
