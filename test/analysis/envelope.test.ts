/**
 * Goal: a run that lies outside of what real agents were recorded doing is told so.
 * Method: the published limits are those of the recordings' own set-ups; a run beyond each of them says which.
 */
import { describe, expect, test } from "vitest";
import { COVERED, faultsOf, kindsOf, outsideRecordings } from "../../src/analysis/envelope.js";
import { simulate } from "../../src/experiment/run.js";
import { parseScenario } from "../../src/scenario/parse-scenario.js";
import { scenarioDocument } from "../../src/verify/to-scenario.js";
import { references } from "../support/references.js";
import { SMALL, TWO, edited, scenarioOf } from "../support/scenario.js";

describe("what recordings cover", () => {
  const traces = references().map(({ trace }) => trace);
  const scenarios = traces.map((trace) => {
    const text = JSON.stringify(scenarioDocument(trace).document);
    return parseScenario(text, { file: trace.name }).scenario!;
  });
  const range = (values: readonly number[]) => ({
    from: Math.min(...values),
    to: Math.max(...values),
  });

  test("is what their set-ups have", () => {
    const sinks = scenarios.flatMap(({ tiers }) =>
      tiers.flatMap(({ templates }) => templates.flatMap((each) => each.sinks)),
    );
    // Load clients that load their classes, and an HDFS that was just started, are no faults that anybody recorded.
    const starts = ["hang of servers", "slow of a storage"];
    const faults = scenarios.flatMap(faultsOf).filter((name) => !starts.includes(name));
    const found: typeof COVERED | object = {
      agents: Math.max(...traces.map(({ agents }) => Object.keys(agents).length)),
      agentRate: Math.max(
        ...traces.map(({ clients }) =>
          clients.reduce((sum, { servers, rate }) => sum + servers * rate, 0),
        ),
      ),
      clientBatch: range(traces.flatMap(({ clients }) => clients.map(({ batch }) => batch))),
      sinkBatch: range(sinks.map(({ batchEvents }) => batchEvents)),
      kinds: [...new Set(scenarios.flatMap(kindsOf))].sort(),
      faults: [...new Set(faults)].sort(),
    };
    expect(found).toEqual(COVERED);
  });
});

describe("what lies outside", () => {
  const CLOSE = edited(
    SMALL,
    ["duration: 1 h", "duration: 2 min"],
    ["to: tier1 }", "batch: 50, to: tier1 }"],
  );
  const outside = (text: string): string[] => outsideRecordings(simulate(scenarioOf(text)));

  test("nothing of a run like the recorded ones", () => {
    expect(outside(CLOSE)).toEqual([]);
  });

  test("too many events, batches of another size", () => {
    const much = edited(
      CLOSE,
      ["rate: 10 events/s", "rate: 3000 events/s"],
      ["batch: 50", "batch: 500"],
      ["channel: memory", "channel: { type: memory, capacity: 10000, transactionCapacity: 500 }"],
    );
    expect(outside(much)).toEqual([
      expect.stringMatching(/^\d\.?\d* k events\/s an agent \(recorded: up to 2 k events\/s\)$/),
      "batches of servers of 500 (recorded: 5 to 400)",
    ]);
  });

  test("more agents, sinks of a kind and faults that were never recorded", () => {
    const text = edited(
      TWO,
      ["duration: 1 h", "duration: 2 min"],
      ["to: tier1 }", "batch: 50, to: tier1 }"],
      ["agents: 3", "agents: 4"],
    );
    const fault = "faults:\n  - { at: 1 min, for: 10 s, on: 'tier1[0]', kind: slow, factor: 2 }\n";
    expect(outside(text + fault)).toEqual([
      "6 agents (recorded: up to 5)",
      "null sinks (not recorded)",
      "slow of an agent (not recorded)",
    ]);
  });
});
