/** `fanin plan`: the cheapest settings that meet the objectives, why nothing cheaper does, and how sure that is. */
import { basename, dirname } from "node:path";
import { makePlan } from "../../engine/plan.js";
import { planRequest, type PlanRequest } from "../../experiment/plan/request.js";
import type { Plan } from "../../experiment/plan/result.js";
import { suiteOfPlan } from "../../report/ci/check-suite.js";
import { planText } from "../../report/plan/text.js";
import { writeSettings } from "../../scenario/edit/write-settings.js";
import { parseScenario } from "../../scenario/parse-scenario.js";
import type { Problem } from "../../scenario/problem.js";
import type { Arguments } from "../arguments.js";
import { EXIT, type ExitCode } from "../exit.js";
import { writeText } from "../files.js";
import { writeJunit } from "../report/junit.js";
import { problemsText } from "../scenario-files.js";
import { keptBeside, sayInterrupted, withJournalErrors } from "./kept.js";
import { planFlags } from "./plan-flags.js";
import { loadSource, printProblems, type LoadedSource } from "./source.js";
import { withJobs } from "./with-engine.js";

export function plan(args: Arguments): Promise<ExitCode> {
  return withJournalErrors(() => planIn(args));
}

async function planIn(args: Arguments): Promise<ExitCode> {
  const { flags, problems } = planFlags(args);
  if (flags === undefined) return printed(problems);
  const loaded = loadSource(args.operands[0]!, flags.set);
  const worst = printProblems([loaded]);
  if (worst !== EXIT.met) return worst;
  const reading = planRequest(loaded, flags);
  if (reading.request === undefined) return printed(reading.problems);
  const { request } = reading;
  const wrong = wrongLevels(request);
  if (wrong.length > 0) return printed(wrong);
  const journal = keptBeside(args, request.source);
  const found = await withJobs(args, (engine, watch) =>
    makePlan(engine, request, { ...watch, keep: journal }),
  ).finally(() => journal?.close());
  return show(args, loaded, found);
}

function printed(problems: readonly Problem[]): ExitCode {
  process.stderr.write(`${problemsText(problems, "problem")}\n`);
  return EXIT.badInput;
}

/** A setting from the command line that the scenario does not have, or a value that it cannot have. */
function wrongLevels({ source, set, variables }: PlanRequest): readonly Problem[] {
  const most = variables.map(({ path, levels }) => `${path}=${levels.at(-1)!}`);
  const problemsWith = (settings: readonly string[]): readonly Problem[] =>
    parseScenario(source.text, {
      file: source.file,
      set: [...set, ...settings],
      files: (name) => (Object.hasOwn(source.files, name) ? source.files[name] : undefined),
    }).problems;
  return variables
    .filter(({ from }) => from === "flag")
    .flatMap(({ path, levels }) =>
      [...new Set([levels[0]!, levels.at(-1)!])].flatMap((level) => {
        const alone = problemsWith([`${path}=${level}`]);
        if (alone.length === 0) return [];
        return problemsWith([...most, `${path}=${level}`]).length === 0 ? [] : alone;
      }),
    );
}

function show(args: Arguments, loaded: LoadedSource, found: Plan): ExitCode {
  const out = args.value("out");
  if (found.outcome === "interrupted") {
    sayInterrupted(args, found.effort.runs);
    return EXIT.interrupted;
  }
  writeJunit(args, [suiteOfPlan(found.scenario.file, found)]);
  process.stdout.write(args.has("json") ? `${JSON.stringify({ plan: found })}\n` : planText(found));
  if (out !== undefined) {
    const file = writeText(dirname(out), basename(out), `${JSON.stringify(found)}\n`);
    process.stderr.write(`written: ${file}\n`);
  }
  const target = args.value("write");
  if (target !== undefined && found.recommended !== null) writeScenario(target, loaded, found);
  return found.outcome === "found" ? EXIT.met : EXIT.notMet;
}

/** With all agents: those that are enough, and the spare ones. */
function writeScenario(target: string, { source, set }: LoadedSource, found: Plan): void {
  const totals = found.tiers
    .filter(({ agents }) => agents.spare > 0)
    .map(({ tier, agents }) => `${tier}.agents=${String(agents.total)}`);
  const settings = [...set, ...found.recommended!.settings, ...totals];
  const { text, left } = writeSettings(source.text, settings);
  const file = writeText(dirname(target), basename(target), text);
  process.stderr.write(`written: ${file}\n`);
  for (const setting of left) {
    process.stderr.write(`${file}: write this one by hand: ${setting}\n`);
  }
}
