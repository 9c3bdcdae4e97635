/** Reading and writing, with errors that say which file and why. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";

/** A file that cannot be read or written: the user's to mend. */
export class FileError extends Error {}

/** Most text that a compressed file may hold [bytes]. */
const MOST_BYTES = 2 ** 29;

/** @param file text; compressed if its name ends in .gz */
export function readText(file: string): string {
  try {
    const bytes = readFileSync(file);
    const isCompressed = file.endsWith(".gz");
    return (isCompressed ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes).toString();
  } catch (error) {
    throw new FileError(`${file}: cannot be read: ${reasonOf(error)}`);
  }
}

export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new FileError(`${folder}: cannot be made: ${reasonOf(error)}`);
  }
}

/** @param content text, or bytes */
export function writeText(folder: string, name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, content);
  } catch (error) {
    throw new FileError(`${file}: cannot be written: ${reasonOf(error)}`);
  }
  return file;
}

/** Finds the files that a scenario names, beside the scenario. */
export function besides(scenarioFile: string): (name: string) => string | undefined {
  return (name) => {
    try {
      return readFileSync(resolve(dirname(scenarioFile), name), "utf8");
    } catch {
      return undefined;
    }
  };
}

/** @param nothing what it means that a path does not exist */
export function reasonOf(error: unknown, nothing = "there is no such file"): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT") return nothing;
  if (code === "EISDIR") return "it is a folder";
  if (code === "EACCES" || code === "EPERM") return "permission is denied";
  if (code === "ENOSPC") return "the disk is full";
  if (code === "Z_DATA_ERROR" || code === "Z_BUF_ERROR") return "it is not a whole gzip file";
  return error instanceof Error ? error.message : String(error);
}
