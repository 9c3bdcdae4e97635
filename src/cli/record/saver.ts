/** When a recording that goes on is written to its file: often at first, and never for long. */
import { FileError } from "../files.js";
import type { WholeFile } from "./whole-file.js";

/** At least this long between the end of one writing and the begin of the next [ms]. */
const SHORTEST_PAUSE_MS = 5000;
/** … and at least so many times what the last one took: a long recording is written more rarely. */
const PAUSE_FACTOR = 20;

export class Saver {
  readonly #file: WholeFile;
  readonly #pieces: () => Iterable<string>;
  #dueAtMs = 0;
  #writing: Promise<void> | undefined = undefined;

  /** @param pieces of the text as it is now */
  constructor(file: WholeFile, pieces: () => Iterable<string>) {
    this.#file = file;
    this.#pieces = pieces;
  }

  /** Begins to write, if it is time and nothing is being written. A failure is told, and tried again. */
  saveIfDue(): void {
    if (this.#writing !== undefined || performance.now() < this.#dueAtMs) return;
    this.#writing = this.#save().catch((error: unknown) => {
      if (!(error instanceof FileError)) throw error;
      process.stderr.write(`${error.message}; the recording goes on, and this is tried again\n`);
    });
  }

  /** Writes what there is at the end. @throws FileError */
  async saveAtLast(): Promise<void> {
    await this.#writing;
    await this.#save();
  }

  async #save(): Promise<void> {
    const beganMs = performance.now();
    try {
      await this.#file.write(this.#pieces());
    } finally {
      const tookMs = performance.now() - beganMs;
      this.#dueAtMs = performance.now() + Math.max(SHORTEST_PAUSE_MS, PAUSE_FACTOR * tookMs);
      this.#writing = undefined;
    }
  }
}
