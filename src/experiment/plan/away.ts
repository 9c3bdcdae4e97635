/**
 * N+1: a tier with spare agents is run with all of them, and as many as are spare away from the first moment to the
 * last. Which ones they are goes round with the seeds, so that every agent is missed in turn; and who calls one of them
 * is refused, as in a site where an agent is down.
 */
import { readAmount } from "../../scenario/levels/amount.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import type { Variable } from "./result.js";
import type { Point } from "./search.js";
import { settingsAt } from "./variables.js";

export interface SpareContext {
  readonly scenario: Scenario;
  readonly variables: readonly Variable[];
  /** Agents that may be away, by tier. */
  readonly spare: ReadonlyMap<string, number>;
}

/** Objectives that a call to an agent which is down misses. */
const REFUSED = ["no refusals", "no connection-refusals"];

/** `path=value` of one run: those of a point, all agents of the tiers that have spare ones, and which are away. */
export function settingsOfRun(context: SpareContext, point: Point, seed: number): string[] {
  const { variables, spare } = context;
  return [
    ...settingsAt(variables, point),
    ...[...spare].flatMap(([tier, away]) => {
      if (away === 0) return [];
      const total = agentsAt(context, point, tier) + away;
      return [`${tier}.agents=${String(total)}`, ...awayOf(tier, total, away, seed)];
    }),
  ];
}

function awayOf(tier: string, total: number, away: number, seed: number): string[] {
  return Array.from({ length: away }, (_, i) => {
    const agent = (seed + i) % total;
    return `faults[new]={ at: 0 s, on: "${tier}[${String(agent)}]", kind: down }`;
  });
}

/** Agents that are enough, spare ones apart. */
function agentsAt({ scenario, variables }: SpareContext, point: Point, tier: string): number {
  const i = variables.findIndex((each) => each.tier === tier && each.role === "agents");
  const value = i < 0 ? undefined : readAmount(variables[i]!.levels[point[i]!]!)?.value;
  return value ?? scenario.tiers.find(({ name }) => name === tier)!.agents.length;
}

/** For people: what the runs of a plan with spare agents were. */
export function awayNotes({ scenario, spare }: SpareContext): string[] {
  const tiers = [...spare].filter(([, away]) => away > 0);
  const refused = scenario.objectives.filter(({ kind, text }) => {
    return kind === "no" && REFUSED.includes(text);
  });
  return [
    ...tiers.map(([tier, away]) => {
      const who = away === 1 ? "one agent" : `${String(away)} agents`;
      return `Every run has ${who} of ${tier} down from its beginning to its end, others with every seed.`;
    }),
    ...(tiers.length === 0 ? [] : refused).map(({ text }) => {
      return `\`${text}\` counts the calls to an agent that is down, too: ask for \`no rejections\` where they are no failure.`;
    }),
  ];
}
