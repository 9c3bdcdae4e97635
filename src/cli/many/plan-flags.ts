/** What the flags of `plan` say over the file. */
import { planRequest, type PlanFlags, type PlanRequest } from "../../experiment/plan/request.js";
import { readVary } from "../../experiment/sweep/vary.js";
import { ascending } from "../../scenario/compile/plan/levels.js";
import type { Problem } from "../../scenario/problem.js";
import type { PlanCosts } from "../../scenario/types/plan.js";
import { UsageError, type Arguments } from "../arguments.js";
import { EXIT, type ExitCode } from "../exit.js";
import { durationFlag, shareFlag, wholeFlag } from "../flag-values.js";
import { problemsText } from "../scenario-files.js";
import { loadSource, printProblems } from "./source.js";

/** @returns what is asked of the file; an exit code where something is wrong, which is printed */
export function readRequest(args: Arguments): PlanRequest | ExitCode {
  const { flags, problems } = planFlags(args);
  const loaded = loadSource(args.operands[0]!, args.values("set"));
  const worst = printProblems([loaded]);
  if (worst !== EXIT.met) return worst;
  const reading = flags && planRequest(loaded, flags);
  if (reading?.request !== undefined) return reading.request;
  process.stderr.write(`${problemsText(reading?.problems ?? problems, "problem")}\n`);
  return EXIT.badInput;
}

export type FlagReading =
  | { readonly flags: PlanFlags; readonly problems: readonly [] }
  | { readonly flags: undefined; readonly problems: readonly Problem[] };

export function planFlags(args: Arguments): FlagReading {
  const readings = args.values("vary").map((written) => readVary(written, false));
  const problems = readings.flatMap((reading) => (reading.isRead ? [] : [reading.problem]));
  const vary = readings.flatMap((reading) =>
    reading.isRead
      ? [{ path: reading.dimension.path, levels: ascending(reading.dimension.levels) }]
      : [],
  );
  const twice = vary.find(({ path }, i) => vary.findIndex((other) => other.path === path) < i);
  if (twice !== undefined) {
    throw new UsageError(
      `--vary: expected each path once, found ${twice.path} twice; put all its values into one`,
    );
  }
  if (problems.length > 0) return { flags: undefined, problems };
  const flags: PlanFlags = {
    set: args.values("set"),
    vary,
    costs: costsOf(args),
    probability: belowOne(args, "probability"),
    confidence: belowOne(args, "confidence"),
    mostSeeds: wholeFlag(args, "seeds", 2),
    seed: wholeFlag(args, "seed", 0),
    untilTicks: durationFlag(args, "until") ?? null,
  };
  return { flags, problems: [] };
}

/** No number of seeds shows that all seeds do. */
function belowOne(args: Arguments, flag: string): number | undefined {
  const share = shareFlag(args, flag, "95%");
  if (share === undefined || share < 1) return share;
  throw new UsageError(
    `--${flag}: expected a share below 100 %, which no number of seeds shows, found ${args.value(flag)!}`,
  );
}

function costsOf(args: Arguments): Partial<PlanCosts> {
  let costs: Partial<PlanCosts> = {};
  for (const written of args.values("cost")) {
    const equals = written.indexOf("=");
    const [what, text] = [written.slice(0, Math.max(equals, 0)), written.slice(equals + 1)];
    const value = Number(text);
    const isNumber = /^(\d+(\.\d*)?|\.\d+)$/.test(text) && Number.isFinite(value);
    const added = isNumber ? costOf(what, value, costs) : undefined;
    if (added === undefined) {
      throw new UsageError(
        "--cost: expected agent=, agents.TIER=, heap=, disk= or steps.PATH= and a number from 0 on, found " +
          written,
      );
    }
    costs = { ...costs, ...added };
  }
  return costs;
}

function costOf(
  what: string,
  value: number,
  costs: Partial<PlanCosts>,
): Partial<PlanCosts> | undefined {
  if (what === "agent") return { agent: value };
  if (what === "heap") return { heapGigabyte: value };
  if (what === "disk") return { diskGigabyte: value };
  const [, family, name] = /^(agents|steps)\.(.+)$/.exec(what) ?? [];
  if (name === undefined) return undefined;
  const key = family === "agents" ? "agentOf" : "step";
  return { [key]: new Map([...(costs[key] ?? []), [name, value]]) };
}
