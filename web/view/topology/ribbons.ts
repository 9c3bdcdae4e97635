/**
 * Ribbons between the layers: as wide as the root of the rate, on one scale for the whole run; what was tried and
 * not accepted is a hatched stub that ends before the target.
 */
import { linkHorizontal, linkVertical } from "d3-shape";
import type { Flow } from "../../model/flows.js";
import type { GraphNode } from "../../model/graph.js";
import type { RunModel } from "../../model/run-model.js";
import { setAttribute, svg } from "../../shell/dom.js";

export interface Box extends Pick<DOMRect, "left" | "right" | "top" | "bottom"> {
  /** Where what leaves to the right is past its neighbours; by default at its own right edge. */
  readonly exit?: number;
}

/** Where the ribbons of a layer begin and end. */
export interface Anchors {
  boxOf(node: GraphNode | undefined): Box;
}

interface Ribbon {
  readonly flow: Flow;
  readonly accepted: SVGPathElement;
  readonly refused: SVGPathElement;
  readonly sign: SVGTextElement;
}

/** Points along a ribbon, from its beginning to its end, and along the stub of what was refused. */
export interface Trail {
  readonly flow: Flow;
  readonly accepted: readonly Point[];
  readonly stub: readonly Point[];
}

export type Point = Pick<DOMPoint, "x" | "y">;

const TRAIL_POINTS = 64;
const WIDEST = 22;
const NARROWEST = 1;
/** The stub of what was refused ends this share of the way. */
const STUB = 0.6;

export class Ribbons {
  readonly element = svg("svg", { class: "ribbons", "aria-hidden": "true" });
  #ribbons: Ribbon[] = [];
  #flows: readonly Flow[] = [];
  #most = 0;

  /** @param within what the ribbons are drawn behind */
  place(
    flows: readonly Flow[],
    layers: ReadonlyMap<string, Anchors>,
    run: RunModel,
    within: HTMLElement,
  ): void {
    const frame = within.getBoundingClientRect();
    setAttribute(this.element, "width", String(frame.width));
    setAttribute(this.element, "height", String(frame.height));
    if (flows !== this.#flows) this.#most = largestRate(flows, run);
    this.#flows = flows;
    this.#ribbons = flows.map((flow) => {
      const sender = layers.get(flow.from.layer)!;
      const receiver = layers.get(flow.to.layer)!;
      const whole = sender.boxOf(undefined);
      const from = sender.boxOf(flow.from.node ?? flow.to.node);
      const to = receiver.boxOf(flow.to.node);
      const isAcross = receiver.boxOf(undefined).left >= whole.right;
      const [source, target] = isAcross ? across(from, to, frame) : down(from, whole, to, frame);
      const link = (end: readonly [number, number]): string => {
        const shape = isAcross ? linkHorizontal() : linkVertical();
        return shape({ source: [...source], target: [...end] }) ?? "";
      };
      const stub: [number, number] = [
        source[0] + (target[0] - source[0]) * STUB,
        source[1] + (target[1] - source[1]) * STUB,
      ];
      return {
        flow,
        accepted: svg("path", { class: "ribbon", d: link(target) }),
        refused: svg("path", { class: "ribbon refused", d: link(stub) }),
        sign: svg("text", { class: "ribbon-sign", x: stub[0], y: stub[1] + 4 }, "✖"),
      };
    });
    this.element.replaceChildren(
      ...this.#ribbons.flatMap(({ accepted, refused, sign }) => [accepted, refused, sign]),
    );
  }

  /** For what travels along the ribbons. */
  trails(): readonly Trail[] {
    return this.#ribbons.map(({ flow, accepted, refused }) => {
      return { flow, accepted: pointsOf(accepted), stub: pointsOf(refused) };
    });
  }

  /** [events/s] of the busiest, at its busiest. */
  get most(): number {
    return this.#most;
  }

  show(sample: number, selected: number | undefined): void {
    for (const { flow, accepted, refused, sign } of this.#ribbons) {
      const refusedRate = flow.refused(sample);
      this.#setWidth(accepted, flow.accepted(sample));
      const isFailing = flow.isFailing(sample);
      this.#setWidth(refused, refusedRate, isFailing);
      setAttribute(sign, "visibility", isFailing ? "visible" : "hidden");
      const ends = [flow.from.node?.index, flow.to.node?.index];
      accepted.classList.toggle("of-selected", selected !== undefined && ends.includes(selected));
    }
  }

  #setWidth(path: SVGPathElement, rate: number, isShown = rate > 0): void {
    const share = this.#most === 0 ? 0 : Math.sqrt(rate / this.#most);
    const width = isShown ? Math.max(NARROWEST, share * WIDEST) : 0;
    // In steps that the eye sees: what does not change is not painted.
    setAttribute(path, "stroke-width", (Math.round(width * 2) / 2).toString());
    setAttribute(path, "visibility", width === 0 ? "hidden" : "visible");
  }
}

function pointsOf(path: SVGPathElement): Point[] {
  const length = path.getTotalLength();
  return Array.from({ length: TRAIL_POINTS }, (_, i) => {
    const { x, y } = path.getPointAtLength((length * i) / (TRAIL_POINTS - 1));
    return { x, y };
  });
}

/** [events/s] of the widest ribbon over the whole run, looked for at no more than this many samples. */
const LOOKS = 100;

function largestRate(flows: readonly Flow[], run: RunModel): number {
  const samples = run.recording.times.length;
  const step = Math.max(1, Math.ceil(samples / LOOKS));
  let most = 0;
  for (const flow of flows) {
    for (let i = 0; i < samples; i += step)
      most = Math.max(most, flow.accepted(i), flow.refused(i));
  }
  return most;
}

type Ends = readonly [readonly [number, number], readonly [number, number]];

function across(from: Box, to: Box, frame: DOMRect): Ends {
  return [
    [(from.exit ?? from.right) - frame.left, (from.top + from.bottom) / 2 - frame.top],
    [to.left - frame.left, (to.top + to.bottom) / 2 - frame.top],
  ];
}

/** On a narrow screen the layers stand below each other. */
function down(from: Box, whole: Box, to: Box, frame: DOMRect): Ends {
  return [
    [(from.left + from.right) / 2 - frame.left, whole.bottom - frame.top],
    [(to.left + to.right) / 2 - frame.left, to.top - frame.top],
  ];
}
