/** Nodes, names and paths in words, for messages. */
import type { DocNode } from "./node.js";

const SHOWN_CHARACTERS = 60;
const SHOWN_NAMES = 30;

/** @returns whether nothing was written: `key:` and no more, or `~` */
export function isEmpty(node: DocNode): boolean {
  return node.kind === "scalar" && !node.isQuoted && (node.text === "" || node.text === "~");
}

/** What stands there, for the "found" of a problem: quoted as written. */
export function describeNode(node: DocNode): string {
  switch (node.kind) {
    case "scalar":
      if (isEmpty(node)) return "nothing";
      return node.isQuoted ? `"${shorten(node.text)}"` : quote(node.text);
    case "map": {
      const keys = node.entries.map((entry) => entry.key);
      return keys.length === 0 ? "an empty map" : `a map with ${listNames(keys)}`;
    }
    case "list":
      return node.items.length === 0 ? "an empty list" : `a list of ${node.items.length}`;
  }
}

/** Text of the author between backquotes, cut to what a line can hold. */
export function quote(text: string): string {
  return `\`${shorten(text)}\``;
}

/** @returns `a, b, c`, cut to what a line can hold */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN_NAMES).map((name) => shorten(name));
  const more = names.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** @returns `a.b`, or `b` at the top of the document */
export function joinPath(path: string, key: string): string {
  return path === "" ? shorten(key) : `${path}.${shorten(key)}`;
}

// Control characters would break the lines of a message; they are shown by their code.
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]/gu;

function shorten(text: string): string {
  const cut = text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS - 1)}…`;
  return cut.replaceAll(UNPRINTABLE, (character) =>
    character === "\n" ? "⏎" : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
