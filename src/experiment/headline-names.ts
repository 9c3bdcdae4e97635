/** The names of a scenario's headline numbers, before any run. */
import { findings } from "../analysis/find.js";
import type { Scenario } from "../scenario/types/scenario.js";
import { END_OF_TIME } from "../units/time.js";
import { headlines } from "./headlines.js";
import { simulate } from "./run.js";

/** Numbers have the same names in every run; a run of one tick has all but those of faults that did not begin. */
export function headlineNames(scenario: Scenario): string[] {
  const recording = simulate(scenario, { untilTicks: 1 });
  const names = headlines(findings(recording), recording).map(({ name }) => name);
  const drains = scenario.faults
    .filter(({ kind, toTicks }) => kind !== "start" && toTicks < END_OF_TIME)
    .map(({ on }, i, all) => {
      const nth = all.slice(0, i).filter((other) => other.on === on).length;
      return `drain.${on}${nth === 0 ? "" : `#${String(nth + 1)}`}`;
    });
  return [...new Set([...names, ...drains])];
}
