/** What is wrong in a scenario (or on the command line), said so that its author can put it right at once. */

export interface Problem {
  /** Stable, for tests, tools and `accept:`; never reworded. */
  readonly code: string;
  /** An error stops the run; a warning is shown with the verdict; a lint says beforehand what a setting comes to. */
  readonly severity: "error" | "warning" | "lint";
  /** File name as given, or `--set` for a value from the command line. */
  readonly file: string;
  readonly line: number; // from 1
  readonly column: number; // from 1
  /** Where in the document, in its own keys: `tiers.tier1.channel.capacity`. */
  readonly path: string;
  /** What the format asks for, as a noun phrase. */
  readonly expected: string;
  /** What is there, quoted as written. */
  readonly found: string;
  /** What real Flume would do with that setting, where that is known. */
  readonly flume?: string;
  /** One thing to do, as an imperative; absent only when no single fix is likelier than another. */
  readonly fix?: string;
}

/** One problem in a few lines: where, what, what Flume would do, what to do. */
export function formatProblem(problem: Problem): string {
  const { file, line, column, path, expected, found, flume, fix } = problem;
  const where = path === "" ? `${file}:${line}:${column}` : `${file}:${line}:${column}: ${path}`;
  const lines = [where, `  expected ${expected}, found ${found}`];
  if (flume !== undefined) lines.push(`  Flume: ${flume}`);
  if (fix !== undefined) lines.push(`  fix: ${fix}`);
  return lines.join("\n");
}

/** Problems as a person reads a file: by file, line, column; equal places in the order they were found. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column,
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
