/** `accept:`: problems that the author wants to run all the same, where the model can. */
import { nearest } from "../document/nearest.js";
import { listNames, quote } from "../document/describe.js";
import { entryOf, type MapNode } from "../document/node.js";
import { ACCEPTABLE_CODES } from "../problem-codes.js";
import type { ProblemList } from "../problem-list.js";

/** @returns the codes that are accepted; others in the list are problems */
export function acceptedCodes(root: MapNode, problems: ProblemList): ReadonlySet<string> {
  const node = entryOf(root, "accept")?.value;
  const items = node?.kind === "list" ? node.items : node === undefined ? [] : [node];
  const accepted = new Set<string>();
  for (const item of items) {
    if (item.kind !== "scalar") continue;
    for (const code of item.text.split(/[\s,]+/).filter((word) => word !== "")) {
      if (ACCEPTABLE_CODES.includes(code)) {
        accepted.add(code);
        continue;
      }
      const near = nearest(code, ACCEPTABLE_CODES);
      problems.error("not-acceptable", item, {
        expected: `codes of problems that can be run all the same: ${listNames(ACCEPTABLE_CODES)}`,
        found: quote(code),
        fix: near === undefined ? "remove it" : `write \`${near}\``,
      });
    }
  }
  return accepted;
}
