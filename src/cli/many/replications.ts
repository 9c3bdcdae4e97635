/** `fanin run --replications`: the same scenario with many seeds, and what can be said of all seeds. */
import { basename, extname } from "node:path";
import type { Engine } from "../../engine/engine.js";
import { pilotRuns, replicate, type Template } from "../../engine/replicate.js";
import {
  countTroubles,
  estimateHeadlines,
  objectiveShares,
  REPLICATIONS_FORMAT,
  replicatedVerdict,
  seedQuantiles,
  type Replications,
  type WarmUp,
} from "../../experiment/estimates.js";
import { meansBesideFluid } from "../../experiment/beside-fluid.js";
import { headlineNames } from "../../experiment/headline-names.js";
import type { RunResult } from "../../experiment/job.js";
import { warmUpFrom } from "../../experiment/pilot.js";
import { resultRow, rowsCsv } from "../../experiment/result-tables.js";
import { isStandard, type StopRule } from "../../experiment/stop-rule.js";
import { suiteOfSeeds, type CheckSuite } from "../../report/ci/check-suite.js";
import { rowsParquet } from "../../report/many/parquet.js";
import { replicationsText } from "../../report/many/replications.js";
import { nearest } from "../../scenario/document/nearest.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import { UsageError, type Arguments } from "../arguments.js";
import { EXIT, type ExitCode } from "../exit.js";
import { makeFolder, writeText } from "../files.js";
import { assertBeside, durationFlag, shareFlag, wholeFlag } from "../flag-values.js";
import { writeJunit } from "../report/junit.js";
import { sourceJson } from "../saved-source.js";
import { JobsLine } from "./jobs-line.js";
import { loadSource, printProblems, type LoadedSource } from "./source.js";
import { withEngine } from "./with-engine.js";

export const STANDARD_SHARE = 0.95;
const STANDARD_MOST = 200;

export async function replications(args: Arguments): Promise<ExitCode> {
  const rule = stopRule(args);
  const share = shareFlag(args, "share", "95%") ?? STANDARD_SHARE;
  const loaded = args.operands.map((file) => loadSource(file, args.values("set")));
  const worst = printProblems(loaded);
  if (worst !== EXIT.met) return worst;
  for (const { scenario } of loaded) assertNames(rule, scenario!);
  const folder = args.value("out");
  if (folder !== undefined) makeFolder(folder);
  return withEngine(args, async (engine, signal) => {
    let code: ExitCode = EXIT.met;
    const suites: CheckSuite[] = [];
    for (const each of loaded) {
      const done = await replicateOne(args, { engine, signal }, each, rule);
      if (done.results.length === 0) {
        process.stderr.write("fanin: interrupted before the first run was finished\n");
        return EXIT.interrupted;
      }
      const untilTicks = durationFlag(args, "until") ?? null;
      const found = summary(each, done, share, untilTicks);
      print(args, each, found, done.results);
      suites.push(suiteOfSeeds(each.source.file, found));
      writeJunit(args, suites);
      if (found.stop.why === "interrupted") return EXIT.interrupted;
      if (!found.verdict.isMet) code = EXIT.notMet;
    }
    return code;
  });
}

/** `count` seeds of one scenario, for other commands. @returns undefined: interrupted before the first was finished */
export async function replicateSource(
  args: Arguments,
  loaded: LoadedSource,
  count: number,
  share: number,
): Promise<{ readonly found: Replications; readonly results: readonly RunResult[] } | undefined> {
  return withEngine(args, async (engine, signal) => {
    const done = await replicateOne(args, { engine, signal }, loaded, {
      kind: "count",
      seeds: count,
    });
    if (done.results.length === 0) return undefined;
    const untilTicks = durationFlag(args, "until") ?? null;
    return { found: summary(loaded, done, share, untilTicks), results: done.results };
  });
}

interface Done {
  readonly results: readonly RunResult[];
  readonly stop: Replications["stop"];
  readonly warmUp: WarmUp;
}

async function replicateOne(
  args: Arguments,
  { engine, signal }: { engine: Engine; signal: AbortSignal },
  { source, set, scenario }: LoadedSource,
  rule: StopRule,
): Promise<Done> {
  const seed = wholeFlag(args, "seed", 0) ?? scenario!.seed;
  const untilTicks = durationFlag(args, "until") ?? null;
  const template: Template = { source, set, untilTicks, returns: "headlines" };
  const line = new JobsLine(engine);
  const watch = {
    signal,
    onProgress: (done: number, runs: number): void => {
      line.show(done, runs);
    },
  };
  try {
    const warmUp = await findWarmUp(args, engine, template, scenario!, { seed, watch });
    if (warmUp === "interrupted") {
      const none = { by: "none", ticks: 0, note: "interrupted" } as const;
      return { results: [], stop: { why: "interrupted" }, warmUp: none };
    }
    const cut = warmUp.by === "mser-5" ? [`warm-up=${String(warmUp.ticks)} ns`] : [];
    const whole = { ...template, set: [...set, ...cut] };
    return { ...(await replicate(engine, whole, seed, rule, watch)), warmUp };
  } finally {
    line.clear();
  }
}

