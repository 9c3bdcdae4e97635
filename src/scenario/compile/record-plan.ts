/** What is recorded, and how often where the file does not say. */
import { exactQuantity } from "../../units/format.js";
import { describeNode, joinPath } from "../document/describe.js";
import type { Reading } from "../read/reading.js";
import type { ValueOf } from "../schema/field.js";
import type { recordBlock } from "../schema/scenario.js";
import type { RecordPlan } from "../types/scenario.js";

type RecordBlock = ValueOf<typeof recordBlock>;

const SAMPLES = 720; // a sample every 2 pixels of a wide chart, every 10 s of 2 h
const LEAST_TICKS = 1e8;
const MAX_SAMPLES = 1_000_000;

/** @returns the plan, or `undefined` after a problem */
export function compileRecord(
  block: RecordBlock,
  durationTicks: number,
  reader: Reading,
): RecordPlan | undefined {
  const { every, series } = block.values;
  if (every === undefined) {
    const everyTicks = niceInterval(durationTicks / SAMPLES);
    const path = joinPath(block.node.path, "every");
    const text = exactQuantity(everyTicks, "duration");
    reader.logDefault(path, { text, source: "fanin: about 720 samples", confidence: "high" });
    return { everyTicks, series };
  }
  if (durationTicks / every <= MAX_SAMPLES) return { everyTicks: every, series };
  const node = block.written.get("every")!;
  const least = exactQuantity(Math.ceil(durationTicks / MAX_SAMPLES), "duration");
  reader.problems.error("out-of-range", node, {
    expected: `at most ${MAX_SAMPLES} samples: at least ${least}`,
    found: describeNode(node),
  });
  return undefined;
}

/** @returns the nearest (as a ratio) of 1, 2, 5 × 10^n seconds, at least 100 ms */
export function niceInterval(ticks: number): number {
  let best = LEAST_TICKS;
  for (let decade = LEAST_TICKS; decade <= 1e15; decade *= 10) {
    for (const step of [1, 2, 5]) {
      if (ratio(decade * step, ticks) < ratio(best, ticks)) best = decade * step;
    }
  }
  return best;
}

function ratio(a: number, b: number): number {
  return Math.max(a / b, b / a);
}
