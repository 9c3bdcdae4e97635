/**
 * Results kept on disk the moment they are there, so that work that is killed goes on where it stood.
 *
 * One file of NDJSON: a header that says what the results are of, then a line a result, appended in the order of
 * arrival and known by the identity of its job. A process that is killed may leave half a line at the end: that one is
 * cut off, its job is done again. Nothing else of the file is ever changed.
 */
import { createHash } from "node:crypto";
import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { jobId, type Job, type JobResult, type ScenarioSource } from "../experiment/job.js";

export const JOURNAL_FORMAT = "fanin-journal/1";

/** A journal that cannot be used: what is wrong with it, and what to do. */
export class JournalError extends Error {}

/** What all results of a journal have in common. */
export interface JournalHeader {
  readonly format: typeof JOURNAL_FORMAT;
  /** The program that they were computed with. */
  readonly program: string;
  /** Hash of the scenario's text. */
  readonly scenario: string;
  /** Hashes of the files that it names. */
  readonly files: Readonly<Record<string, string>>;
}

export function journalHeader(program: string, { text, files }: ScenarioSource): JournalHeader {
  const names = Object.keys(files).sort();
  return {
    format: JOURNAL_FORMAT,
    program,
    scenario: hashOf(text),
    files: Object.fromEntries(names.map((name) => [name, hashOf(files[name]!)])),
  };
}

interface Entry {
  readonly id: string;
  readonly result: JobResult;
}

export class Journal {
  readonly #file: string;
  readonly #descriptor: number;
  readonly #lines = new Map<string, string>(); // result as JSON, by job
  /** Whether half a line was cut off when it was opened. */
  readonly isRepaired: boolean;

  /** @throws JournalError when the file holds results of something else, or is damaged; the file is left as it is */
  constructor(file: string, header: JournalHeader) {
    this.#file = file;
    const text = readIfThere(file);
    const end = text.lastIndexOf("\n") + 1;
    const [first, ...entries] = text.slice(0, end).split("\n").slice(0, -1);
    if (first !== undefined) this.#assertSame(first, header);
    entries.forEach((line, i) => {
      const { id, result } = this.#read(line, i + 2);
      this.#lines.set(id, JSON.stringify(result));
    });
    this.isRepaired = end < text.length;
    this.#descriptor = openSync(file, "a");
    if (this.isRepaired) ftruncateSync(this.#descriptor, Buffer.byteLength(text.slice(0, end)));
    if (first === undefined) this.#append(header);
  }

  /** Results that are there. */
  get size(): number {
    return this.#lines.size;
  }

  has(job: Job): boolean {
    return this.#lines.has(jobId(job));
  }

  /** The result of a job that is there, under the job's own key. */
  result(job: Job): JobResult {
    return { ...(JSON.parse(this.#lines.get(jobId(job))!) as JobResult), key: job.key };
  }

  add(job: Job, result: JobResult): void {
    const id = jobId(job);
    if (this.#lines.has(id)) return;
    this.#append({ id, result } satisfies Entry);
    this.#lines.set(id, JSON.stringify(result));
  }

  close(): void {
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
  }

  #append(value: unknown): void {
    try {
      writeSync(this.#descriptor, `${JSON.stringify(value)}\n`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new JournalError(`${this.#file}: cannot be written: ${reason}`);
    }
  }

  #assertSame(line: string, header: JournalHeader): void {
    const found = this.#parse(line, 1) as Partial<JournalHeader>;
    if (found.format !== JOURNAL_FORMAT) {
      const is = quote(found.format);
      throw this.#unusable(1, `expected a journal of format ${JOURNAL_FORMAT}, found ${is}`);
    }
    const differences = [
      ...(found.program === header.program
        ? []
        : [`the program (${quote(found.program)} then, \`${header.program}\` now)`]),
      ...(found.scenario === header.scenario ? [] : ["the scenario's text"]),
      ...(JSON.stringify(found.files) === JSON.stringify(header.files)
        ? []
        : ["a file that the scenario names"]),
    ];
    if (differences.length === 0) return;
    throw new JournalError(
      `${this.#file}: expected results of this scenario by this program, found others: since then` +
        ` ${differences.join(" and ")} changed, and results of both would be mixed\n` +
        "  fix: name another folder, or delete that one to compute everything anew",
    );
  }

  #read(line: string, number: number): Entry {
    const entry = this.#parse(line, number) as Partial<Entry>;
    if (typeof entry.id === "string" && typeof entry.result?.kind === "string")
      return entry as Entry;
    throw this.#unusable(number, "expected an id and a result, found something else");
  }

  #parse(line: string, number: number): object {
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value === "object" && value !== null) return value;
    } catch {
      // Said below.
    }
    throw this.#unusable(number, "expected one JSON object, found something else");
  }

  #unusable(number: number, what: string): JournalError {
    return new JournalError(
      `${this.#file}:${String(number)}: ${what}\n  fix: delete that line if it is damaged (its run is done` +
        " again), or name another folder",
    );
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function quote(value: unknown): string {
  return `\`${typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing")}\``;
}
