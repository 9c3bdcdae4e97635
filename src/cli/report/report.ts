/** `fanin report`: what a run, many runs or a plan say, as one file for people. */
import { courseOf } from "../../analysis/course.js";
import { findings } from "../../analysis/find.js";
import { RecordingView } from "../../analysis/view.js";
import { programVersion } from "../../engine/program.js";
import { runBesideFluid } from "../../experiment/beside-fluid.js";
import type { Replications } from "../../experiment/estimates.js";
import { headlines } from "../../experiment/headlines.js";
import { replayCommand } from "../../experiment/job.js";
import { standardMap } from "../../fluid/regime/standard.js";
import type { Recording } from "../../record/recording.js";
import type { Origin, ReportInput, RunPart } from "../../report/run/input.js";
import { reportDocument } from "../../report/run/report.js";
import { UsageError, type Arguments } from "../arguments.js";
import { EXIT, type ExitCode } from "../exit.js";
import { shareFlag, wholeFlag } from "../flag-values.js";
import { replicateSource, STANDARD_SHARE } from "../many/replications.js";
import { printProblems } from "../many/source.js";
import type { SavedSource } from "../saved-source.js";
import { simulateWithProgress } from "../simulate.js";
import { auditCommand, curvesCommand, planCommand } from "./again.js";
import { nameOf, readMaterial, type Material, type ScenarioMaterial } from "./material.js";
import { outputOf, writeDocument } from "./output.js";

const REPORT_FORMAT = "fanin-report/1";
/** Enough to tell a design that nearly always fails from one that nearly never does. */
const STANDARD_SEEDS = 20;

export async function report(args: Arguments): Promise<ExitCode> {
  const output = outputOf(args);
  if (output === undefined) {
    throw new UsageError("-o: expected a file for the report, ending in .html, .md, .csv or .json");
  }
  const materials = args.operands.flatMap((operand) => readMaterial(operand, args.values("set")));
  assertOneOfEach(materials);
  const scenarios = materials.filter((each) => each.kind === "scenario");
  const worst = printProblems(scenarios.map(({ loaded }) => loaded));
  if (worst !== EXIT.met) return worst;
  const { input, isInterrupted } = await inputOf(args, materials);
  if (input === undefined) {
    process.stderr.write(
      "fanin: interrupted before the first run was finished; nothing is written\n",
    );
    return EXIT.interrupted;
  }
  writeDocument(output, reportDocument(input), dataOf(input));
  return isInterrupted ? EXIT.interrupted : EXIT.met;
}

interface Gathered {
  /** Undefined: there is nothing to report of. */
  readonly input: ReportInput | undefined;
  readonly isInterrupted: boolean;
}

async function inputOf(args: Arguments, materials: readonly Material[]): Promise<Gathered> {
  const plan = materials.find((each) => each.kind === "plan")?.plan ?? null;
  const curves = materials.find((each) => each.kind === "curves")?.curves ?? null;
  const audit = materials.find((each) => each.kind === "audit")?.audit ?? null;
  const made = { plan, curves, audit };
  assertSameScenario(materials);
  const scenario = materials.find((each) => each.kind === "scenario");
  if (scenario !== undefined) return simulated(args, scenario, made);
  const recording = materials.find((each) => each.kind === "recording");
  const many = materials.find((each) => each.kind === "replications");
  const run = recording === undefined ? null : runPart(recording.recording);
  const replications = many?.found ?? null;
  const map = run === null ? null : standardMap(run.scenario);
  const { name, about } = (run?.findings ?? replications ?? plan ?? curves ?? audit)!.scenario;
  const source = recording?.source ?? many?.source;
  const seed = run?.findings.seed ?? replications?.seeds[0];
  const origin = {
    ...originOf(args, materials[0]!.file, source),
    command: commandsOf(source, seed, replications, made),
  };
  const input = { name, about, run, replications, ...made, map, origin };
  return { input, isInterrupted: false };
}

type Made = Pick<ReportInput, "plan" | "curves" | "audit">;

/** How to make what it was made from again, and a run of what is recommended. */
function madeCommands({ plan, curves, audit }: Made): string[] {
  const recommended = plan?.effort.digest ?? null;
  return [
    ...(plan === null ? [] : [planCommand(plan)]),
    ...(recommended === null ? [] : [recommended.replay]),
    ...(curves === null ? [] : [curvesCommand(curves)]),
    ...(audit === null ? [] : [auditCommand(audit)]),
  ];
}

