/** Objectives, as a map or as a sentence → the contract, with the sentence that says them. */
import { exactQuantity } from "../../units/format.js";
import { readQuantity } from "../../units/quantity.js";
import { formatAddress, readAddress } from "../address.js";
import { nearest } from "../document/nearest.js";
import { describeNode, joinPath, listNames, quote } from "../document/describe.js";
import type { DocNode, MapNode, ScalarNode } from "../document/node.js";
import type { Reading } from "../read/reading.js";
import type { Block, ValuesOf } from "../schema/field.js";
import { DEFAULT_OBJECTIVES, objectiveBlock, objectiveField } from "../schema/objectives.js";
import type { Fault } from "../types/faults.js";
import type { Objective } from "../types/objectives.js";
import { END_OF_TIME } from "../../units/time.js";
import { reportUnknown, type World } from "./world.js";

type Values = ValuesOf<typeof objectiveBlock.keys>;
type Subject = Exclude<keyof Values, "under">;

export interface ObjectiveContext {
  readonly reader: Reading;
  readonly world: World;
  readonly faults: readonly Fault[];
  /** False: some fault has a problem, or is on what has one. */
  readonly areFaultsWhole: boolean;
}

/** An objective, and where it is written. */
export interface ObjectivePlan {
  readonly objective: Objective;
  readonly node: DocNode;
}

/** First the subject, then what of it, then the limit. */
const SENTENCES: readonly RegExp[] = [
  /^(no)\s*:?\s+(\S+)$/i,
  /^(backlog|fill|blocked)\s*:?\s+(?:of\s+)?(\S+)\s+under\s+(.+)$/i,
  /^(latency)\s*:?\s+(\S+)\s+under\s+(.+)$/i,
  /^(drained)\s*:?\s+(within\s.+)$/i,
];

const SUBJECTS: readonly Subject[] = ["no", "backlog", "fill", "latency", "blocked", "drained"];

/** @returns the objectives; those with a problem are left out */
export function compileObjectives(
  written: readonly DocNode[] | undefined,
  at: DocNode,
  context: ObjectiveContext,
): ObjectivePlan[] {
  if (written === undefined) return defaultObjectives(at, context);
  return written.flatMap((node) => {
    const value = context.reader.read(objectiveField, node);
    if (value === undefined) return [];
    const block =
      value.shape === "map" ? value.value : readSentence(node as ScalarNode, context.reader);
    const objective = block && compileObjective(block, context);
    return objective === undefined ? [] : [{ objective, node }];
  });
}

function defaultObjectives(at: DocNode, context: ObjectiveContext): ObjectivePlan[] {
  const path = joinPath(at.path, "objectives");
  const text = `[${DEFAULT_OBJECTIVES.join(", ")}]`;
  context.reader.logDefault(path, { text, source: "fanin", confidence: "medium" });
  const { file, line, column } = at;
  return DEFAULT_OBJECTIVES.flatMap((sentence) => {
    const node = { kind: "scalar", file, line, column, path, text: sentence, isQuoted: false };
    const block = readSentence(node as ScalarNode, context.reader);
    const objective = block && compileObjective(block, context);
    return objective === undefined ? [] : [{ objective, node: node as ScalarNode }];
  });
}

/** `backlog of web under 10 MB` → the map `{ backlog: web, under: 10 MB }`. */
function readSentence(node: ScalarNode, reader: Reading): Block<Values> | undefined {
  for (const pattern of SENTENCES) {
    const match = pattern.exec(node.text.trim());
    if (match === null) continue;
    const entries = [entry(node, match[1]!.toLowerCase(), match[2]!)];
    if (match[3] !== undefined) entries.push(entry(node, "under", match[3]));
    const { file, line, column, path } = node;
    const map: MapNode = { kind: "map", file, line, column, path, entries };
    return reader.read(objectiveBlock, map);
  }
  reader.problems.error("objective-syntax", node, {
    expected:
      "`no loss`, `backlog of web under 10 MB`, `fill of tier2 under 80 %`, `latency p99 under 30 s`, " +
      "`blocked of servers under 5 %` or `drained within 60 min after hadoop is back`",
    found: describeNode(node),
  });
  return undefined;
}

