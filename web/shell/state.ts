/** The state of the page. What a view needs beyond it, it derives. */
import type { Progress } from "../engine/protocol.js";
import type { Problem } from "../../src/scenario/problem.js";
import { NO_QUERY, type Query } from "../model/query.js";
import type { RunModel } from "../model/run-model.js";
import type { Route } from "./route.js";

/** As `data-status` of the page says it. */
export type Status = "empty" | "running" | "done" | "partial" | "error";

export const TABS = ["charts", "heatmap", "events", "nodes"] as const;
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
  readonly atTicks: number;
  /** Where the pointer is on a chart or the heatmap; the crosshair follows it, the clock does not. */
  readonly hoverTicks: number | undefined;
  readonly isPlaying: boolean;
  /** Simulated seconds a second; `fit`: the whole run in half a minute. */
  readonly speed: number | "fit";
  /** Index of a node of the run. */
  readonly selected: number | undefined;
  /** Text of the query box: nodes that it does not match step back, everywhere. */
  readonly query: Query;
  /** What the charts, the heatmap and the window's numbers are about; undefined: the whole run. */
  readonly window: TimeWindow | undefined;
  /** [ticks] At most two moments that a person has marked: between two the charts show differences. */
  readonly marks: readonly number[];
  /** Where playback stops by itself. */
  readonly pauseAt: PauseAt;
  /** [simulated s/s] that playback reached lately; undefined at rest. */
  readonly reachedSpeed: number | undefined;
  /** Dots that travel along the ribbons. */
  readonly showsDots: boolean;
  /** Whether single letters and signs are keys of the page. */
  readonly hasKeys: boolean;
  readonly theme: Theme;
  readonly tab: Tab;
}

/** Why there is nothing new to see. */
export interface Failure {
  readonly title: string;
  readonly problems: readonly Problem[];
  /** Details, for a report to us; empty when the problems say it all. */
  readonly details: string;
  readonly advice: string;
}

/** Of another run there is nothing selected, marked or asked for yet. */
export const FRESH_VIEW = {
  run: undefined,
  isPlaying: false,
  selected: undefined,
  query: NO_QUERY,
  window: undefined,
  marks: [],
} as const satisfies Partial<PageState>;

export const FIRST_STATE: PageState = {
  page: "gallery",
  scenario: "",
  status: "empty",
  progress: undefined,
  failure: undefined,
  run: undefined,
  atTicks: 0,
  hoverTicks: undefined,
  isPlaying: false,
  speed: 60,
  selected: undefined,
  query: NO_QUERY,
  window: undefined,
  marks: [],
  pauseAt: "end",
  reachedSpeed: undefined,
  showsDots: false,
  hasKeys: true,
  theme: "light",
  tab: "charts",
};
