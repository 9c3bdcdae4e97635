/** What a person can do by a key: one table, from which keys, the list of keys and the list of commands are made. */
import type { Controller } from "../../shell/controller.js";
import { PAUSES, TABS, type PageState } from "../../shell/state.js";
import type { Store } from "../../shell/store.js";
import { TAB_NAMES } from "../details/tabs.js";
import { say } from "../../text/say.js";

export interface Command {
  readonly name: string;
  /** As a KeyboardEvent names it, letters in lower case; none: in the list of commands alone. */
  readonly key?: string;
  /** How the key is written, where that is not the key itself. */
  readonly shown?: string;
  readonly withMod?: boolean;
  /** Has a meaning without a run. */
  readonly isEverywhere?: boolean;
  act(): void;
}

/** What the page has besides its store: dialogs, a box to type in. */
export interface Reach {
  readonly showHelp: () => void;
  readonly showCommands: () => void;
  readonly toggleTheme: () => void;
  readonly openFile: () => void;
  /** Puts the focus there. */
  readonly focusQuery: () => void;
  /** Opens the editor and puts the focus there. */
  readonly edit: () => void;
  /** Closes what is open; @returns false when nothing is. */
  readonly closeInspector: () => boolean;
  /** One level out of the topology; @returns false where there is none. */
  readonly leaveTopology: () => boolean;
}

/** [samples] */
const PAGE = 60;
const CLOSER = 0.5;
const STEP = 0.25;

export function commandsOf(
  controller: Controller,
  store: Store<PageState>,
  reach: Reach,
): readonly Command[] {
  return [...timeCommands(controller), ...pageCommands(controller, store, reach)];
}

function timeCommands(controller: Controller): readonly Command[] {
  const { time } = controller;
  return [
    {
      name: say("play or pause"),
      key: " ",
      shown: say("Space"),
      act: () => controller.clock.togglePlay(),
    },
    {
      name: say("one sample back"),
      key: "ArrowLeft",
      shown: "←",
      act: () => controller.clock.step(-1),
    },
    {
      name: say("one sample on"),
      key: "ArrowRight",
      shown: "→",
      act: () => controller.clock.step(1),
    },
    {
      name: say("60 samples back"),
      key: "Shift+ArrowLeft",
      shown: say("Shift {key}", { key: "←" }),
      act: () => controller.clock.step(-PAGE),
    },
    {
      name: say("60 samples on"),
      key: "Shift+ArrowRight",
      shown: say("Shift {key}", { key: "→" }),
      act: () => controller.clock.step(PAGE),
    },
    {
      name: say("to the beginning"),
      key: "Home",
      shown: say("Home"),
      act: () => controller.clock.seek(0),
    },
    {
      name: say("to the end"),
      key: "End",
      shown: say("End"),
      act: () => controller.clock.seek(Infinity),
    },
    { name: say("previous event"), key: ",", act: () => controller.clock.stepEvent(-1) },
    { name: say("next event"), key: ".", act: () => controller.clock.stepEvent(1) },
    { name: say("slower"), key: "<", act: () => controller.clock.changeSpeed(-1) },
    { name: say("faster"), key: ">", act: () => controller.clock.changeSpeed(1) },
    { name: say("closer: half the window of time"), key: "w", act: () => time.zoom(CLOSER) },
    { name: say("further: twice the window"), key: "s", act: () => time.zoom(1 / CLOSER) },
    { name: say("the window earlier"), key: "a", act: () => time.pan(-STEP) },
    { name: say("the window later"), key: "d", act: () => time.pan(STEP) },
    {
      name: say("the window on what is selected, then on everything"),
      key: "f",
      act: () => time.focus(),
    },
    { name: say("mark this time; two marks show differences"), key: "m", act: () => time.mark() },
    { name: say("take the marks away"), act: () => time.clearMarks() },
    ...PAUSES.map((pause) => ({
      name: say("playback pauses at {what}", { what: PAUSE_NAMES[pause] }),
      act: () => controller.clock.setPauseAt(pause),
    })),
  ];
}

function pageCommands(
  controller: Controller,
  store: Store<PageState>,
  reach: Reach,
): readonly Command[] {
  return [
    { name: say("filter nodes, channels and events"), key: "/", act: reach.focusQuery },
    { name: say("show everything again"), act: () => controller.ask("") },
    ...TABS.map((tab, i) => ({
      name: say("show {tab}", { tab: TAB_NAMES[tab].toLowerCase() }),
      key: String(i + 1),
      act: () => controller.details.show(tab),
    })),
    {
      name: say("pin what is shown, to compare with what comes"),
      key: "c",
      act: () => {
        controller.comparison.pin();
        controller.details.show("compare");
      },
    },
    {
      name: say("run the text as it is now"),
      key: "Enter",
      shown: say("Ctrl {key}", { key: say("Enter") }),
      withMod: true,
      act: () => controller.run(),
    },
    { name: say("edit the scenario's text"), key: "e", act: reach.edit },
    {
      name: say(
        "close the inspector, else out of a layer, else cancel the run, else show everything again",
      ),
      key: "Escape",
      shown: say("Esc"),
      act: () => {
        if (reach.closeInspector() || reach.leaveTopology()) return;
        if (store.state.status === "running") controller.cancel();
        else controller.ask("");
      },
    },
    { name: say("light or dark"), key: "t", isEverywhere: true, act: reach.toggleTheme },
    { name: say("open a file"), isEverywhere: true, act: reach.openFile },
    { name: say("this list of keys"), key: "?", isEverywhere: true, act: reach.showHelp },
    {
      name: say("all commands"),
      key: "k",
      shown: say("Ctrl {key}", { key: "K" }),
      withMod: true,
      isEverywhere: true,
      act: reach.showCommands,
    },
    {
      name: say("keys of one letter or sign, on or off"),
      isEverywhere: true,
      act: () => controller.setKeys(!store.state.hasKeys),
    },
  ];
}

export const PAUSE_NAMES: Readonly<Record<PageState["pauseAt"], string>> = {
  end: say("the end of the window"),
  refusal: say("the next refusal"),
  change: say("the next change of a state"),
  mark: say("a mark"),
};

/** Letters and signs, which somebody who speaks to the page may say by chance: WCAG 2.1.4. */
export function isCharacter({ key, withMod }: Command): boolean {
  return key?.length === 1 && key !== " " && withMod !== true;
}

export function keyText({ key, shown }: Command): string {
  return shown ?? (key?.length === 1 ? key.toUpperCase() : (key ?? ""));
}
