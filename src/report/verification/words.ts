/** Comparisons of a simulation with a recording in words and figures. */
import type { Check } from "../../verify/checks.js";
import { formatNumber } from "../../units/format.js";

/** @returns one of the two numbers compared: `41.2 s`, `never`; of a distance nothing */
export function valueText({ unit }: Pick<Check, "unit">, of: number | undefined): string {
  if (of === undefined) return "never";
  if (unit === "share") return "";
  return unit === "ms" ? `${formatNumber(of / 1000)} s` : String(of);
}

/** @returns a deviation or a limit: `1.2 %`, `0.25 s`, `3`; `-` where only one of the two happened */
export function measureText({ unit }: Pick<Check, "unit">, of: number): string {
  if (of === Infinity) return "-";
  if (unit === "share" || unit === "events") return `${formatNumber(of * 100)} %`;
  return unit === "ms" ? `${formatNumber(of / 1000)} s` : formatNumber(of);
}

/** @returns `first full: 41.2 s recorded, 42.9 s simulated, off by 1.7 s (limit 1 s)` */
export function checkSentence(check: Check): string {
  const { what, unit, recorded, other, deviation, allowed } = check;
  const off = measureText(check, deviation);
  const limit = `(limit ${measureText(check, allowed)})`;
  if (unit === "share") return `${what}: ${off} of capacity ${limit}`;
  if (recorded === undefined && other === undefined) return `${what}: never in either`;
  const both = `${amount(check, recorded)} recorded, ${amount(check, other)} simulated`;
  return deviation === Infinity ? `${what}: ${both}` : `${what}: ${both}, off by ${off} ${limit}`;
}

function amount(check: Check, of: number | undefined): string {
  const text = valueText(check, of);
  return of !== undefined && check.unit !== "ms" ? grouped(of) : text;
}

/** `1234567` → `1,234,567` */
export function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
}
