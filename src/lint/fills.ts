/** Channels and backlogs that the fluid fills: after how long, at what load, during which fault, and what would hold it. */
import type { FluidBuffer, FluidCourse, FluidCurve } from "../fluid/course.js";
import { rateAt } from "../fluid/curve.js";
import type { Fault } from "../scenario/types/faults.js";
import type { Scenario } from "../scenario/types/scenario.js";
import { formatClock, formatDuration, formatEvents, formatRate } from "../units/format.js";
import { TICKS_PER_SECOND } from "../units/time.js";
import type { Lint } from "./found.js";
import { limitOf } from "./limit.js";

/** [s] before it is full: rates change at that moment. */
const JUST_BEFORE = 1e-6;

export function fills(scenario: Scenario, course: FluidCourse): Lint[] {
  // In the direction of the flow.
  const full = course.layers.flatMap(({ layer, firstFull }) => {
    const buffer = course.buffers.find(({ where }) => where === firstFull?.where);
    return firstFull === null || buffer === undefined || buffer.layer !== layer
      ? []
      : [{ buffer, atSeconds: firstFull.atSeconds }];
  });
  return full.map(({ buffer, atSeconds }, i) => {
    // What is full later than something downstream is so because of it.
    const [cause] = full
      .slice(i + 1)
      .filter((other) => other.atSeconds <= atSeconds)
      .sort((a, b) => a.atSeconds - b.atSeconds);
    return lintOf({ scenario, course, buffer, atSeconds }, cause);
  });
}

interface Filling {
  readonly scenario: Scenario;
  readonly course: FluidCourse;
  readonly buffer: FluidBuffer;
  readonly atSeconds: number;
}

function lintOf(filling: Filling, cause: Pick<Filling, "buffer" | "atSeconds"> | undefined): Lint {
  const { buffer, atSeconds } = filling;
  const { kind, layer, capacityEvents } = buffer;
  const begin = beginOf(buffer.content, atSeconds);
  const fault = faultAt(filling.scenario, begin, atSeconds);
  const before = Math.max(0, atSeconds - JUST_BEFORE);
  const rate = rateAt(buffer.content, before);
  const { offered, delivered } = ratesAt(filling.course, before);
  const found =
    `${formatEvents(capacityEvents ?? 0)} a ${kind === "channel" ? "channel" : "server"}: full ` +
    `${duration(atSeconds - begin)} after it began to fill, at ${clock(atSeconds)}; offered ` +
    `${formatRate(offered)} then, delivered ${formatRate(delivered)} (fluid)`;
  const room = fault === undefined ? undefined : roomFor(fault, filling, rate);
  const limit = limitOf(buffer, filling.scenario);
  return {
    code: kind === "channel" ? "channel-fills" : "backlog-fills",
    paths: limit.paths,
    finding: {
      expected:
        cause !== undefined
          ? `room until ${cause.buffer.layer}, which is full since ${clock(cause.atSeconds)}, has room again`
          : fault === undefined
            ? `no more than what ${layer} hands on`
            : `room for what comes ${during(fault)}`,
      found,
      fix:
        room === undefined
          ? "lower the load, add agents, sinks or datanodes, or give it a larger capacity"
          : `raise it to about ${limit.settingFor(room)}: it fills by ${formatRate(rate)} when it is full; \`fanin plan\` finds the least`,
    },
  };
}

/** `while hadoop is down`, `during safe-mode of hadoop` */
function during({ kind, on }: Fault): string {
  return kind === "down" || kind === "slow" ? `while ${on} is ${kind}` : `during ${kind} of ${on}`;
}

/** [s] Since when it has grown without a pause. */
function beginOf({ atSeconds, rate, slope }: FluidCurve, end: number): number {
  let i = atSeconds.findLastIndex((at) => at < end);
  while (i > 0) {
    const length = atSeconds[i]! - atSeconds[i - 1]!;
    const grows = rate[i - 1]! > 0 || rate[i - 1]! + slope[i - 1]! * length > 0;
    if (!grows) break;
    i--;
  }
  return atSeconds[Math.max(0, i)] ?? 0;
}

/** [events/s] What is generated is delivered, or adds to the backlog. */
function ratesAt(
  { backlog, destinations }: FluidCourse,
  seconds: number,
): { readonly offered: number; readonly delivered: number } {
  const delivered = destinations.reduce((sum, each) => sum + rateAt(each.delivered, seconds), 0);
  return { offered: delivered + rateAt(backlog, seconds), delivered };
}

/** The fault that lasts while it fills, if one does. */
function faultAt({ faults }: Scenario, begin: number, end: number): Fault | undefined {
  return faults.find(({ kind, fromTicks, toTicks }) => {
    const [from, to] = [fromTicks / TICKS_PER_SECOND, toTicks / TICKS_PER_SECOND];
    return kind !== "start" && from < end && to > begin;
  });
}

/** [events] at the pace at which it fills when it is full, to the end of the fault; undefined: it is over by then. */
function roomFor(
  { toTicks }: Fault,
  { buffer, atSeconds }: Filling,
  rate: number,
): number | undefined {
  const rest = toTicks / TICKS_PER_SECOND - atSeconds;
  if (rest <= 0 || buffer.capacityEvents === null || !Number.isFinite(rest)) return undefined;
  return buffer.capacityEvents + rate * rest;
}

function duration(seconds: number): string {
  return formatDuration(Math.round(seconds) * TICKS_PER_SECOND);
}

function clock(seconds: number): string {
  return formatClock(Math.round(seconds) * TICKS_PER_SECOND);
}
