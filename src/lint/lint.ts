/**
 * Lints of a sound scenario: what its numbers come to, said where the number stands. A lint is no problem: what it
 * foresees may be meant. All are formulas and the fluid of the scenario; none takes a run.
 */
import { fluidCourse } from "../fluid/fluid.js";
import { Places } from "../scenario/edit/place.js";
import { sortProblems, type Problem } from "../scenario/problem.js";
import type { Scenario } from "../scenario/types/scenario.js";
import { fills } from "./fills.js";
import type { Lint } from "./found.js";
import { waits } from "./waits.js";

/**
 * @param text that the scenario was parsed from
 * @param file its name, for the lints
 */
export function lintScenario(scenario: Scenario, text: string, file: string): Problem[] {
  const course = fluidCourse(scenario);
  const places = new Places(text);
  const found = [...fills(scenario, course), ...waits(scenario, course)];
  return sortProblems(found.map((lint) => problemOf(lint, places, file)));
}

function problemOf({ code, paths, finding }: Lint, places: Places, file: string): Problem {
  const { line, column, path } = places.of(...paths);
  return { code, severity: "lint", file, line, column, path, ...finding };
}
