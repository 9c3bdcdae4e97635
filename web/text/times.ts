/** Times as the page writes them: since the start of the run, or by the clock on the wall of whoever wrote the scenario. */
import { formatClock } from "../../src/units/format.js";
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import { choices } from "./choices.js";
import { LOCALE } from "./locale.js";
import { formatDuration } from "./numbers.js";

/** When a run begins, where its scenario says so. */
export interface Start {
  /** [ms] of the calendar there, as if it were UTC. */
  readonly localMs: number;
  /** `+01:00`, `UTC` */
  readonly zone: string;
}

/** @param text `2026-03-02T18:00:00+01:00`, as a scenario that was found right has it */
export function startFrom(text: string): Start | undefined {
  const [, date, time, offset] =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)$/i.exec(text.trim()) ??
    [];
  if (date === undefined || time === undefined || offset === undefined) return undefined;
  const localMs = Date.parse(`${date}T${time}Z`);
  return { localMs, zone: /^z$/i.test(offset) ? "UTC" : offset };
}

const DAY_MS = 86_400_000;
const days = new Intl.DateTimeFormat(LOCALE.numbers, {
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});

let start: Start | undefined;

/** Of the run that is shown; undefined: its scenario says none, and times are since the start. */
export function showTimesFrom(found: Start | undefined): void {
  start = found;
}

function isWall(): boolean {
  return choices().times === "wall" && start !== undefined;
}

/** @param ticks [ticks] since the start @returns `t+00:15:22`, or `18:15:22 +01:00` */
export function clock(ticks: number): string {
  return isWall() ? `${wallClock(start!, ticks)} ${start!.zone}` : sinceStart(ticks);
}

/** Where it is said beside it what kind of time it is: @returns `00:15:22`, or `18:15:22` */
export function bareClock(ticks: number): string {
  return isWall() ? wallClock(start!, ticks) : formatClock(ticks);
}

/** Cut to the second, as the other clock is; on a later day than the first with its date. */
export function wallClock({ localMs }: Start, ticks: number): string {
  const ms = localMs + Math.floor((ticks / TICKS_PER_SECOND) * 1000);
  const time = new Date(ms).toISOString().slice(11, 19);
  const isFirstDay = Math.floor(ms / DAY_MS) === Math.floor(localMs / DAY_MS);
  return isFirstDay ? time : `${days.format(ms)} ${time}`;
}

/** Of a run that need not be the one that is shown: always since its own start. */
export function sinceStart(ticks: number): string {
  return `t+${formatClock(ticks)}`;
}

/** The zone of times as they are shown now; undefined: they are since the start. */
export function zone(): string | undefined {
  return isWall() ? start?.zone : undefined;
}

/** [s] that an axis of the clock on the wall has at least: below, its ticks may be less than a second apart. */
const LEAST_WALL_SECONDS = 60;

/** What a tick of an axis says that is so many seconds long; undefined: the axis counts from the start. */
export function axisClock(length: number): ((seconds: number) => string) | undefined {
  if (!isWall() || length < LEAST_WALL_SECONDS) return undefined;
  return (seconds) => bareClock(Math.round(seconds * TICKS_PER_SECOND));
}

/** `30 min`: how long, nothing for a moment. */
export function span(fromTicks: number, toTicks: number): string {
  return toTicks <= fromTicks ? "" : formatDuration(toTicks - fromTicks);
}
