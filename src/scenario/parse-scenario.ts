/** Scenario text → the frozen Scenario, or everything that is wrong with it. */
import { assert } from "../assert.js";
import { acceptedCodes } from "./checks/accept.js";
import { checkScenario } from "./checks/check-scenario.js";
import { compilePlan, linesOfPlan } from "./compile/plan/plan.js";
import { compileScenario, type Compiled } from "./compile/scenario.js";
import { applySettings } from "./document/apply-set.js";
import { describeNode, isEmpty } from "./document/describe.js";
import { emptyMap, entryOf } from "./document/node.js";
import type { DocNode, Entry, MapNode } from "./document/node.js";
import { readDocument } from "./document/read-document.js";
import { deepFreeze } from "./freeze.js";
import type { Problem } from "./problem.js";
import { ProblemList } from "./problem-list.js";
import { Reader } from "./read/reader.js";
import { scenarioBlock } from "./schema/scenario.js";
import type { PlanSpec } from "./types/plan.js";
import type { Scenario } from "./types/scenario.js";

export interface ParseOptions {
  /** Name of the file, for problems. */
  readonly file?: string;
  /** `path=value`, as on `--set`; later ones win. */
  readonly set?: readonly string[];
  /** Text of a file that the scenario names (a load trace), `undefined` when there is none. */
  readonly files?: (name: string) => string | undefined;
}

export type ParseResult =
  | {
      readonly scenario: Scenario;
      /** The `plan` block, if there is one. */
      readonly plan: PlanSpec | undefined;
      readonly problems: readonly [];
      readonly warnings: readonly Problem[];
    }
  | {
      readonly scenario: undefined;
      readonly plan: undefined;
      /** At least one, in the order of the text. */
      readonly problems: readonly Problem[];
      readonly warnings: readonly Problem[];
    };

const STANDARD_FILE = "scenario";
const TOP_KEYS = Object.keys(scenarioBlock.keys);

/**
 * Reads a scenario: YAML or JSON, defaults filled in, checked as a whole. Never throws on what an
 * author can write; everything that is wrong is reported at once, sorted by position.
 */
export function parseScenario(text: string, options: ParseOptions = {}): ParseResult {
  const { file = STANDARD_FILE, set = [], files = () => undefined } = options;
  const problems = new ProblemList();
  const document = readDocument(text, { file, path: "", columnOffset: 0 }, problems);
  const root = document && rootOf(document, problems);
  if (root === undefined) return failed(problems, new Set());
  const settled = applySettings(root, set, TOP_KEYS, problems);
  const accepted = acceptedCodes(settled, problems);
  const reader = new Reader(problems);
  const compiled = compileRoot(settled, files, reader);
  if (compiled !== undefined) checkScenario(compiled, problems);
  const { scenario } = compiled ?? {};
  if (problems.hasErrors(accepted) || scenario === undefined) return failed(problems, accepted);
  const plan = planOf(settled, { text, files, problems, accepted, laid: set.length });
  if (problems.hasErrors(accepted)) return failed(problems, accepted);
  const warnings = problems.sorted(accepted);
  const codes = [...new Set(warnings.map(({ code }) => code))].sort();
  const complete = { ...scenario, defaults: reader.defaults, warnings: codes };
  return { scenario: deepFreeze(complete), plan, problems: [], warnings };
}

/** The plan of a document that is sound but for it; defaults of its own are no part of the scenario. */
function planOf(
  root: MapNode,
  {
    text,
    files,
    problems,
    accepted,
    laid,
  }: {
    readonly text: string;
    readonly files: (name: string) => string | undefined;
    readonly problems: ProblemList;
    readonly accepted: ReadonlySet<string>;
    readonly laid: number;
  },
): PlanSpec | undefined {
  const entry = entryOf(root, "plan");
  if (entry === undefined) return undefined;
  const bare = { ...root, entries: root.entries.filter(({ key }) => key !== "plan") };
  const tiers = entryOf(root, "tiers")?.value;
  const plan = compilePlan(entry.value, {
    reader: new Reader(problems),
    root: bare,
    laid,
    topKeys: TOP_KEYS,
    tierNames: tiers?.kind === "map" ? tiers.entries.map(({ key }) => key) : [],
    problemsWith: (changed) => problemsOf(changed, files, accepted),
  });
  return plan && { ...plan, lines: linesOfPlan(root, text) };
}

