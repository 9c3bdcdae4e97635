/** One run in this process, with progress, that Ctrl-C or SIGTERM ends where it stands. */
import { setImmediate } from "node:timers/promises";
import { Run, type RunOptions } from "../experiment/run.js";
import type { Recording } from "../record/recording.js";
import type { Scenario } from "../scenario/types/scenario.js";
import { onInterrupt } from "./interrupt.js";
import { ProgressLine } from "./progress.js";

/** Notices between two looks at the clock and at Ctrl-C: a few milliseconds of work. */
const SLICE_NOTICES = 20_000;

/** Ctrl-C or SIGTERM ends the run where it stands; a second one ends the process. */
export async function simulateWithProgress(
  scenario: Scenario,
  options: RunOptions,
): Promise<{ recording: Recording; isInterrupted: boolean }> {
  const work = new Run(scenario, options);
  const line = new ProgressLine();
  let isInterrupted = false;
  const forget = onInterrupt(() => {
    isInterrupted = true;
    work.cancel();
  });
  try {
    while (!work.advance(SLICE_NOTICES).isOver) {
      line.show(work.progress);
      await setImmediate(); // lets Ctrl-C in
    }
  } finally {
    forget();
    line.clear();
  }
  return { recording: work.finish(), isInterrupted };
}
