/** The problems of one parse: collected, each once, demoted where the author accepts them. */
import type { Place } from "./document/node.js";
import type { ProblemCode } from "./problem-codes.js";
import { sortProblems, type Problem } from "./problem.js";

/** Where a problem is: a place in a text and the document's own name for it. */
export interface Where extends Place {
  readonly path: string;
}

export interface Finding {
  readonly expected: string;
  readonly found: string;
  readonly flume?: string | undefined;
  readonly fix?: string | undefined;
}

type Severity = Exclude<Problem["severity"], "lint">;

/** Of each severity; more than a person reads. A broken machine-made file would give one a line. */
const MAX_KEPT = 300;

export class ProblemList {
  readonly #kept: Record<Severity, Problem[]> = { error: [], warning: [] };
  readonly #seen = new Set<string>();
  readonly #errorCodes = new Set<string>();

  error(code: ProblemCode, where: Where, finding: Finding): void {
    this.#errorCodes.add(code);
    this.#add(code, "error", where, finding);
  }

  warning(code: ProblemCode, where: Where, finding: Finding): void {
    this.#add(code, "warning", where, finding);
  }

  /** @returns whether an error was found whose code is not accepted */
  hasErrors(accepted: ReadonlySet<string>): boolean {
    return [...this.#errorCodes].some((code) => !accepted.has(code));
  }

  /** @returns all problems as a person reads a file; errors with one of `accepted` codes as warnings */
  sorted(accepted: ReadonlySet<string>): Problem[] {
    const errors = this.#kept.error.map((problem) =>
      accepted.has(problem.code) ? { ...problem, severity: "warning" as const } : problem,
    );
    return sortProblems([...errors, ...this.#kept.warning]);
  }

  #add(code: ProblemCode, severity: Severity, where: Where, finding: Finding): void {
    const kept = this.#kept[severity];
    if (kept.length >= MAX_KEPT) return;
    const { file, line, column, path } = where;
    // What agents share is read once an agent; its problems are the author's once.
    const key = JSON.stringify([code, file, line, column, path, finding]);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const { expected, found, flume, fix } = finding;
    kept.push({
      code,
      severity,
      file,
      line,
      column,
      path,
      expected,
      found,
      ...(flume === undefined ? {} : { flume }),
      ...(fix === undefined ? {} : { fix }),
    });
  }
}
