/** `fanin compare`: two scenarios or results beside each other, seed by seed. */
import { courseOf, type Course } from "../../analysis/course.js";
import { findings } from "../../analysis/find.js";
import { RecordingView } from "../../analysis/view.js";
import { programVersion } from "../../engine/program.js";
import {
  compareSides,
  type Comparison,
  type Side,
  type SideRun,
} from "../../experiment/compare.js";
import { headlines } from "../../experiment/headlines.js";
import { shellWord, type Job, type RunResult } from "../../experiment/job.js";
import type { Recording } from "../../record/recording.js";
import { compareDocument } from "../../report/compare/document.js";
import { lineDiff } from "../../report/compare/line-diff.js";
import { scenarioDiff } from "../../report/compare/scenario-diff.js";
import { documentText } from "../../report/document/text.js";
import { parseScenario } from "../../scenario/parse-scenario.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import { secondsFromTicks } from "../../units/time.js";
import type { Arguments } from "../arguments.js";
import { EXIT, type ExitCode } from "../exit.js";
import { FileError } from "../files.js";
import { assertWithout, wholeFlag } from "../flag-values.js";
import { printProblems, type LoadedSource } from "../many/source.js";
import { withJobs } from "../many/with-engine.js";
import { simulateWithProgress } from "../simulate.js";
import type { SavedSource } from "../saved-source.js";
import {
  readMaterial,
  type Material,
  type RecordingMaterial,
  type ReplicationsMaterial,
  type ScenarioMaterial,
} from "./material.js";
import { outputOf, writeDocument } from "./output.js";

/** Enough for an interval that most real changes stand out of. */
const STANDARD_SEEDS = 10;

export async function compare(args: Arguments): Promise<ExitCode> {
  const output = outputOf(args);
  const sides = args.operands.map((operand) => openSide(operand, args.values("set")));
  const worst = printProblems(
    sides.flatMap(({ loaded }) => (loaded === undefined ? [] : [loaded])),
  );
  if (worst !== EXIT.met) return worst;
  const [a, b] = sides as [OpenSide, OpenSide];
  const seeds = seedsOf(args, a, b);
  const runs = await runsOf(args, [a, b], seeds);
  const comparison = compareSides(sideOf(a, runs[0]), sideOf(b, runs[1]));
  if (comparison === undefined) {
    process.stderr.write("fanin: interrupted before both sides had a seed in common\n");
    return EXIT.interrupted;
  }
  const isInterrupted = comparison.seeds.length < seeds.length;
  const isDrawn = output !== undefined && output.form !== "csv" && output.form !== "json";
  const courses = isDrawn && !isInterrupted ? await coursesOf(a, b, comparison.seeds[0]!) : null;
  const document = compareDocument({
    comparison,
    courses,
    settings: isKnown(a) && isKnown(b) ? scenarioDiff(a.scenario, b.scenario) : null,
    lines: lineDiff(a.text ?? "", a.text === undefined ? "" : (b.text ?? a.text)),
    command: commandOf(args, seeds),
    version: programVersion(),
    date: args.has("date") ? new Date().toISOString().slice(0, 10) : "",
  });
  const text = args.has("json") ? JSON.stringify({ comparison }) : documentText(document);
  process.stdout.write(`${text}\n`);
  if (output !== undefined) writeDocument(output, document, comparison);
  if (isInterrupted) return EXIT.interrupted;
  return isWorse(comparison) ? EXIT.notMet : EXIT.met;
}

function isKnown(side: OpenSide): side is OpenSide & { readonly scenario: Scenario } {
  return side.scenario !== undefined;
}

/** What CI asks: whether B meets its objectives in fewer seeds than A. */
function isWorse({ met }: Comparison): boolean {
  return met.b.successes < met.a.successes;
}

/** A side as far as it is known before anything is run. */
interface OpenSide {
  readonly file: string;
  /** Undefined: it is a result, and is not run. */
  readonly loaded: LoadedSource | undefined;
  readonly recording: Recording | undefined;
  readonly results: readonly SideRun[];
  readonly scenario: Scenario | undefined;
  /** Of the scenario file; undefined: not known. */
  readonly text: string | undefined;
}

function openSide(operand: string, set: readonly string[]): OpenSide {
  const materials = readMaterial(operand, set).filter(isRun);
  const [first] = materials;
  if (first === undefined) {
    throw new FileError(
      `${operand}: expected a scenario or what a run of it left, found a plan; give the scenarios themselves`,
    );
  }
  if (first.kind === "scenario") {
    const { loaded } = first;
    const { scenario, source } = loaded;
    return {
      file: operand,
      loaded,
      recording: undefined,
      results: [],
      scenario,
      text: source.text,
    };
  }
  const recording = materials.find((each) => each.kind === "recording")?.recording;
  const many = materials.find((each) => each.kind === "replications");
  const saved = materials.flatMap((each) =>
    each.kind === "scenario" ? [] : (each.source ?? []),
  )[0];
  const parsed = saved === undefined ? undefined : reopened(saved);
  const results = many === undefined ? [runOf(recording!)] : many.results;
  if (results.length === 0) {
    throw new FileError(
      `${operand}: expected the numbers of each seed, found means alone; make it again with --out FOLDER`,
    );
  }
  const scenario = recording?.scenario ?? parsed;
  return {
    file: operand,
    loaded: undefined,
    recording,
    results,
    scenario,
    text: saved?.source.text,
  };
}

