/** The state of the page. What a view needs beyond it, it derives. */
import type { Progress } from "../engine/protocol.js";
import type { Problem } from "../../src/scenario/problem.js";
import type { RunModel } from "../model/run-model.js";
import type { Route } from "./route.js";

/** As `data-status` of the page says it. */
export type Status = "empty" | "running" | "done" | "partial" | "error";

export const TABS = ["charts", "heatmap", "events", "nodes"] as const;
export type Tab = (typeof TABS)[number];

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
  /** State that the legend has picked out: nodes in another one step back. */
  readonly picked: number | undefined;
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
  picked: undefined,
  theme: "light",
  tab: "charts",
};
