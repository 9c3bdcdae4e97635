/** Keys for the whole page; they rest while text is typed or something else has a use for the key. */
import type { Controller } from "../shell/controller.js";
import { TABS, type PageState } from "../shell/state.js";
import type { Store } from "../shell/store.js";

export function pageKeys(
  controller: Controller,
  store: Store<PageState>,
  help: HTMLDialogElement,
): void {
  const speeds: readonly PageState["speed"][] = [1, 10, 60, 300, 1800, "fit"];
  const changeSpeed = (by: number): void => {
    const now = speeds.indexOf(store.state.speed);
    controller.setSpeed(speeds[Math.max(0, Math.min(now + by, speeds.length - 1))]!);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ",": () => {
      controller.stepEvent(-1);
    },
    ".": () => {
      controller.stepEvent(1);
    },
    "<": () => {
      changeSpeed(-1);
    },
    ">": () => {
      changeSpeed(1);
    },
    " ": () => {
      controller.togglePlay();
    },
    "?": () => {
      if (!help.open) help.showModal();
    },
    ...Object.fromEntries(
      TABS.map((tab, i) => [
        String(i + 1),
        () => {
          controller.show(tab);
        },
      ]),
    ),
  };
  addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (!(target instanceof Element) || isForText(target)) return;
    if (key === " " && target.closest("button, a, summary, select, input") !== null) return;
    const act = keys[key];
    if (act === undefined || store.state.page !== "run") return;
    event.preventDefault();
    act();
  });
}

function isForText(element: Element): boolean {
  return element.closest("input, textarea, select, [contenteditable]") !== null;
}