function problemsOf(
  root: MapNode,
  files: (name: string) => string | undefined,
  accepted: ReadonlySet<string>,
): readonly Problem[] {
  const problems = new ProblemList();
  const compiled = compileRoot(root, files, new Reader(problems));
  if (compiled !== undefined) checkScenario(compiled, problems);
  if (!problems.hasErrors(accepted)) return [];
  return problems.sorted(accepted).filter(({ severity }) => severity === "error");
}

function failed(problems: ProblemList, accepted: ReadonlySet<string>): ParseResult {
  const all = problems.sorted(accepted);
  const hasErrors = all.some(({ severity }) => severity === "error");
  assert(hasErrors, "what cannot be compiled has a problem that says why");
  return {
    scenario: undefined,
    plan: undefined,
    problems: all.filter(({ severity }) => severity === "error"),
    warnings: all.filter(({ severity }) => severity === "warning"),
  };
}

/** The top must be a map; keys that begin with `x-` are the author's own (a place for anchors). */
function rootOf(document: DocNode, problems: ProblemList): MapNode | undefined {
  if (document.kind === "map") {
    const entries = document.entries.filter(({ key }) => !key.startsWith("x-"));
    return { ...document, entries: withKnownVersion(entries, problems) };
  }
  problems.error("wrong-type", document, {
    expected: "a map that begins with `fanin: 1`",
    found: document.kind === "list" ? "a list" : "a single value",
  });
  return undefined;
}

/** Another version of the format is said once; the rest is read as if it were this one. */
function withKnownVersion(entries: readonly Entry[], problems: ProblemList): readonly Entry[] {
  return entries.map((entry) => {
    const { key, value } = entry;
    if (key !== "fanin" || value.kind !== "scalar" || isEmpty(value) || value.text === "1") {
      return entry;
    }
    const isNewer = /^\d+(\.\d+)?$/.test(value.text) && Number(value.text) > 1;
    problems.error("format-version", value, {
      expected: "`fanin: 1`, the version of the format that this program reads",
      found: describeNode(value),
      fix: isNewer ? "take a newer fanin" : "write `fanin: 1`",
    });
    return { ...entry, value: { ...value, text: "1" } };
  });
}

/** Compiles; if the top of the document has a problem, so much of it as can still be checked. */
function compileRoot(
  root: MapNode,
  files: (name: string) => string | undefined,
  reader: Reader,
): Compiled | undefined {
  const block = reader.read(scenarioBlock, root);
  if (block !== undefined) return compileScenario(block, files, reader);
  const substitute = reader.read(scenarioBlock, withSoundTop(root));
  const compiled = substitute && compileScenario(substitute, files, reader);
  return compiled && { ...compiled, isWhole: false, scenario: undefined };
}

/**
 * The named things of a document under a top that is known to be sound. The longest run has every
 * fault within it, so that nothing is reported that follows from the substitution.
 */
function withSoundTop(root: MapNode): MapNode {
  const kept = ["servers", "tiers", "storage"].flatMap((key) => {
    const entry = entryOf(root, key);
    return entry?.value.kind === "map" ? [entry] : [];
  });
  const lists = ["faults", "objectives", "links"].flatMap((key) => {
    const entry = entryOf(root, key);
    return entry?.value.kind === "list" ? [entry] : [];
  });
  const machine = entryOf(root, "machine");
  const entries = [...kept, ...lists, ...(machine === undefined ? [] : [machine])];
  if (!kept.some(({ key }) => key === "servers")) {
    entries.push({ key: "servers", keyPlace: root, value: emptyMap(root, "servers"), rank: 0 });
  }
  return {
    ...root,
    entries: [...entries, scalar(root, "fanin", "1"), scalar(root, "duration", "104 d")],
  };
}

function scalar(root: MapNode, key: string, text: string): Entry {
  const { file, line, column } = root;
  const value: DocNode = { kind: "scalar", file, line, column, path: key, text, isQuoted: false };
  return { key, keyPlace: root, value, rank: 0 };
}
