/** How the topology is looked at: how far in, in which forms, in which order. */
import type { ChosenForms, Form } from "../model/topology/forms.js";
import type { Inside } from "../model/topology/groups.js";
import type { PageState } from "./state.js";
import type { Store } from "./store.js";

export interface TopologyState {
  readonly inside: Inside;
  readonly forms: ChosenForms;
  /** Otherwise the order never depends on states, so that places can be learnt. */
  readonly isWorstFirst: boolean;
}

export const WHOLE_TOPOLOGY: TopologyState = { inside: [], forms: {}, isWorstFirst: false };

export class TopologyControl {
  readonly #store: Store<PageState>;

  constructor(store: Store<PageState>) {
    this.#store = store;
  }

  enter(inside: Inside): void {
    this.#set({ inside });
  }

  /** One level out. @returns false where there is none */
  leave(): boolean {
    const { inside } = this.#store.state.topology;
    if (inside.length === 0) return false;
    this.enter(inside.slice(0, -1));
    return true;
  }

  /** @param form undefined: as many nodes are usually drawn */
  choose(layer: string, form: Form | undefined): void {
    const { [layer]: _, ...others } = this.#store.state.topology.forms;
    this.#set({ forms: form === undefined ? others : { ...others, [layer]: form } });
  }

  /** The one that was chosen for a layer. */
  formOf(layer: string): Form | undefined {
    return this.#store.state.topology.forms[layer];
  }

  orderByState(isWorstFirst: boolean): void {
    this.#set({ isWorstFirst });
  }

  #set(change: Partial<TopologyState>): void {
    this.#store.set({ topology: { ...this.#store.state.topology, ...change } });
  }
}