function isRun(
  material: Material,
): material is ScenarioMaterial | RecordingMaterial | ReplicationsMaterial {
  return ["scenario", "recording", "replications"].includes(material.kind);
}

function reopened({ source, set }: SavedSource): Scenario | undefined {
  const files = (name: string): string | undefined =>
    Object.hasOwn(source.files, name) ? source.files[name] : undefined;
  return parseScenario(source.text, { file: source.file, set, files }).scenario;
}

function runOf(recording: Recording): SideRun {
  const found = findings(recording);
  return {
    seed: recording.seed,
    isMet: found.verdict.isMet,
    headlines: headlines(found, recording),
  };
}

/** Results have the seeds that they have; scenarios are run with those, or with as many as are asked for. */
function seedsOf(args: Arguments, a: OpenSide, b: OpenSide): number[] {
  const fixed = [a, b].filter(({ loaded }) => loaded === undefined);
  const [one, other] = fixed;
  if (one === undefined) {
    const count = wholeFlag(args, "replications", 1) ?? STANDARD_SEEDS;
    const first = wholeFlag(args, "seed", 0) ?? a.scenario!.seed;
    return Array.from({ length: count }, (_, i) => first + i);
  }
  assertWithout(args, ["replications", "seed"], `${one.file}, which is a result`);
  const seeds = one.results.map(({ seed }) => seed);
  if (other === undefined) return seeds;
  const common = seeds.filter((seed) => other.results.some((run) => run.seed === seed));
  if (common.length > 0) return common;
  const list = (side: OpenSide): string => side.results.map(({ seed }) => String(seed)).join(", ");
  throw new FileError(
    `expected results with a seed in common, found seeds ${list(one)} in ${one.file} and ${list(other)}` +
      ` in ${other.file}: their difference would be chance as much as change; run both with the same --seed`,
  );
}

/** All runs of both sides, side by side; those that are missing were interrupted. */
async function runsOf(
  args: Arguments,
  sides: readonly [OpenSide, OpenSide],
  seeds: readonly number[],
): Promise<readonly [readonly SideRun[], readonly SideRun[]]> {
  // Both sides of a seed follow each other: what is finished when it is interrupted can be compared.
  const jobs = seeds.flatMap((seed) =>
    sides.flatMap(({ loaded }, i): Job[] => {
      if (loaded === undefined) return [];
      const { source, set } = loaded;
      const key = `${String(i)} ${String(seed)}`;
      return [{ key, source, set, seed, untilTicks: null, returns: "headlines" }];
    }),
  );
  const results = jobs.length === 0 ? [] : await carriedOut(args, jobs);
  const own = (i: number): readonly SideRun[] =>
    sides[i]!.loaded === undefined
      ? sides[i]!.results
      : results.filter(({ key }) => key.startsWith(`${String(i)} `));
  return [own(0), own(1)];
}

async function carriedOut(args: Arguments, jobs: readonly Job[]): Promise<RunResult[]> {
  const { results } = await withJobs(args, (engine, { signal, onProgress }) =>
    engine.run(jobs, {
      signal,
      onProgress: (done) => {
        onProgress(done, jobs.length);
      },
    }),
  );
  return results.filter((result) => result.kind === "run");
}

function sideOf({ file, scenario, recording }: OpenSide, runs: readonly SideRun[]): Side {
  const faults = scenario?.faults.filter(({ kind }) => kind !== "start") ?? [];
  const first = Math.min(...faults.map(({ fromTicks }) => fromTicks));
  return {
    file,
    name: scenario?.name ?? recording?.scenario.name ?? file,
    runs,
    outageSeconds: faults.length === 0 ? null : secondsFromTicks(first),
  };
}

/** Curves of one seed: recorded, or run again; null where a side has none. */
async function coursesOf(
  a: OpenSide,
  b: OpenSide,
  seed: number,
): Promise<{ readonly a: Course; readonly b: Course; readonly seed: number } | null> {
  const [one, other] = [await courseOfSide(a, seed), await courseOfSide(b, seed)];
  return one === undefined || other === undefined ? null : { a: one, b: other, seed };
}

async function courseOfSide(
  { loaded, recording }: OpenSide,
  seed: number,
): Promise<Course | undefined> {
  if (recording !== undefined) {
    return recording.seed === seed ? courseOf(new RecordingView(recording)) : undefined;
  }
  if (loaded === undefined) return undefined;
  const run = await simulateWithProgress(loaded.scenario!, { seed });
  return run.isInterrupted ? undefined : courseOf(new RecordingView(run.recording));
}

function commandOf(args: Arguments, seeds: readonly number[]): string {
  const [a = "", b = ""] = args.operands;
  const set = args.values("set").map((setting) => `--set ${shellWord(setting)}`);
  const isRun = args.value("replications") !== undefined || seeds.length === STANDARD_SEEDS;
  const many = isRun
    ? [`--replications ${String(seeds.length)}`, `--seed ${String(seeds[0])}`]
    : [];
  return ["fanin compare", shellWord(a), shellWord(b), ...set, ...many].join(" ");
}
