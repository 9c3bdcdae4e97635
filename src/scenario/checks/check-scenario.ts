/** All checks that look at more than one setting. */
import type { Compiled } from "../compile/scenario.js";
import type { ProblemList } from "../problem-list.js";
import { checkAbsent } from "./check-absent.js";
import { checkAgent } from "./check-agents.js";
import { checkLoad } from "./check-load.js";
import { checkResources } from "./check-resources.js";
import { checkRoutes } from "./check-routes.js";
import { checkSenders } from "./check-senders.js";
import { checkTimes } from "./check-times.js";
import { checkTopology } from "./check-topology.js";

export function checkScenario(compiled: Compiled, problems: ProblemList): void {
  for (const { plans } of compiled.tiers) {
    for (const plan of plans) checkAgent(plan, problems);
  }
  checkSenders(compiled, problems);
  checkTopology(compiled, problems);
  checkRoutes(compiled, problems);
  checkResources(compiled, problems);
  checkLoad(compiled, problems);
  checkTimes(compiled, problems);
  checkAbsent(compiled, problems);
}
