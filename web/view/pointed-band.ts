/** The stretch of the event that is pointed at, on one scale of time: moved and stretched, never laid out anew. */
import { h, setHidden } from "../shell/dom.js";
import type { TimeWindow } from "../shell/state.js";

export class PointedBand {
  readonly element = h("div", { class: "pointed-band", "aria-hidden": true, hidden: true });

  /** @param x [px] of a time, from the left of what it lies on */
  show(stretch: TimeWindow | undefined, x: (ticks: number) => number): void {
    setHidden(this.element, stretch === undefined);
    if (stretch === undefined) return;
    const from = x(stretch.fromTicks);
    this.element.style.transform = `translateX(${from.toFixed(1)}px)`;
    this.element.style.width = `${Math.max(2, x(stretch.toTicks) - from).toFixed(1)}px`;
  }
}
