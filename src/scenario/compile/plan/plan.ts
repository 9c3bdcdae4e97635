/**
 * The `plan` block → what a planner needs. Every setting is tried at its least and its most on the scenario itself, so
 * that a path that is none, or a value that no run can have, is said where it is written.
 */
import { applySettings } from "../../document/apply-set.js";
import { listNames, quote } from "../../document/describe.js";
import { nearest } from "../../document/nearest.js";
import { entryOf, type DocNode, type MapNode } from "../../document/node.js";
import { amountText } from "../../levels/amount.js";
import { ProblemList, type Where } from "../../problem-list.js";
import type { Problem } from "../../problem.js";
import type { Reading } from "../../read/reading.js";
import { planBlock } from "../../schema/scenario.js";
import type { ValueOf } from "../../schema/field.js";
import type { PlanSpec, UncertainSetting, VariedSetting } from "../../types/plan.js";
import { intervalOf, levelsOf } from "./levels.js";

export interface PlanContext {
  readonly reader: Reading;
  /** The document without its plan. */
  readonly root: MapNode;
  /** How many settings of `--set` lie over it. */
  readonly laid: number;
  readonly topKeys: readonly string[];
  readonly tierNames: readonly string[];
  /** What is wrong with the document when it is changed. */
  readonly problemsWith: (root: MapNode) => readonly Problem[];
}

type Values = ValueOf<typeof planBlock>["values"];

/** @returns the plan; `undefined` after at least one problem */
export function compilePlan(node: DocNode, context: PlanContext): PlanSpec | undefined {
  const block = context.reader.read(planBlock, node);
  if (block === undefined) return undefined;
  const { values } = block;
  const outage = outageOf(values.outage, context);
  const varied = variedOf(values, context);
  const uncertain = uncertainOf(values, context);
  const hasTiers = [...(values.spare ?? []), ...(values.costs.values.agents ?? [])].map(
    ({ name, node: at }) => isTier(name, at, context),
  );
  if (varied === undefined || uncertain === undefined || hasTiers.includes(false)) return undefined;
  if (outage === undefined || !areTried(varied, uncertain, values, context)) return undefined;
  const costs = values.costs.values;
  return {
    probability: values.probability,
    confidence: values.confidence,
    mostSeeds: values.seeds,
    vary: varied,
    costs: {
      unit: costs.unit,
      agent: costs.agent,
      agentOf: mapOf(costs.agents),
      heapGigabyte: costs.heap,
      diskGigabyte: costs.disk,
      step: mapOf(costs.steps),
    },
    outage: outage.text,
    spare: mapOf(values.spare),
    uncertain,
    lines: undefined,
  };
}

function mapOf(
  named: readonly { readonly name: string; readonly value: number }[] | undefined,
): ReadonlyMap<string, number> {
  return new Map((named ?? []).map(({ name, value }) => [name, value]));
}

function variedOf(values: Values, { reader }: PlanContext): readonly VariedSetting[] | undefined {
  const varied = (values.vary ?? []).map(({ name, value }) => {
    const levels = levelsOf(value, reader.problems);
    return levels && { path: name, levels };
  });
  return allSound(varied);
}

function uncertainOf(
  values: Values,
  { reader }: PlanContext,
): readonly UncertainSetting[] | undefined {
  return allSound(
    (values.uncertain ?? []).map(({ name, value }) => intervalOf(name, value, reader.problems)),
  );
}

function allSound<T>(items: readonly (T | undefined)[]): T[] | undefined {
  const sound = items.filter((item) => item !== undefined);
  return sound.length === items.length ? sound : undefined;
}

function isTier(name: string, node: DocNode, { reader, tierNames }: PlanContext): boolean {
  if (tierNames.includes(name)) return true;
  const near = nearest(name, tierNames);
  reader.problems.error("unknown-name", node, {
    expected: `a tier: ${listNames(tierNames)}`,
    found: quote(name),
    fix: near === undefined ? undefined : `write \`${near}\``,
  });
  return false;
}

