/**
 * The two steps of the `yaml` package, to tokens and to nodes. Only the second recurses; so depth is checked
 * between them (5,000 open brackets would end the whole process in its flow parser).
 */
import { Composer, type CST, type Document } from "yaml";
import { MAX_CHARACTERS, MAX_DEPTH, MAX_LINES } from "./limits.js";

/** Lines are limited apart: the parser's time grows with the square of the lines of one quoted text. */
export function sizeBeyondLimit(text: string): { expected: string; found: string } | undefined {
  if (text.length > MAX_CHARACTERS) {
    return { expected: `at most ${MAX_CHARACTERS} characters`, found: `${text.length} characters` };
  }
  const lines = text.split("\n").length;
  if (lines <= MAX_LINES) return undefined;
  return { expected: `at most ${MAX_LINES} lines`, found: `${lines} lines` };
}

export function compose(tokens: readonly CST.Token[], length: number): Iterable<Document.Parsed> {
  const composer = new Composer({ version: "1.2", uniqueKeys: false, keepSourceTokens: false });
  return composer.compose(tokens, true, length);
}

/** @returns offset of the first collection below the limit; without recursion, whatever the depth */
export function firstTooDeep(tokens: readonly CST.Token[]): number | undefined {
  const open: { token: CST.Token; depth: number }[] = [];
  for (const token of tokens) open.push({ token, depth: 0 });
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > MAX_DEPTH) return token.offset;
    if (token.type === "document") {
      if (token.value !== undefined) open.push({ token: token.value, depth });
    } else if ("items" in token) {
      for (const item of token.items) {
        if (item.key) open.push({ token: item.key, depth: depth + 1 });
        if (item.value) open.push({ token: item.value, depth: depth + 1 });
      }
    }
  }
  return undefined;
}
