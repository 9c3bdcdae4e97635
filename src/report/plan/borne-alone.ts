/** Whether the outage of the curves is borne when no second one follows: else no gap between two is enough. */
import type { Curves } from "../../experiment/curves/result.js";

/** @returns true, too, where it is not known */
export function isBorneAlone({
  borne,
  outage,
  probability,
}: Pick<Curves, "borne" | "outage" | "probability">): boolean {
  const asked = borne.find(({ share }) => share >= probability) ?? borne.at(-1);
  const seconds = asked?.seconds ?? null; // null: longer than any that was tried
  return seconds === null || seconds >= outage.forSeconds;
}
