/** What goes in at one end of the chain, and what may come out at the other: for forecasts of the whole. */
import { fluidCourse } from "../../fluid/fluid.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import { formatRate } from "../../units/format.js";

export interface Chain {
  /** [events/s] generated, at the rates that the file names. */
  readonly writes: number;
  /** [events/s] that all destinations are sent at the most, in the fluid. */
  readonly sends: number;
  readonly formula: string;
}

/** @returns null: nothing is ever sent */
export function fluidSends(scenario: Scenario): Chain | null {
  const { destinations } = fluidCourse(scenario);
  const sends = destinations.reduce((sum, { delivered: { atSeconds, rate, slope } }) => {
    const ends = rate.map((from, i) => {
      const to = from + slope[i]! * ((atSeconds[i + 1] ?? atSeconds[i]!) - atSeconds[i]!);
      return Math.max(from, to);
    });
    return sum + Math.max(0, ...ends);
  }, 0);
  if (sends === 0) return null;
  const writes = scenario.servers.reduce((sum, { count, ratePerSecond }) => {
    return sum + count * ratePerSecond;
  }, 0);
  const formula = `outage × ${formatRate(writes)} ÷ ${formatRate(sends)}`;
  return { writes, sends, formula };
}
