/** One node: its state and since when, pictures of its fill and states, what goes in and out, whom it waits for, its counters and settings. */
import type { GraphNode } from "../../model/graph.js";
import { RateReader } from "../../model/rates.js";
import type { RunModel } from "../../model/run-model.js";
import { STATE_NAMES } from "../../model/state-names.js";
import type { Controller } from "../../shell/controller.js";
import { button, h, setHidden, setText } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { windowOf } from "../../shell/time/time-control.js";
import { clock } from "../../text/times.js";
import { factsOf, type Fact } from "./facts.js";
import { givesWay } from "./drawer.js";
import { partTables } from "./parts.js";
import { drawRibbon, drawSlots, drawSpark, slotsOf } from "./pictures.js";
import { SettingsView, type GoTo } from "./settings.js";
import { say, sayCount } from "../../text/say.js";
import { formatNumber } from "../../text/numbers.js";

const COPIED_MS = 2000;
/** A strip is never narrower. */
const LEAST_PX = 120;

export class InspectorView implements View<PageState> {
  readonly element: HTMLElement;
  readonly #controller: Controller;
  readonly #onClose: (node: number) => void;
  readonly #title = h("h2", { id: "inspector-title", tabindex: -1 });
  readonly #said = h("p", { class: "inspector-state" });
  readonly #spark = h("canvas", { "aria-hidden": true });
  readonly #sparkHead = h("div", { class: "crosshair", "aria-hidden": true });
  readonly #ribbon = h("canvas", { "aria-hidden": true });
  readonly #ribbonHead = h("div", { class: "crosshair", "aria-hidden": true });
  readonly #slots = h("canvas", { role: "img" });
  readonly #slotsBox = h("div", { class: "slots", "data-testid": "slots" });
  readonly #facts = h("dl", { class: "facts" });
  readonly #parts = h("div", { class: "parts" });
  readonly #settings: SettingsView;
  #state: PageState | undefined;
  /** [px] of the strips as they are drawn. */
  #width = 0;
  #rates: RateReader | undefined;
  #wanted: number | undefined;