function entry(node: ScalarNode, key: string, text: string): MapNode["entries"][number] {
  return { key, keyPlace: node, value: { ...node, path: joinPath(node.path, key), text }, rank: 0 };
}

function compileObjective(block: Block<Values>, context: ObjectiveContext): Objective | undefined {
  const { problems } = context.reader;
  const [subject, ...others] = SUBJECTS.filter((name) => block.written.has(name));
  if (subject === undefined || others.length > 0) {
    problems.error("keys-exclude", block.node, {
      expected: `exactly one of ${listNames(SUBJECTS)}`,
      found: describeNode(block.node),
    });
    return undefined;
  }
  const under = block.written.get("under");
  const needsUnder = subject !== "no" && subject !== "drained";
  if (needsUnder && under === undefined) {
    problems.error(
      "key-missing",
      { ...block.node, path: joinPath(block.node.path, "under") },
      {
        expected: `\`under\`: the limit of \`${subject}\``,
        found: "nothing",
        fix: "write `under`",
      },
    );
    return undefined;
  }
  if (!needsUnder && under !== undefined) {
    problems.error("keys-exclude", under, {
      expected: `no \`under\` beside \`${subject}\``,
      found: describeNode(under),
      fix: "remove it",
    });
    return undefined;
  }
  return bySubject(subject, block, context);
}

function bySubject(
  subject: Subject,
  block: Block<Values>,
  context: ObjectiveContext,
): Objective | undefined {
  const { values } = block;
  switch (subject) {
    case "no":
      return { kind: "no", what: values.no!, text: `no ${values.no!}` };
    case "backlog":
      return backlogOf(block, context);
    case "fill": {
      const who = nameOrAll(block, "fill", "tiers", [...context.world.tiers.keys()], context);
      const limit = limitOf(block, "fill", "fraction", context);
      if (who === undefined || limit === undefined) return undefined;
      const text = `fill of ${values.fill!} under ${exactQuantity(limit, "fraction")}`;
      return { kind: "fill", tier: who.name, underFraction: limit, text };
    }
    case "blocked": {
      const who = nameOrAll(block, "blocked", "servers", [...context.world.groups.keys()], context);
      const limit = limitOf(block, "blocked", "fraction", context);
      if (who === undefined || limit === undefined) return undefined;
      const text = `blocked of ${values.blocked!} under ${exactQuantity(limit, "fraction")}`;
      return { kind: "blocked", group: who.name, underFraction: limit, text };
    }
    case "latency":
      return latencyOf(block, context);
    case "drained":
      return drainedOf(block, context);
  }
}

function backlogOf(block: Block<Values>, context: ObjectiveContext): Objective | undefined {
  const { values } = block;
  const who = nameOrAll(block, "backlog", "servers", [...context.world.groups.keys()], context);
  const { dimension, value } = values.under!;
  if (who === undefined) return undefined;
  if (dimension === "fraction" || dimension === "word") {
    reportLimit(block, "backlog", "a size, a number of events, or a time of load", context);
    return undefined;
  }
  const unit =
    dimension === "duration" ? "ticks-of-load" : dimension === "bytes" ? "bytes" : "events";
  const text = `backlog of ${values.backlog!} under ${exactQuantity(value as number, dimension)}`;
  return { kind: "backlog", group: who.name, under: { unit, value: value as number }, text };
}

