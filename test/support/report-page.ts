/** Tables of a report page, read back from its markup: texts and exact values by row and column. */

export interface ReadCell {
  readonly text: string;
  /** Exact; undefined: it is no number. */
  readonly value: number | undefined;
}

export interface ReadTable {
  readonly caption: string;
  /** By heading of the row, then by heading of the column. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, ReadCell>>;
}

export function readTables(page: string): ReadTable[] {
  return [...page.matchAll(/<table>([^]*?)<\/table>/g)].map(([, table = ""]) => {
    const columns = [...table.matchAll(/<th scope="col"[^>]*>([^]*?)<\/th>/g)].map(([, name]) => {
      return textOf(name!);
    });
    const rows = [...table.matchAll(/<tr>\s*<th scope="row">([^]*?)<\/tr>/g)].map(
      ([, row = ""]) => {
        const [head = "", ...cells] = row.split(/<\/th>|<\/td>/).map((cell) => cell.trim());
        const read = cells.slice(0, columns.length - 1).map(cellOf);
        return [textOf(head), new Map(read.map((cell, c) => [columns[c + 1]!, cell]))] as const;
      },
    );
    return {
      caption: textOf(/<caption>([^]*?)<\/caption>/.exec(table)?.[1] ?? ""),
      rows: new Map(rows),
    };
  });
}

/** The only table whose caption begins with a text. */
export function tableOf(page: string, caption: string): ReadTable {
  const found = readTables(page).filter((table) => table.caption.startsWith(caption));
  if (found.length !== 1) throw new Error(`${String(found.length)} tables ${caption}`);
  return found[0]!;
}

/** The value of a fact of the first page. */
export function factOf(page: string, name: string): ReadCell {
  const fact = new RegExp(`<dt>${name}</dt>\\s*<dd>\\s*<b>([^]*?)</b>`).exec(page);
  if (fact === null) throw new Error(`no fact ${name}`);
  return cellOf(fact[1]!);
}

function cellOf(markup: string): ReadCell {
  const value = /<data value="([^"]*)"/.exec(markup)?.[1];
  return { text: textOf(markup), value: value === undefined ? undefined : Number(value) };
}

function textOf(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
