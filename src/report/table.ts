/** Tables as text: columns two blanks apart, no wider than a terminal of 80 columns where that can be. */

export type Align = "left" | "right";

/** Rows of equal length, the first of them the heading. @returns one string a line, no trailing blanks */
export function textTable(
  rows: readonly (readonly string[])[],
  aligns: readonly Align[],
): string[] {
  const widths = aligns.map((_, c) => Math.max(...rows.map((row) => width(row[c] ?? ""))));
  return rows.map((row) =>
    row
      .map((cell, c) => pad(cell, widths[c]!, aligns[c]!))
      .join("  ")
      .replace(/ +$/, ""),
  );
}

/**
 * Breaks a text into lines of at most `columns`, at blanks; later lines are indented. What a line begins with
 * stays: leading blanks, and runs of blanks inside.
 */
export function wrap(text: string, columns: number, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of text.split(/(?<=\S)(?= )/)) {
    if (line !== "" && width(line + piece) > columns) {
      lines.push(line);
      line = indent + piece.trimStart();
    } else {
      line += piece;
    }
  }
  return [...lines, line];
}

function pad(cell: string, columns: number, align: Align): string {
  const blanks = " ".repeat(Math.max(0, columns - width(cell)));
  return align === "left" ? cell + blanks : blanks + cell;
}

/** Columns a text takes: every code point one. */
function width(text: string): number {
  return [...text].length;
}
