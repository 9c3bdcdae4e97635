/**
 * With spare agents one is down in every run. Whoever calls it is refused before it goes to another, so that nobody is
 * refused cannot be asked: said before anything is run, with what can be asked instead.
 */
import { membersOf, type Choice } from "../../fluid/build/members.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import type { Impossible } from "./result.js";

/** Objectives that a call to an agent which is down misses, and what they mean where it is no failure. */
const INSTEAD: Readonly<Record<string, string>> = {
  refusals: "no rejections",
  "connection-refusals": "no rejections",
};

/** @param scenario of one run: with the agents that are away down from its beginning to its end */
export function sureRefusals(scenario: Scenario, seed: number): Impossible[] {
  const asked = scenario.objectives.filter(
    (objective) => objective.kind === "no" && Object.hasOwn(INSTEAD, objective.what),
  );
  if (asked.length === 0) return [];
  const called = firstCalled(scenario, seed);
  return asked.flatMap((objective): Impossible[] => {
    if (objective.kind !== "no" || called === undefined) return [];
    const instead = INSTEAD[objective.what]!;
    return [
      {
        objective: objective.text,
        bound: "spare agents",
        layer: called.tier,
        needs: "no call to an agent that is down",
        has: `${called.address} is away in this run, as \`spare\` asks, and is called: its first caller is refused, and goes to another`,
        fix: `ask for \`${instead}\`: calls that find no room, wherever they go; with \`no loss\` and \`no drops\` nothing that was refused is missing in the end`,
      },
    ];
  });
}

/** An agent that is away for good and that a sender comes to by itself: in its turn, or as the first of its list. */
function firstCalled(
  scenario: Scenario,
  seed: number,
): { readonly tier: string; readonly address: string } | undefined {
  const { agents, choices } = membersOf(scenario, seed);
  const called = new Set(choices.flatMap(surelyCalled));
  return agents.find(({ tier, index }, a) => called.has(a) && isAway(scenario, tier, index));
}

function surelyCalled({ order, exits }: Choice): number[] {
  const sure = order === "even" ? exits : exits.slice(0, 1);
  return sure.flatMap((exit) => (exit.kind === "agent" ? [exit.agent] : []));
}

function isAway({ faults, durationTicks }: Scenario, tier: string, agent: number): boolean {
  return faults.some(({ kind, fromTicks, toTicks, targets }) => {
    if (kind !== "down" || fromTicks > 0 || toTicks < durationTicks) return false;
    return targets.some((each) => {
      return each.kind === "agent" && each.tier === tier && each.agent === agent;
    });
  });
}
