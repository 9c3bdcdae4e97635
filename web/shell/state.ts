/** The state of the page. What a view needs beyond it, it derives. */
import type { Checked, Progress, ScenarioText } from "../engine/protocol.js";
import { USUAL_LOOK, type Look } from "../model/details/look.js";
import { NO_QUERY, type Query } from "../model/query.js";
import type { RunModel } from "../model/run-model.js";
import { NO_COMPARISON, type CompareState } from "./compare-state.js";
import type { Route } from "./address/route.js";
import { WHOLE_TOPOLOGY, type TopologyState } from "./topology-control.js";

/** Of the run; see shownStatus for what the page says. */
export type Status = "empty" | "running" | "done" | "partial" | "error";

export const TABS = ["charts", "heatmap", "events", "nodes", "compare"] as const;
export type Tab = (typeof TABS)[number];

export const SPEEDS = [1, 10, 60, 300, 1800, "fit"] as const;

/** [ticks] */
export interface TimeWindow {
  readonly fromTicks: number;
  readonly toTicks: number;
}

/** `refusal`: when something begins to be refused; `change`: when the state of any node changes. */
export const PAUSES = ["end", "refusal", "change", "mark"] as const;
export type PauseAt = (typeof PAUSES)[number];

export type Theme = "light" | "dark";

export interface PageState {
  readonly page: Route["page"];
  /** Of the address bar: a shipped scenario, or the file that was opened. */
  readonly scenario: string;
  readonly status: Status;
  readonly progress: Progress | undefined;
  readonly failure: Failure | undefined;
  /** What was run last; while the next one runs, what there is of it. */
  readonly run: RunModel | undefined;
  /** The text of the scenario as it is edited; undefined: a recording is open. */
  readonly draft: ScenarioText | undefined;
  /** Another number: another text, not the same one changed. */
  readonly draftId: number;
  /** The text that `run` is a run of; undefined: a recording. */
  readonly ranText: string | undefined;
  /** What is wrong with the draft, and its knobs; undefined: not looked through yet. */
  readonly checked: Checked | undefined;
  /** [ms] that a run of the draft will take, about. */
  readonly runMs: number | undefined;
  readonly isEditing: boolean;
  /** Beginning of the digest that the link promised which led here; empty: no link, or it promised none. */
  readonly promisedDigest: string;
  readonly atTicks: number;
  /** Where the pointer is on a chart or the heatmap; the crosshair follows it, the clock does not. */
  readonly hoverTicks: number | undefined;
  readonly isPlaying: boolean;
  /** Simulated seconds a second; `fit`: the whole run in half a minute. */
  readonly speed: number | "fit";
  /** Index of a node of the run. */
  readonly selected: number | undefined;
  /** Whether the same seed gave the same digest again; undefined: not tried. */
  readonly verified: Verified | undefined;
  /** Text of the query box: nodes that it does not match step back, everywhere. */
  readonly query: Query;
  /** What the charts, the heatmap and the window's numbers are about; undefined: the whole run. */
  readonly window: TimeWindow | undefined;
  /** How charts and heatmap are shown. */
  readonly look: Look;
  /** [ticks] At most two moments that a person has marked: between two the charts show differences. */
  readonly marks: readonly number[];
  /** The stretch of the event that is pointed at: shown on every scale of time. */
  readonly pointedAt: TimeWindow | undefined;
  /** Where playback stops by itself. */
  readonly pauseAt: PauseAt;
  /** [simulated s/s] that playback reached lately; undefined at rest. */
  readonly reachedSpeed: number | undefined;
  readonly topology: TopologyState;
  /** Dots that travel along the ribbons. */
  readonly showsDots: boolean;
  /** Whether single letters and signs are keys of the page. */
  readonly hasKeys: boolean;
  /** Whether runs go on beside the page; otherwise in it, slice by slice. */
  readonly hasWorkers: boolean;
  readonly compare: CompareState;
  readonly theme: Theme;
  /** The theme that a person or a link has chosen; undefined: the system's. */
  readonly forcedTheme: Theme | undefined;
  readonly tab: Tab;
}

export type Verified =
  | { readonly kind: "running"; readonly share: number }
  | { readonly kind: "same" }
  /** @param found the other digest, or what went wrong */
  | { readonly kind: "differs"; readonly found: string };

/** Why there is nothing new to see. */
export interface Failure {
  readonly title: string;
  /** For a report to us; may be empty. */
  readonly details: string;
  readonly advice: string;
  readonly offers: readonly Offer[];
}

/** Of another run there is nothing selected, marked or asked for yet. */
export const FRESH_VIEW = {
  run: undefined,
  isPlaying: false,
  selected: undefined,
  query: NO_QUERY,
  window: undefined,
  look: USUAL_LOOK,
  marks: [],
  pointedAt: undefined,
  topology: WHOLE_TOPOLOGY,
} as const satisfies Partial<PageState>;

/** What can be done about it at once. */
export type Offer =
  | {
      readonly kind: "run";
      readonly label: string;
      /** [ticks] between samples, instead of the scenario's. */
      readonly everyTicks: number | undefined;
    }
  | {
      readonly kind: "download";
      readonly label: string;
      readonly name: string;
      readonly text: string;
    };

export const FIRST_STATE: PageState = {
  page: "gallery",
  scenario: "",
  status: "empty",
  progress: undefined,
  failure: undefined,
  run: undefined,
  draft: undefined,
  draftId: 0,
  ranText: undefined,
  checked: undefined,
  runMs: undefined,
  isEditing: false,
  promisedDigest: "",
  atTicks: 0,
  hoverTicks: undefined,
  isPlaying: false,
  speed: 60,
  selected: undefined,
  verified: undefined,
  query: NO_QUERY,
  window: undefined,
  look: USUAL_LOOK,
  marks: [],
  pointedAt: undefined,
  pauseAt: "end",
  reachedSpeed: undefined,
  topology: WHOLE_TOPOLOGY,
  showsDots: false,
  hasKeys: true,
  hasWorkers: true,
  compare: NO_COMPARISON,
  theme: "light",
  forcedTheme: undefined,
  tab: "charts",
};

/** The results are of another text than the one that is there now. */
export function isStale({ run, draft, ranText }: PageState): boolean {
  return (
    run !== undefined && draft !== undefined && ranText !== undefined && draft.text !== ranText
  );
}

/** As `data-status` of the page says it. */
export function shownStatus(state: PageState): Status | "stale" {
  const { status, failure } = state;
  return status !== "running" && failure === undefined && isStale(state) ? "stale" : status;
}
