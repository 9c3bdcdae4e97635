/**
 * A future event list as a ladder: notices are sorted only when their time is near.
 *
 *   time ──▶   bottom │ lowest rung: buckets │ rung above: buckets │ top
 *              sorted │ ▢▢▢▢▢▢▢▢▢▢▢▢▢▢▢▢▢▢▢▢ │ ▢▢▢▢▢▢▢▢▢▢▢▢▢▢▢▢▢▢▢ │ in order of filing
 *
 * An empty bottom takes the next bucket of the lowest rung and sorts it; a bucket with too many notices
 * is spread over a new, finer rung instead. When all rungs are used up, the top is spread over one.
 *
 * After W. T. Tang, R. S. M. Goh and I. L. Thng, Ladder queue: an O(1) priority queue structure for
 * large-scale discrete event simulation, 2005. With two differences. Widths of buckets are powers of
 * two, so the index of a bucket and the time where it begins are exact: no rounding can file a notice
 * before one that was already taken. And the last bucket of a rung holds all that is later, so that a
 * rung need not have buckets for all of the time that it covers.
 *
 * Notices of equal time are always in the same part, and each part keeps the order of filing; so ties
 * need no sequence number.
 */
import { assert } from "../assert.js";
import { BucketNodes, EMPTY } from "./bucket-nodes.js";
import { DEFAULT_PENDING_LIMIT, type EventSet } from "./event-set.js";
import { NoticeColumns } from "./notice-columns.js";
import { Rung } from "./rung.js";

/** Most notices of different times that the bottom sorts at once. */
const SORT_LIMIT = 48;
/** Notices for each bucket that a rung aims at: fewer cost empty buckets, more cost sorting. */
const BUCKET_NOTICES = 2;

export class LadderSet implements EventSet {
  readonly kind = "ladder";
  readonly #limit: number;
  #size = 0;
  /** Sorted. */
  #bottom = new NoticeColumns();
  /** From the highest down; those in use are the first `#depth`. */
  readonly #rungs: Rung[] = [];
  #depth = 0;
  readonly #nodes = new BucketNodes();
  #top = new NoticeColumns();
  /** Where the top begins [ticks]. */
  #topStart = 0;

  /** @param limit most notices pending at once; a model that files more has a leak */
  constructor(limit = DEFAULT_PENDING_LIMIT) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#size;
  }

  /** O(1), amortised. */
  push(at: number, payload: number): void {
    if (this.#size === this.#limit) refuse(this.#limit);
    this.#size++;
    if (at >= this.#topStart) this.#top.add(at, payload);
    else this.#file(at, payload);
  }

  nextTime(): number {
    const { head, end } = this.#bottom;
    if (head === end && !this.#refill()) return Infinity;
    return this.#bottom.times[this.#bottom.head]!;
  }

  nextPayload(): number {
    return this.#bottom.payloads[this.#bottom.head]!;
  }

  /** O(1), amortised. */
  takeNext(): number {
    const bottom = this.#bottom;
    this.#size--;
    return bottom.payloads[bottom.head++]!;
  }

  /** Files the living anew. O(size). */
  removeDead(isDead: (payload: number) => boolean): void {
    const living = new NoticeColumns();
    for (let at = this.nextTime(); at !== Infinity; at = this.nextTime()) {
      const payload = this.takeNext();
      if (!isDead(payload)) living.add(at, payload);
    }
    this.#top = living;
    this.#size = living.count;
  }

  /** Files a notice that comes before the top. */
  #file(at: number, payload: number): void {
    const depth = this.#depth;
    for (let i = 0; i < depth; i++) {
      const rung = this.#rungs[i]!;
      if (at >= rung.edge) {
        this.#fileIn(rung, at, payload);
        return;
      }
    }
    this.#fileInBottom(at, payload);
  }

  #fileIn(rung: Rung, at: number, payload: number): void {
    const bucket = rung.bucketOf(at);
    rung.lists[bucket] = this.#nodes.add(rung.lists[bucket]!, at, payload);
  }

  #fileInBottom(at: number, payload: number): void {
    const bottom = this.#bottom;
    if (bottom.count > SORT_LIMIT && at < bottom.times[bottom.end - 1]!) {
      this.#spreadBottom();
      this.#file(at, payload);
    } else {
      bottom.insert(at, payload);
    }
  }

  /** Where the bottom ends. */
  get #lowestEdge(): number {
    return this.#depth === 0 ? this.#topStart : this.#rungs[this.#depth - 1]!.edge;
  }

  /** Fills the empty bottom with what comes next. @returns whether there was anything */
  #refill(): boolean {
    while (this.#depth > 0 || this.#top.count > 0) {
      this.#bottom.clear();
      if (this.#depth > 0) this.#takeBucket();
      else this.#takeTop();
      if (this.#isTooMuchToSort()) {
        this.#spreadBottom();
      } else if (this.#bottom.count > 0) {
        this.#bottom.sort();
        return true;
      }
    }
    this.#topStart = 0;
    return false;
  }

  /** Equal times need no sorting, and could not be spread. */
  #isTooMuchToSort(): boolean {
    const bottom = this.#bottom;
    return bottom.count > SORT_LIMIT && bottom.earliest() < bottom.latest();
  }

  /** Moves the next bucket of the lowest rung to the bottom, unsorted; drops a rung that is used up. */
  #takeBucket(): void {
    const rung = this.#rungs[this.#depth - 1]!;
    const list = rung.takeNext();
    if (rung.isUsedUp) this.#depth--;
    if (list !== EMPTY) this.#nodes.drain(list, this.#bottom);
  }

  /** Moves the top to the bottom, unsorted. */
  #takeTop(): void {
    const empty = this.#bottom;
    this.#bottom = this.#top;
    this.#top = empty;
    this.#topStart = this.#bottom.latest() + 1;
  }

  /** Moves the bottom to a new rung, which covers what the bottom did. */
  #spreadBottom(): void {
    const bottom = this.#bottom;
    const { count } = bottom;
    const earliest = bottom.earliest();
    const end = this.#lowestEdge;
    const width = powerOfTwoBelow((BUCKET_NOTICES * (bottom.latest() - earliest)) / count);
    const start = Math.floor(earliest / width) * width;
    const rung = (this.#rungs[this.#depth] ??= new Rung());
    rung.open(start, width, Math.min(Math.ceil((end - start) / width), 2 * count));
    this.#depth++;
    for (let i = bottom.head; i < bottom.end; i++) {
      this.#fileIn(rung, bottom.times[i]!, bottom.payloads[i]!);
    }
    bottom.clear();
  }
}

/** The largest power of two that is at most `limit`; 1 at least. */
function powerOfTwoBelow(limit: number): number {
  let power = 1;
  while (2 * power <= limit) power *= 2;
  return power;
}

function refuse(limit: number): void {
  assert(false, "pending notices stay within the limit", { limit });
}
