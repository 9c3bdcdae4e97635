/** A layer with its head: its name, which leads into it, how many it has, its form, and its worst state. */
import { canChoose, FORMS, MOST_CARDS, usualForm, type Form } from "../../model/topology/forms.js";
import type { GraphLayer } from "../../model/graph.js";
import { groupsOf, rollUp, type Group, type Inside } from "../../model/topology/groups.js";
import type { RunModel } from "../../model/run-model.js";
import { STATE_NAMES } from "../../model/state-names.js";
import type { Controller } from "../../shell/controller.js";
import { button, h, setText } from "../../shell/dom.js";
import type { TopologyState } from "../../shell/topology-control.js";
import { HAS_CANVAS } from "../canvas.js";
import { LayerBlocks } from "./layer-blocks.js";
import { LayerCards } from "./layer-cards.js";
import type { LayerForm, NodeHandlers } from "./layer-form.js";
import { LayerGroups } from "./layer-groups.js";
import { LayerMatrix } from "./layer-matrix.js";
import { say, sayCount } from "../../text/say.js";

/** On a small screen so many nodes are rows; more are their groups. */
const MOST_NARROW_ROWS = 100;

const FORM_NAMES: Readonly<Record<Part["form"], string>> = {
  cards: say("cards"),
  rows: say("rows"),
  matrix: say("matrix"),
  blocks: say("blocks"),
  groups: say("groups"),
};

/** What of a layer is shown: all its nodes, one group of them, or its groups. */
export interface Part {
  readonly layer: GraphLayer;
  /** The layer with the nodes that are shown. */
  readonly shown: GraphLayer;
  readonly form: Form | "groups";
  /** The form that it has on this screen until a person wants another. */
  readonly usual: Form | "groups";
  /** There is no level between it and its nodes. */
  readonly isInnermost: boolean;
}

export interface Shown extends Part {
  readonly view: LayerForm;
  readonly element: HTMLElement;
  /** Leads into the layer; undefined where that would show nothing else. */
  readonly into: HTMLElement | undefined;
  readonly summary: HTMLElement;
}

export function partOf(
  layer: GraphLayer,
  { inside, forms }: TopologyState,
  isNarrow: boolean,
): Part {
  const groups = groupsOf(layer);
  const group = groups.find(({ name }) => name === inside[1]);
  const shown = group === undefined ? layer : { ...layer, nodes: group.nodes };
  const { kind, nodes } = shown;
  const isApart = groups.length > 1 && group === undefined;
  const isInnermost = inside.length > 0 && !isApart;
  const usual = usualOn(isNarrow, kind, nodes.length, isApart);
  const part = (form: Part["form"]): Part => ({ layer, shown, form, usual, isInnermost });
  if (isApart && inside.length === 1) return part("groups");
  const chosen = forms[layer.name];
  const isChosen = chosen !== undefined && canChoose(chosen, nodes.length, isInnermost);
  return part(isChosen ? chosen : usual);
}

/** Without canvases as on a small screen: rows, and groups of many. */
function usualOn(
  isNarrow: boolean,
  kind: GraphLayer["kind"],
  count: number,
  isApart: boolean,
): Part["usual"] {
  if (HAS_CANVAS && !isNarrow) return usualForm(kind, count);
  if (count <= MOST_CARDS && !isNarrow) return "cards";
  if (count <= MOST_NARROW_ROWS && !isApart) return "rows";
  return isApart ? "groups" : HAS_CANVAS ? "matrix" : "rows";
}

export function makeLayer(
  part: Part,
  inside: Inside,
  controller: Controller,
  handlers: NodeHandlers,
): Shown {
  const { layer } = part;
  const summary = h("p", { class: "summary" });
  const view = makeForm(part, handlers);
  const into =
    inside.length > 0 || layer.nodes.length === 1 ? undefined : intoButton(layer, handlers);
  const head = h(
    "div",
    { class: "layer-head" },
    h(
      "h3",
      {},
      into ?? titleOf(layer, inside[1]),
      h("span", { class: "count" }, ` ${countOf(part)}`),
    ),
    ...(part.form === "groups" || part.shown.nodes.length === 1
      ? []
      : [formSelect(part, controller)]),
  );
  const element = h(
    "section",
    { class: "layer", "data-layer": layer.name, "aria-label": `${layer.name}, ${countOf(part)}` },
    head,
    summary,
    view.element,
  );
  return { ...part, view, element, into, summary };
}

function makeForm({ shown, form }: Part, handlers: NodeHandlers): LayerForm {
  switch (form) {
    case "cards":
    case "rows":
      return new LayerCards(shown, handlers, form);
    case "matrix":
      return new LayerMatrix(shown, handlers);
    case "blocks":
      return new LayerBlocks(shown, handlers);
    case "groups":
      return new LayerGroups(shown, handlers);
  }
}

function titleOf({ name }: GraphLayer, group: Group["name"] | undefined): string {
  return group === undefined ? name : `${name} / ${group}`;
}

function intoButton({ name }: GraphLayer, { enter }: NodeHandlers): HTMLButtonElement {
  return button(name, () => enter([name]), {
    class: "into",
    title: say("Look into {layer} alone", { layer: name }),
  });
}

function countOf({ layer, shown }: Part): string {
  const { kind } = layer;
  if (kind === "storage") return say("storage");
  const [part, all] = [shown.nodes.length, layer.nodes.length];
  if (kind === "servers") {
    return part === all
      ? sayCount(all, { one: "{count} server", other: "{count} servers" })
      : sayCount(
          all,
          { one: "{part} of {count} server", other: "{part} of {count} servers" },
          { part },
        );
  }
  return part === all
    ? sayCount(all, { one: "{count} agent", other: "{count} agents" })
    : sayCount(
        all,
        { one: "{part} of {count} agent", other: "{part} of {count} agents" },
        { part },
      );
}

function formSelect(
  { layer, shown, usual, isInnermost }: Part,
  controller: Controller,
): HTMLSelectElement {
  const count = shown.nodes.length;
  const chosen = controller.topology.formOf(layer.name);
  const options = FORMS.map((form) => {
    const isPossible = canChoose(form, count, isInnermost);
    const isChosen = isPossible && form === chosen;
    const name = FORM_NAMES[form];
    const why =
      form === "blocks"
        ? say("{form} (too few)", { form: name })
        : say("{form} (too many)", { form: name });
    return h(
      "option",
      { value: form, disabled: !isPossible, selected: isChosen },
      isPossible ? name : why,
    );
  });
  const first = h("option", { value: "" }, say("usual: {form}", { form: FORM_NAMES[usual] }));
  const select = h(
    "select",
    { class: "form", "aria-label": say("Form of {layer}", { layer: layer.name }) },
    first,
    ...options,
  );
  select.addEventListener("change", () => {
    controller.topology.choose(
      layer.name,
      FORMS.find((form) => form === select.value),
    );
  });
  return select;
}

/** The worst state, and how many are in it: an average would say OK while one refuses. */
export function showSummary({ shown, summary }: Shown, run: RunModel, sample: number): void {
  const { worst, count, of } = rollUp(run, shown.nodes, sample);
  const { glyph, word } = STATE_NAMES[worst]!;
  setText(
    summary,
    of === 1
      ? `${glyph} ${word}`
      : say("{state}: {count} of {total}", { state: `${glyph} ${word}`, count, total: of }),
  );
}
