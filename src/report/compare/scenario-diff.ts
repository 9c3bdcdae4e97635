/** Two scenarios, setting by setting, defaults filled in: what is not the same in both. */
import type { Scenario } from "../../scenario/types/scenario.js";
import { exactQuantity } from "../../units/format.js";

export interface SettingChange {
  /** Names down to the setting, in the words of the Scenario: `tiers.tier2.templates.0.channels.c.capacityEvents` */
  readonly path: string;
  /** Empty: it is not there. */
  readonly before: string;
  readonly after: string;
}

/** Says nothing of how a run goes. */
const LEFT_OUT = ["format", "name", "about", "seed", "defaults", "warnings", "record", "text"];
/** More values than that are one. */
const MOST_IN_LIST = 8;

export function scenarioDiff(before: Scenario, after: Scenario): SettingChange[] {
  const [a, b] = [flat(before), flat(after)];
  const paths = [...new Set([...a.keys(), ...b.keys()])];
  return paths
    .map((path) => ({ path, before: a.get(path) ?? "", after: b.get(path) ?? "" }))
    .filter((change) => change.before !== change.after);
}

function flat(scenario: Scenario): Map<string, string> {
  const found = new Map<string, string>();
  walk(scenario, "", found);
  return found;
}

function walk(value: unknown, path: string, found: Map<string, string>): void {
  if (Array.isArray(value)) {
    walkList(value, path, found);
    return;
  }
  if (value === null || typeof value !== "object") {
    found.set(path, textOf(path, value));
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (path === "" && LEFT_OUT.includes(key)) continue;
    if (key === "name" || key === "address" || inner === undefined) continue;
    walk(inner, path === "" ? key : `${path}.${key}`, found);
  }
}

/** Members with names go by them; a long list of plain values is one value. */
function walkList(list: readonly unknown[], path: string, found: Map<string, string>): void {
  const isPlain = list.every((each) => each === null || typeof each !== "object");
  if (isPlain) {
    const few = list.slice(0, MOST_IN_LIST).map((each) => textOf(path, each));
    const more = list.length > MOST_IN_LIST ? `, … (${String(list.length)} in all)` : "";
    found.set(path, `${few.join(", ")}${more}`);
    return;
  }
  if (list.length > MOST_IN_LIST) found.set(`${path}.length`, String(list.length));
  list.forEach((each, i) => {
    const { name } = each as { readonly name?: unknown };
    walk(each, `${path}.${typeof name === "string" ? name : String(i)}`, found);
  });
}

function textOf(path: string, value: unknown): string {
  if (typeof value !== "number") return String(value);
  if (/Ticks$/.test(path))
    return value >= Number.MAX_SAFE_INTEGER ? "no end" : exactQuantity(value, "duration");
  if (/(^|\.)bytes$|Bytes$/.test(path)) return exactQuantity(value, "bytes");
  return String(value);
}