  /**
   * @param onClose the focus goes back to where the node was chosen
   * @param goTo a line of the scenario
   */
  constructor(controller: Controller, onClose: (node: number) => void, goTo: GoTo) {
    this.#controller = controller;
    this.#settings = new SettingsView(controller, goTo);
    this.#onClose = onClose;
    const close = button("✕", () => this.close(), {
      "aria-label": say("Close the inspector"),
      class: "close",
    });
    this.#slotsBox.append(h("h3", {}, say("Room, batch by batch")), this.#slots);
    this.element = h(
      "aside",
      {
        class: "inspector panel",
        "data-testid": "inspector",
        "aria-labelledby": "inspector-title",
        hidden: true,
      },
      h("div", { class: "inspector-head" }, this.#title, this.#copyButton(), close),
      this.#said,
      h("p", { class: "note" }, say("fill in the window; lines at 60, 85 and 100 %")),
      h("div", { class: "strip" }, this.#spark, this.#sparkHead),
      h("p", { class: "note" }, say("states over the whole run")),
      h("div", { class: "strip" }, this.#ribbon, this.#ribbonHead),
      this.#slotsBox,
      this.#facts,
      this.#parts,
      this.#settings.element,
    );
    givesWay(this.element, () => {
      controller.select(undefined);
    });
    new ResizeObserver(() => {
      this.#fit();
    }).observe(this.element);
  }

  /** The keyboard is for a node, as soon as it is shown. */
  open(node: number): void {
    this.#wanted = node;
    this.#takeFocus();
  }

  #takeFocus(): void {
    if (this.#wanted === undefined || this.#state?.selected !== this.#wanted) return;
    this.#wanted = undefined;
    this.#title.focus();
  }

  /** @returns false when it was not open */
  close(): boolean {
    const node = this.#state?.selected;
    if (node === undefined) return false;
    this.#controller.select(undefined);
    this.#onClose(node);
    return true;
  }

  update(state: PageState, before: PageState | undefined): void {
    const { run, selected, atTicks } = state;
    this.#state = state;
    const node = selected === undefined ? undefined : run?.graph.nodes[selected];
    setHidden(this.element, node === undefined);
    if (run === undefined || node === undefined) return;
    if (run !== before?.run || this.#rates === undefined) {
      this.#rates = new RateReader(run.graph, run.view);
    }
    const sample = run.sampleAt(atTicks);
    const isOther =
      run !== before?.run ||
      selected !== before.selected ||
      state.window !== before.window ||
      state.theme !== before.theme;
    if (isOther) this.#build(state, run, node);
    this.#takeFocus();
    this.#settings.show(state, run, node);
    if (
      !isOther &&
      sample === run.sampleAt(before.atTicks) &&
      state.isPlaying === before.isPlaying
    ) {
      return;
    }
    this.#move(state, run, node);
  }

  /** Drawn again for another width of the screen. */
  #fit(): void {
    const { run, selected } = this.#state ?? {};
    const node = selected === undefined ? undefined : run?.graph.nodes[selected];
    if (run === undefined || node === undefined || this.#room() === this.#width) return;
    this.#build(this.#state!, run, node);
    this.#move(this.#state!, run, node);
  }

  #room(): number {
    return Math.max(LEAST_PX, this.#facts.clientWidth);
  }

  /** What does not depend on the clock. */
  #build({ theme, window }: PageState, run: RunModel, node: GraphNode): void {
    setText(this.#title, node.address);
    const width = this.#room();
    this.#width = width;
    const sight = { run, node, theme, width };
    drawSpark(this.#spark, sight, windowOf(run, window));
    drawRibbon(this.#ribbon, sight);
  }

  #move({ window, atTicks, isPlaying }: PageState, run: RunModel, node: GraphNode): void {
    const sample = run.sampleAt(atTicks);
    const state = run.state(node.index, sample);
    const { glyph, word } = STATE_NAMES[state]!;
    setText(
      this.#said,
      say("{state} since {time}", {
        state: `${glyph} ${word}`,
        time: clock(run.stateSince(node.index, sample)),
      }),
    );
    this.#said.dataset["state"] = String(state);
    const width = this.#width;
    const shown = windowOf(run, window);
    const share = (atTicks - shown.fromTicks) / (shown.toTicks - shown.fromTicks);
    setHidden(this.#sparkHead, share < 0 || share > 1);
    this.#sparkHead.style.transform = `translateX(${(width * share).toFixed(1)}px)`;
    const ofRun = (width * atTicks) / run.durationTicks;
    this.#ribbonHead.style.transform = `translateX(${ofRun.toFixed(1)}px)`;
    this.#showSlots(run, node, sample, width);
    const facts = factsOf(run, node, this.#rates!, { sample, window: shown });
    this.#facts.replaceChildren(...facts.map(factElement));
    // While it plays the counters would not be read, and would cost frames.
    if (!isPlaying) this.#parts.replaceChildren(...partTables(run, node, sample));
  }

  #showSlots(run: RunModel, node: GraphNode, sample: number, width: number): void {
    const room = slotsOf({ run, node }, sample);
    setHidden(this.#slotsBox, room === undefined);
    if (room === undefined) return;
    const { slots, taken, batch } = room;
    const text = sayCount(
      batch,
      {
        one: "{taken} of {slots} batches of {count} event",
        other: "{taken} of {slots} batches of {count} events",
      },
      { taken: formatNumber(Math.round(taken * 10) / 10), slots },
    );
    this.#slots.setAttribute("aria-label", text);
    drawSlots(this.#slots, room, width);
  }

  #copyButton(): HTMLButtonElement {
    const copy = button(
      say("link"),
      () => {
        // Written a moment after a change: the address is as the page is by now.
        void navigator.clipboard.writeText(location.href).then(
          () => {
            setText(copy, say("copied ✓"));
            setTimeout(() => {
              setText(copy, say("link"));
            }, COPIED_MS);
          },
          () => {
            setText(copy, say("not allowed ✗"));
          },
        );
      },
      { title: say("Copy a link to this node at this time") },
    );
    return copy;
  }
}

function factElement([name, text]: Fact): HTMLElement {
  return h("div", { class: "fact", "data-fact": name }, h("dt", {}, name), h("dd", {}, text));
}
