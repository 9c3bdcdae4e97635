/** What the tabs below the topology show: which of them, and how charts and heatmap are drawn. */
import type { Look } from "../model/details/look.js";
import type { PageState, Tab } from "./state.js";
import type { Store } from "./store.js";

export class DetailsControl {
  readonly #store: Store<PageState>;

  constructor(store: Store<PageState>) {
    this.#store = store;
  }

  show(tab: Tab): void {
    this.#store.set({ tab });
  }

  /** How charts and heatmap are shown. */
  setLook(change: Partial<Look>): void {
    this.#store.set({ look: { ...this.#store.state.look, ...change } });
  }

  /** Whether the charts show the lines of a layer; of none they show all. */
  toggleLayer(name: string): void {
    const { layers } = this.#store.state.look;
    const others = layers.filter((each) => each !== name);
    this.setLook({ layers: others.length < layers.length ? others : [...layers, name] });
  }

  /** Whether the heatmap shows the servers of a block one by one. */
  toggleBlock(block: string, isOpened: boolean): void {
    const others = this.#store.state.look.opened.filter((each) => each !== block);
    this.setLook({ opened: isOpened ? [...others, block] : others });
  }
}
