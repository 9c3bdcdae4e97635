/**
 * The tables of a document for other programs, one number a row: where it stands, what it is, its exact value and
 * its unit. One shape for all tables, so that one reader can take in every report.
 */
import { cellText, type Block, type Cell, type Document } from "./document.js";

const HEADING = ["section", "table", "row", "column", "value", "unit", "text"];

/** RFC 4180, but with bare line feeds; fields that a spreadsheet would take as a formula begin with an apostrophe. */
export function documentCsv({ sections }: Document): string {
  const rows = sections.flatMap(({ id, blocks }) => {
    return blocks.flatMap((block) => blockRows(block).map((row) => [id, ...row]));
  });
  return [HEADING, ...rows].map((row) => `${row.map(field).join(",")}\n`).join("");
}

function blockRows(block: Block): string[][] {
  if (block.kind === "facts") {
    return block.facts.map(({ name, value }) => ["facts", name, "value", ...numberOf(value)]);
  }
  if (block.kind === "verdict") return [["verdict", block.word, "text", "", "", block.text]];
  const table = block.kind === "figure" ? block.table : block;
  if (table.kind !== "table") return [];
  return table.rows.flatMap(([head = "", ...cells]) =>
    cells.map((cell, c) => {
      return [table.caption, cellText(head), table.columns[c + 1]!.name, ...numberOf(cell)];
    }),
  );
}

function numberOf(cell: Cell): string[] {
  if (typeof cell === "string") return ["", "", cell];
  return [cell.value === null ? "" : String(cell.value), cell.unit, cell.text];
}

function field(text: string): string {
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
