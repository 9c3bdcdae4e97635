/**
 * Reads the scenarios of jobs. Jobs that differ by their seed alone come one after another, and reading takes as long
 * as simulating a short run: the last scenario read is kept. It is frozen, so that no run can change it for the next.
 */
import { parseScenario, type ParseResult } from "../scenario/parse-scenario.js";
import type { Job } from "./job.js";

type Read = Pick<Job, "source" | "set">;

export class JobReader {
  #last: { readonly job: Read; readonly result: ParseResult } | undefined;

  read(job: Read): ParseResult {
    if (this.#last !== undefined && isSame(this.#last.job, job)) return this.#last.result;
    const { source, set } = job;
    const result = parseScenario(source.text, {
      file: source.file,
      set,
      files: (name) => (Object.hasOwn(source.files, name) ? source.files[name] : undefined),
    });
    this.#last = { job, result };
    return result;
  }
}

function isSame(one: Read, other: Read): boolean {
  return (
    one.source.file === other.source.file &&
    one.source.text === other.source.text &&
    isEqual(one.set, other.set) &&
    isEqual(Object.entries(one.source.files).flat(), Object.entries(other.source.files).flat())
  );
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, i) => word === other[i]);
}
