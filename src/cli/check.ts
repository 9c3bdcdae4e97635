/** `fanin check`: what is wrong in scenarios, what their numbers come to, and what they stand for. */
import { lintScenario } from "../lint/lint.js";
import type { Scenario } from "../scenario/types/scenario.js";
import { expandedText } from "../report/expanded.js";
import type { Arguments } from "./arguments.js";
import { EXIT, type ExitCode } from "./exit.js";
import { loadScenario, problemsText } from "./scenario-files.js";

export function check(args: Arguments): ExitCode {
  let worst: ExitCode = EXIT.met;
  for (const file of args.operands) {
    const { scenario, text, problems, warnings } = loadScenario(file, args.values("set"));
    const lints = scenario === undefined ? [] : lintScenario(scenario, text, file);
    if (problems.length > 0) worst = EXIT.badInput;
    if (args.has("json")) {
      process.stdout.write(`${JSON.stringify({ file, problems, warnings, lints })}\n`);
      continue;
    }
    if (problems.length > 0) process.stdout.write(`${problemsText(problems, "problem")}\n`);
    if (warnings.length > 0) process.stdout.write(`${problemsText(warnings, "warning")}\n`);
    if (lints.length > 0) process.stdout.write(`${problemsText(lints, "lint")}\n`);
    if (scenario === undefined) continue;
    process.stdout.write(`${file}: ${summary(scenario)}\n`);
    if (args.has("expand")) process.stdout.write(`\n${expandedText(scenario)}\n`);
  }
  return worst;
}

function summary({ servers, tiers, storages, faults }: Scenario): string {
  const count = servers.reduce((sum, group) => sum + group.count, 0);
  const agents = tiers.map(({ name, agents: places }) => `${String(places.length)} ${name}`);
  const parts = [
    `${String(count)} servers`,
    ...agents,
    ...storages.map(({ name }) => name),
    `${String(faults.length)} ${faults.length === 1 ? "fault" : "faults"}`,
  ];
  return `no problems: ${parts.join(", ")}`;
}
