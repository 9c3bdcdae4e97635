/** The topology at one sample as a picture of its own: columns of layers, ribbons between them, for exports, print and side by side. */
import { linkHorizontal } from "d3-shape";
import { fitText, textWidth } from "../../../src/charts/text-width.js";
import { blocksOf, type GraphLayer, type GraphNode } from "../../model/graph.js";
import { held } from "../../model/deltas.js";
import { flowsOf, type Flow } from "../../model/flows.js";
import { RateReader } from "../../model/rates.js";
import type { RunModel } from "../../model/run-model.js";
import { STATE_NAMES } from "../../model/state-names.js";
import type { Theme } from "../../shell/state.js";
import { STATE_PAINTS } from "../palette.js";
import { fillText, ratesText } from "../topology/layer-cards.js";
import { blockLayout } from "../topology/matrix-layout.js";
import { MOST_CARDS, MOST_ROWS } from "../../model/topology/forms.js";
import { lookOf, stateFill, statePatterns, text, type Look } from "./look.js";
import { node, type SvgNode } from "./svg-node.js";
import { say } from "../../text/say.js";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Scene {
  readonly run: RunModel;
  readonly sample: number;
  readonly look: Look;
  readonly rates: RateReader;
  /** Where a layer, or one of its nodes or blocks, is: by `layer` or `layer/address`. */
  readonly boxes: Map<string, Box>;
}

const BETWEEN_COLUMNS = 64;
const BETWEEN_LAYERS = 18;
const HEAD = 38;
const CARD = { height: 58, gap: 6 };
const ROW = { height: 17, gap: 2 };
const WIDEST_RIBBON = 20;

/** @returns an `svg` node with its width and height, and nothing that it would have to load */
export function topologyPicture(
  run: RunModel,
  sample: number,
  width: number,
  theme: Theme,
): SvgNode {
  const look = lookOf(theme);
  const rates = new RateReader(run.graph, run.view);
  const scene: Scene = { run, sample, look, rates, boxes: new Map() };
  const columns = [...new Set(run.graph.layers.map(({ column }) => column))].sort((a, b) => a - b);
  const columnWidth = (width - BETWEEN_COLUMNS * (columns.length - 1)) / columns.length;
  const drawn = columns.map((column, i) => {
    const layers = run.graph.layers.filter((layer) => layer.column === column);
    return drawColumn(scene, layers, i * (columnWidth + BETWEEN_COLUMNS), columnWidth);
  });
  const height = Math.max(40, ...drawn.map((column) => column.height));
  const ribbons = flowsOf(run.graph, run.view, rates).flatMap((flow) => ribbon(scene, flow));
  const size = { width, height, viewBox: `0 0 ${String(width)} ${String(Math.ceil(height))}` };
  const layers = drawn.flatMap(({ nodes }) => nodes);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", ...size },
    statePatterns(theme),
    ...ribbons,
    ...layers,
  );
}

function drawColumn(
  scene: Scene,
  layers: readonly GraphLayer[],
  x: number,
  width: number,
): { readonly nodes: readonly SvgNode[]; readonly height: number } {
  const nodes: SvgNode[] = [];
  let y = 0;
  for (const layer of layers) {
    const { ink, muted } = scene.look;
    const count = layer.kind === "storage" ? "" : ` ${String(layer.nodes.length)}`;
    nodes.push(text(x, y + 13, ink, `${layer.name}${count}`, { size: 14, isBold: true }));
    nodes.push(text(x, y + 29, muted, summaryOf(scene, layer)));
    const body = drawNodes(scene, layer, { x, y: y + HEAD, width });
    nodes.push(...body.nodes);
    scene.boxes.set(layer.name, { x, y: y + HEAD, width, height: body.height });
    y += HEAD + body.height + BETWEEN_LAYERS;
  }
  return { nodes, height: y - BETWEEN_LAYERS };
}

/** The worst state, and how many are in it. */
function summaryOf({ run, sample }: Scene, { nodes }: GraphLayer): string {
  const states = nodes.map(({ index }) => run.state(index, sample));
  const worst = Math.max(0, ...states);
  const count = states.filter((state) => state === worst).length;
  const { glyph, word } = STATE_NAMES[worst]!;
  return say("{state}: {count} of {total}", {
    state: `${glyph} ${word}`,
    count,
    total: nodes.length,
  });
}

type Place = Omit<Box, "height">;

function drawNodes(
  scene: Scene,
  layer: GraphLayer,
  place: Place,
): { readonly nodes: readonly SvgNode[]; readonly height: number } {
  const count = layer.nodes.length;
  if (count > (layer.kind === "servers" ? MOST_CARDS : MOST_ROWS))
    return drawMatrix(scene, layer, place);
  const { height, gap } = count > MOST_CARDS ? ROW : CARD;
  const draw = count > MOST_CARDS ? drawRow : drawCard;
  const nodes = layer.nodes.flatMap((each, i) => {
    const box = { ...place, y: place.y + i * (height + gap), height };
    scene.boxes.set(`${layer.name}/${each.address}`, box);
    return draw(scene, each, box);
  });
  return { nodes, height: Math.max(0, count * (height + gap) - gap) };
}

