/** The log of events: the steps of the chain of causes, when refusals were over, and when each fault's backlog was gone, by time. */
import type { Findings, Step, StepKind } from "../../src/analysis/findings.js";
import { stepSentence } from "../../src/report/sentences.js";
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import { say } from "../text/say.js";

export type LogKind = StepKind | "recovered" | "drained";

export interface LogEntry {
  readonly kind: LogKind;
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

/** Refusals are over when so long none came after. */
const QUIET_TICKS = 60 * TICKS_PER_SECOND;

const REFUSALS: readonly string[] = ["put-rejected", "call-rejected", "connection-refused"];

/** One word a kind, and a glyph that tells kinds of trouble apart. */
const WORDS: Readonly<Record<LogKind, readonly [string, string]>> = {
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
  recovered: [say("recovered"), "✓"],
  drained: [say("drained"), "✓"],
};

export function logOf({ steps, recoveries, end }: Findings): LogEntry[] {
  const firstRefusal = steps.findIndex(({ what }) => REFUSALS.includes(what));
  const open = [
    ...steps.map((step, i) => ({ step: i, entry: stepEntry(step, i === firstRefusal) })),
    ...recoveryOf(steps, end.atTicks).map((entry) => ({ step: -1, entry })),
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

/** The end of the last refusal, where the run shows that none followed for a while. */
function recoveryOf(steps: readonly Step[], endTicks: number): Omit<LogEntry, "cause">[] {
  const refusals = steps.filter(({ what }) => REFUSALS.includes(what));
  const atTicks = Math.max(...refusals.map(({ toTicks }) => toTicks));
  if (refusals.length === 0 || atTicks + QUIET_TICKS > endTicks) return [];
  return [goodEntry("recovered", atTicks, say("the last refusal is over: none for 60 s after it"))];
}

function goodEntry(
  kind: "recovered" | "drained",
  atTicks: number,
  text: string,
): Omit<LogEntry, "cause"> {
  const [word, glyph] = WORDS[kind];
  return {
    ...{ kind, word, glyph, text },
    ...{ fromTicks: atTicks, toTicks: atTicks },
    ...{ where: "", layer: "" },
    ...{ isRefusal: false, isFirstRefusal: false },
  };
}

function drainedEntry(fault: string, atTicks: number): Omit<LogEntry, "cause"> {
  const text = say("what piled up in {fault} is gone: backlog and oldest age are as before it", {
    fault,
  });
  return goodEntry("drained", atTicks, text);
}
