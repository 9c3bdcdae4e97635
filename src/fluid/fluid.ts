/** The fluid of a scenario: Scenario → FluidCourse. Pure, and quick: its cost goes with breakpoints, not with time. */
import type { Scenario } from "../scenario/types/scenario.js";
import { END_OF_TIME, TICKS_PER_SECOND } from "../units/time.js";
import { allowancesOf } from "./allowances/allowances.js";
import { leftOutOf } from "./build/left-out.js";
import { plantOf, type Plant } from "./build/plant.js";
import {
  FLUID_FORMAT,
  type FluidBuffer,
  type FluidCourse,
  type FluidCurve,
  type FluidDestination,
  type FluidRecovery,
} from "./course.js";
import { CurveBuilder, peakOf, stayBelow } from "./curve.js";
import { FULL } from "./flows.js";
import { layersOf } from "./layers.js";
import { netOf, solve, type Piece, type Solution } from "./solve.js";

const STAY_SECONDS = 60;

export interface FluidOptions {
  /** Instead of the scenario's: of weights and placements that are drawn. */
  readonly seed?: number;
  /** [ticks] No further than that. */
  readonly untilTicks?: number;
}

/** What a scenario does as a fluid. @throws InvariantError only on a bug of fanin's */
export function fluidCourse(scenario: Scenario, options: FluidOptions = {}): FluidCourse {
  const seed = options.seed ?? scenario.seed;
  const plant = plantOf(scenario, seed);
  const endTicks = Math.min(options.untilTicks ?? Infinity, scenario.durationTicks);
  const endSeconds = endTicks / TICKS_PER_SECOND;
  const solution = solve(plant, endSeconds);
  const backlog = backlogOf(plant, solution);
  const recoveries = recoveriesOf(scenario, backlog, endSeconds);
  const buffers = buffersOf(plant, solution);
  const layers = layersOf(plant, solution, buffers);
  return {
    format: FLUID_FORMAT,
    scenario: { name: scenario.name, about: scenario.about },
    seed,
    durationSeconds: endSeconds,
    judgedFromSeconds: scenario.warmUpTicks / TICKS_PER_SECOND,
    pieces: solution.pieces.length,
    layers,
    buffers,
    destinations: destinationsOf(plant, solution),
    backlog,
    recoveries,
    allowances: allowancesOf(plant, solution, { layers, buffers, backlog, recoveries }),
    leftOut: leftOutOf(scenario),
  };
}

function buffersOf(plant: Plant, solution: Solution): FluidBuffer[] {
  const { pieces, losses, endSeconds: end } = solution;
  return plant.buffers.map((buffer, b): FluidBuffer => {
    const { members, capacityEvents } = buffer;
    const content = curveOf(pieces, (piece) => {
      const net = netOf(piece.flows, b);
      return [piece.contents[b]! / members, net.value / members, net.slope / members];
    });
    const isBound = capacityEvents > 0 && capacityEvents < Infinity;
    const full = isBound ? pieces.filter(({ fills }) => fills[b] === FULL) : [];
    const peak = peakOf(content, 0, end);
    const ofOne = losses
      .filter((loss) => loss.buffer === b)
      .reduce((sum, { events }) => sum + events, 0);
    return {
      layer: buffer.layer,
      kind: buffer.kind,
      where: buffer.where,
      members,
      capacityEvents: capacityEvents === Infinity ? null : capacityEvents / members,
      limit: buffer.limit,
      bytesPerEvent: buffer.bytesPerEvent,
      content,
      firstFullSeconds: full[0]?.atSeconds ?? null,
      fullSeconds: full.reduce((sum, { seconds }) => sum + seconds, 0),
      // A parabola's end is off its root by a rounding.
      peakEvents: Math.min(peak.value, capacityEvents / members),
      peakAtSeconds: peak.atSeconds,
      lostEvents: ofOne / members,
      droppedEvents: droppedBy(pieces, b) / members,
    };
  });
}

function droppedBy(pieces: readonly Piece[], b: number): number {
  return pieces.reduce((sum, { seconds, flows }) => {
    const { value, slope } = flows.dropped[b]!;
    return sum + value * seconds + (slope * seconds * seconds) / 2;
  }, 0);
}

/** [events] held by all members of all buffers. */
function backlogOf(plant: Plant, { pieces }: Solution): FluidCurve {
  return curveOf(pieces, (piece) => {
    let [value, rate, slope] = [0, 0, 0];
    plant.buffers.forEach((_, b) => {
      const net = netOf(piece.flows, b);
      value += piece.contents[b]!;
      rate += net.value;
      slope += net.slope;
    });
    return [value, rate, slope];
  });
}

function destinationsOf(plant: Plant, { pieces, endSeconds: end }: Solution): FluidDestination[] {
  return plant.gates.flatMap(({ name, agent }, g) => {
    if (agent !== undefined) return [];
    let arrived = 0;
    const delivered = new CurveBuilder();
    for (const { atSeconds, seconds, flows } of pieces) {
      const { value, slope } = flows.through[g]!;
      delivered.add(atSeconds, arrived, value, slope);
      arrived += value * seconds + (slope * seconds * seconds) / 2;
    }
    delivered.add(end, arrived, 0, 0);
    return [{ destination: name, delivered: delivered.curve, deliveredEvents: arrived }];
  });
}

function curveOf(
  pieces: readonly Piece[],
  of: (piece: Piece) => readonly [value: number, rate: number, slope: number],
): FluidCurve {
  const builder = new CurveBuilder();
  for (const piece of pieces) builder.add(piece.atSeconds, ...of(piece));
  return builder.curve;
}

/** As analysis/recovery does with samples: back within what it was before the fault, for a minute. */
function recoveriesOf(scenario: Scenario, backlog: FluidCurve, end: number): FluidRecovery[] {
  const from = scenario.warmUpTicks / TICKS_PER_SECOND;
  return scenario.faults
    .filter(({ kind, fromTicks, toTicks }) => {
      return kind !== "start" && toTicks < END_OF_TIME && fromTicks / TICKS_PER_SECOND < end;
    })
    .map(({ kind, on, fromTicks, toTicks }) => {
      const endSeconds = toTicks / TICKS_PER_SECOND;
      const fault = `${kind} of ${on}`;
      if (endSeconds >= end) return { fault, endSeconds, drainedAtSeconds: null };
      const before = peakOf(backlog, from, Math.max(from, fromTicks / TICKS_PER_SECOND)).value;
      const at = stayBelow(backlog, before, endSeconds, end, STAY_SECONDS);
      return { fault, endSeconds, drainedAtSeconds: at };
    });
}
