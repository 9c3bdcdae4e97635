/** Where a setting stands and how it is written, for checks that look at several of them. */
import { describeNode, joinPath } from "../document/describe.js";
import type { Where } from "../problem-list.js";
import type { Block } from "../schema/field.js";

/** @returns the place of a key's value; of its block where a default stands in */
export function whereOf(block: Block, key: string): Where {
  return block.written.get(key) ?? { ...block.node, path: joinPath(block.node.path, key) };
}

/** @returns the value as written, or the default that stands in, named as such */
export function foundOf(block: Block, key: string): string {
  const node = block.written.get(key);
  if (node !== undefined) return describeNode(node);
  const standIn = block.defaults.get(key);
  return standIn === undefined ? "nothing" : `${standIn} (the default)`;
}

/** @returns `\`capacity\`, line 21`, for a bound that another setting gives */
export function boundBy(block: Block, key: string): string {
  const node = block.written.get(key);
  if (node === undefined) {
    const standIn = block.defaults.get(key);
    return `\`${key}\`, ${standIn === undefined ? "left out" : `${standIn} by default`}`;
  }
  return `\`${key}\`, ${node.file.startsWith("--set ") ? node.file : `line ${node.line}`}`;
}
