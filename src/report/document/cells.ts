/** Numbers as cells: three digits for people, the exact value beside them. */
import {
  formatBytes,
  formatClock,
  formatCount,
  formatDuration,
  formatEvents,
  formatFraction,
} from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { NumberCell } from "./document.js";

/** Stands where nothing happened, or nothing is known. */
export const NOTHING = "–";

export const NONE: NumberCell = { text: NOTHING, value: null, unit: "" };

/** @param unit `calls`, `events`, …: what is counted */
export function countCell(count: number, unit: string): NumberCell {
  return { text: count === 0 ? "0" : formatCount(count), value: count, unit };
}

export function eventsCell(events: number): NumberCell {
  return { text: formatEvents(events), value: events, unit: "events" };
}

export function bytesCell(bytes: number): NumberCell {
  return { text: formatBytes(bytes), value: bytes, unit: "bytes" };
}

export function shareCell(share: number): NumberCell {
  return { text: formatFraction(share), value: share, unit: "share" };
}

export function durationCell(seconds: number): NumberCell {
  return { text: formatDuration(seconds * TICKS_PER_SECOND), value: seconds, unit: "s" };
}

/** A moment of the run's clock. @param ticks undefined: it did not happen */
export function clockCell(ticks: number | undefined): NumberCell {
  if (ticks === undefined) return NONE;
  return { text: formatClock(ticks), value: ticks / TICKS_PER_SECOND, unit: "s" };
}
