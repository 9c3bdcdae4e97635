/** Settings put into a scenario's text where they stand, its comments and layout kept. */
import { isMap } from "yaml";
import { readAddress } from "../address.js";
import { keyText, nodeAt, syntaxOf, type Step } from "./syntax.js";
import { setValue } from "./set-value.js";

const NAMED = ["servers", "tiers", "storage"] as const;

export interface WrittenSettings {
  readonly text: string;
  /** Settings that have no one place in the text: to be written by hand. */
  readonly left: readonly string[];
}

/** @param settings `path=value`, as on `--set` */
export function writeSettings(text: string, settings: readonly string[]): WrittenSettings {
  const left: string[] = [];
  const written = settings.reduce((before, setting) => {
    const equals = setting.indexOf("=");
    const path = stepsOf(before, setting.slice(0, equals));
    const change = path && setValue(before, path, setting.slice(equals + 1));
    if (change !== undefined) {
      return before.slice(0, change.from) + change.insert + before.slice(change.to);
    }
    left.push(setting);
    return before;
  }, text);
  return { text: written, left };
}

/** @returns the steps to a setting; undefined for what is none of a whole part (`tier2[1].…`) */
function stepsOf(text: string, path: string): readonly Step[] | undefined {
  const reading = readAddress(path);
  const root = syntaxOf(text)?.contents;
  if (!reading.isRead || reading.address.to !== undefined || !isMap(root)) return undefined;
  const steps: Step[] = [];
  for (const { word, which } of reading.address.from) {
    steps.push(word);
    if (which === undefined) continue;
    if (which.kind !== "number") return undefined;
    steps.push(which.number);
  }
  const [first = ""] = steps;
  const isTop = root.items.some((pair) => keyText(pair) === first);
  const parent = NAMED.find((name) => nodeAt(root, [name, first]) !== undefined);
  const whole = isTop || parent === undefined ? steps : [parent, ...steps];
  if (parent === "tiers" && typeof steps[1] === "number") return undefined;
  return withDottedKeys(root, whole);
}

/** `sinks.hdfs.batchSize` is written as the key `hdfs.batchSize` of `sinks` more often than as two. */
function withDottedKeys(root: unknown, steps: readonly Step[]): readonly Step[] {
  for (let joined = steps.length; joined >= 2; joined--) {
    const tail = steps.slice(-joined);
    if (tail.some((step) => typeof step === "number")) continue;
    const path = [...steps.slice(0, -joined), tail.join(".")];
    if (nodeAt(root, path) !== undefined) return path;
  }
  return steps;
}
