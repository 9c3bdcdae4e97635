/**
 * A log-linear histogram of latencies: quantiles with a known error, in constant memory, however many
 * events.
 *
 * A value's bucket is read from the bits of its double: the exponent and the first 7 bits of the mantissa,
 * so a bucket is at most 2^-7 of its value wide and its middle is within 0.4 % of what fell into it.
 * Buckets are indexed from the exponent of the smallest latency told apart, 1,024 ticks (about 1 µs).
 */

const MANTISSA_BITS = 7;
const BUCKETS_PER_OCTAVE = 1 << MANTISSA_BITS;
const LOWEST_EXPONENT = 10; // 2^10 ticks
const OCTAVES = 44; // to 2^54 ticks, beyond the longest run
const BUCKETS = OCTAVES * BUCKETS_PER_OCTAVE;
/** High word of a double: sign, 11 bits of exponent, 20 of mantissa. */
const HIGH_SHIFT = 20 - MANTISSA_BITS;
const BIAS = 1023;
const FIRST_KEY = (BIAS + LOWEST_EXPONENT) << MANTISSA_BITS;

/** A sketch as plain data: counts of the buckets that are not empty. */
export interface SketchData {
  readonly count: number;
  readonly sum: number; // [ticks]
  readonly max: number; // [ticks]
  readonly buckets: readonly number[]; // index, ascending
  readonly counts: readonly number[]; // as long as buckets
}

export class LatencySketch {
  count = 0;
  sum = 0; // [ticks]
  max = 0; // [ticks]
  readonly #counts = new Float64Array(BUCKETS);
  /** Only buckets from here to there may hold anything: what looks at all looks at these. */
  #first = BUCKETS;
  #last = -1;
  readonly #bits = new Float64Array(1);
  readonly #words = new Uint32Array(this.#bits.buffer);
  readonly #highWord = isLittleEndian() ? 1 : 0;

  /** Adds `weight` events of one latency. @param ticks [ticks] 0 or more */
  add(ticks: number, weight: number): void {
    this.#bits[0] = ticks;
    const key = (this.#words[this.#highWord]! >>> HIGH_SHIFT) - FIRST_KEY;
    const index = key < 0 ? 0 : key < BUCKETS ? key : BUCKETS - 1;
    this.#counts[index]! += weight;
    if (index < this.#first) this.#first = index;
    if (index > this.#last) this.#last = index;
    this.count += weight;
    this.sum += ticks * weight;
    if (ticks > this.max) this.max = ticks;
  }

  addAll(other: LatencySketch): void {
    for (let i = other.#first; i <= other.#last; i++) this.#counts[i]! += other.#counts[i]!;
    this.#first = Math.min(this.#first, other.#first);
    this.#last = Math.max(this.#last, other.#last);
    this.count += other.count;
    this.sum += other.sum;
    this.max = Math.max(this.max, other.max);
  }

  /** Back to the state of a new one. */
  clear(): void {
    if (this.#last >= 0) this.#counts.fill(0, this.#first, this.#last + 1);
    this.#first = BUCKETS;
    this.#last = -1;
    this.count = 0;
    this.sum = 0;
    this.max = 0;
  }

  toData(): SketchData {
    const buckets: number[] = [];
    const counts: number[] = [];
    for (let bucket = this.#first; bucket <= this.#last; bucket++) {
      const count = this.#counts[bucket]!;
      if (count === 0) continue;
      buckets.push(bucket);
      counts.push(count);
    }
    return { count: this.count, sum: this.sum, max: this.max, buckets, counts };
  }
}

/**
 * The latency that a share of the events does not exceed: the middle of the bucket that holds the event
 * of rank ceil(share · count), but no more than the largest latency.
 * @param share 0 to 1 @returns [ticks]; undefined for an empty sketch
 */
export function quantile(sketch: SketchData, share: number): number | undefined {
  if (sketch.count === 0) return undefined;
  const rank = Math.max(1, Math.ceil(share * sketch.count));
  let reached = 0;
  for (let i = 0; i < sketch.buckets.length; i++) {
    reached += sketch.counts[i]!;
    if (reached >= rank) return Math.min(sketch.max, middle(sketch.buckets[i]!));
  }
  return sketch.max;
}

/** [ticks] in the middle of a bucket; the first one reaches down to 0. */
function middle(bucket: number): number {
  const octave = Math.floor(bucket / BUCKETS_PER_OCTAVE);
  const within = bucket % BUCKETS_PER_OCTAVE;
  let base = 1;
  for (let i = 0; i < LOWEST_EXPONENT + octave; i++) base *= 2;
  return base * (1 + (within + 0.5) / BUCKETS_PER_OCTAVE);
}

function isLittleEndian(): boolean {
  return new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
}

/** The latencies of one destination, from generation. */
export interface LatencyRecord {
  readonly destination: string;
  /** To the first delivery. */
  readonly delivered: SketchData;
  /** The same, and what is not delivered yet with its age at the end. */
  readonly withWaiting: SketchData;
}
