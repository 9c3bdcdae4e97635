/** What the parts of the reader need of each other, and what compiling needs of it. */
import type { DocNode } from "../document/node.js";
import type { ProblemList } from "../problem-list.js";
import type { Default, Field, ValueOf } from "../schema/field.js";

export interface Reading {
  readonly problems: ProblemList;
  /** @returns the value, or `undefined` after at least one problem */
  read<F extends Field>(field: F, node: DocNode): ValueOf<F> | undefined;
  /** Reads a default as if it stood at the block that lacks it, and logs it. */
  readDefault<F extends Field>(
    field: F,
    standIn: Default,
    at: DocNode,
    path: string,
  ): ValueOf<F> | undefined;
  /** Notes that a default stands in at a path; once a path. */
  logDefault(path: string, standIn: Default): void;
  /** Reports that a node is not what a field asks for. */
  wrongType(field: Field, node: DocNode): undefined;
}
