/**
 * Dots along the ribbons: where each is follows from the simulated time alone, so that time that runs backwards takes
 * them back, and the same moment looks the same again. Never the only carrier of a value.
 */
import { TICKS_PER_SECOND } from "../../../src/units/time.js";
import { h, setHidden, setText } from "../../shell/dom.js";
import { contextOf, fitCanvas } from "../canvas.js";
import type { Trail } from "./ribbons.js";
import { say } from "../../text/say.js";
import { formatCount } from "../../text/numbers.js";

const MOST_DOTS = 2_000;
/** On the busiest ribbon, at its busiest. */
const DOTS_A_RIBBON = 40;
/** [simulated s] from one end of a ribbon to the other. */
const TRAVEL_SECONDS = 120;
/** Beyond it a refused dot fades: it does not arrive. */
const FADES_FROM = 0.7;
const PX = 3;

export class Dots {
  readonly element = h("canvas", {
    class: "dots",
    "aria-hidden": true,
    hidden: true,
    "data-testid": "dots",
  });
  readonly note = h("span", { class: "note", "data-testid": "dots-note" });
  #trails: readonly Trail[] = [];
  /** [events/s] that one dot stands for. */
  #perDot = 1;

  /** @param most [events/s] of the busiest ribbon, at its busiest */
  place(trails: readonly Trail[], most: number, box: DOMRect): void {
    this.#trails = trails;
    this.#perDot = roundUp(most / DOTS_A_RIBBON);
    fitCanvas(this.element, box.width, box.height);
  }

  hide(): void {
    setHidden(this.element, true);
    setText(this.note, "");
  }

  show(sample: number, atTicks: number): void {
    setHidden(this.element, false);
    setText(this.note, say("1 dot = {rate} events/s", { rate: formatCount(this.#perDot) }));
    const context = contextOf(this.element);
    context.clearRect(0, 0, this.element.width, this.element.height);
    const style = getComputedStyle(this.element);
    const [usual, refused] = [style.getPropertyValue("--ink"), style.getPropertyValue("--state-4")];
    const travelled = atTicks / TICKS_PER_SECOND / TRAVEL_SECONDS;
    let drawn = 0;
    this.#trails.forEach(({ flow, accepted, stub }, i) => {
      // Ribbons are out of step with each other, by the golden ratio.
      const phase = travelled + i * 0.618_034;
      for (const [rate, points, colour] of [
        [flow.accepted(sample), accepted, usual],
        [flow.refused(sample), stub, refused],
      ] as const) {
        const count = Math.min(Math.ceil(rate / this.#perDot), MOST_DOTS - drawn);
        drawn += Math.max(0, count);
        context.fillStyle = colour;
        for (let dot = 0; dot < count; dot++) {
          const share = (phase + dot / count) % 1;
          context.globalAlpha =
            points === stub && share > FADES_FROM ? (1 - share) / (1 - FADES_FROM) : 1;
          const at = points[Math.floor(share * points.length)]!;
          context.fillRect(at.x - PX / 2, at.y - PX / 2, PX, PX);
        }
      }
    });
    context.globalAlpha = 1;
  }
}

/** 1, 2 or 5 times a power of ten, at least as much. */
function roundUp(value: number): number {
  if (!(value > 1)) return 1;
  let power = 1;
  while (power * 10 <= value) power *= 10;
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value)!;
}
