/** A document as text for a terminal of 80 columns: figures as their sentences. */
import { assertNever } from "../../assert.js";
import { textTable, wrap } from "../table.js";
import { SIGNS } from "./signs.js";
import { cellText, type Block, type Document, type TableBlock } from "./document.js";

const COLUMNS = 80;

export function documentText({ title, about, sections, footer }: Document): string {
  const parts = [
    wrap(title, COLUMNS, ""),
    ...(about === "" ? [] : [wrap(about, COLUMNS, "")]),
    ...sections.flatMap(({ heading, blocks }) => [
      ...(heading === "" ? [] : [[heading.toUpperCase()]]),
      ...blocks.map(blockLines),
    ]),
    wrap(footer, COLUMNS, ""),
  ];
  return parts.map((lines) => lines.join("\n")).join("\n\n");
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case "verdict":
      return wrap(`${SIGNS[block.tone]} ${block.word}  ${block.text}`, COLUMNS, "  ");
    case "facts":
      return block.facts.flatMap(({ name, value, note, tone }) => {
        const sign = tone === undefined ? " " : SIGNS[tone];
        const more = note === "" ? "" : ` (${note})`;
        return wrap(`${sign} ${name}: ${cellText(value)}${more}`, COLUMNS, "    ");
      });
    case "heading":
      return [block.text];
    case "prose":
      return wrap(block.text, COLUMNS, "");
    case "list":
      return block.items.flatMap(({ tone, text }, i) => {
        const mark = block.isOrdered === true ? `${String(i + 1).padStart(2)}.` : "  -";
        return wrap(`${tone === undefined ? mark : `  ${SIGNS[tone]}`} ${text}`, COLUMNS, "      ");
      });
    case "table":
      return tableLines(block);
    case "figure":
      return [block.title, ...wrap(block.summary, COLUMNS, "")];
    case "code":
      return block.text.replace(/\n$/, "").split("\n");
    default:
      return assertNever(block, "a block");
  }
}

function tableLines({ caption, columns, rows }: TableBlock): string[] {
  const table = textTable(
    [columns.map(({ name }) => name), ...rows.map((row) => row.map(cellText))],
    columns.map(({ isNumber }) => (isNumber === true ? "right" : "left")),
  );
  return [...(caption === "" ? [] : wrap(caption, COLUMNS, "")), ...table];
}
