/** What the rules say for a scenario, and the system that each would make: the reference with that one number in it. */
import type { TierFacts } from "./facts.js";
import { roomSettings } from "./room.js";
import { RULES, type Rule } from "./rules.js";
import type { Audit, AuditUnit, RoomNeed } from "./result.js";

/** A rule that says something for a tier. */
export interface Saying {
  readonly rule: Rule;
  readonly facts: TierFacts;
  readonly value: number;
  readonly formula: string;
  readonly alongside: readonly string[];
}

export const UNITS: Readonly<Record<Rule["of"], AuditUnit>> = {
  agents: "agents",
  cores: "cores",
  sinks: "sinks",
  room: "events",
};

/** In the order of the tiers, then of the table. */
export function sayings(facts: readonly TierFacts[]): {
  readonly said: readonly Saying[];
  readonly left: Audit["left"];
} {
  const said: Saying[] = [];
  const left: Audit["left"][number][] = [];
  for (const tier of facts) {
    for (const rule of RULES) {
      const says = rule.says(tier);
      if (typeof says === "string") left.push({ rule: rule.name, tier: tier.tier, why: says });
      else said.push({ alongside: [], ...says, rule, facts: tier });
    }
  }
  return { said, left };
}

/** Of the reference: the file, with the room that was found to be needed. */
export function referenceSettings(
  facts: readonly TierFacts[],
  rooms: readonly RoomNeed[],
): string[] {
  return facts.flatMap((tier) => roomSettings(tier, roomOf(rooms, tier)));
}

/** The reference with a number of a rule: of the room of a tier, of its agents, of their cores or sinks. */
export function systemSettings(
  facts: readonly TierFacts[],
  rooms: readonly RoomNeed[],
  { rule, facts: own, value, alongside }: Omit<Saying, "formula">,
): string[] {
  const others = referenceSettings(
    facts.filter((tier) => tier !== own),
    rooms,
  );
  switch (rule.of) {
    case "room":
      return [
        ...others,
        ...own.channels.map(({ path }) => `${path}=${String(value)}`),
        ...alongside,
      ];
    case "agents": {
      // As much room as the tier has with the agents of the file: it is shared out anew.
      const each = Math.ceil((roomOf(rooms, own) * own.agents) / value);
      return [...others, ...roomSettings(own, each), `${own.tier}.agents=${String(value)}`];
    }
    default: {
      const path = rule.of === "cores" ? "machine.cores" : "sinks.count";
      const room = roomSettings(own, roomOf(rooms, own));
      return [...others, ...room, `${own.tier}.${path}=${String(value)}`];
    }
  }
}

/** What the file has of that of which a rule speaks. */
export function nowOf({ rule, facts }: Pick<Saying, "rule" | "facts">): number {
  switch (rule.of) {
    case "room":
      return Math.min(...facts.channels.map(({ capacity }) => capacity));
    case "agents":
      return facts.agents;
    case "cores":
      return facts.cores;
    case "sinks":
      return facts.sinks;
  }
}

function roomOf(rooms: readonly RoomNeed[], { tier }: TierFacts): number {
  return rooms.find((room) => room.tier === tier)!.has;
}
