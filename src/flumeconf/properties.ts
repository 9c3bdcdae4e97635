/** Java properties as Flume's configuration uses them: `key = value` lines, comments, nothing else. */

export interface Property {
  readonly key: string;
  readonly value: string;
  readonly line: number; // from 1
}

export interface PropertyLines {
  readonly properties: readonly Property[];
  /** Lines that are neither a property, a comment nor blank. */
  readonly strange: readonly { readonly line: number; readonly text: string }[];
}

export function readProperties(lines: readonly string[]): PropertyLines {
  const properties: Property[] = [];
  const strange: { line: number; text: string }[] = [];
  lines.forEach((text, i) => {
    const trimmed = text.trim();
    if (trimmed === "" || trimmed.startsWith("#") || trimmed.startsWith("!")) return;
    const at = trimmed.search(/[=:]/);
    const line = i + 1;
    if (at <= 0) {
      strange.push({ line, text });
      return;
    }
    const key = trimmed.slice(0, at).trim();
    properties.push({ key, value: trimmed.slice(at + 1).trim(), line });
  });
  return { properties, strange };
}
