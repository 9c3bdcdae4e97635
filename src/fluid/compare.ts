/** Headline numbers of runs beside those of the fluid: what they are apart, and whether that has its reasons. */
import type { FluidCourse, FluidReason } from "./course.js";
import { fluidHeadlines, type FluidHeadline } from "./headlines.js";

export interface BesideFluid {
  readonly name: string;
  readonly unit: FluidHeadline["unit"];
  /** null: it did not happen. */
  readonly simulated: number | null;
  readonly fluid: number | null;
  /** By how much they may be apart, in the unit, and why: the largest reason first. */
  readonly allowed: number;
  readonly reasons: readonly FluidReason[];
  /** false: they are further apart than the reasons allow, and somebody should look. */
  readonly isExplained: boolean;
}

interface Numbered {
  readonly name: string;
  readonly value: number | null;
}

/** @param numbers of a run, or means of many @returns a row for each that the fluid has, too */
export function besideFluid(course: FluidCourse, numbers: readonly Numbered[]): BesideFluid[] {
  const fluid = fluidHeadlines(course);
  const rows = fluid.flatMap(({ name, unit, value }) => {
    const simulated = numbers.find((each) => each.name === name);
    return simulated === undefined
      ? []
      : [{ name, unit, simulated: simulated.value, fluid: value }];
  });
  return rows.map((row) => {
    const allowance = course.allowances.find(({ name }) => name === row.name);
    const sorted = [...(allowance?.reasons ?? [])].sort((a, b) => b.amount - a.amount);
    const allowed = sorted.reduce((sum, { amount }) => sum + amount, 0);
    return {
      ...row,
      allowed,
      reasons: sorted.map(({ why }) => why),
      isExplained: isExplained(course, row, allowed),
    };
  });
}

function isExplained(
  course: FluidCourse,
  { name, simulated, fluid }: Pick<BesideFluid, "name" | "simulated" | "fluid">,
  allowed: number,
): boolean {
  if (simulated === null || fluid === null) {
    return simulated === fluid || isNarrow(course, name, fluid ?? simulated!, allowed);
  }
  return Math.abs(simulated - fluid) <= allowed + 1e-9 * Math.abs(fluid);
}

/** Something happens in one of the two only: that is close enough where it is a matter of the last bit of room or time. */
function isNarrow(course: FluidCourse, name: string, value: number, allowed: number): boolean {
  if (name.endsWith(".firstFull")) {
    const fill = course.allowances.find(
      (each) => each.name === name.replace(/firstFull$/, "peakFill"),
    );
    const peak = course.layers.find(({ layer }) => `${layer}.firstFull` === name)?.peak?.share ?? 0;
    const most = (fill?.reasons ?? []).reduce((sum, { amount }) => sum + amount, 0);
    return peak < 1 ? 1 - peak <= most : value + allowed >= course.durationSeconds;
  }
  if (!name.startsWith("drain.")) return false;
  const end = course.recoveries.find(({ fault }) =>
    name.startsWith(`drain.${fault.split(" of ")[1]!}`),
  )!;
  // With nothing piled up it is swings alone that a run calls a backlog.
  const isNothing = value === 0;
  return isNothing || end.endSeconds + value + allowed >= course.durationSeconds;
}
