/** In which form a layer of the topology is drawn: by how many nodes it has, until a person wants another. */
import type { GraphLayer } from "../graph.js";

export const FORMS = ["cards", "rows", "matrix", "blocks"] as const;
export type Form = (typeof FORMS)[number];

/** By layer: the form that was chosen, where one was. */
export type ChosenForms = Readonly<Record<string, Form>>;

/** Up to so many nodes a layer is drawn as cards, of agents as rows, of either as a matrix; beyond that as blocks. */
export const MOST_CARDS = 12;
export const MOST_ROWS = 50;
export const MOST_CELLS = 5_000;

/** Beyond so many nodes a form that was chosen would hold up the page: it cannot be chosen. */
export const MOST_CHOSEN: Readonly<Record<Form, number>> = {
  cards: 100,
  rows: 400,
  matrix: 20_000,
  blocks: Infinity,
};

/** Servers are told apart by whom they feed: more than a few of them are a matrix at once. */
export function usualForm(kind: GraphLayer["kind"], count: number): Form {
  if (count <= MOST_CARDS) return "cards";
  if (kind !== "servers" && count <= MOST_ROWS) return "rows";
  return count <= MOST_CELLS ? "matrix" : "blocks";
}

/** @param isInnermost no step further in tells its nodes apart: several are a cell only where they are too many */
export function canChoose(form: Form, count: number, isInnermost = false): boolean {
  if (form === "blocks" && isInnermost) return usualForm("servers", count) === "blocks";
  return count <= MOST_CHOSEN[form];
}

/** `web:rows,tier1:matrix` */
export function writeForms(forms: ChosenForms): string {
  return Object.entries(forms)
    .map(([layer, form]) => `${layer}:${form}`)
    .join(",");
}

/** @returns what it can read of it */
export function readForms(text: string): ChosenForms {
  const pairs = text.split(",").flatMap((pair): [string, Form][] => {
    const [layer = "", name] = pair.split(":");
    const form = FORMS.find((known) => known === name);
    return layer === "" || form === undefined ? [] : [[layer, form]];
  });
  return Object.fromEntries(pairs);
}
