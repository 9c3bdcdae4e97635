/** A file that is there whole or not at all: written beside its place under another name, then renamed. */
import { createWriteStream, existsSync, openSync, closeSync, rmSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import { createGzip } from "node:zlib";
import { FileError, reasonOf } from "../files.js";

export class WholeFile {
  readonly file: string;
  readonly #beside: string;

  /** @throws FileError when nothing can be written there, or when there is something already */
  constructor(file: string) {
    this.file = file;
    this.#beside = join(dirname(file), `.${basename(file)}.${String(process.pid)}.part`);
    if (existsSync(file)) {
      throw new FileError(`${file}: is there already; give another name, or remove it first`);
    }
    try {
      closeSync(openSync(this.#beside, "w"));
      rmSync(this.#beside);
    } catch (error) {
      throw new FileError(
        `${file}: cannot be written: ${reasonOf(error, "there is no such folder")}`,
      );
    }
  }

  /**
   * Replaces what is there. Between pieces everything else gets its turn.
   * @param pieces of the text; compressed if the file's name ends in .gz
   * @throws FileError when it cannot be written; what was there before is still there then
   */
  async write(pieces: Iterable<string>): Promise<void> {
    const compression = this.file.endsWith(".gz") ? [createGzip()] : [];
    try {
      await pipeline([
        Readable.from(inTurns(pieces)),
        ...compression,
        createWriteStream(this.#beside),
      ]);
      const handle = await open(this.#beside);
      await handle.sync();
      await handle.close();
      await rename(this.#beside, this.file);
    } catch (error) {
      await rm(this.#beside, { force: true });
      throw new FileError(`${this.file}: cannot be written: ${reasonOf(error)}`);
    }
  }
}

async function* inTurns(pieces: Iterable<string>): AsyncGenerator<string> {
  for (const piece of pieces) {
    yield piece;
    await setImmediate();
  }
}
