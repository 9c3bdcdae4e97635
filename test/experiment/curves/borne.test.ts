/**
 * Goal: the length of the longest outage that is borne, to 5 % or a second, in few tries. Method: worlds whose answer is
 * known; and a run of the simulator in which the channel fills after the outage is over.
 */
import { describe, expect, test } from "vitest";
import { BorneSearch, type Event } from "../../../src/experiment/curves/borne.js";
import { findings } from "../../../src/analysis/find.js";
import { simulate } from "../../../src/experiment/run.js";
import { scenarioOf } from "../../support/scenario.js";

/** @param fatal [s] by what may happen: the shortest outage with it; Infinity: none */
function found(
  fatal: Readonly<Record<string, number>>,
  events: ReadonlyMap<string, Event>,
  longest: number,
): { readonly borne: Record<string, number>; readonly tries: number } {
  const search = new BorneSearch(events, longest);
  let tries = 0;
  for (let lengths = search.next(); lengths.length > 0; lengths = search.next()) {
    for (const length of lengths) {
      const happened = Object.keys(fatal).filter((what) => length >= fatal[what]!);
      search.take(length, new Set(happened));
      tries += 1;
    }
  }
  const whats = [...events.keys()];
  return { borne: Object.fromEntries(whats.map((what) => [what, search.borne(what)])), tries };
}

function event(untilSeconds: number | null, idleSeconds: number): Event {
  return { untilSeconds, idleSeconds };
}

describe("a search", () => {
  test.each([
    // Full at 1,350 s of an outage without end; senders sleep 5 s on: one run shows it.
    ["what happens in the outage", 1346, event(1350, 5), 1],
    // A storm after it, at a third of that length.
    ["what happens after it only", 450, event(1350, 5), 7],
    ["what never happens in it, but after it", 700, event(null, 5), 8],
  ])("%s", (_, fatal, of, most) => {
    const { borne, tries } = found({ full: fatal }, new Map([["full", of]]), 3600);
    expect(borne["full"]).toBeLessThan(fatal);
    expect(borne["full"]).toBeGreaterThan(fatal * 0.94);
    expect(tries).toBeLessThanOrEqual(most);
  });

  test("what never happens is borne as long as is tried, in one run", () => {
    const { borne, tries } = found({}, new Map([["full", event(null, 5)]]), 3600);
    expect([borne["full"], tries]).toEqual([Infinity, 1]);
  });

  test("what happens at once is never borne", () => {
    const { borne } = found({ full: 0 }, new Map([["full", event(0, 5)]]), 3600);
    expect(borne["full"]).toBe(0);
  });

  test("several things share the runs that decide them", () => {
    const events = new Map([
      ["full", event(1350, 5)],
      ["rejects", event(1353, 5)],
      ["objectives", event(null, 0)],
    ]);
    const { borne, tries } = found({ full: 1346, rejects: 1349, objectives: 1349 }, events, 3600);
    expect(borne["full"]).toBe(1345);
    expect(borne["rejects"]).toBe(1345);
    expect(borne["objectives"]).toBeGreaterThan(1349 * 0.94);
    expect(tries).toBeLessThanOrEqual(9);
  });
});

describe("a channel of 3,000 events at 100 events/s", () => {
  const run = (seconds: number): number | undefined => {
    const scenario = scenarioOf(`fanin: 1
duration: 2 min
record: { every: 1 s }
servers:
  web: { count: 1, rate: 100 events/s, batch: 100, arrivals: periodic, to: tier1 }
tiers:
  tier1:
    agents: 1
    source: avro
    channel: { type: memory, capacity: 3000, transactionCapacity: 500 }
    sinks: { type: timed, batchSize: 500, service: 2.5 s }
faults:
  - { at: 30 s, for: ${String(seconds)} s, on: tier1.sinks, kind: down }
`);
    const { layers } = findings(simulate(scenario));
    const full = layers.find(({ layer }) => layer === "tier1")!.firstFull;
    return full === undefined ? undefined : full.atTicks / 1e9 - 30;
  };

  test("is full after an outage that was over before: the sink sleeps on, and has to write a batch", () => {
    const until = run(90)!;
    expect(until).toBeGreaterThan(24);
    expect(run(until - 2)).toBe(until);
    expect(run(until - 2 - 5 - 2.5 - 1)).toBeUndefined();
  });
});
