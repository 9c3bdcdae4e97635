/** Checks on times: faults within the run, a warm-up that leaves something, late agents that start. */
import { exactQuantity, formatDuration } from "../../units/format.js";
import { END_OF_TIME } from "../../units/time.js";
import type { Compiled } from "../compile/scenario.js";
import { listNames } from "../document/describe.js";
import type { ProblemList } from "../problem-list.js";
import type { FaultTarget } from "../types/faults.js";
import { foundOf, whereOf } from "./where.js";

export function checkTimes(compiled: Compiled, problems: ProblemList): void {
  const { block } = compiled;
  const { duration } = block.values;
  if (block.values["warm-up"] >= duration) {
    problems.error("warm-up-covers-run", whereOf(block, "warm-up"), {
      expected: `less than the duration of ${exactQuantity(duration, "duration")}`,
      found: foundOf(block, "warm-up"),
      fix: "lower it, or raise `duration`",
    });
  }
  checkFaults(compiled, duration, problems);
  if (compiled.isWhole) checkLate(compiled, problems);
}

function checkFaults(compiled: Compiled, duration: number, problems: ProblemList): void {
  for (const { fault, block } of compiled.faults) {
    const text = exactQuantity(duration, "duration");
    if (fault.fromTicks >= duration) {
      problems.error("fault-outside-run", whereOf(block, "at"), {
        expected: `a time within the run of ${text}`,
        found: foundOf(block, "at"),
        fix: "begin it earlier, or raise `duration`",
      });
    } else if (fault.toTicks < END_OF_TIME && fault.toTicks > duration) {
      problems.warning("fault-not-over", whereOf(block, "at"), {
        expected: `a fault that is over when the run of ${text} ends`,
        found: `one that ends at ${formatDuration(fault.toTicks)}`,
        fix: "raise `duration` to see what follows it",
      });
    }
  }
}

/** Late agents need a `start`, and only they do. */
function checkLate(compiled: Compiled, problems: ProblemList): void {
  const started = new Set<string>();
  for (const { fault, block } of compiled.faults) {
    if (fault.kind !== "start") continue;
    for (const target of fault.targets) {
      started.add(addressOf(target));
      if (isLate(target, compiled)) continue;
      problems.error("start-without-late", whereOf(block, "on"), {
        expected: "agents that are `late`",
        found: `${addressOf(target)}, which runs from the start`,
        fix: "write `late: true` in the agent",
      });
    }
  }
  for (const { roster, tier, plans } of compiled.tiers) {
    const waiting = tier.agents.filter(({ isLate }, i) => {
      return isLate && !started.has(`${tier.name}[${i}]`);
    });
    if (waiting.length === 0) continue;
    const plan = plans[waiting[0]!.template]!;
    const where = plan.lateNode ?? roster.node;
    problems.error("late-without-start", where, {
      expected: "a `start` fault for each late agent",
      found: `none for ${listNames(waiting.map(({ address }) => address))}`,
      fix: `add \`{ at: …, on: "${waiting[0]!.address}", kind: start }\` to \`faults\`, or remove \`late\``,
    });
  }
}

function addressOf(target: FaultTarget): string {
  return target.kind === "agent" ? `${target.tier}[${target.agent}]` : "";
}

function isLate(target: FaultTarget, compiled: Compiled): boolean {
  if (target.kind !== "agent") return false;
  const found = compiled.tiers.find(({ tier }) => tier.name === target.tier);
  return found?.tier.agents[target.agent]?.isLate === true;
}
