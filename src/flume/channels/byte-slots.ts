/**
 * Byte slots: the room that bodies take up in memory. A body costs whole slots, one at least; headers cost
 * nothing, a part of the capacity is held back for them.
 *
 * Counted in bytes of whole slots, so that events whose bodies differ can be charged on average.
 */
import { emptyCohort, type CohortQueue } from "../../model/cohorts.js";
import type { Origins } from "../../model/origins.js";

/** Below one slot there is no limit: Integer.MAX_VALUE slots. */
const NO_LIMIT_SLOTS = 0x7fff_ffff;

export interface ByteSettings {
  readonly byteCapacity: number; // [bytes]
  readonly byteCapacityBufferPercentage: number;
}

export class ByteSlots {
  readonly #origins: Origins;
  readonly #cohort = emptyCohort();

  constructor(origins: Origins) {
    this.#origins = origins;
  }

  /** [bytes] in whole slots that a batch costs. @param slotBytes [bytes] of one slot */
  of(batch: CohortQueue, slotBytes: number): number {
    const cohort = this.#cohort;
    let total = 0;
    for (let i = 0; i < batch.size; i++) {
      batch.read(i, cohort);
      total += this.#origins.slotBytes(cohort.origin, cohort.count, cohort.bytes, slotBytes);
    }
    return total;
  }
}

/** [bytes] in whole slots that a channel may hold. @param slotBytes [bytes] of one slot */
export function byteLimit(settings: ByteSettings, slotBytes: number): number {
  const usable = settings.byteCapacity * (1 - settings.byteCapacityBufferPercentage / 100);
  const slots = Math.floor(usable / slotBytes);
  return (slots < 1 ? NO_LIMIT_SLOTS : slots) * slotBytes;
}
