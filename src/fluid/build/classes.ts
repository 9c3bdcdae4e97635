/**
 * Which servers and agents are alike: the coarsest division in which members of one class have the same settings and
 * faults and, class by class, as many feeders and targets (an equitable partition, found by refinement). The fluid
 * of such members is the same at every moment, so one stands for all.
 */
import type { Choice, Members } from "./members.js";

export interface Classes {
  /** Class of each server, agent and choice. */
  readonly server: readonly number[];
  readonly agent: readonly number[];
  readonly choice: readonly number[];
}

export function classesOf(members: Members): Classes {
  let server = intern(
    members.servers.map(({ group, weight, headerValue, faults }) => {
      return [group.name, weight, headerValue, faults].join("|");
    }),
  );
  let agent = intern(
    members.agents.map(({ tier, templateIndex, isLate, faults }) => {
      return [tier, templateIndex, isLate, faults].join("|");
    }),
  );
  let choice = intern(members.choices.map((each) => shapeOf(each, agent)));
  for (let count = 0; ;) {
    const feeders = feedersOf(members, server, agent);
    choice = intern(
      members.choices.map((each, c) => {
        return [choice[c], shapeOf(each, agent), ...tally(feeders[c]!)].join("|");
      }),
    );
    server = intern(members.servers.map((each, s) => [server[s], choice[each.choice]].join("|")));
    const sendersTo = sendersOf(members, choice);
    agent = intern(
      members.agents.map(({ threads }, a) => {
        const targets = threads.map((thread) => choice[thread.choice]);
        return [agent[a], targets.join(), ...tally(sendersTo[a]!)].join("|");
      }),
    );
    const now = sizeOf(server) + sizeOf(agent) + sizeOf(choice);
    if (now === count) return { server, agent, choice };
    count = now;
  }
}

/** What a choice looks like from where it is made. */
function shapeOf({ order, exits }: Choice, agent: readonly number[]): string {
  const each = exits.map((exit) => {
    const target =
      exit.kind === "agent" ? `${String(agent[exit.agent])}.${exit.source}` : `=${exit.name}`;
    return `${target} ${exit.sink?.name ?? ""}`;
  });
  if (order === "even") each.sort();
  return `${order} ${each.join()}`;
}

/** By choice: the classes and threads that choose from it. */
function feedersOf(
  members: Members,
  server: readonly number[],
  agent: readonly number[],
): string[][] {
  const feeders = members.choices.map((): string[] => []);
  members.servers.forEach(({ choice }, s) => feeders[choice]!.push(`s${String(server[s])}`));
  members.agents.forEach(({ threads }, a) => {
    threads.forEach(({ choice }, t) => feeders[choice]!.push(`a${String(agent[a])}.${String(t)}`));
  });
  return feeders;
}

/** By agent: the choices it stands in, with its place where order matters. */
function sendersOf(members: Members, choice: readonly number[]): string[][] {
  const senders = members.agents.map((): string[] => []);
  members.choices.forEach(({ order, exits }, c) => {
    exits.forEach((exit, place) => {
      if (exit.kind !== "agent") return;
      const at = order === "first" ? `@${String(place)}` : "";
      senders[exit.agent]!.push(`${String(choice[c])}${at}.${exit.source}`);
    });
  });
  return senders;
}

/** How often each text occurs, in order. */
function tally(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([text, count]) => `${text}×${String(count)}`).sort();
}

/** Numbers texts in the order of their first occurrence. */
function intern(texts: readonly string[]): number[] {
  const numbers = new Map<string, number>();
  return texts.map((text) => {
    const known = numbers.get(text) ?? numbers.size;
    numbers.set(text, known);
    return known;
  });
}

function sizeOf(classes: readonly number[]): number {
  return new Set(classes).size;
}
