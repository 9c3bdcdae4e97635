/** Where each recommended number comes from: inputs → fluid bound → simulated quantile → rounding. */
import { fluidCourse } from "../../fluid/fluid.js";
import { readAmount } from "../../scenario/levels/amount.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import {
  formatCount,
  formatDuration,
  formatEvents,
  formatFraction,
  formatRate,
} from "../../units/format.js";
import { END_OF_TIME } from "../../units/time.js";
import { roomNeeded } from "./bound.js";
import type {
  Binding,
  Derivation,
  Evidence,
  Formula,
  Input,
  UncertainInput,
  Variable,
} from "./result.js";
import type { Point } from "./search.js";

const FLUID = "fluid of the recommended settings";

export interface DerivationContext {
  readonly scenario: Scenario;
  readonly variables: readonly Variable[];
  readonly point: Point;
  readonly evidence: Evidence;
  readonly bindings: readonly Binding[];
  readonly uncertain: readonly UncertainInput[];
  readonly probability: number;
}

export function derivations(context: DerivationContext): Derivation[] {
  const { variables, point } = context;
  return variables.map((variable, i) => {
    const value = variable.levels[point[i]!]!;
    return {
      path: variable.path,
      value,
      inputs: inputsOf(variable, context),
      bound: boundOf(variable, value, context),
      simulated: simulatedOf(variable, value, context),
      rounding: roundingOf(variable, point[i]!, context.bindings[i]!),
    };
  });
}

function inputsOf({ tier }: Variable, { scenario, uncertain }: DerivationContext): Input[] {
  const loads = scenario.servers.map(({ name, count, ratePerSecond, profile }): Input => {
    const peak = Math.max(...profile.fromFactor, ...profile.toFactor);
    const load = count * ratePerSecond * peak;
    const factor = peak === 1 ? "" : ` × ${formatCount(peak)} at the peak of ${profile.name}`;
    return {
      what: `offered by ${name}`,
      value: `${String(count)} × ${formatRate(ratePerSecond)}${factor} = ${formatRate(load)}`,
      source: `servers.${name}: count, rate, profile`,
    };
  });
  const outages = scenario.faults.map(({ kind, on, fromTicks, toTicks }, i): Input => {
    const length = toTicks >= END_OF_TIME ? "to the end" : formatDuration(toTicks - fromTicks);
    return { what: `${kind} of ${on}`, value: length, source: `faults[${String(i)}]` };
  });
  const intervals = uncertain.map(({ path, law, least, likely, most }): Input => {
    const middle = likely === null ? "" : `, most likely ${likely}`;
    return { what: path, value: `${least} to ${most}${middle} (${law})`, source: "plan.uncertain" };
  });
  const agents = scenario.tiers.find(({ name }) => name === tier)?.agents.length;
  const shared: Input[] =
    agents === undefined
      ? []
      : [{ what: `agents of ${tier!} that share it`, value: String(agents), source: "this plan" }];
  return [...loads, ...outages, ...intervals, ...shared];
}

function boundOf(
  variable: Variable,
  value: string,
  { scenario }: DerivationContext,
): Formula | null {
  const { role, tier } = variable;
  if (tier === null) return null;
  if (role === "capacity") {
    const room = roomNeeded(scenario, tier, scenario.seed);
    return {
      what: "most in one channel, were there room without end",
      formula: `${formatEvents(room)} in the fluid, at the file's inputs`,
      value: room,
      unit: "events",
      source: FLUID,
    };
  }
  if (role !== "agents" && role !== "sinks") return null;
  const found = fluidCourse(scenario).layers.find(({ layer }) => layer === tier)!;
  const share = found.workingShare;
  const amount = readAmount(value)?.value ?? 0;
  const least = share * amount;
  return {
    what:
      role === "agents" ? "agents at work, mean over the run" : "sinks at work, mean over the run",
    formula: `${formatFraction(share)} × ${value} = ${formatCount(least)}`,
    value: least,
    unit: "number",
    source: FLUID,
  };
}

function simulatedOf(
  variable: Variable,
  value: string,
  { evidence, probability }: DerivationContext,
): Derivation["simulated"] {
  const { role, tier } = variable;
  if (tier === null) return null;
  const name = role === "capacity" ? `${tier}.peakFill` : `${tier}.working`;
  const found = evidence.headlines.find((headline) => headline.name === name);
  const at = found?.quantiles.find(({ share }) => share >= Math.min(probability, 1));
  if (
    found === undefined ||
    at === undefined ||
    (role !== "capacity" && role !== "agents" && role !== "sinks")
  )
    return null;
  const amount = readAmount(value)?.value ?? 0;
  const which = at.share === 1 ? "most" : `${formatFraction(at.share)} quantile`;
  const seeds = evidence.met.trials;
  const text =
    role === "capacity"
      ? `${which} of the peak: ${formatFraction(at.value)} of ${formatEvents(amount)} = ` +
        `${formatEvents(at.value * amount)}, over ${String(seeds)} seeds`
      : `${which} of the time at work: ${formatFraction(at.value)}, over ${String(seeds)} seeds`;
  return { headline: name, quantile: at.share, value: at.value, unit: found.unit, seeds, text };
}

function roundingOf({ levels }: Variable, level: number, binding: Binding): string {
  const value = levels[level]!;
  const less = levels[level - 1];
  if (less === undefined) return `${value} is the least that is allowed`;
  switch (binding.kind) {
    case "binding":
      return `${less} fails, ${value} is the next step`;
    case "undecided":
      return `${less} is not decided, ${value} is the next step`;
    case "cannot-be":
      return `${less} does not go together with the rest, ${value} is the next step`;
    default:
      return `${less} would do too`;
  }
}
