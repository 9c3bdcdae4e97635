/** A document as Markdown (GitHub's), for a pull request or a wiki: figures as their sentences and tables. */
import { assertNever } from "../../assert.js";
import { SIGNS } from "./signs.js";
import { cellText, type Block, type Document, type Item, type TableBlock } from "./document.js";

export function documentMarkdown({ title, about, sections, footer }: Document): string {
  const parts = [
    `# ${inline(title)}`,
    ...(about === "" ? [] : [inline(about)]),
    ...sections.flatMap(({ heading, blocks }) => [
      ...(heading === "" ? [] : [`## ${inline(heading)}`]),
      ...blocks.map(blockText),
    ]),
    "---",
    inline(footer),
  ];
  return `${parts.join("\n\n")}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "verdict":
      return `**${SIGNS[block.tone]} ${inline(block.word)}** ${inline(block.text)}`;
    case "facts":
      return block.facts
        .map(({ name, value, note, tone }) => {
          const sign = tone === undefined ? "" : `${SIGNS[tone]} `;
          const more = note === "" ? "" : ` (${inline(note)})`;
          return `- ${inline(name)}: **${sign}${inline(cellText(value))}**${more}`;
        })
        .join("\n");
    case "heading":
      return `### ${inline(block.text)}`;
    case "prose":
      return inline(block.text);
    case "list":
      return block.items.map((item, i) => itemText(item, i, block.isOrdered === true)).join("\n");
    case "table":
      return tableText(block);
    case "figure": {
      const { title, summary, table } = block;
      const details = ["<details><summary>In figures</summary>", tableText(table), "</details>"];
      return [`### ${inline(title)}`, inline(summary), ...details].join("\n\n");
    }
    case "code":
      return fenced(block.text, block.language);
    default:
      return assertNever(block, "a block");
  }
}

function itemText({ tone, text }: Item, i: number, isOrdered: boolean): string {
  const sign = tone === undefined ? "" : `${SIGNS[tone]} `;
  return `${isOrdered ? `${String(i + 1)}.` : "-"} ${sign}${inline(text)}`;
}

function tableText({ caption, columns, rows }: TableBlock): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const heads = columns.map(({ name }) => inTable(name));
  const rules = columns.map(({ isNumber }) => (isNumber === true ? "--:" : "---"));
  const body = rows.map((row) => line(row.map((cell) => inTable(cellText(cell)))));
  const head = caption === "" ? [] : [`**${inline(caption)}**`, ""];
  return [...head, line(heads), line(rules), ...body].join("\n");
}

function inTable(text: string): string {
  return inline(text).replaceAll("|", String.raw`\|`);
}

/** Code between backticks stays; what Markdown or HTML would take as markup elsewhere is escaped. */
function inline(text: string): string {
  return text
    .replace(/\s*\n\s*/g, " ")
    .split("`")
    .map((piece, i) => (i % 2 === 1 ? `\`${piece}\`` : escaped(piece)))
    .join("");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\*_[\]#~]/g, String.raw`\$&`);
}

/** A fence longer than any in the text. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n$/, "")}\n${fence}`;
}
