/** A layer on the screen, in any of the forms. */
import type { Inside } from "../../model/topology/groups.js";
import type { PageState } from "../../shell/state.js";
import type { Anchors } from "./ribbons.js";

export interface LayerForm extends Anchors {
  readonly element: HTMLElement;
  /** @returns whether nodes have changed their places: the worst are first, and others are the worst now */
  show(state: PageState, sample: number): boolean;
  /** Puts the keyboard's focus on a node, or on what it is in. */
  focus(node: number): void;
}

export interface NodeHandlers {
  select(node: number): void;
  open(node: number): void;
  enter(inside: Inside): void;
}
