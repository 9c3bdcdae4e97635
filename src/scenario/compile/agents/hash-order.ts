/**
 * The order in which Flume meets names that it keeps in Java hash sets (Flume 1.11 FlumeConfiguration).
 *
 * A HashMap visits its buckets in turn, and within a bucket the names in the order of insertion. The
 * bucket is the spread hash modulo the number of buckets, a power of two that depends on how the set
 * was made: sized for a copied collection, doubled when three quarters full while it grows. (A bucket
 * of eight becomes a tree in a map of 64 buckets or more; such sets are not met here.)
 */

const LEAST_BUCKETS = 16;
const LOAD_FACTOR = 0.75;

/** Java's String.hashCode: s[0]·31^(n-1) + … + s[n-1] in 32 bits. */
export function javaHashCode(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

/** Order of `new HashSet<>(list)`: a group's sinks (FlumeConfiguration.validGroupSinks). */
export function copiedSetOrder(names: readonly string[]): string[] {
  const distinct = [...new Set(names)];
  // HashSet(Collection) asks for room for the list as it is, repetitions included.
  const wanted = Math.max(Math.trunc(Math.fround(names.length / LOAD_FACTOR)) + 1, LEAST_BUCKETS);
  return inBuckets(distinct, powerOfTwoFrom(wanted));
}

/** Order of an empty HashSet or HashMap to which the names are added one by one. */
export function grownSetOrder(names: readonly string[]): string[] {
  const distinct = [...new Set(names)];
  let buckets = LEAST_BUCKETS;
  while (distinct.length > buckets * LOAD_FACTOR) buckets *= 2;
  return inBuckets(distinct, buckets);
}

/** A source's channels: copied when read, added to a new set when checked (validateSources). */
export function sourceChannelOrder(names: readonly string[]): string[] {
  return grownSetOrder(copiedSetOrder(names));
}

function inBuckets(names: readonly string[], buckets: number): string[] {
  const table: string[][] = Array.from({ length: buckets }, () => []);
  for (const name of names) {
    const hash = javaHashCode(name);
    table[(hash ^ (hash >>> 16)) & (buckets - 1)]!.push(name);
  }
  return table.flat();
}

function powerOfTwoFrom(least: number): number {
  let size = 1;
  while (size < least) size *= 2;
  return size;
}
