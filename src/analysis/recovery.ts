/**
 * Recovery after each fault: from the first moment after its end at which backlog and oldest age are
 * within their 99th percentile before the fault, and stay there for a minute.
 */
import { ticksFromSeconds } from "../units/time.js";
import type { Recovery } from "./findings.js";
import type { RecordingView } from "./view.js";

const STAY_TICKS = ticksFromSeconds(60);
const QUANTILE = 0.99;
/** With fewer samples before the fault there is nothing to compare with. */
const FEWEST_BEFORE = 5;

export function findRecoveries(view: RecordingView): Recovery[] {
  const { scenario, end } = view.recording;
  return scenario.faults
    .filter(({ kind, fromTicks }) => kind !== "start" && fromTicks < end.atTicks)
    .map((fault) => {
      const open = { fault: `${fault.kind} of ${fault.on}`, endTicks: fault.toTicks };
      const none = (why: string): Recovery => ({ ...open, drainedAtTicks: undefined, why });
      if (fault.toTicks >= end.atTicks) return none("the run ends before the fault does");
      return recover(view, fault.fromTicks, open, none);
    });
}

function recover(
  view: RecordingView,
  faultFrom: number,
  open: Pick<Recovery, "fault" | "endTicks">,
  none: (why: string) => Recovery,
): Recovery {
  const { times, end } = view.recording;
  const backlog = backlogSeries(view);
  const age = view.series(view.runPart, "oldestAgeTicks")!;
  const before = [...times.keys()].filter(
    (i) => times[i]! >= view.judgedFrom && times[i]! < faultFrom,
  );
  if (before.length < FEWEST_BEFORE) return none("too few samples lie before the fault");
  const mostBacklog = percentile(before.map((i) => backlog[i]!));
  const mostAge = percentile(before.map((i) => age[i]!));
  let since: number | undefined;
  for (let i = 0; i < times.length; i++) {
    if (times[i]! < open.endTicks) continue;
    const isBack = backlog[i]! <= mostBacklog && age[i]! <= mostAge;
    if (!isBack) since = undefined;
    else since ??= times[i]!;
    if (since !== undefined && times[i]! - since >= STAY_TICKS) {
      return { ...open, drainedAtTicks: since, why: undefined };
    }
  }
  const isShort = end.atTicks - open.endTicks < STAY_TICKS;
  return none(isShort ? "less than a minute is left after it" : "not before the run ends");
}

/** [events] that are not delivered: at their servers or held by agents. */
export function backlogSeries(view: RecordingView): Float64Array {
  const waiting = view.series(view.runPart, "waitingEvents")!;
  const held = view.series(view.runPart, "heldEvents")!;
  return waiting.map((events, i) => events + held[i]!);
}

function percentile(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[Math.ceil(QUANTILE * values.length) - 1]!;
}
