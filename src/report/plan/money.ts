/** Costs in words, and what a plan adds to what is there, or saves. */
import type { Plan } from "../../experiment/plan/result.js";

const MONEY_DIGITS = 6;

/** Enough digits that neighbours differ. */
export function moneyText(value: number): string {
  return String(Number(value.toPrecision(MONEY_DIGITS)));
}

export function costText({ recommended, costUnit }: Plan): string {
  if (recommended === null) return "–";
  return `${moneyText(recommended.cost.total)}${costUnit === null ? "" : ` ${costUnit}`}`;
}

/** `as it is now it costs 301.9: the plan adds 3.75`; null: nothing is recommended, or what it costs now is not known. */
export function changeText({ present, recommended }: Plan): string | null {
  if (present === null || recommended === null) return null;
  const now = `as it is now it costs ${moneyText(present.total)}`;
  const more = recommended.cost.total - present.total;
  if (more === 0) return `${now}: no change`;
  return `${now}: the plan ${more > 0 ? "adds" : "saves"} ${moneyText(Math.abs(more))}`;
}
