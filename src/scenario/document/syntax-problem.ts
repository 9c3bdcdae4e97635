/** What the YAML parser says, in our words: what it wanted, what stands there, what to do. */
import type { YAMLParseError, YAMLWarning } from "yaml";
import type { Finding } from "../problem-list.js";
import { quote } from "./describe.js";

interface Explanation {
  readonly expected: string;
  readonly fix?: string;
}

const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  TAB_AS_INDENT: { expected: "blanks for indentation", fix: "replace the tab by blanks" },
  BAD_INDENT: { expected: "keys of one map (items of one list) in one column" },
  BAD_ALIAS: { expected: "an alias of an anchor that stands before it" },
  BAD_DQ_ESCAPE: {
    expected: "an escape that JSON knows",
    fix: "use single quotes, or double the `\\`",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    expected: "one `key: value` a line",
    fix: "put the value into quotes if it contains `: `",
  },
  BLOCK_IN_FLOW: { expected: "only `{ }`, `[ ]` and text inside `{ }` and `[ ]`" },
  MISSING_CHAR: { expected: "a bracket, quote, comma or colon that is missing here" },
  TAG_RESOLVE_FAILED: { expected: "a value without a tag", fix: "remove the tag" },
};

const LINE_CHARACTERS = 200;
const ADDRESS_IN_FLOW = /[\w-]+\[[\w*.-]*\][\w.[\]>-]*/;

/** @param text the whole text, to quote the line */
export function explainSyntaxError(error: YAMLParseError | YAMLWarning, text: string): Finding {
  const line = lineAround(text, error.pos[0]);
  const address = ADDRESS_IN_FLOW.exec(line.text)?.[0];
  const isInFlow = /[{[].*[}\]]/.test(line.text);
  if (address !== undefined && isInFlow && error.code === "UNEXPECTED_TOKEN") {
    return {
      expected: "well-formed YAML or JSON",
      found: `${quote(address)} inside \`{ }\` or \`[ ]\`, where brackets begin a list`,
      fix: `write "${address}" with its quotes`,
    };
  }
  const explanation = EXPLANATIONS[error.code];
  const shown = line.text.slice(line.column).trim();
  return {
    expected: explanation?.expected ?? "well-formed YAML or JSON",
    found: `${shown === "" ? "the end of a line" : quote(shown)} (${plainMessage(error.message)})`,
    fix: explanation?.fix,
  };
}

/** The line of an offset, at most so much of it around the offset as a pattern may be tried on. */
function lineAround(text: string, offset: number): { text: string; column: number } {
  const before = text.slice(Math.max(0, offset - LINE_CHARACTERS), offset);
  const after = text.slice(offset, offset + LINE_CHARACTERS);
  const head = before.slice(before.lastIndexOf("\n") + 1);
  return { text: head + after.split("\n", 1)[0]!, column: head.length };
}

/** The first line of the parser's message, without its own words for the place. */
function plainMessage(message: string): string {
  const first = message.split("\n", 1)[0]!;
  const cut = first.replace(/ at line \d+, column \d+:?$/, "");
  return cut.slice(0, 1).toLowerCase() + cut.slice(1, 120);
}
