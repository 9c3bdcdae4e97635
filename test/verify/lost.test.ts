/**
 * Goal: an agent with a memory channel that is killed loses what a real one lost.
 * Method: what its sender delivered, less what it took out before it died and what came after its restart, is what was
 * lost. Its counters die with it, so of its last takes only those before the last sample are known.
 */
import { describe, expect, test } from "vitest";
import type { ReferenceTrace } from "../../src/verify/trace.js";
import { columnValues } from "../../src/verify/trace.js";
import { verify } from "../../src/verify/verify.js";
import { references } from "../support/references.js";

/** [events] of one call of the only sink that sends to it, and of its own sink. */
const BATCH = 100;
const SERVICE_MS = 200;

describe("events lost with a memory channel", () => {
  const files = references().filter(({ trace }) => trace.name === "crash-memory");

  test.each(files)(
    "$file: as many as were recorded, within one batch a connection",
    ({ trace }) => {
      const { fewest, most } = recordedLoss(trace);
      const outcome = verify(trace, []);
      const lost = "checks" in outcome ? outcome.recording.ledgers[0]!.lost : NaN;
      expect(most - fewest).toBeLessThanOrEqual(2 * BATCH);
      expect(lost).toBeGreaterThanOrEqual(fewest - BATCH);
      expect(lost).toBeLessThanOrEqual(most + BATCH);
    },
  );

  test("with a file channel none", () => {
    for (const { trace } of references().filter((each) => each.trace.name === "crash-file")) {
      const outcome = verify(trace, []);
      expect("checks" in outcome && outcome.recording.ledgers[0]!.lost).toBe(0);
    }
  });
});

/** [events] */
function recordedLoss(trace: ReferenceTrace): { fewest: number; most: number } {
  const killedMs = trace.actualFaults!.find(({ kill }) => kill === "t2")!.actualMs;
  const { t } = trace.series["t2"]!;
  const sent = values(trace, "t1", "SINK.k0", "EventDrainSuccessCount").at(-1)!;
  const putAfter = values(trace, "t2", "CHANNEL.c", "EventPutSuccessCount").at(-1)!;
  const takes = values(trace, "t2", "CHANNEL.c", "EventTakeSuccessCount");
  const last = takes.findLastIndex((value, i) => t[i]! < killedMs && !Number.isNaN(value));
  const most = sent - putAfter - takes[last]!;
  const unseen = Math.ceil((killedMs - t[last]!) / SERVICE_MS) * BATCH;
  return { fewest: most - unseen, most };
}

function values(
  trace: ReferenceTrace,
  agent: string,
  component: string,
  counter: string,
): number[] {
  const { t, components } = trace.series[agent]!;
  return [...columnValues(components[component]![counter], t.length)];
}
