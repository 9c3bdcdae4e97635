/**
 * The regime map: rate times outage, and in each cell the limit that breaks first. One fluid course a cell.
 */
import type { Objective } from "../../scenario/types/objectives.js";
import type { Fault } from "../../scenario/types/faults.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import { END_OF_TIME, TICKS_PER_SECOND } from "../../units/time.js";
import type { FluidCourse } from "../course.js";
import { firstAbove } from "../curve.js";
import { fluidCourse } from "../fluid.js";
import { varied } from "./vary-outage.js";

export const REGIME_FORMAT = "fanin-regime/1";

export interface RegimeMap {
  readonly format: typeof REGIME_FORMAT;
  readonly scenario: { readonly name: string; readonly about: string };
  /** `down of hadoop`, and when it begins. */
  readonly fault: string;
  readonly faultFromSeconds: number;
  /** How long it lasts in the scenario. */
  readonly faultForSeconds: number;
  /** The other faults, which are kept as they are. */
  readonly kept: readonly KeptFault[];
  /** Ascending; 1: as the scenario has it. */
  readonly rateFactors: readonly number[];
  readonly outageSeconds: readonly number[];
  /** All limits that break first anywhere, in the order of the layers. */
  readonly limits: readonly string[];
  /** By outage, then by rate. */
  readonly cells: readonly (readonly RegimeCell[])[];
}

export interface KeptFault {
  readonly fault: string;
  readonly fromSeconds: number;
  /** null: to the end of the run. */
  readonly forSeconds: number | null;
}

export interface RegimeCell {
  readonly rateFactor: number;
  readonly outageSeconds: number;
  /** null: every limit holds. */
  readonly first: BrokenLimit | null;
  /** [s] after the outage until all is as before it; null: not within the run. */
  readonly drainedAfterSeconds: number | null;
}

export interface BrokenLimit {
  /** `tier2 full`, `web backlog over 10 MB`, `tier2 loses`. */
  readonly limit: string;
  readonly where: string;
  /** [s] from the start of the run, and of the outage; the latter is below 0 where it breaks before. */
  readonly atSeconds: number;
  readonly afterSeconds: number;
}

/** @param fault index of the outage among the scenario's faults */
export function regimeMap(
  scenario: Scenario,
  fault: number,
  rateFactors: readonly number[],
  outageSeconds: readonly number[],
): RegimeMap {
  const { kind, on, fromTicks, toTicks } = scenario.faults[fault]!;
  const from = fromTicks / TICKS_PER_SECOND;
  const cells = outageSeconds.map((outage) =>
    rateFactors.map((rateFactor): RegimeCell => {
      const course = fluidCourse(varied(scenario, fault, { rateFactor, outageSeconds: outage }));
      const end = from + outage;
      const drained = course.recoveries.find((each) => Math.abs(each.endSeconds - end) < 1e-6);
      const at = drained?.drainedAtSeconds ?? null;
      return {
        rateFactor,
        outageSeconds: outage,
        first: firstBroken(course, scenario.objectives, from),
        drainedAfterSeconds: at === null ? null : at - end,
      };
    }),
  );
  return {
    format: REGIME_FORMAT,
    scenario: { name: scenario.name, about: scenario.about },
    fault: `${kind} of ${on}`,
    faultFromSeconds: from,
    faultForSeconds: (toTicks - fromTicks) / TICKS_PER_SECOND,
    kept: scenario.faults.filter((_, f) => f !== fault).map(keptFault),
    rateFactors,
    outageSeconds,
    limits: limitsIn(cells),
    cells,
  };
}

function keptFault({ kind, on, fromTicks, toTicks }: Fault): KeptFault {
  const isBound = kind !== "start" && toTicks < END_OF_TIME;
  return {
    fault: `${kind} of ${on}`,
    fromSeconds: fromTicks / TICKS_PER_SECOND,
    forSeconds: isBound ? (toTicks - fromTicks) / TICKS_PER_SECOND : null,
  };
}

/** The first of what a fluid can break: a full channel, a server's backlog, drops, losses, and objectives on fill and backlog. */
export function firstBroken(
  course: FluidCourse,
  objectives: readonly Objective[],
  outageFrom: number,
): BrokenLimit | null {
  let first: BrokenLimit | null = null;
  const note = (limit: string, where: string, atSeconds: number | null): void => {
    if (atSeconds === null || (first !== null && first.atSeconds <= atSeconds)) return;
    first = { limit, where, atSeconds, afterSeconds: atSeconds - outageFrom };
  };
  for (const { layer, kind, firstFull, firstDrop, firstLoss } of course.layers) {
    if (kind === "tier")
      note(`${layer} full`, firstFull?.where ?? "", firstFull?.atSeconds ?? null);
    note(`${layer} drops`, firstDrop?.where ?? "", firstDrop?.atSeconds ?? null);
    note(`${layer} loses`, firstLoss?.where ?? "", firstLoss?.atSeconds ?? null);
  }
  for (const objective of objectives) {
    for (const { limit, where, atSeconds } of crossings(course, objective))
      note(limit, where, atSeconds);
  }
  return first;
}

function crossings(
  { buffers }: FluidCourse,
  objective: Objective,
): { limit: string; where: string; atSeconds: number | null }[] {
  if (objective.kind === "fill") {
    const { tier, underFraction } = objective;
    return buffers
      .filter(({ kind, layer }) => kind === "channel" && (tier === undefined || tier === layer))
      .map(({ layer, where, content, capacityEvents }) => {
        const limit = `${layer} over its share`;
        const most = capacityEvents === null ? Infinity : capacityEvents * underFraction;
        return { limit, where, atSeconds: firstAbove(content, most) };
      });
  }
  if (objective.kind !== "backlog" || objective.under.unit === "ticks-of-load") return [];
  const { group, under } = objective;
  return buffers
    .filter(({ kind, layer }) => kind === "servers" && (group === undefined || group === layer))
    .map(({ layer, where, content, bytesPerEvent }) => {
      const most = under.unit === "bytes" ? under.value / bytesPerEvent : under.value;
      return {
        limit: `${layer} backlog over its limit`,
        where,
        atSeconds: firstAbove(content, most),
      };
    });
}

function limitsIn(cells: RegimeMap["cells"]): string[] {
  const found = new Set<string>();
  for (const row of cells) for (const { first } of row) if (first !== null) found.add(first.limit);
  return [...found].sort();
}
