/**
 * The future event list: notices that are filed but not yet carried out.
 *
 * Order, in every implementation: time, then sequence of filing. So a run never depends on which one
 * it uses, and each is the other's oracle. A payload is an integer of 32 bits that the simulator
 * makes and reads; to the set it is opaque.
 */

export type EventSetKind = "heap" | "ladder";

export interface EventSet {
  readonly kind: EventSetKind;
  /** Notices filed and not taken. */
  readonly size: number;

  /** Files a notice. @param at [ticks] whole, not before the last one taken, before the end of time @param payload 32 bits, signed */
  push(at: number, payload: number): void;

  /** Time of the earliest notice [ticks]; Infinity when there is none. */
  nextTime(): number;

  /** Payload of the notice whose time `nextTime` has just given, with no call in between. */
  nextPayload(): number;

  /** Takes out the notice whose time `nextTime` has just given, with no call in between. @returns its payload */
  takeNext(): number;

  /** Takes out every notice for which `isDead` holds, asked once each, in no given order. */
  removeDead(isDead: (payload: number) => boolean): void;
}

/** Most notices that may be pending when nothing else is said: some hundred bytes each, so 1.6 GB. */
export const DEFAULT_PENDING_LIMIT = 16_777_216;

/** Files all notices of one set in another, which is empty. Their order stays. */
export function moveAll(from: EventSet, to: EventSet): void {
  for (let at = from.nextTime(); at !== Infinity; at = from.nextTime())
    to.push(at, from.takeNext());
}
