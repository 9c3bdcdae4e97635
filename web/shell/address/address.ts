/**
 * The address bar: what is shown, at most four times a second. A choice (tab, node, scenario) is a step for the back
 * button, a moment of time is not.
 */

/** [ms] between two changes of the address. */
const ADDRESS_MS = 250;

export interface Place {
  /** What makes a step: two places with the same one replace each other. */
  readonly step: string;
  /** The hash; it may take a moment to make. */
  hash(): Promise<string> | string;
}

export class Address {
  readonly #place: () => Place | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #step: string | undefined;

  /** @param place where the page is now; undefined where it has no address of its own */
  constructor(place: () => Place | undefined) {
    this.#place = place;
  }

  /** The page has changed. */
  touch(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#write();
    }, ADDRESS_MS);
  }

  /** The page is where an address led it: that is no new step. */
  arrive(): void {
    this.#step = this.#place()?.step;
  }

  /** It is on its way to where an address leads. */
  leave(): void {
    this.#step = undefined;
  }

  async #write(): Promise<void> {
    const place = this.#place();
    if (place === undefined) return;
    const hash = await place.hash();
    if (this.#place()?.step !== place.step || hash === location.hash) return;
    const isStep = this.#step !== undefined && this.#step !== place.step;
    this.#step = place.step;
    if (isStep) history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
  }
}
