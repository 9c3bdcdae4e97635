/** Plans, curves and audits as the commands that make them again, for a shell. */
import type { Audit } from "../../experiment/audit/result.js";
import type { Curves } from "../../experiment/curves/result.js";
import { shellWord } from "../../experiment/job.js";
import type { CostRate, Plan } from "../../experiment/plan/result.js";
import { formatFraction } from "../../units/format.js";

/** Only what the file does not say by itself. */
export function planCommand(plan: Plan): string {
  const { asked, variables, costRates, effort, untilTicks } = plan;
  const varied = variables
    .filter(({ from }) => from === "flag")
    .map(({ path, levels }) => ["--vary", `${path}=${levels.join(",")}`]);
  const costs = costRates
    .filter(({ from }) => from === "flag")
    .map((rate) => ["--cost", `${costWord(rate)}=${String(rate.perUnit)}`]);
  return command("plan", plan, [
    ...varied,
    ...costs,
    ["--probability", formatFraction(asked.probability)],
    ["--confidence", formatFraction(asked.confidence)],
    ["--seeds", String(effort.mostSeeds)],
    ["--seed", String(effort.searchSeeds.first)],
    ...(untilTicks === null ? [] : [["--until", `${String(untilTicks)} ns`]]),
  ]);
}

export function curvesCommand(curves: Curves): string {
  return command("curves", curves, seedFlags(curves));
}

export function auditCommand(audit: Audit): string {
  return command("audit", audit, seedFlags(audit));
}

function seedFlags({ seeds, probability }: Curves | Audit): string[][] {
  return [
    ["--replications", String(seeds.length)],
    ["--probability", formatFraction(probability)],
    ["--seed", String(seeds[0]!)],
  ];
}

function command(
  name: string,
  { scenario, set }: Pick<Plan, "scenario" | "set">,
  flags: readonly (readonly string[])[],
): string {
  const settings = set.map((setting) => ["--set", setting]);
  const words = [scenario.file, ...[...settings, ...flags].flat()];
  return ["fanin", name, ...words.map(shellWord)].join(" ");
}

/** As on `--cost`. */
function costWord({ what, unit }: CostRate): string {
  if (unit === "agent") return what.replace("agents of ", "agents.");
  if (unit === "step") return `steps.${what}`;
  return what === "memory" ? "heap" : what;
}
