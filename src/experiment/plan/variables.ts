/** The settings that a plan may change: from the file, from flags, or chosen; and a scenario with other levels of them. */
import { readAmount } from "../../scenario/levels/amount.js";
import type { AgentTemplate, Channel } from "../../scenario/types/agents.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import type { Variable, VariableRole } from "./result.js";
import type { Point } from "./search.js";

/** What a path is to the planner, by its tier and its last words. */
export function roleOf(
  path: string,
  tiers: readonly string[],
): Pick<Variable, "role" | "tier"> & { readonly part: string | undefined } {
  const words = path.replace(/^tiers\./, "").split(".");
  const [tier = "", ...rest] = words;
  if (!tiers.includes(tier)) return { role: "other", tier: null, part: undefined };
  const last = rest.join(".");
  const part = /^channels\.([^.]+)\./.exec(last)?.[1] ?? "channel";
  return { role: roleOfKey(last), tier, part };
}

function roleOfKey(key: string): VariableRole {
  if (key === "agents") return "agents";
  if (/^(channel|channels\.[^.]+)\.(capacity|overflowCapacity)$/.test(key)) return "capacity";
  if (/^sinks\.([^.]+\.)?count$/.test(key)) return "sinks";
  if (/(batchSize|batch-size|transactionCapacity)$/.test(key)) return "batch";
  return key === "machine.heap" ? "heap" : "other";
}

/** `path=value` of a point. */
export function settingsAt(variables: readonly Variable[], point: Point): string[] {
  return variables.map(({ path, levels }, i) => `${path}=${levels[point[i]!]!}`);
}

/** The level of a text: the one that is the same amount; undefined: none is. */
export function levelLike({ levels }: Variable, text: string): number | undefined {
  const value = readAmount(text)?.value;
  const level = levels.findIndex((each) => {
    return each === text || (value !== undefined && readAmount(each)?.value === value);
  });
  return level < 0 ? undefined : level;
}

/** The level of a text: the one that is the same amount, else the next above; undefined: above all. */
export function levelOf(variable: Variable, text: string): number | undefined {
  const { levels } = variable;
  const same = levelLike(variable, text);
  if (same !== undefined) return same;
  const value = readAmount(text)?.value;
  if (value === undefined) return undefined;
  const next = levels.findIndex((level) => (readAmount(level)?.value ?? -1) >= value);
  return next < 0 ? undefined : next;
}

/**
 * The scenario with numbers of agents and capacities at other levels: enough for what it costs, and cheap. Other
 * settings are as they are.
 */
export function withSizes(
  scenario: Scenario,
  variables: readonly Variable[],
  point: Point,
): Scenario {
  const tiers = scenario.tiers.map((tier) => {
    let { agents, templates } = tier;
    variables.forEach((variable, i) => {
      if (variable.tier !== tier.name) return;
      const value = readAmount(variable.levels[point[i]!]!)?.value;
      if (value === undefined) return;
      if (variable.role === "agents") {
        const [first] = agents;
        agents = Array.from({ length: value }, () => first!);
      }
      if (variable.role === "capacity") {
        const { part } = roleOf(variable.path, [tier.name]);
        const isOverflow = variable.path.endsWith("overflowCapacity");
        templates = templates.map((template) => withCapacity(template, part!, value, isOverflow));
      }
    });
    return { ...tier, agents, templates };
  });
  return { ...scenario, tiers };
}

function withCapacity(
  template: AgentTemplate,
  name: string,
  value: number,
  isOverflow: boolean,
): AgentTemplate {
  const channels = template.channels.map((channel): Channel => {
    if (channel.name !== name) return channel;
    if (channel.kind !== "spillable") return { ...channel, capacityEvents: value };
    return isOverflow ? { ...channel, overflowCapacityEvents: value } : channel;
  });
  return { ...template, channels };
}

/** 1, 2 or 5 times a power of ten: the largest that is no more. @param value above 0 */
export function niceStep(value: number): number {
  let power = 1;
  while (power * 10 <= value) power *= 10;
  while (power > value) power /= 10;
  if (power * 5 <= value) return power * 5;
  return power * 2 <= value ? power * 2 : power;
}

/** Multiples of a step from one to another, both rounded outwards. */
export function steppedLevels(least: number, most: number, step: number): string[] {
  const first = Math.max(1, Math.floor(least / step));
  const last = Math.max(first, Math.ceil(most / step));
  return Array.from({ length: last - first + 1 }, (_, i) => String((first + i) * step));
}