/** Parts of two scenarios in one report would be a lie. */
function assertSameScenario(materials: readonly Material[]): void {
  const named = materials.map((each) => ({ file: each.file, name: scenarioNameOf(each) }));
  const other = named.find(({ name }) => name !== named[0]!.name);
  if (other === undefined) return;
  throw new UsageError(
    `expected results of one scenario, found “${named[0]!.name}” in ${named[0]!.file} and “${other.name}” in ${other.file}`,
  );
}

function scenarioNameOf(material: Material): string {
  switch (material.kind) {
    case "scenario":
      return material.loaded.scenario!.name;
    case "recording":
      return material.recording.scenario.name;
    case "replications":
      return material.found.scenario.name;
    case "plan":
      return material.plan.scenario.name;
    case "curves":
      return material.curves.scenario.name;
    default:
      return material.audit.scenario.name;
  }
}

async function simulated(
  args: Arguments,
  { file, loaded }: ScenarioMaterial,
  planned: Made,
): Promise<Gathered> {
  const count = wholeFlag(args, "replications", 1) ?? STANDARD_SEEDS;
  const asked = shareFlag(args, "share", "95%") ?? STANDARD_SHARE;
  const seed = wholeFlag(args, "seed", 0) ?? loaded.scenario!.seed;
  const first = await simulateWithProgress(loaded.scenario!, { seed });
  if (first.isInterrupted) return { input: undefined, isInterrupted: true };
  const run = runPart(first.recording);
  const many = count === 1 ? undefined : await replicateSource(args, loaded, count, asked);
  const { source, set } = loaded;
  const saved: SavedSource = { format: "fanin-source/1", source, set };
  const replications = many?.found ?? null;
  const origin = {
    ...originOf(args, file, saved),
    command: commandsOf(saved, seed, replications, planned),
  };
  const map = standardMap(loaded.scenario!);
  const input = { ...run.findings.scenario, run, replications, ...planned, map, origin };
  return { input, isInterrupted: replications?.stop.why === "interrupted" };
}

function runPart(recording: Recording): RunPart {
  const found = findings(recording);
  return {
    scenario: recording.scenario,
    findings: found,
    headlines: headlines(found, recording),
    course: courseOf(new RecordingView(recording)),
    fluid: runBesideFluid(found, recording),
  };
}

function originOf(
  args: Arguments,
  file: string,
  saved: SavedSource | undefined,
): Omit<Origin, "command"> {
  return {
    version: programVersion(),
    file: nameOf(saved?.source.file ?? file),
    text: saved?.source.text ?? null,
    set: saved?.set ?? [],
    date: args.has("date") ? new Date().toISOString().slice(0, 10) : "",
  };
}

/** @param seed undefined: it has no runs of its own @returns null: nobody can say */
function commandsOf(
  saved: SavedSource | undefined,
  seed: number | undefined,
  many: Replications | null,
  made: Made,
): string | null {
  const lines = madeCommands(made);
  if (saved !== undefined && seed !== undefined) {
    const job = { key: "", ...saved, seed, untilTicks: null, returns: "headlines" as const };
    const one = replayCommand(job);
    lines.push(one);
    if (many !== null) lines.push(`${one} --replications ${String(many.seeds.length)}`);
  }
  return lines.length === 0 ? null : lines.join("\n");
}

function assertOneOfEach(materials: readonly Material[]): void {
  const seen = new Map<string, string>();
  for (const { kind, file } of materials) {
    const other = seen.get(kind);
    if (other !== undefined) {
      throw new UsageError(
        `expected one ${kind}, found ${other} and ${file}; \`fanin compare\` puts two beside each other`,
      );
    }
    seen.set(kind, file);
  }
}

/** For programs: the contracts themselves, each with its own version. */
function dataOf({ run, replications, plan, curves, audit, map, origin }: ReportInput): unknown {
  const { version, command, file, set } = origin;
  return {
    format: REPORT_FORMAT,
    program: version,
    scenario: file,
    set,
    command,
    findings: run?.findings ?? null,
    headlines: run?.headlines ?? null,
    fluid: run?.fluid ?? null,
    defaults: run?.scenario.defaults ?? null,
    replications,
    plan,
    curves,
    audit,
    map,
  };
}
