/** Values of a plan's settings: levels in order, and intervals. */
import { describeNode } from "../../document/describe.js";
import type { DocNode } from "../../document/node.js";
import { inOneUnit, readAmount, type Amount } from "../../levels/amount.js";
import { readRange } from "../../levels/range.js";
import { readValues } from "../../levels/values.js";
import type { ProblemList } from "../../problem-list.js";
import type { Block, ValueOf, ValuesOf } from "../../schema/field.js";
import type { planBlock } from "../../schema/scenario.js";
import type { uncertainBlock } from "../../schema/plan.js";
import type { UncertainSetting } from "../../types/plan.js";

type PlanValues = ValueOf<typeof planBlock>["values"];
export type VaryValue = NonNullable<PlanValues["vary"]>[number]["value"];
export type UncertainValue = NonNullable<PlanValues["uncertain"]>[number]["value"];

/** @returns the levels, amounts in ascending order; `undefined` after a problem */
export function levelsOf(value: VaryValue, problems: ProblemList): readonly string[] | undefined {
  const text =
    value.shape === "scalar" ? value.value : value.value.map((item) => item.value).join(",");
  const reading = readValues(text, false);
  if (reading.isRead) return ascending(reading.levels);
  const { expected, found, fix } = reading;
  problems.error("plan-values", value.node, { expected, found, fix });
  return undefined;
}

/** Amounts from the least to the most; words as they are written. */
export function ascending(levels: readonly string[]): readonly string[] {
  const amounts = levels.map((level) => ({ level, amount: readAmount(level) }));
  const first = amounts[0]?.amount;
  if (first === undefined) return levels;
  const sorted: { level: string; value: number }[] = [];
  for (const { level, amount } of amounts) {
    const both = amount && inOneUnit({ value: 1, unit: first.unit }, amount);
    if (both === undefined) return levels;
    sorted.push({ level, value: both[1].value / both[0].value });
  }
  return sorted.sort((a, b) => a.value - b.value).map(({ level }) => level);
}

/** @returns the interval; `undefined` after a problem */
export function intervalOf(
  path: string,
  value: UncertainValue,
  problems: ProblemList,
): UncertainSetting | undefined {
  if (value.shape === "map") return fromBlock(path, value.value, problems);
  const reading = readRange(value.value);
  if (reading?.isRead === true && reading.range.steps === undefined) {
    const { low: least, high: most, unit } = reading.range;
    return { path, law: "uniform", least, likely: (least + most) / 2, most, unit };
  }
  problems.error("plan-values", value.node, {
    expected: reading?.isRead === false ? reading.expected : "an interval `least..most`",
    found: describeNode(value.node),
    fix: "write it as `80..140 events/s`, or as `{ least: 80 events/s, likely: 100 events/s, most: 140 events/s }`",
  });
  return undefined;
}

function fromBlock(
  path: string,
  block: Block<ValuesOf<typeof uncertainBlock.keys>>,
  problems: ProblemList,
): UncertainSetting | undefined {
  const { values } = block;
  const law = values.law ?? (values.likely === undefined ? "uniform" : "triangular");
  const wrong = (key: string, expected: string): undefined => {
    const node: DocNode = block.written.get(key) ?? block.node;
    problems.error("plan-values", node, { expected, found: describeNode(node) });
    return undefined;
  };
  const amountOf = (key: "least" | "likely" | "most"): Amount | undefined => {
    const text = values[key];
    return text === undefined ? undefined : readAmount(text);
  };
  const [least, most] = [amountOf("least"), amountOf("most")];
  if (least === undefined) return wrong("least", "an amount such as `80 events/s`");
  if (most === undefined) return wrong("most", "an amount such as `80 events/s`");
  const ends = inOneUnit(least, most);
  if (ends === undefined) return wrong("most", "an amount that measures the same as `least`");
  const [low, high] = ends;
  if (!(low.value < high.value)) return wrong("most", "an amount above `least`");
  const base = { path, law, least: low.value, most: high.value, unit: low.unit };
  if (law === "uniform") return { ...base, likely: (low.value + high.value) / 2 };
  const likely = amountOf("likely");
  if (likely === undefined) return wrong("likely", "an amount between `least` and `most`");
  const inUnit = inOneUnit({ value: 1, unit: low.unit }, likely);
  const value = inUnit === undefined ? NaN : inUnit[1].value / inUnit[0].value;
  if (value >= low.value && value <= high.value) return { ...base, likely: value };
  return wrong("likely", "an amount between `least` and `most`");
}
