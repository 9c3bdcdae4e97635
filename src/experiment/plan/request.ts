/** What a plan is asked: the scenario, what may vary, what it costs, how sure it must be. */
import { parseScenario } from "../../scenario/parse-scenario.js";
import type { PlanCosts, PlanSpec, UncertainSetting } from "../../scenario/types/plan.js";
import type { Problem } from "../../scenario/problem.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import type { ScenarioSource } from "../job.js";
import type { Asked, Variable } from "./result.js";
import { chooseVariables } from "./choose.js";
import { roleOf } from "./variables.js";

export interface PlanRequest {
  /** Without its plan: what that says changes no run. */
  readonly source: ScenarioSource;
  /** Of every run: those of the command line, then the outage. */
  readonly set: readonly string[];
  /** With those settings. */
  readonly scenario: Scenario;
  readonly variables: readonly Variable[];
  readonly uncertain: readonly UncertainSetting[];
  readonly costs: PlanCosts;
  readonly costsFrom: "file" | "flag";
  readonly spare: ReadonlyMap<string, number>;
  readonly asked: Pick<Asked, "probability" | "confidence">;
  readonly mostSeeds: number;
  readonly firstSeed: number;
  readonly untilTicks: number | null;
  readonly notes: readonly string[];
}

/** The scenario of a request with more settings; undefined: they do not go together. */
export function scenarioAt(
  { source, set }: Pick<PlanRequest, "source" | "set">,
  settings: readonly string[],
): Scenario | undefined {
  return readingAt({ source, set }, settings).scenario;
}

/** Whether settings bring about a warning of those kinds that the scenario does not have by itself. */
export function bringsWarning(
  { source, set, scenario }: Pick<PlanRequest, "source" | "set" | "scenario">,
  settings: readonly string[],
  codes: readonly string[],
): boolean {
  const warnings = scenarioAt({ source, set }, settings)?.warnings ?? [];
  return warnings.some((code) => codes.includes(code) && !scenario.warnings.includes(code));
}

function readingAt(
  { source, set }: Pick<PlanRequest, "source" | "set">,
  settings: readonly string[],
): ReturnType<typeof parseScenario> {
  return parseScenario(source.text, {
    file: source.file,
    set: [...set, ...settings],
    files: (name) => (Object.hasOwn(source.files, name) ? source.files[name] : undefined),
  });
}

/** What the command line says over the file. */
export interface PlanFlags {
  readonly set: readonly string[];
  readonly vary: readonly { readonly path: string; readonly levels: readonly string[] }[];
  readonly costs: Partial<PlanCosts>;
  readonly probability: number | undefined;
  readonly confidence: number | undefined;
  readonly mostSeeds: number | undefined;
  readonly seed: number | undefined;
  readonly untilTicks: number | null;
}

export type RequestReading =
  | { readonly request: PlanRequest; readonly problems: readonly Problem[] }
  | { readonly request: undefined; readonly problems: readonly Problem[] };

export const NO_PLAN: PlanSpec = {
  probability: 0.95,
  confidence: 0.95,
  mostSeeds: 400,
  vary: [],
  costs: {
    unit: undefined,
    agent: undefined,
    agentOf: new Map(),
    heapGigabyte: undefined,
    diskGigabyte: undefined,
    step: new Map(),
  },
  outage: undefined,
  spare: new Map(),
  uncertain: [],
  lines: undefined,
};

/** Warnings of settings that no machine can hold: they would not run. */
const UNHOLDABLE = ["heap-small", "disk-small"];

/** @param whole the text with its plan, and what that was read as */
export function planRequest(
  whole: { readonly source: ScenarioSource; readonly plan: PlanSpec | undefined },
  flags: PlanFlags,
): RequestReading {
  const plan = whole.plan ?? NO_PLAN;
  const source = { ...whole.source, text: withoutLines(whole.source.text, plan.lines) };
  const set = [...flags.set, ...(plan.outage === undefined ? [] : [plan.outage])];
  const { scenario, problems } = readingAt({ source, set }, []);
  if (scenario === undefined) return { request: undefined, problems };
  const tiers = scenario.tiers.map(({ name }) => name);
  const named = (
    settings: readonly { readonly path: string; readonly levels: readonly string[] }[],
    from: Variable["from"],
  ): Variable[] =>
    settings.map(({ path, levels }) => {
      const { role, tier } = roleOf(path, tiers);
      return { path, role, tier, levels, current: currentOf(scenario, path), from };
    });
  const own = [
    ...named(flags.vary, "flag"),
    ...named(
      plan.vary.filter(({ path }) => !flags.vary.some((other) => other.path === path)),
      "file",
    ),
  ];
  const isAllowed = (setting: string): boolean =>
    scenarioAt({ source, set }, [setting]) !== undefined &&
    !bringsWarning({ source, set, scenario }, [setting], UNHOLDABLE);
  const variables = own.length > 0 ? own : chooseVariables(scenario, isAllowed);
  const request: PlanRequest = {
    source,
    set,
    scenario,
    variables,
    uncertain: plan.uncertain,
    costs: { ...plan.costs, ...flags.costs },
    costsFrom: Object.keys(flags.costs).length > 0 ? "flag" : "file",
    spare: plan.spare,
    asked: {
      probability: flags.probability ?? plan.probability,
      confidence: flags.confidence ?? plan.confidence,
    },
    mostSeeds: flags.mostSeeds ?? plan.mostSeeds,
    firstSeed: flags.seed ?? scenario.seed,
    untilTicks: flags.untilTicks,
    notes: own.length > 0 ? [] : [CHOSEN],
  };
  return { request, problems: [] };
}

const CHOSEN =
  "The file says nothing of what may vary: agents, capacities and sinks of each tier were chosen, their bounds from" +
  " the file and the fluid. Write `plan: { vary: … }` or take --vary to choose.";

/** Lines keep their numbers: what is wrong elsewhere is said where it stands. */
function withoutLines(text: string, lines: PlanSpec["lines"]): string {
  if (lines === undefined) return text;
  return text
    .split("\n")
    .map((line, i) => (i + 1 >= lines.first && i + 1 <= lines.last ? "" : line))
    .join("\n");
}

/** What the scenario has for the settings that are known. */
export function currentOf({ tiers }: Scenario, path: string): string | null {
  const {
    role,
    tier: name,
    part,
  } = roleOf(
    path,
    tiers.map((tier) => tier.name),
  );
  const tier = tiers.find((each) => each.name === name);
  const [template] = tier?.templates ?? [];
  if (tier === undefined || template === undefined) return null;
  if (role === "agents") return String(tier.agents.length);
  if (role === "sinks") return String(template.sinks.length);
  const channel = template.channels.find((each) => each.name === part);
  if (role !== "capacity" || channel === undefined) return null;
  return String(
    channel.kind === "spillable" ? channel.overflowCapacityEvents : channel.capacityEvents,
  );
}
