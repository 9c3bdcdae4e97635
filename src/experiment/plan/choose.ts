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
    ...capacitiesOf(scenario, tier),
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

function capacitiesOf(scenario: Scenario, { name, templates }: Tier): Variable[] {
  const [first, ...others] = templates;
  if (first === undefined || others.length > 0) return [];
  const room = roomNeeded(scenario, name, scenario.seed);
  return first.channels.map((channel) => {
    const key = channel.kind === "spillable" ? "overflowCapacity" : "capacity";
    const capacity = capacityOf(channel);
    const most = Math.max(ROOM_FACTOR * room, capacity);
    const step = Math.max(1, niceStep(most / CAPACITY_STEPS));
    const least = Math.max(step, largestTransaction(channel));
    const levels = steppedLevels(least, most, step);
    const place = channel.name === "channel" ? "channel" : `channels.${channel.name}`;
    return variable(`${name}.${place}.${key}`, "capacity", name, levels, String(capacity));
  });
}

function sinksOf({ name, templates }: Tier): Variable[] {
  const [first, ...others] = templates;
  if (first === undefined || others.length > 0 || !isOneDeclaration(first)) return [];
  const count = first.sinks.length;
  const levels = steppedLevels(1, Math.min(MOST_SINKS, Math.max(4, 2 * count)), 1);
  return [variable(`${name}.sinks.count`, "sinks", name, levels, String(count))];
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