function latencyOf(block: Block<Values>, context: ObjectiveContext): Objective | undefined {
  const written = block.values.latency!.trim().toLowerCase();
  const quantile = quantileOf(written);
  const limit = limitOf(block, "latency", "duration", context);
  if (quantile === undefined) {
    const node = block.written.get("latency")!;
    context.reader.problems.error("not-a-quantity", node, {
      expected: "a quantile: `p50`, `p99`, `p99.9`, `median` or `max`",
      found: describeNode(node),
    });
    return undefined;
  }
  if (limit === undefined) return undefined;
  const text = `latency ${written} under ${exactQuantity(limit, "duration")}`;
  return { kind: "latency", quantile, underTicks: limit, text };
}

function quantileOf(text: string): number | undefined {
  if (text === "median") return 0.5;
  if (text === "max") return 1;
  const percent = /^p(\d{1,2}(?:\.\d{1,6})?)$/.exec(text)?.[1];
  if (percent === undefined || Number(percent) === 0) return undefined;
  return Number(`${percent}e-2`); // 99.9 / 100 is not 0.999
}

/** `within 60 min after hadoop is back` */
function drainedOf(block: Block<Values>, context: ObjectiveContext): Objective | undefined {
  const { problems } = context.reader;
  const node = block.written.get("drained")!;
  const match = /^within\s+(.+?)\s+after\s+(\S+?)(?:\s+is\s+back)?$/i.exec(
    block.values.drained!.trim(),
  );
  const within = match === null ? undefined : readQuantity(match[1]!, "duration");
  if (match === null || within?.isRead !== true) {
    problems.error("objective-syntax", node, {
      expected: "`within 60 min after hadoop is back`",
      found: describeNode(node),
    });
    return undefined;
  }
  const address = readAddress(match[2]!);
  const after = address.isRead ? formatAddress(address.address) : match[2]!;
  const ending = context.faults.filter(({ toTicks }) => toTicks < END_OF_TIME);
  if (!ending.some(({ on }) => on === after)) {
    // The fault that is meant may be one that could not be read.
    if (!context.areFaultsWhole) return undefined;
    const candidates = [...new Set(ending.map(({ on }) => on))];
    const near = nearest(after, candidates);
    problems.error("unknown-name", node, {
      expected:
        candidates.length === 0
          ? "a fault that ends, of which there is none"
          : `what a fault that ends is on: ${listNames(candidates)}`,
      found: quote(after),
      fix: near === undefined ? undefined : `write \`${near}\``,
    });
    return undefined;
  }
  const withinTicks = Math.round(within.value);
  const text = `drained within ${exactQuantity(withinTicks, "duration")} after ${after} is back`;
  return { kind: "drained", withinTicks, after, text };
}

/** @returns the name, or none for all of a kind; `undefined` after a problem */
function nameOrAll(
  block: Block<Values>,
  key: "backlog" | "fill" | "blocked",
  all: string,
  names: readonly string[],
  { reader }: ObjectiveContext,
): { readonly name: string | undefined } | undefined {
  const written = block.values[key]!;
  if (names.includes(written)) return { name: written };
  if (written.toLowerCase() === all) return { name: undefined };
  const kind = all === "tiers" ? "a tier" : "a server group";
  reportUnknown(written, [...names, all], kind, block.written.get(key)!, reader.problems);
  return undefined;
}

function limitOf(
  block: Block<Values>,
  subject: Subject,
  dimension: "fraction" | "duration",
  context: ObjectiveContext,
): number | undefined {
  const under = block.values.under!;
  const isRight = under.dimension === dimension;
  const isInRange = dimension !== "fraction" || (isRight && under.value <= 1);
  if (isRight && isInRange) return under.value;
  const noun = dimension === "fraction" ? "a share up to 100 %" : "a duration";
  reportLimit(block, subject, noun, context);
  return undefined;
}

function reportLimit(
  block: Block<Values>,
  subject: Subject,
  noun: string,
  { reader }: ObjectiveContext,
): void {
  const node = block.written.get("under")!;
  reader.problems.error("unit-of-other-dimension", node, {
    expected: `${noun}, for \`${subject}\``,
    found: describeNode(node),
  });
}
