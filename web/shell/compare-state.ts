/** Which two runs are compared, and how: what can be told in a link is plain data. */
import type { Progress, Refusal, ScenarioText } from "../engine/protocol.js";
import { ALIGNMENTS, type Alignment } from "../model/compare/alignment.js";
import type { RunModel } from "../model/run-model.js";
import { readScenarioText, readSeed } from "./scenario-text.js";

export const MODES = ["overlay", "difference", "side"] as const;
export type Mode = (typeof MODES)[number];

/** `current`: what the page shows; `measured`: what was measured of the real agents that `current` simulates. */
export const SIDES = ["current", "pinned", "other", "measured"] as const;
export type Side = (typeof SIDES)[number];

/** Shares of A up to which two numbers are taken as equal. */
export const TOLERANCES = [0, 0.01, 0.05, 0.1] as const;

export interface Comparing {
  readonly a: Side;
  readonly b: Side;
  readonly mode: Mode;
  readonly alignment: Alignment;
  /** One of TOLERANCES. */
  readonly within: number;
}

/** What a run can be made again from. */
export type Source =
  | { readonly kind: "shipped"; readonly id: string; readonly seed: number }
  | { readonly kind: "text"; readonly scenario: ScenarioText; readonly seed: number }
  /** A recording: a link can only name it. */
  | { readonly kind: "file"; readonly name: string };

/** A run that is kept beside the one that the page shows. */
export interface Held {
  readonly label: string;
  readonly run: RunModel;
  readonly source: Source;
}

export interface CompareState extends Comparing {
  readonly pinned: Held | undefined;
  readonly other: Held | undefined;
  /** What is being run or read to be `other`. */
  readonly loading: { readonly label: string; readonly progress: Progress | undefined } | undefined;
  readonly refusal: Refusal | undefined;
}

export const NO_COMPARISON: CompareState = {
  a: "pinned",
  b: "current",
  mode: "overlay",
  alignment: "start",
  within: 0.01,
  pinned: undefined,
  other: undefined,
  loading: undefined,
  refusal: undefined,
};

/** For a link: what is compared, without the runs themselves. */
export interface SharedComparison extends Comparing {
  readonly pinned?: Source;
  readonly other?: Source;
}

/** @returns undefined when nothing is compared */
export function sharedComparison(state: CompareState): SharedComparison | undefined {
  const { a, b, mode, alignment, within, pinned, other } = state;
  if (pinned === undefined && other === undefined && b !== "measured") return undefined;
  return {
    a,
    b,
    mode,
    alignment,
    within,
    ...(pinned === undefined ? {} : { pinned: pinned.source }),
    ...(other === undefined ? {} : { other: other.source }),
  };
}

/** @returns undefined for what is no comparison: a link may be of anybody's making */
export function readComparison(json: string | undefined): SharedComparison | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json ?? "null");
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { a, b, mode, alignment, within, pinned, other } = value as Partial<
    Record<keyof SharedComparison, unknown>
  >;
  const known = <T>(all: readonly T[], found: unknown): T | undefined =>
    all.find((each) => each === found);
  const [sideA, sideB] = [known(SIDES, a), known(SIDES, b)];
  if (sideA === undefined || sideB === undefined) return undefined;
  const [ofPinned, ofOther] = [readSource(pinned), readSource(other)];
  return {
    a: sideA,
    b: sideB,
    mode: known(MODES, mode) ?? "overlay",
    alignment: known(ALIGNMENTS, alignment) ?? "start",
    within: known(TOLERANCES, within) ?? NO_COMPARISON.within,
    ...(ofPinned === undefined ? {} : { pinned: ofPinned }),
    ...(ofOther === undefined ? {} : { other: ofOther }),
  };
}

function readSource(value: unknown): Source | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const {
    kind,
    id,
    seed: asked,
    name,
    scenario: told,
  } = value as Readonly<Record<string, unknown>>;
  if (kind === "file" && typeof name === "string") return { kind, name };
  const seed = readSeed(asked);
  if (seed === undefined) return undefined;
  if (kind === "shipped" && typeof id === "string") return { kind, id, seed };
  const scenario = kind === "text" ? readScenarioText(told) : undefined;
  return scenario === undefined ? undefined : { kind: "text", scenario, seed };
}
