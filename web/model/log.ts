/** The log of events: the steps of the chain of causes, and when each fault's backlog was gone, by time. */
import type { Findings, Step, StepKind } from "../../src/analysis/findings.js";
import { stepSentence } from "../../src/report/sentences.js";
import { say } from "../text/say.js";

export interface LogEntry {
  readonly kind: StepKind | "drained";
  readonly word: string;
  readonly glyph: string;
  readonly fromTicks: number;
  /** As `fromTicks` for a moment. */
  readonly toTicks: number;
  /** Address of the first part that it concerns, or a layer. */
  readonly where: string;
  readonly layer: string;
  readonly text: string;
  /** Index of the entry that led to it. */
  readonly cause: number | undefined;
  /** Something was rejected, or a connection refused. */
  readonly isRefusal: boolean;
  readonly isFirstRefusal: boolean;
}

const REFUSALS: readonly string[] = ["put-rejected", "call-rejected", "connection-refused"];

/** One word a kind, and a glyph that tells kinds of trouble apart. */
const WORDS: Readonly<Record<StepKind | "drained", readonly [string, string]>> = {
  fault: [say("fault"), "⚡"],
  overload: [say("overload"), "≫"],
  "process-down": [say("down"), "⊘"],
  lost: [say("lost"), "†"],
  "write-failed": [say("cannot write"), "✕"],
  "sink-stalled": [say("no answer"), "…"],
  "channel-failed": [say("disk fails"), "✕"],
  "channel-stalled": [say("disk stalls"), "…"],
  "connection-refused": [say("connection refused"), "✕"],
  "call-timed-out": [say("timed out"), "…"],
  "call-broken": [say("broken off"), "✕"],
  "call-rejected": [say("rejected"), "✖"],
  "channel-full": [say("full"), "▲"],
  "put-waited": [say("blocked"), "◆"],
  "put-rejected": [say("rejects"), "✖"],
  backlog: [say("backlog"), "▲"],
  dropped: [say("dropped"), "†"],
  unrouted: [say("no route"), "†"],
  "failed-over": [say("failed over"), "↷"],
  drained: [say("drained"), "✓"],
};

export function logOf({ steps, recoveries }: Findings): LogEntry[] {
  const firstRefusal = steps.findIndex(({ what }) => REFUSALS.includes(what));
  const open = [
    ...steps.map((step, i) => ({ step: i, entry: stepEntry(step, i === firstRefusal) })),
    ...recoveries.flatMap(({ fault, drainedAtTicks }) => {
      if (drainedAtTicks === undefined) return [];
      return [{ step: -1, entry: drainedEntry(fault, drainedAtTicks) }];
    }),
  ].sort((a, b) => a.entry.fromTicks - b.entry.fromTicks);
  const places = new Map(open.map(({ step }, i) => [step, i]));
  return open.map(({ step, entry }) => {
    const cause = steps[step]?.cause;
    return { ...entry, cause: cause === undefined ? undefined : places.get(cause) };
  });
}

/** Entries from the first cause to one entry, both included. */
export function chainTo(log: readonly LogEntry[], index: number): number[] {
  const chain = [index];
  for (;;) {
    const cause = log[chain[0]!]!.cause;
    if (cause === undefined || chain.includes(cause)) return chain;
    chain.unshift(cause);
  }
}

function stepEntry(step: Step, isFirstRefusal: boolean): Omit<LogEntry, "cause"> {
  const [word, glyph] = WORDS[step.what];
  return {
    kind: step.what,
    word,
    glyph,
    fromTicks: step.fromTicks,
    toTicks: step.toTicks,
    where: step.what === "fault" ? step.layer : step.first,
    layer: step.layer,
    text: stepSentence(step),
    isRefusal: REFUSALS.includes(step.what),
    isFirstRefusal,
  };
}

function drainedEntry(fault: string, atTicks: number): Omit<LogEntry, "cause"> {
  const [word, glyph] = WORDS.drained;
  return {
    kind: "drained",
    word,
    glyph,
    fromTicks: atTicks,
    toTicks: atTicks,
    where: "",
    layer: "",
    text: say("what piled up in {fault} is gone: backlog and oldest age are as before it", {
      fault,
    }),
    isRefusal: false,
    isFirstRefusal: false,
  };
}