/** The fault laid into the document: what is wrong with it is said where it is written. */
function outageOf(
  node: DocNode | undefined,
  { reader, root, problemsWith }: PlanContext,
): { readonly text: string | undefined } | undefined {
  if (node === undefined) return { text: undefined };
  const found = problemsWith(withFault(root, node));
  for (const problem of found) {
    reader.problems.error("plan-setting", { ...problem }, { ...problem });
  }
  return found.length > 0 ? undefined : { text: `faults=[${flowText(node)}]` };
}

function withFault(root: MapNode, node: DocNode): MapNode {
  const { file, line, column } = node;
  const value: DocNode = { kind: "list", file, line, column, path: "faults", items: [node] };
  const others = root.entries.filter(({ key }) => key !== "faults");
  return { ...root, entries: [...others, { key: "faults", keyPlace: node, value, rank: 0 }] };
}

/** The node as JSON, which YAML reads back as the same. */
function flowText(node: DocNode): string {
  switch (node.kind) {
    case "scalar":
      return JSON.stringify(node.text);
    case "list":
      return `[${node.items.map(flowText).join(", ")}]`;
    case "map": {
      const entries = node.entries.map(
        ({ key, value }) => `${JSON.stringify(key)}: ${flowText(value)}`,
      );
      return `{${entries.join(", ")}}`;
    }
  }
}

/** Each setting at both ends, alone or beside the most of all others. */
function areTried(
  varied: readonly VariedSetting[],
  uncertain: readonly UncertainSetting[],
  values: Values,
  context: PlanContext,
): boolean {
  const most = varied.map(({ path, levels }) => `${path}=${levels.at(-1)!}`);
  const tried = varied.map(({ path, levels }, i) => {
    const where = keyPlace(values.vary![i]!.node, path);
    return isTried(path, [levels[0]!, levels.at(-1)!], most, where, context);
  });
  const drawn = uncertain.map(({ path, least, most: high, unit }, i) => {
    const where = keyPlace(values.uncertain![i]!.node, path);
    const ends = [least, high].map((value) => amountText({ value, unit }));
    return isTried(path, ends, most, where, context);
  });
  return [...tried, ...drawn].every((isSound) => isSound);
}

function keyPlace(node: DocNode, path: string): Where {
  return { ...node, path: `${node.path === "" ? "plan" : node.path.split(".")[0]!}: ${path}` };
}

function isTried(
  path: string,
  levels: readonly string[],
  most: readonly string[],
  where: Where,
  { reader, root, laid, topKeys, problemsWith }: PlanContext,
): boolean {
  const problemOf = (settings: readonly string[]): Problem | undefined => {
    const own = new ProblemList();
    const changed = applySettings(root, settings, topKeys, own, laid);
    if (own.hasErrors(new Set())) return own.sorted(new Set())[0];
    return problemsWith(changed)[0];
  };
  for (const level of new Set(levels)) {
    const alone = problemOf([`${path}=${level}`]);
    if (alone === undefined || problemOf([...most, `${path}=${level}`]) === undefined) continue;
    const { expected, found, fix, flume } = alone;
    reader.problems.error("plan-setting", where, {
      expected: `a setting that can be ${quote(level)}: ${expected}`,
      found,
      flume,
      fix,
    });
    return false;
  }
  return true;
}

/** @returns the lines of the block, where it has them for itself */
export function linesOfPlan(root: MapNode, text: string): PlanSpec["lines"] {
  const entry = entryOf(root, "plan");
  if (entry === undefined || entry.keyPlace.column !== 1) return undefined;
  const first = entry.keyPlace.line;
  const after = root.entries.map(({ keyPlace: { line } }) => line).filter((line) => line > first);
  const count = text.split("\n").length;
  return { first, last: Math.min(...after.map((line) => line - 1), count) };
}
