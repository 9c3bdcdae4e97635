/**
 * The log files of one file channel, as they lie on its disks: which there are, how large, and how many
 * events of the queue, or of transactions in progress, each still holds.
 *
 * Follows Flume 1.11 channel/file/Log.java, roll and removeOldLogs: ids ascend over all data directories;
 * a completed checkpoint lets go of files below the lowest that is still referenced, in each directory all
 * but the two newest; they are deleted by the checkpoint after it. So one event at the head of the queue
 * pins all later files.
 */
import type { Disk } from "../../model/disk.js";
import type { Runs } from "./runs.js";

/** Log.java, MIN_NUM_LOGS: a directory always keeps its newest files. */
const FEWEST_FILES = 2;

export class LogFile {
  readonly id: number;
  readonly dir: number;
  /** [bytes] up to which records are written. */
  position = 0;
  /** [bytes] that the file takes up on the disk. */
  allocatedBytes = 0;
  /** PUT and TAKE records in it. */
  records = 0;
  /** Events in it that the queue, or a transaction, still refers to. */
  referencedEvents = 0;

  constructor(id: number, dir: number) {
    this.id = id;
    this.dir = dir;
  }
}

export class LogSet {
  readonly #disks: readonly Disk[];
  readonly #byDir: LogFile[][]; // each directory's files, oldest first
  readonly #byId = new Map<number, LogFile>();
  #nextId = 1;

  /** @param disks one for each data directory */
  constructor(disks: readonly Disk[]) {
    this.#disks = disks;
    this.#byDir = disks.map(() => []);
  }

  /** PUT and TAKE records in all files: what a full replay reads. */
  get records(): number {
    let total = 0;
    for (const file of this.#byId.values()) total += file.records;
    return total;
  }

  /** Files on the disks. */
  get size(): number {
    return this.#byId.size;
  }

  disk(dir: number): Disk {
    return this.#disks[dir]!;
  }

  /** Begins a new file. */
  open(dir: number): LogFile {
    const file = new LogFile(this.#nextId++, dir);
    this.#byDir[dir]!.push(file);
    this.#byId.set(file.id, file);
    return file;
  }

  /** The file takes up more of its disk. */
  extend(file: LogFile, toBytes: number): void {
    this.#disks[file.dir]!.occupy(toBytes - file.allocatedBytes);
    file.allocatedBytes = toBytes;
  }

  /** Nothing refers to these events any more. */
  letGo(runs: Runs): void {
    for (let run = 0; run < runs.size; run++) {
      this.#byId.get(runs.key(run))!.referencedEvents -= runs.count(run);
    }
    runs.clear();
  }

  /** Files that no event needs any more, as of now. */
  unneeded(): LogFile[] {
    let lowest = Infinity;
    for (const file of this.#byId.values()) {
      if (file.referencedEvents > 0) lowest = Math.min(lowest, file.id);
    }
    // The newest of each directory is being written to.
    for (const files of this.#byDir) lowest = Math.min(lowest, files[files.length - 1]!.id);
    return this.#byDir.flatMap((files) =>
      files.slice(0, Math.max(0, files.length - FEWEST_FILES)).filter(({ id }) => id < lowest),
    );
  }

  delete(files: readonly LogFile[]): void {
    for (const file of files) {
      const inDir = this.#byDir[file.dir]!;
      inDir.splice(inDir.indexOf(file), 1);
      this.#byId.delete(file.id);
      this.#disks[file.dir]!.release(file.allocatedBytes);
    }
  }
}
