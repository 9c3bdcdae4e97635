/** The page: a bar on top, the gallery or a run below it. */
import type { Controller } from "../shell/controller.js";
import { button, h, setAttribute, setHidden } from "../shell/dom.js";
import type { ShippedScenario } from "../shell/scenarios.js";
import type { Store, View } from "../shell/store.js";
import { looksLikeScenario, openedFrom, openedText } from "../shell/open-file.js";
import { shownStatus, type PageState } from "../shell/state.js";
import { secondsFromTicks } from "../../src/units/time.js";
import { galleryView } from "./gallery.js";
import { CommandDialog } from "./frame/command-dialog.js";
import { commandsOf, type Command } from "./frame/commands.js";
import { helpDialog } from "./frame/help.js";
import { isForText, pageKeys } from "./frame/keys.js";
import { LimitsNotice } from "./frame/limits-notice.js";
import { ThemeSwitch } from "./frame/theme-switch.js";
import { runPage } from "./run-page.js";
import { say } from "../text/say.js";

export function pageView(
  store: Store<PageState>,
  controller: Controller,
  scenarios: readonly ShippedScenario[],
): { readonly element: readonly HTMLElement[]; readonly views: readonly View<PageState>[] } {
  const picker = filePicker(controller);
  const choose = (): void => {
    picker.click();
  };
  const gallery = galleryView(scenarios, choose);
  const run = runPage(controller, scenarios);
  const help = helpDialog((isOn) => {
    controller.setKeys(isOn);
  });
  const theme = new ThemeSwitch(store);
  const list = new CommandDialog();
  const commands: readonly Command[] = commandsOf(controller, store, {
    showHelp: () => help.show(commands, store.state.hasKeys),
    showCommands: () => list.show(commands),
    toggleTheme: () => theme.toggle(),
    openFile: choose,
    ...run.reach,
  });
  const limits = new LimitsNotice();
  const main = h(
    "main",
    { id: "main", tabindex: -1, "data-testid": "dashboard" },
    limits.element,
    gallery,
    run.element,
  );
  const bar = h(
    "header",
    { class: "top" },
    h("a", { class: "skip", href: "#main" }, say("Skip to the content")),
    h("h1", {}, h("a", { href: "#/" }, "fanin")),
    h("p", { class: "claim" }, say("does every layer survive the outage?")),
    button(say("Open…"), choose),
    theme.element,
    button(
      "?",
      () => {
        help.show(commands, store.state.hasKeys);
      },
      { "aria-label": say("Keys and words"), title: say("Keys and words") },
    ),
  );
  bar.querySelector(".skip")?.addEventListener("click", (event) => {
    // The hash is the page's address: it is not for jumping about.
    event.preventDefault();
    main.focus();
  });
  pageKeys(store, commands);
  acceptDrops(controller);
  acceptPastes(controller);
  return {
    element: [bar, main, help.dialog, list.element, picker],
    // What can be read off the page is said when the rest is drawn.
    views: [
      theme,
      limits,
      { update: showPage(main, gallery, run.element) },
      ...run.views,
      { update: sayMain(main) },
    ],
  };
}

function showPage(
  main: HTMLElement,
  gallery: HTMLElement,
  run: HTMLElement,
): View<PageState>["update"] {
  return (state, before) => {
    const isGallery = state.page === "gallery";
    const focused = document.activeElement;
    setHidden(gallery, !isGallery);
    setHidden(run, isGallery);
    if (before === undefined || state.page === before.page) return;
    scrollTo(0, 0);
    // What led here is not seen any more: the keyboard begins at the top of what is.
    if (focused === document.body || main.contains(focused)) main.focus({ preventScroll: true });
  };
}

/** What a test, or a script of a user, can read off the page. */
function sayMain(main: HTMLElement): View<PageState>["update"] {
  return (state) => {
    const title =
      state.page === "gallery"
        ? "fanin"
        : `${state.run?.findings.scenario.name ?? state.scenario} · fanin`;
    if (document.title !== title) document.title = title;
    setAttribute(main, "data-status", shownStatus(state));
    setAttribute(main, "data-run-digest", state.run?.recording.digest ?? "");
    setAttribute(main, "data-sim-time", String(secondsFromTicks(state.atTicks)));
    setAttribute(main, "data-playing", String(state.isPlaying));
  };
}

function filePicker(controller: Controller): HTMLInputElement {
  const picker = h("input", {
    type: "file",
    accept: ".yaml,.yml,.json,.gz,.png,.csv",
    multiple: true,
    class: "hidden",
    "aria-label": say("A scenario or a recording"),
    tabindex: -1,
  });
  picker.addEventListener("change", () => {
    const files = [...(picker.files ?? [])];
    picker.value = "";
    void openFiles(controller, files);
  });
  return picker;
}

function acceptDrops(controller: Controller): void {
  addEventListener("dragover", (event) => {
    event.preventDefault();
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    void openFiles(controller, [...(event.dataTransfer?.files ?? [])]);
  });
}

/** A whole scenario that is pasted beside any text field is opened. */
function acceptPastes(controller: Controller): void {
  addEventListener("paste", (event) => {
    const [target] = event.composedPath();
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (target instanceof Element && isForText(target)) return;
    if (looksLikeScenario(text)) controller.open(openedText("pasted.yaml", text));
  });
}

async function openFiles(controller: Controller, files: readonly File[]): Promise<void> {
  const opened = await openedFrom(files);
  if (opened !== undefined) controller.open(opened);
}
