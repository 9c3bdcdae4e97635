/** Faults as the file writes them → windows on parts of the model. */
import { END_OF_TIME } from "../../units/time.js";
import { formatAddress } from "../address.js";
import { describeNode, listNames, quote } from "../document/describe.js";
import type { DocNode } from "../document/node.js";
import { FAULT_KINDS, FAULT_TABLE, type FaultPart } from "../fault-table.js";
import type { ProblemList } from "../problem-list.js";
import type { Reading } from "../read/reading.js";
import type { ValueOf } from "../schema/field.js";
import { faultBlock } from "../schema/scenario.js";
import type { Fault, FaultKind } from "../types/faults.js";
import { targetsOf, type Target, type TargetContext } from "./targets.js";

const MAX_FAULTS = 10_000;
const MAX_PARTS = 1_000_000;

export type FaultBlock = ValueOf<typeof faultBlock>;

/** A fault, and where it is written. */
export interface FaultPlan {
  readonly fault: Fault;
  readonly block: FaultBlock;
}

/** @returns the faults, one for each `at`; those with a problem are left out */
export function compileFaults(
  written: readonly DocNode[],
  reader: Reading,
  context: TargetContext,
): FaultPlan[] {
  const plans: FaultPlan[] = [];
  let parts = 0;
  for (const node of written) {
    const block = reader.read(faultBlock, node);
    const added = block === undefined ? [] : compileFault(block, context);
    plans.push(...added);
    parts += added[0]?.fault.targets.length ?? 0;
    if (plans.length <= MAX_FAULTS && parts <= MAX_PARTS) continue;
    context.problems.error("too-large", node, {
      expected: `at most ${MAX_FAULTS} faults (each \`at\` counted) on ${MAX_PARTS} parts`,
      found: "more",
    });
    break;
  }
  return plans;
}

function compileFault(block: FaultBlock, context: TargetContext): FaultPlan[] {
  const { values } = block;
  const { problems } = context;
  const node = block.written.get("on")!;
  const targets = targetsOf(values.on, node, context);
  const isTimed = hasOneEnd(block, problems);
  const factor = factorOf(block, problems);
  if (targets === undefined || !isTimed || factor === undefined) return [];
  if (!allFit(values.kind, targets, block, problems)) return [];
  const on = formatAddress(values.on);
  return values.at.flatMap(({ value: fromTicks, node: at }) => {
    const toTicks = endOf(block, fromTicks, at, problems);
    if (toTicks === undefined) return [];
    const fault: Fault = {
      kind: values.kind,
      on,
      targets: targets.map(({ target }) => target),
      fromTicks,
      toTicks,
      factor,
    };
    return [{ fault, block }];
  });
}

function hasOneEnd(block: FaultBlock, problems: ProblemList): boolean {
  const { kind } = block.values;
  const until = block.written.get("until");
  const length = block.written.get("for");
  if (kind === "start") {
    const end = until ?? length;
    if (end === undefined) return true;
    problems.error("keys-exclude", end, {
      expected: "no `for` and no `until` for a `start`, which is a moment",
      found: describeNode(end),
      fix: "remove it",
    });
    return false;
  }
  if (until === undefined || length === undefined) return true;
  problems.error("keys-exclude", until, {
    expected: "one of `for` and `until`",
    found: "both",
    fix: "remove one of them",
  });
  return false;
}

function endOf(
  block: FaultBlock,
  fromTicks: number,
  at: DocNode,
  problems: ProblemList,
): number | undefined {
  const { for: length, until } = block.values;
  if (length !== undefined) return Math.min(fromTicks + length, END_OF_TIME);
  if (until === undefined) return END_OF_TIME;
  if (until > fromTicks) return until;
  problems.error("out-of-range", block.written.get("until")!, {
    expected: `a time after \`at\` (${describeNode(at)})`,
    found: describeNode(block.written.get("until")!),
  });
  return undefined;
}

function factorOf(block: FaultBlock, problems: ProblemList): number | undefined {
  const { kind, factor } = block.values;
  if (kind === "slow" && factor === undefined) {
    problems.error(
      "key-missing",
      { ...block.node, path: `${block.node.path}.factor` },
      {
        expected: "`factor`: how many times as long everything takes",
        found: "nothing",
        fix: "write `factor`",
      },
    );
    return undefined;
  }
  if (kind !== "slow" && factor !== undefined) {
    const node = block.written.get("factor")!;
    problems.error("keys-exclude", node, {
      expected: `no \`factor\` for \`${kind}\``,
      found: describeNode(node),
      fix: "remove it, or write `kind: slow`",
    });
    return undefined;
  }
  return factor ?? 1;
}

function allFit(
  kind: FaultKind,
  targets: readonly Target[],
  block: FaultBlock,
  problems: ProblemList,
): boolean {
  const odd = targets.find(({ part }) => !Object.hasOwn(FAULT_TABLE[part], kind));
  if (odd === undefined) return true;
  problems.error("fault-does-not-fit", block.written.get("kind")!, {
    expected: fittingText(odd.part),
    found: quote(kind),
    fix: fixFor(kind, odd.part),
  });
  return false;
}

const PART_NOUNS: Readonly<Record<FaultPart, string>> = {
  servers: "servers",
  agent: "an agent",
  source: "a source",
  "memory channel": "a memory channel",
  "file channel": "a file or spillable channel",
  "timed sink": "a timed sink",
  "other sink": "a sink that is not timed",
  storage: "a storage",
  namenode: "a NameNode",
  datanode: "a DataNode",
  link: "a link",
};

function fittingText(part: FaultPart): string {
  const kinds = FAULT_KINDS.filter((kind) => Object.hasOwn(FAULT_TABLE[part], kind));
  if (kinds.length === 0) return `another part: no fault fits ${PART_NOUNS[part]}`;
  return `a fault that fits ${PART_NOUNS[part]}: ${listNames(kinds)}`;
}

/** What was probably meant, where one other choice is likelier than the rest. */
function fixFor(kind: FaultKind, part: FaultPart): string | undefined {
  const isStored = part === "storage" || part === "namenode" || part === "datanode";
  if (kind === "start") return "write the address of an agent that is `late`";
  if (kind === "partition") {
    return isStored
      ? "strike the link to it, such as `tier2->hadoop`"
      : "strike the agent, or a link such as `tier1->tier2`";
  }
  if (kind === "crash" && isStored) return "write `down`";
  if (part === "link") return kind === "crash" ? "strike one of its ends" : "write `partition`";
  if (part === "memory channel") return `strike the agent: ${inMemory(kind)}`;
  if (kind === "crash") return "strike the agent: its process has all its parts";
  return undefined;
}

/** What comes nearest for a memory channel, which has nothing outside its process that could fail. */
function inMemory(kind: FaultKind): string {
  if (kind === "crash") return "`crash` loses what its memory channels hold";
  return kind === "hang"
    ? "`hang` stops all its threads, as a long garbage collection does"
    : "`down` closes its ports";
}
