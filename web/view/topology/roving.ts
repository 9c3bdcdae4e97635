/** One stop of the tab key for a list; arrows, Home and End go on from it. */

export class Roving {
  readonly #items: () => readonly HTMLElement[];

  /** @param items in the order in which they are seen */
  constructor(list: HTMLElement, items: () => readonly HTMLElement[]) {
    this.#items = items;
    list.addEventListener("keydown", (event) => {
      this.#onKey(event);
    });
    this.stopAt(0);
  }

  /** @param to index; the tab key leads there from now on */
  stopAt(to: number): void {
    this.#items().forEach((item, i) => {
      item.tabIndex = i === to ? 0 : -1;
    });
  }

  focus(to: number): void {
    const items = this.#items();
    const at = Math.max(0, Math.min(to, items.length - 1));
    this.stopAt(at);
    items[at]?.focus();
  }

  #onKey(event: KeyboardEvent): void {
    const items = this.#items();
    const now = items.findIndex((item) => item === document.activeElement);
    const next = {
      ArrowDown: now + 1,
      ArrowRight: now + 1,
      ArrowUp: now - 1,
      ArrowLeft: now - 1,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (next === undefined || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    this.focus(next);
  }
}

/** Puts the items of a list into another order, and leaves the focus where it is. @returns whether it was another */
export function reorder(list: HTMLElement, items: readonly HTMLElement[]): boolean {
  const isSame = items.every((item, i) => list.children[i] === item);
  if (isSame) return false;
  const focused = document.activeElement;
  const isWithin = focused instanceof HTMLElement && list.contains(focused);
  list.append(...items);
  if (isWithin) focused.focus({ preventScroll: true });
  return true;
}
