/**
 * A layer of many nodes as a matrix of cells on a canvas, in blocks by the agent that they feed. To the keyboard
 * and to a screen reader it is one grid with a cell that the arrows move. Of very many, a cell is several nodes,
 * and as bad as the worst of them.
 */
import type { GraphLayer, GraphNode } from "../../model/graph.js";
import { rollUp, wayTo } from "../../model/topology/groups.js";
import { matches } from "../../model/query.js";
import type { RunModel } from "../../model/run-model.js";
import { STATE_NAMES } from "../../model/state-names.js";
import { h, setAttribute, setText } from "../../shell/dom.js";
import type { PageState, Theme } from "../../shell/state.js";
import { contextOf, fitCanvas } from "../canvas.js";
import { fillText } from "./layer-cards.js";
import type { LayerForm, NodeHandlers } from "./layer-form.js";
import { areSame, cellBlocks, inOrder, type Cell, type CellBlock } from "./matrix-cells.js";
import { blockLayout, cellAt, type BlockLayout } from "./matrix-layout.js";
import { stateSprites } from "../palette.js";
import type { Box } from "./ribbons.js";
import { say } from "../../text/say.js";

/** Nodes that the query does not match step back. */
const FAINT = 0.25;
/** Added to a state. */
const IS_FAINT = 8;

export class LayerMatrix implements LayerForm {
  readonly element: HTMLElement;
  readonly #usual: readonly CellBlock[];
  #blocks: readonly CellBlock[];
  /** Of all blocks, in their order. */
  #cells: readonly Cell[];
  readonly #handlers: NodeHandlers;
  readonly #canvas = h("canvas", { "aria-hidden": true });
  readonly #cell: HTMLElement;
  #layout: BlockLayout | undefined;
  #sprites: { readonly key: string; readonly pictures: readonly HTMLCanvasElement[] } | undefined;
  #at = 0;
  #painted: Uint8Array | undefined;
  #shown: { readonly state: PageState; readonly sample: number } | undefined;

