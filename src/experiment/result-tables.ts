/** Results as tables for other programs: a row a run, a column a number. */
import type { RunResult } from "./job.js";

/** One row: what identifies the run, then its verdict and numbers. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** Seed, verdict, first trouble, headline numbers (null: it did not happen), digest. */
export function resultRow(result: RunResult): Row {
  const { seed, isMet, firstTrouble, headlines, digest } = result;
  return {
    seed,
    isMet,
    firstTroubleLayer: firstTrouble?.layer ?? null,
    firstTrouble: firstTrouble?.what ?? null,
    firstTroubleSeconds: firstTrouble?.atSeconds ?? null,
    ...Object.fromEntries(headlines.map(({ name, unit, value }) => [`${name} [${unit}]`, value])),
    digest,
  };
}

/** CSV by RFC 4180, but with bare line feeds; what a row lacks is an empty field. */
export function rowsCsv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => field(row[column] ?? null)).join(","));
  return [columns.map(field).join(","), ...lines].map((line) => `${line}\n`).join("");
}

/** One JSON object a line. */
export function rowsNdjson(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

function field(value: string | number | boolean | null): string {
  if (value === null) return "";
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
