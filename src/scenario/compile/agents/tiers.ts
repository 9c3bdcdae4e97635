/** Tiers: rosters and bodies → templates shared by agents that are alike, and one place an agent. */
import type { MapNode } from "../../document/node.js";
import type { AgentPlace, AgentTemplate, Tier } from "../../types/agents.js";
import { compileAgent, type AgentContext, type AgentPlan } from "./agent.js";
import type { Roster } from "../world.js";

/** A tier without its level, which follows from who sends to whom. */
export interface CompiledTier {
  readonly roster: Roster;
  readonly tier: Omit<Tier, "level">;
  /** The plan that each template came from. */
  readonly plans: readonly AgentPlan[];
}

const MAX_DISTINCT_SINKS = 100_000;

/** @returns the tier, or `undefined` after at least one problem */
export function compileTier(roster: Roster, context: AgentContext): CompiledTier | undefined {
  const planOf = new Map<MapNode, AgentPlan | undefined>();
  const keyOf = new Map<AgentPlan, string>();
  let sinks = 0;
  for (const { body } of roster.agents) {
    if (planOf.has(body)) continue;
    const plan = compileAgent(body, context);
    planOf.set(body, plan);
    if (plan !== undefined) keyOf.set(plan, contentOf(plan.template));
    sinks += plan?.sinks.length ?? 0;
    if (sinks <= MAX_DISTINCT_SINKS) continue;
    context.reader.problems.error("too-large", roster.node, {
      expected: `at most ${MAX_DISTINCT_SINKS} sinks in agents that differ from each other`,
      found: "more",
      fix: "let more agents be alike",
    });
    return undefined;
  }
  const plans: AgentPlan[] = [];
  const indexOf = new Map<string, number>();
  const agents: AgentPlace[] = [];
  for (const { address, body } of roster.agents) {
    const plan = planOf.get(body);
    if (plan === undefined) return undefined;
    const key = keyOf.get(plan)!;
    let template = indexOf.get(key);
    if (template === undefined) {
      template = plans.length;
      indexOf.set(key, template);
      plans.push(plan);
    }
    agents.push({ address, template, isLate: plan.isLate });
  }
  const templates = plans.map((plan) => plan.template);
  const { tier: name, flume } = roster;
  return { roster, tier: { name, flume, templates, agents }, plans };
}

/** Templates that say the same are the same, wherever they were written. */
function contentOf(template: AgentTemplate): string {
  return JSON.stringify(template);
}