  /** @param perCell nodes of a block that are one cell */
  constructor(layer: GraphLayer, handlers: NodeHandlers, perCell = 1) {
    this.#handlers = handlers;
    this.#usual = cellBlocks(layer, perCell);
    this.#blocks = this.#usual;
    this.#cells = this.#blocks.flatMap(({ nodes }) => nodes);
    const id = `cell-${layer.name}`;
    this.#cell = h("div", { role: "gridcell", id, class: "hidden" });
    this.element = h(
      "div",
      {
        class: "matrix",
        "data-form": perCell === 1 ? "matrix" : "blocks",
        role: "grid",
        tabindex: 0,
        "aria-label":
          perCell === 1
            ? say("{layer}: {count} nodes, arrows move from one to the next", {
                layer: layer.name,
                count: layer.nodes.length,
              })
            : say("{layer}: {count} nodes, {perCell} a cell, arrows move from one to the next", {
                layer: layer.name,
                count: layer.nodes.length,
                perCell,
              }),
        "aria-activedescendant": id,
      },
      this.#canvas,
      h("div", { role: "row" }, this.#cell),
    );
    this.element.addEventListener("keydown", (event) => {
      this.#onKey(event);
    });
    this.#canvas.addEventListener("click", (event) => {
      this.#onClick(event);
    });
    this.element.addEventListener("focus", () => {
      this.#repaint();
    });
    this.element.addEventListener("blur", () => {
      this.#repaint();
    });
    new ResizeObserver(() => {
      this.#repaint();
    }).observe(this.element);
  }

  show(state: PageState, sample: number): boolean {
    const before = this.#shown?.state;
    this.#shown = { state, sample };
    const hasMoved = this.#sort();
    const isOther = before?.selected !== state.selected || before?.theme !== state.theme;
    if (isOther || hasMoved) this.#repaint();
    else this.#paint();
    this.#nameCell();
    return hasMoved;
  }

  /** @returns whether the order is another than before */
  #sort(): boolean {
    const { state, sample } = this.#shown!;
    const { run, topology } = state;
    const blocks =
      run !== undefined && topology.isWorstFirst ? inOrder(this.#usual, run, sample) : this.#usual;
    if (blocks === this.#blocks) return false;
    const cells = blocks.flatMap(({ nodes }) => nodes);
    if (areSame(cells, this.#cells)) return false;
    // The keyboard stays with its cell.
    const at = this.#cells[this.#at]!;
    this.#blocks = blocks;
    this.#cells = cells;
    this.#at = cells.indexOf(at);
    this.#layout = undefined;
    return true;
  }

  focus(node: number): void {
    this.#at = Math.max(0, this.#cellOf(node));
    this.element.focus();
    this.#repaint();
  }

  /** @returns its index, −1 for none */
  #cellOf(node: number | undefined): number {
    return this.#cells.findIndex((cell) => cell.some(({ index }) => index === node));
  }

  /** Of the block that feeds an agent, or of the whole. */
  boxOf(node: GraphNode | undefined): Box {
    const { left, top } = this.element.getBoundingClientRect();
    const { blocks, height } = this.#fit();
    const right = left + Math.max(0, ...blocks.map(({ x, width }) => x + width));
    const whole = { left, top, bottom: top + height, right };
    const block = blocks[this.#blocks.findIndex(({ target }) => target === node?.address)];
    if (block === undefined) return whole;
    const { x, y, width, height: rows } = block;
    const ends = blocks.flatMap((each) => (each.y === y ? [each.x + each.width] : []));
    return {
      ...{ left: left + x, right: left + x + width, top: top + y, bottom: top + y + rows },
      exit: left + Math.max(...ends),
    };
  }

  /** The layout for the width that there is. */
  #fit(): BlockLayout {
    const { clientWidth } = this.element;
    if (this.#layout?.width !== clientWidth) {
      this.#layout = blockLayout(this.#blocks, clientWidth);
    }
    return this.#layout;
  }

  #repaint(): void {
    this.#painted = undefined;
    this.#paint();
  }

  /** Only cells whose state has changed since the last frame. */
  #paint(): void {
    const { run } = this.#shown?.state ?? {};
    const { clientWidth } = this.element;
    if (run === undefined || clientWidth === 0) return;
    const layout = this.#fit();
    const { query, theme } = this.#shown!.state;
    const { sample } = this.#shown!;
    const looks = Uint8Array.from(this.#cells, (cell) => {
      const isFaint =
        query.terms.length > 0 && !cell.some((node) => matches(query, run, node, sample));
      const [first] = cell;
      const state =
        cell.length === 1 ? run.state(first!.index, sample) : rollUp(run, cell, sample).worst;
      return state + (isFaint ? IS_FAINT : 0);
    });
    const painted = this.#painted;
    const context = painted === undefined ? this.#begin(layout) : contextOf(this.#canvas);
    const { cells, size } = layout;
    const sprites = this.#spritesOf(theme, size);
    cells.forEach(({ x, y }, i) => {
      const look = looks[i]!;
      if (painted?.[i] === look) return;
      context.clearRect(x, y, size, size);
      context.globalAlpha = look < IS_FAINT ? 1 : FAINT;
      context.drawImage(sprites[look % IS_FAINT]!, x, y, size, size);
    });
    context.globalAlpha = 1;
    if (painted === undefined) this.#mark(context, run);
    this.#painted = looks;
  }

  #spritesOf(theme: Theme, size: number): readonly HTMLCanvasElement[] {
    const key = `${theme}/${String(size)}/${String(devicePixelRatio)}`;
    if (key !== this.#sprites?.key) {
      this.#sprites = { key, pictures: stateSprites(theme, size, devicePixelRatio) };
    }
    return this.#sprites.pictures;
  }

  /** Frames and names of the blocks. */
  #begin(layout: BlockLayout): CanvasRenderingContext2D {
    const context = fitCanvas(this.#canvas, layout.width, layout.height);
    const style = getComputedStyle(this.element);
    context.strokeStyle = style.getPropertyValue("--line");
    context.fillStyle = style.getPropertyValue("--muted");
    context.font = "11px system-ui, sans-serif";
    layout.blocks.forEach(({ x, y, width, height, labelY }, i) => {
      context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
      context.fillText(this.#blocks[i]!.target, x + 4, labelY, width - 8);
    });
    return context;
  }

  /** What is selected, what feeds it, and where the keyboard is. */
  #mark(context: CanvasRenderingContext2D, run: RunModel): void {
    const { selected } = this.#shown!.state;
    const address = selected === undefined ? undefined : run.graph.nodes[selected]?.address;
    const ink = getComputedStyle(this.element).getPropertyValue("--ink");
    const { cells, size } = this.#layout!;
    const outline = (i: number, width: number): void => {
      const { x, y } = cells[i]!;
      context.strokeStyle = ink;
      context.lineWidth = width;
      context.strokeRect(x - 1, y - 1, size + 2, size + 2);
    };
    const highlighted = this.#cells.flatMap(([first], i) => {
      return address !== undefined && first?.target === address ? [i] : [];
    });
    for (const i of highlighted) outline(i, 1);
    const own = this.#cellOf(selected);
    if (own >= 0) outline(own, 2);
    if (document.activeElement === this.element) outline(this.#at, 3);
    setAttribute(
      this.element,
      "data-highlighted",
      highlighted.flatMap((i) => this.#cells[i]!.map(({ address: lit }) => lit)).join(" "),
    );
  }

  #nameCell(): void {
    const { run } = this.#shown?.state ?? {};
    const cell = this.#cells[this.#at];
    if (run === undefined || cell === undefined) return;
    setText(this.#cell, cellText(run, cell, this.#shown!.sample));
  }

  #onClick({ offsetX, offsetY }: MouseEvent): void {
    const i = this.#layout === undefined ? -1 : cellAt(this.#layout, offsetX, offsetY);
    if (i < 0) return;
    this.#at = i;
    this.#nameCell();
    this.#goIn();
  }

  /** A node is looked into; several are first told apart, or where they cannot be, the worst is looked into. */
  #goIn(): void {
    const cell = this.#cells[this.#at]!;
    const { state, sample } = this.#shown!;
    const { run, topology } = state;
    const [first] = cell;
    if (run === undefined || first === undefined) return;
    const way = wayTo(run.graph, first);
    if (cell.length > 1 && way.length > topology.inside.length) {
      this.#handlers.enter(way);
      return;
    }
    const { worst } = rollUp(run, cell, sample);
    const node = cell.find(({ index }) => run.state(index, sample) === worst)!;
    this.#handlers.select(node.index);
    this.#handlers.open(node.index);
  }

  #onKey(event: KeyboardEvent): void {
    const across = this.#layout?.across ?? 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: across,
      ArrowUp: -across,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (event.key === "Enter") this.#goIn();
    else if (step === undefined || event.altKey || event.ctrlKey) return;
    else this.#at = Math.max(0, Math.min(this.#at + step, this.#cells.length - 1));
    event.preventDefault();
    this.#nameCell();
    this.#repaint();
  }
}

/** `web[3], ok, keeps 0 B, feeds tier1[0]`, or of several `web[0] to web[9]: refusing, 3 of 10`. */
function cellText(run: RunModel, cell: Cell, sample: number): string {
  const [first] = cell;
  const feeds = first?.target === undefined ? [] : [say("feeds {node}", { node: first.target })];
  const { worst, count, of } = rollUp(run, cell, sample);
  const { word } = STATE_NAMES[worst]!;
  if (first !== undefined && of === 1) {
    return [first.address, word, fillText(run, first, sample), ...feeds].join(", ");
  }
  const [from, to] = [first?.address ?? "", cell.at(-1)?.address ?? ""];
  const said = say("{from} to {to}: {state}, {count} of {total}", {
    ...{ from, to, state: word },
    ...{ count, total: of },
  });
  return [said, ...feeds].join(", ");
}
