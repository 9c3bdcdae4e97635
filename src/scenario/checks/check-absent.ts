/**
 * Faults that strike nothing: all that they are on has no process meanwhile, for it was killed by another
 * fault, or is late and not started yet.
 */
import { formatDuration } from "../../units/format.js";
import { END_OF_TIME } from "../../units/time.js";
import type { Compiled } from "../compile/scenario.js";
import type { ProblemList } from "../problem-list.js";
import type { Fault, FaultTarget } from "../types/faults.js";
import { whereOf } from "./where.js";

/** A time without the process of an agent or a server. */
interface Absence {
  readonly fromTicks: number;
  readonly toTicks: number;
  /** Index of the crash; −1: late. */
  readonly fault: number;
}

export function checkAbsent(compiled: Compiled, problems: ProblemList): void {
  const faults = compiled.faults.map(({ fault }) => fault);
  const absences = absencesOf(compiled, faults);
  compiled.faults.forEach(({ fault, block }, index) => {
    if (fault.kind === "start") return;
    let first: Absence | undefined;
    for (const target of fault.targets) {
      const key = machineOf(target);
      const found = absences.get(key)?.find((absence) => covers(absence, fault, index));
      if (found === undefined) return;
      first ??= found;
    }
    if (first === undefined) return;
    const end = formatDuration(first.toTicks);
    problems.error("fault-on-absent", whereOf(block, "at"), {
      expected: `a time when \`${fault.on}\` runs`,
      found:
        first.fault < 0
          ? `one that is over before it is started, at ${end}`
          : `one within its crash from ${formatDuration(first.fromTicks)} to ${first.toTicks === END_OF_TIME ? "the end" : end}`,
      fix: "move it, or remove it: it changes nothing",
    });
  });
}

/** By machine. */
function absencesOf(compiled: Compiled, faults: readonly Fault[]): Map<string, Absence[]> {
  const absences = new Map<string, Absence[]>();
  const add = (key: string, absence: Absence): void => {
    const known = absences.get(key);
    if (known === undefined) absences.set(key, [absence]);
    else known.push(absence);
  };
  const startOf = new Map<string, number>();
  faults.forEach(({ kind, targets, fromTicks, toTicks }, fault) => {
    for (const target of targets) {
      const key = machineOf(target);
      if (kind === "crash") add(key, { fromTicks, toTicks, fault });
      if (kind === "start") startOf.set(key, Math.min(startOf.get(key) ?? Infinity, fromTicks));
    }
  });
  for (const { tier } of compiled.tiers) {
    tier.agents.forEach(({ isLate }, agent) => {
      const key = machineOf({ kind: "agent", tier: tier.name, agent });
      const toTicks = startOf.get(key);
      if (isLate && toTicks !== undefined) add(key, { fromTicks: 0, toTicks, fault: -1 });
    });
  }
  return absences;
}

/** Of two crashes at one time the second strikes nothing. */
function covers(absence: Absence, { fromTicks, toTicks }: Fault, index: number): boolean {
  if (absence.fault === index) return false;
  const isSame = absence.fromTicks === fromTicks && absence.toTicks === toTicks;
  if (isSame && absence.fault > index) return false;
  return absence.fromTicks <= fromTicks && toTicks <= absence.toTicks;
}

/** Whose process it is; empty for what none of ours runs. */
function machineOf(target: FaultTarget): string {
  switch (target.kind) {
    case "agent":
    case "component":
      return `${target.tier}[${target.agent}]`;
    case "servers":
      return `${target.group}[${target.server}]`;
    default:
      return "";
  }
}
