/** The page: one store, one worker, and the views that are drawn from the store. */
import { InPage } from "./engine/in-page.js";
import type { EngineWorker } from "./engine/protocol.js";
import { Controller } from "./shell/controller.js";
import { h } from "./shell/dom.js";
import { shippedScenarios } from "./shell/scenarios.js";
import { FIRST_STATE, type PageState } from "./shell/state.js";
import { Store } from "./shell/store.js";
import { LOCALE } from "./text/locale.js";
import { pageView } from "./view/page.js";

document.documentElement.lang = LOCALE.words;

const scenarios = shippedScenarios(
  import.meta.glob<string>("../scenarios/*.yaml", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);
const store = new Store<PageState>(FIRST_STATE, (isSettled) => {
  document.documentElement.toggleAttribute("data-drawing", !isSettled);
});
const controller = new Controller(store, scenarios, startEngine);

const { element, views } = pageView(store, controller, scenarios);
document.querySelector("#page")?.replaceWith(h("div", { id: "page" }, ...element));
store.add(...views, controller, controller.comparison);
controller.follow(location.hash);
/** Where there are no workers, or none may be started, the page does their work itself, and says so. */
function startEngine(): EngineWorker {
  try {
    return new Worker(new URL("./engine/worker.ts", import.meta.url), {
      type: "module",
      name: LOCALE.numbers,
    });
  } catch {
    store.set({ hasWorkers: false });
    return new InPage();
  }
}
addEventListener("hashchange", ({ newURL }) => {
  // As it was asked for: meanwhile the page may have written the address that it came from.
  controller.follow(new URL(newURL).hash);
});
