/**
 * The log of one data directory during one life: the monitor that every record and every fsync holds, the
 * file that is being written, and what the channel believes to be free on the disk.
 *
 * Follows Flume 1.11 channel/file/LogFile.java, Writer. The monitor is a line in order of arrival: what is
 * handed in is booked, and its end is known at once. A commit is one visit, COMMIT record and fsync: the
 * thread gives the monitor up in between and takes it again before a waiting one has woken, so commits are
 * not grouped (executed, Java 17: 1 to 16 threads, fsync of 0.1 and 5 ms: 1.00 commits an fsync).
 */
import type { Condition } from "../../model/condition.js";
import type { Host } from "../../model/host.js";
import type { Sampler } from "../../random/sampler.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { LogFile, LogSet } from "./file-log-set.js";
import type { Runs } from "./runs.js";

/** [bytes] of records on the disk; a PUT has the body besides, and headers, of which nothing is known here. */
export const PUT_BYTES = 47;
export const TAKE_BYTES = 41;
const COMMIT_BYTES = 36;
const ROLLBACK_BYTES = 31;

/** Files grow by so much at a time (LogFile.java, FILL). */
const GROWTH_BYTES = 1_048_576;
/** Free space is looked up no more often than this (Log.java, bUsableSpaceRefreshInterval). */
const LOOK_UP_TICKS = 15 * TICKS_PER_SECOND;

/** One record for each of some events. */
export interface Records {
  readonly events: number;
  readonly bytes: number; // [bytes] of all together
  readonly ticks: number; // [ticks] to write all of them
}

export interface FileLogSettings {
  readonly logs: LogSet;
  readonly host: Host;
  readonly condition: Condition;
  readonly fsyncTicks: Sampler;
  /** [ticks] to append one record. */
  readonly recordTicks: number;
  readonly maxFileBytes: number;
  readonly minimumRequiredSpaceBytes: number;
}

export class FileLog {
  /** [ticks] that the monitor was held, and is booked to be. */
  busyTicks = 0;
  /** [ticks] when the monitor is free of all that is booked. */
  freeAt = 0;
  /** [ticks] when the record of the last commit is written, its fsync still to come. */
  recordWrittenAt = 0;
  readonly #settings: FileLogSettings;
  readonly #dir: number;
  #file: LogFile;
  #unsyncedBytes = 0;
  #knownFreeBytes = 0;
  #lookedUpAt = 0;

  constructor(settings: FileLogSettings, dir: number, now: number) {
    this.#settings = settings;
    this.#dir = dir;
    this.#file = this.#open(now);
  }

  /**
   * How many records the disk has room for, as the channel sees it: its last look-up, less what it has
   * written since; none while the disk is broken.
   * @param recordBytes [bytes] of each
   */
  roomFor(now: number, records: number, recordBytes: number): number {
    if (this.#settings.condition.isDown) return 0;
    if (now - this.#lookedUpAt > LOOK_UP_TICKS) this.#lookUp(now);
    const spare = this.#knownFreeBytes - this.#settings.minimumRequiredSpaceBytes - recordBytes;
    return spare <= 0 ? 0 : Math.min(records, Math.ceil(spare / recordBytes));
  }

  /**
   * Appends PUT or TAKE records.
   * @param into given the file of each, for records that hold an event
   * @returns [ticks] when the last is written
   */
  append(now: number, records: Records, into: Runs | undefined): number {
    this.#book(now, records.ticks);
    let left = records.events;
    let leftBytes = records.bytes;
    while (left > 0) {
      const each = leftBytes / left;
      const fitting = this.#fitting(each);
      const count = Math.min(left, fitting);
      const countBytes = count === left ? leftBytes : Math.round(count * each);
      this.#write(count, countBytes);
      this.#file.records += count;
      if (into !== undefined) {
        into.push(this.#file.id, count);
        this.#file.referencedEvents += count;
      }
      left -= count;
      leftBytes -= countBytes;
    }
    return this.freeAt;
  }

  /** Whether the disk has room for a COMMIT record. */
  canCommit(now: number): boolean {
    return this.roomFor(now, 1, COMMIT_BYTES) === 1;
  }

  /** Appends a COMMIT record and syncs the file. @returns [ticks] when all that is before it is safe */
  commit(at: number): number {
    this.#book(at, this.#settings.recordTicks);
    this.#fitting(COMMIT_BYTES);
    this.#write(1, COMMIT_BYTES);
    this.recordWrittenAt = this.freeAt;
    this.#sync();
    return this.freeAt;
  }

  /** Appends a ROLLBACK record if there is room for it. @returns [ticks] when it is written */
  rollBack(now: number, at: number): number {
    if (this.roomFor(now, 1, ROLLBACK_BYTES) === 0) return at;
    this.#book(at, this.#settings.recordTicks);
    this.#fitting(ROLLBACK_BYTES);
    this.#write(1, ROLLBACK_BYTES);
    return this.freeAt;
  }

  /** Nothing is written before `until`: a checkpoint has the channel to itself. */
  block(until: number): void {
    this.freeAt = Math.max(this.freeAt, until);
  }

  #book(at: number, ticks: number): void {
    this.freeAt = Math.max(at, this.freeAt);
    this.#hold(Math.round(ticks * this.#settings.host.slowFactor));
  }

  #hold(quickTicks: number): void {
    const ticks = Math.round(quickTicks * this.#settings.condition.slowFactor);
    this.freeAt += ticks;
    this.busyTicks += ticks;
  }

  #sync(): void {
    const { logs, fsyncTicks } = this.#settings;
    const written = logs.disk(this.#dir).write(this.freeAt, this.#unsyncedBytes);
    this.#hold(written - this.freeAt + Math.round(fsyncTicks.draw()));
    this.#unsyncedBytes = 0;
  }

  /** How many records the present file can take; a full one is closed first. @returns 1 or more */
  #fitting(recordBytes: number): number {
    const { maxFileBytes, fsyncTicks } = this.#settings;
    const fitting = Math.floor((maxFileBytes - this.#file.position) / recordBytes);
    if (fitting >= 1) return fitting;
    this.#sync(); // closes the old file
    this.#hold(Math.round(fsyncTicks.draw())); // the new one begins with its metadata
    this.#file = this.#open(this.freeAt);
    return Math.max(1, Math.floor(maxFileBytes / recordBytes));
  }

  #write(records: number, bytes: number): void {
    const file = this.#file;
    const each = bytes / records;
    const end = file.position + bytes;
    while (end > file.allocatedBytes) {
      // The first record that would pass the end of the file makes it grow, from where that record begins.
      const fitting = Math.floor((file.allocatedBytes - file.position) / each);
      file.position += Math.round(fitting * each);
      this.#settings.logs.extend(file, file.position + Math.max(GROWTH_BYTES, Math.ceil(each)));
    }
    file.position = end;
    this.#unsyncedBytes += bytes;
    this.#knownFreeBytes -= bytes;
  }

  #open(now: number): LogFile {
    this.#lookUp(now);
    return this.#settings.logs.open(this.#dir);
  }

  #lookUp(now: number): void {
    this.#knownFreeBytes = this.#settings.logs.disk(this.#dir).freeBytes;
    this.#lookedUpAt = now;
  }
}