function drawCard(scene: Scene, each: GraphNode, { x, y, width, height }: Box): SvgNode[] {
  const { run, sample, look, rates } = scene;
  const state = run.state(each.index, sample);
  const { glyph, word } = STATE_NAMES[state]!;
  const named = `${glyph} ${each.address}`;
  // A narrow card has no room for the word: its glyph and its stripe say it.
  const hasWord = textWidth(named) + textWidth(word) + 26 <= width;
  const name = fitText(named, width - 20);
  const facts = fitText(fillText(run, each, sample), width - 16);
  return [
    node("rect", { x, y, width, height, rx: 5, fill: look.background, stroke: look.line }),
    node("rect", { x, y, width: 6, height, fill: stateFill(look.theme, state) }),
    text(x + 13, y + 15, look.ink, name, { isBold: true }),
    ...(hasWord ? [text(x + width - 6, y + 15, look.ink, word, { anchor: "end" })] : []),
    ...fillBar(scene, each, { x: x + 13, y: y + 20, width: width - 20, height: 6 }),
    text(x + 13, y + 39, look.muted, facts, { size: 11 }),
    text(x + 13, y + 53, look.muted, fitText(ratesText(rates, each, sample), width - 16), {
      size: 11,
    }),
  ];
}

function drawRow(scene: Scene, each: GraphNode, { x, y, width, height }: Box): SvgNode[] {
  const { run, sample, look } = scene;
  const state = run.state(each.index, sample);
  const name = fitText(`${STATE_NAMES[state]!.glyph} ${each.address}`, width / 2 - 10);
  return [
    node("rect", { x, y, width: 6, height, fill: stateFill(look.theme, state) }),
    text(x + 11, y + 13, look.ink, name),
    ...fillBar(scene, each, { x: x + width / 2, y: y + 5, width: width / 2 - 4, height: 7 }),
  ];
}

function fillBar({ run, sample, look }: Scene, each: GraphNode, box: Box): SvgNode[] {
  const fill = run.fill(each);
  if (fill === undefined) return [];
  const { x, y, width, height } = box;
  const share = Math.min(1, held(fill, sample));
  return [
    node("rect", { ...box, fill: look.line }),
    node("rect", { x, y, width: width * share, height, fill: look.accent }),
    node("rect", { x: x + width - 2, y, width: 2, height, fill: look.ink }),
  ];
}

function drawMatrix(
  scene: Scene,
  layer: GraphLayer,
  place: Place,
): { readonly nodes: readonly SvgNode[]; readonly height: number } {
  const { run, sample, look } = scene;
  const blocks = blocksOf(layer);
  const layout = blockLayout(blocks, place.width);
  const frames = layout.blocks.flatMap((box, i): SvgNode[] => {
    const { target } = blocks[i]!;
    const at = { x: place.x + box.x, y: place.y + box.y, width: box.width, height: box.height };
    scene.boxes.set(`${layer.name}/→${target}`, at);
    const label = fitText(`→ ${target}`, box.width - 4);
    return [
      node("rect", { ...at, fill: look.background, stroke: look.line }),
      text(at.x + 4, place.y + box.labelY, look.muted, target === "" ? "" : label, { size: 11 }),
    ];
  });
  const cells = blocks
    .flatMap(({ nodes }) => nodes)
    .map((each, i) => {
      const { x, y } = layout.cells[i]!;
      const state = run.state(each.index, sample);
      const at = { x: place.x + x, y: place.y + y, width: layout.size, height: layout.size };
      const paint = STATE_PAINTS[look.theme][0]!.fill;
      const fill =
        state === 0 ? { fill: "none", stroke: paint } : { fill: stateFill(look.theme, state) };
      return node("rect", { ...at, ...fill });
    });
  return { nodes: [...frames, ...cells], height: layout.height };
}

/** As wide as the root of its rate at the largest of the run; what was refused is a hatched stub that ends before the target. */
function ribbon(scene: Scene, flow: Flow): SvgNode[] {
  const { sample, look, boxes } = scene;
  const from = boxes.get(
    `${flow.from.layer}/${flow.from.node?.address ?? `→${flow.to.node?.address ?? ""}`}`,
  );
  const source = from ?? boxes.get(flow.from.layer);
  const target =
    boxes.get(`${flow.to.layer}/${flow.to.node?.address ?? ""}`) ?? boxes.get(flow.to.layer);
  if (source === undefined || target === undefined) return [];
  const begin: [number, number] = [source.x + source.width, source.y + source.height / 2];
  const end: [number, number] = [target.x, target.y + target.height / 2];
  const stub: [number, number] = [
    begin[0] + (end[0] - begin[0]) * 0.6,
    begin[1] + (end[1] - begin[1]) * 0.6,
  ];
  const path = (to: [number, number]): string =>
    linkHorizontal()({ source: begin, target: to }) ?? "";
  const width = ribbonWidth(scene, flow.accepted(sample));
  const accepted = node("path", {
    d: path(end),
    fill: "none",
    stroke: look.accent,
    "stroke-opacity": 0.3,
    "stroke-width": width,
  });
  const paint = STATE_PAINTS[look.theme][4]!.fill;
  const refused = flow.isFailing(sample)
    ? [
        node("path", {
          d: path(stub),
          fill: "none",
          stroke: paint,
          "stroke-dasharray": "3 3",
          "stroke-width": Math.max(1, ribbonWidth(scene, flow.refused(sample))),
        }),
        text(stub[0], stub[1] + 4, paint, "✖", { size: 13, anchor: "middle" }),
      ]
    : [];
  return width > 0 ? [accepted, ...refused] : refused;
}

/** Against what servers offer at most: one scale for the whole run. */
function ribbonWidth({ run }: Scene, rate: number): number {
  const most = run.recording.scenario.servers.reduce((sum, { count, ratePerSecond }) => {
    return sum + count * ratePerSecond;
  }, 0);
  if (rate <= 0 || most <= 0) return 0;
  return Math.max(1, Math.min(1, Math.sqrt(rate / most)) * WIDEST_RIBBON);
}
