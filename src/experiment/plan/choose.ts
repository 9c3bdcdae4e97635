/** Settings to vary where nobody named any: the capacity of each tier's channels, its sinks, its agents. */
import type { AgentTemplate, Channel, Tier } from "../../scenario/types/agents.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import { roomNeeded } from "./bound.js";
import type { Variable } from "./result.js";
import { niceStep, steppedLevels } from "./variables.js";

const CAPACITY_STEPS = 40;
/** Of the room that the fluid needs with the agents of the file; with fewer agents each needs more. */
const ROOM_FACTOR = 2.2;
const AGENT_STEPS = 20;
const MOST_SINKS = 16;

/** @param isAllowed whether the scenario can be run, and its machines can hold it, with a setting */
export function chooseVariables(
  scenario: Scenario,
  isAllowed: (setting: string) => boolean,
): Variable[] {
  const chosen = scenario.tiers.flatMap((tier) => [
    ...agentsOf(tier),
    ...roomOf(scenario, tier),
    ...sinksOf(tier),
  ]);
  return chosen.flatMap((variable) => {
    const levels = variable.levels.filter((level) => isAllowed(`${variable.path}=${level}`));
    return levels.length > 1 ? [{ ...variable, levels }] : [];
  });
}

function agentsOf({ name, agents }: Tier): Variable[] {
  const most = Math.max(agents.length + 2, 2 * agents.length);
  const step = most <= AGENT_STEPS ? 1 : niceStep(most / AGENT_STEPS);
  const levels = steppedLevels(step, most, step);
  return [variable(`${name}.agents`, "agents", name, levels, String(agents.length))];
}

function roomOf(scenario: Scenario, tier: Tier): Variable[] {
  const { name } = tier;
  const room = roomNeeded(scenario, name, scenario.seed);
  return capacitiesOf(tier).map(({ path, capacity, least }) => {
    const most = Math.max(ROOM_FACTOR * room, capacity);
    const step = Math.max(1, niceStep(most / CAPACITY_STEPS));
    const levels = steppedLevels(Math.max(step, least), most, step);
    return variable(path, "capacity", name, levels, String(capacity));
  });
}

/** The channels of a tier whose agents are alike: their setting, what they have, and the least they may have. */
export function capacitiesOf({ name, templates }: Tier): {
  readonly path: string;
  readonly capacity: number;
  readonly least: number;
}[] {
  const [first, ...others] = templates;
  if (first === undefined || others.length > 0) return [];
  return first.channels.map((channel) => {
    const key = channel.kind === "spillable" ? "overflowCapacity" : "capacity";
    const place = channel.name === "channel" ? "channel" : `channels.${channel.name}`;
    const capacity = capacityOf(channel);
    return { path: `${name}.${place}.${key}`, capacity, least: largestTransaction(channel) };
  });
}

function sinksOf(tier: Tier): Variable[] {
  return sinkCountOf(tier).map((count) => {
    const levels = steppedLevels(1, Math.min(MOST_SINKS, Math.max(4, 2 * count)), 1);
    return variable(`${tier.name}.sinks.count`, "sinks", tier.name, levels, String(count));
  });
}

/** Sinks of each agent, where one declaration with a `count` makes them; none otherwise. */
export function sinkCountOf({ templates }: Tier): number[] {
  const [first, ...others] = templates;
  if (first === undefined || others.length > 0 || !isOneDeclaration(first)) return [];
  return [first.sinks.length];
}

/** `sinks:` with a `count`: its sinks are named `sink`, or `sink0`, `sink1`, … */
function isOneDeclaration({ sinks, groups }: AgentTemplate): boolean {
  return groups.length === 0 && sinks.every(({ name }) => /^sink\d*$/.test(name));
}

function capacityOf(channel: Channel): number {
  return channel.kind === "spillable" ? channel.overflowCapacityEvents : channel.capacityEvents;
}

function largestTransaction(channel: Channel): number {
  return channel.kind === "spillable"
    ? channel.file.transactionCapacityEvents
    : channel.transactionCapacityEvents;
}

function variable(
  path: string,
  role: Variable["role"],
  tier: string,
  levels: readonly string[],
  current: string,
): Variable {
  return { path, role, tier, levels, current, from: "derived" };
}
