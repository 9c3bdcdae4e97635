/**
 * Goal: no event is stuck for ever: once faults and load are over for long enough, all that was generated has been
 * delivered, lost or dropped. Method: random systems with random faults, then more than half an hour of rest; left
 * out is what would keep a real Flume from coming to rest, which test/support/system/curable.ts names.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { simulate } from "../../src/experiment/run.js";
import { checkSystems, PATIENCE } from "../support/system/check.js";
import { Coverage } from "../support/system/coverage.js";
import { curableSpec, mayFailToStart } from "../support/system/curable.js";

/** [s] Faults end in the first 90; the slowest sinks take some minutes for what was generated until then. */
const SECONDS = 2400;
const RUNS = 60;

test(
  "once load and faults are over, nothing is held and nothing waits",
  () => {
    const coverage = new Coverage();
    let rested = 0;
    const more = fc.constant(null);
    checkSystems({ runs: RUNS, seconds: SECONDS, more, systems: curableSpec }, (system) => {
      if (mayFailToStart(system.scenario)) return;
      const recording = simulate(system.scenario);
      coverage.count(system, recording);
      rested++;
      expect(recording.end.kind).toBe("finished");
      for (const { destination, generated, held, waiting, ...left } of recording.ledgers) {
        expect({ destination, held, waiting }).toEqual({ destination, held: 0, waiting: 0 });
        expect(left.delivered + left.dropped + left.lost).toBe(generated);
      }
    });
    expect(rested).toBeGreaterThan(RUNS * 0.8);
    const incidents = ["process-down", "call-rejected", "call-broken", "write-failed", "lost"];
    expect(coverage.missing(incidents.map((name) => `incident: ${name}`))).toEqual([]);
    expect(coverage.missing(["events: delivered", "events: dropped"])).toEqual([]);
  },
  PATIENCE,
);