async function findWarmUp(
  args: Arguments,
  engine: Engine,
  template: Template,
  scenario: Scenario,
  { seed, watch }: { seed: number; watch: Parameters<typeof pilotRuns>[3] },
): Promise<WarmUp | "interrupted"> {
  if (scenario.warmUpTicks > 0) return warmUpFrom(scenario, []);
  if (args.value("warm-up") === undefined) {
    return {
      by: "none",
      ticks: 0,
      note: "the scenario names none; `--warm-up auto` looks for one",
    };
  }
  const pilots = await pilotRuns(engine, template, seed, watch);
  return pilots === "interrupted" ? pilots : warmUpFrom(scenario, pilots);
}

function summary(
  { scenario, set }: LoadedSource,
  { results, stop, warmUp }: Done,
  share: number,
  untilTicks: number | null,
): Replications {
  const { name, about, servers, tiers, storages } = scenario!;
  const estimates = estimateHeadlines(results);
  return {
    format: REPLICATIONS_FORMAT,
    scenario: { name, about },
    layers: [...servers, ...tiers, ...storages].map((layer) => layer.name),
    set,
    seeds: results.map(({ seed }) => seed),
    verdict: replicatedVerdict(results, share),
    objectives: objectiveShares(results),
    headlines: estimates,
    quantiles: seedQuantiles(results, isStandard),
    fluid: meansBesideFluid(scenario!, untilTicks, estimates),
    troubles: countTroubles(results),
    stop,
    warmUp,
  };
}

function print(
  args: Arguments,
  { source, set }: LoadedSource,
  found: Replications,
  results: readonly RunResult[],
): void {
  const { file } = source;
  const text = args.has("json")
    ? JSON.stringify({ file, replications: found })
    : replicationsText(found);
  process.stdout.write(`${text}\n`);
  const folder = args.value("out");
  if (folder === undefined) return;
  const name = basename(file, extname(file));
  const rows = results.map(resultRow);
  const written = [
    writeText(folder, `${name}.replications.json`, JSON.stringify({ ...found, results })),
    writeText(folder, `${name}.replications.csv`, rowsCsv(rows)),
    writeText(folder, `${name}.replications.parquet`, rowsParquet(rows)),
    writeText(folder, `${name}.source.json`, sourceJson(source, set)),
  ];
  process.stderr.write(`written: ${written.join(", ")}\n`);
}

function stopRule(args: Arguments): StopRule {
  const text = args.value("replications")!;
  const warmUp = args.value("warm-up");
  if (warmUp !== undefined && warmUp !== "auto") {
    throw new UsageError(
      `--warm-up: expected auto, found ${warmUp}; a length is set by --set warm-up='10 min'`,
    );
  }
  if (text !== "auto") {
    assertBeside(args, ["precision", "of", "at-most"], "--replications auto");
    if (!/^\d+$/.test(text) || Number(text) < 2 || Number(text) > 1e6) {
      throw new UsageError(
        `--replications: expected auto or a whole number from 2 to 1000000, found ${text}`,
      );
    }
    return { kind: "count", seeds: Number(text) };
  }
  const mostSeeds = wholeFlag(args, "at-most", 2) ?? STANDARD_MOST;
  const relative = shareFlag(args, "precision", "5%");
  const names = args.values("of");
  if (relative === undefined) {
    assertBeside(args, ["of"], "--precision");
    const share = shareFlag(args, "share", "95%") ?? STANDARD_SHARE;
    return { kind: "share", share, mostSeeds };
  }
  return { kind: "precision", relative, names: names.length === 0 ? null : names, mostSeeds };
}

/** A number that the scenario does not have would be waited for in vain. */
function assertNames(rule: StopRule, scenario: Scenario): void {
  if (rule.kind !== "precision" || rule.names === null) return;
  const known = headlineNames(scenario);
  for (const name of rule.names) {
    if (known.includes(name)) continue;
    const guess = nearest(name, known);
    const hint = guess === undefined ? `there are ${known.join(", ")}` : `did you mean ${guess}?`;
    throw new UsageError(`--of: expected a number of this scenario, found ${name}; ${hint}`);
  }
}
