/**
 * Goal: a run is a function of its scenario and its seed, and of nothing else. Method: random systems run a second
 * time, in slices, and recorded otherwise; digests, and where they are to be equal whole recordings.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Run, simulate } from "../../src/experiment/run.js";
import { recordingToJson } from "../../src/record/json.js";
import type { Recording } from "../../src/record/recording.js";
import { scenarioOf } from "../support/system/case.js";
import { checkSystems, PATIENCE } from "../support/system/check.js";

const SECONDS = 90;

/** Slices, in notices: taken in turn. */
const slices = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 9000 })),
  {
    minLength: 1,
    maxLength: 8,
  },
);

const plan = fc.record({
  every: fc.constantFrom("333 ms", "1 s", "7 s", "1 min"),
  series: fc.constantFrom("all", "totals", "tiers"),
});

test(
  "a second run of a scenario leaves the same recording, in slices as in one go",
  () => {
    checkSystems({ runs: 50, seconds: SECONDS, more: slices }, ({ scenario }, lengths) => {
      const whole = simulate(scenario);
      const again = simulate(scenario);
      const sliced = inSlices(new Run(scenario), lengths);
      expect(again.digest).toBe(whole.digest);
      expect(sliced.digest).toBe(whole.digest);
      expect(recordingToJson(sliced)).toEqual(recordingToJson(whole));
    });
  },
  PATIENCE,
);

test(
  "what is recorded, and how often, changes nothing of the run",
  () => {
    checkSystems({ runs: 50, seconds: SECONDS, more: plan }, ({ document, scenario }, record) => {
      const plain = simulate(scenario);
      const other = simulate(scenarioOf({ ...document, record }), { checksLedger: true });
      expect(other.digest).toBe(plain.digest);
      expect(other.end).toEqual(plain.end);
      const totals = ({ parts }: Recording): unknown => parts.map((part) => part.totals);
      expect(totals(other)).toEqual(totals(plain));
    });
  },
  PATIENCE,
);

function inSlices(run: Run, lengths: readonly number[]): Recording {
  for (let i = 0; !run.progress.isOver; i++) run.advance(lengths[i % lengths.length]!);
  return run.finish();
}
