/**
 * Origins: who an event comes from. One origin is one header class of one server; its events are
 * numbered 0, 1, 2, … in the order of their generation.
 *
 * Columns indexed by origin; an origin never changes after it is added.
 */

export class Origins {
  /** Index of the server group, by origin. */
  readonly group: number[] = [];
  /** Index of the server within its group, by origin. */
  readonly server: number[] = [];
  /** Index into the run's header values (`classNames`), by origin; 0 is "no header". */
  readonly headerClass: number[] = [];
  /** [bytes] of one event where all events of the origin are alike, else 0; by origin. */
  readonly eventBytes: number[] = [];
  /** Whether events carry Flume's `timestamp` header (their birth), by origin. */
  readonly hasTimestamp: boolean[] = [];
  /** Header values that occur, as `name=value`; entry 0 is the absence of a header. */
  readonly classNames: string[] = [""];

  get count(): number {
    return this.group.length;
  }

  /** @returns the new origin */
  add(
    group: number,
    server: number,
    headerClass: number,
    eventBytes: number,
    hasTimestamp = false,
  ): number {
    this.group.push(group);
    this.server.push(server);
    this.headerClass.push(headerClass);
    this.eventBytes.push(eventBytes);
    this.hasTimestamp.push(hasTimestamp);
    return this.count - 1;
  }

  /** @returns the class of `name=value`, made on first use */
  classOf(header: string, value: string): number {
    const label = `${header}=${value}`;
    const known = this.classNames.indexOf(label);
    if (known >= 0) return known;
    this.classNames.push(label);
    return this.classNames.length - 1;
  }

  /**
   * What `count` events of an origin with `bytes` of bodies cost of a channel's byteCapacity, in bytes
   * of whole slots. Flume rounds each body up to a slot: ceil(max(body, 1) / slot). Where bodies
   * differ in size the part of a slot that is lost is half a slot on average, which is what is
   * charged, so that splitting a cohort neither makes nor loses room.
   * @param slot [bytes] size of a slot
   */
  slotBytes(origin: number, count: number, bytes: number, slot: number): number {
    const each = this.eventBytes[origin]!;
    if (each > 0) return count * Math.ceil(each / slot) * slot;
    return bytes + (count * slot) / 2;
  }
}
