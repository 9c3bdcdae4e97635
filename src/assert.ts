/**
 * Invariants: what must hold if fanin itself is right. A broken one is our bug, never the user's.
 *
 * They stay on in production. Nothing catches them but `cli/main.ts`, where they become exit code 70
 * with the facts, the seed and how to replay, and a thread of `engine/`, which hands them over to it.
 */

export type Facts = Readonly<Record<string, unknown>>;

/** A broken invariant: the rule that should hold, and the facts that show it does not. */
export class InvariantError extends Error {
  readonly rule: string;
  readonly facts: Facts;

  constructor(rule: string, facts: Facts = {}) {
    super(`broken invariant: ${rule} ${JSON.stringify(facts)}`);
    this.name = "InvariantError";
    this.rule = rule;
    this.facts = facts;
  }
}

/** Throws an InvariantError unless `holds`. @param rule the rule, stated positively */
export function assert(holds: boolean, rule: string, facts?: Facts): asserts holds {
  if (!holds) throw new InvariantError(rule, facts);
}

/** Closes a switch over a union: the compiler proves that it is never reached. */
export function assertNever(value: never, what: string): never {
  throw new InvariantError(`${what} is one of the known kinds`, { value });
}
