/**
 * Text → tree: YAML 1.2 (of which JSON is a part) by the `yaml` package, under limits.
 *
 * Aliases are expanded under the same limit of values as everything else, so a few lines cannot grow into
 * millions of values. After a syntax error only that one is reported: what follows it is guesswork.
 */
import { LineCounter, Parser, type Document } from "yaml";
import type { ProblemList } from "../problem-list.js";
import type { DocNode, Place } from "./node.js";
import { TreeBuilder } from "./build-tree.js";
import { compose, firstTooDeep, sizeBeyondLimit } from "./compose.js";
import { TOO_DEEP } from "./limits.js";
import { explainSyntaxError } from "./syntax-problem.js";

export interface TextSource {
  readonly file: string;
  /** Where the tree hangs in the whole document; "" for a file. */
  readonly path: string;
  /** Characters that stand before the text in what the author wrote (`--set path=`). */
  readonly columnOffset: number;
}

/** @returns the tree, or `undefined` after at least one problem */
export function readDocument(
  text: string,
  source: TextSource,
  problems: ProblemList,
): DocNode | undefined {
  const withoutMark = text.startsWith("\ufeff") ? text.slice(1) : text;
  const top = { ...placeIn(source, 1, 1), path: source.path };
  const tooLarge = sizeBeyondLimit(withoutMark);
  if (tooLarge !== undefined) {
    problems.error("document-too-large", top, tooLarge);
    return undefined;
  }
  const lines = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return placeIn(source, Math.max(line, 1), Math.max(col, 1));
  };
  const tokens = [...new Parser(lines.addNewLine).parse(withoutMark)];
  const tooDeep = firstTooDeep(tokens);
  if (tooDeep !== undefined) {
    problems.error("document-too-deep", { ...placeAt(tooDeep), path: source.path }, TOO_DEEP);
    return undefined;
  }
  const documents = [...compose(tokens, withoutMark.length)];
  const document = onlyDocument(documents, placeAt, source, problems);
  if (document === undefined) return undefined;
  const broken = document.errors[0] ?? document.warnings[0];
  if (broken !== undefined) {
    const where = { ...placeAt(broken.pos[0]), path: source.path };
    problems.error("syntax", where, explainSyntaxError(broken, withoutMark));
    return undefined;
  }
  return new TreeBuilder(placeAt, problems).build(document.contents, source.path);
}

function onlyDocument(
  documents: readonly Document.Parsed[],
  placeAt: (offset: number) => Place,
  source: TextSource,
  problems: ProblemList,
): Document.Parsed | undefined {
  const [first, second] = documents;
  if (second !== undefined) {
    const where = { ...placeAt(second.range[0]), path: source.path };
    problems.error("several-documents", where, {
      expected: "one document",
      found: `${documents.length} documents, separated by \`---\``,
      fix: "keep one scenario a file",
    });
    return undefined;
  }
  if (first?.errors.length === 0 && first.contents === null) {
    problems.error(
      "document-empty",
      { ...placeAt(0), path: source.path },
      {
        expected: "a scenario",
        found: "nothing but blanks and comments",
        fix: "begin with `fanin: 1`",
      },
    );
    return undefined;
  }
  return first;
}

function placeIn(source: TextSource, line: number, column: number): Place {
  return { file: source.file, line, column: line === 1 ? column + source.columnOffset : column };
}
