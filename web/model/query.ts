/**
 * The query box: `state:refusing tier:1 fill>80 web[3]`. All terms must hold. What a term says of a node is asked
 * at one sample; a word without a colon is looked for in the address.
 */
import type { GraphNode } from "./graph.js";
import type { RunModel } from "./run-model.js";
import { STATE_NAMES } from "./state-names.js";
import { say } from "../text/say.js";

export interface Query {
  readonly text: string;
  readonly terms: readonly Term[];
  /** What could not be read, and what is expected; then nothing is filtered by that term. */
  readonly problems: readonly string[];
}

export type Term =
  | { readonly kind: "state"; readonly state: number }
  | { readonly kind: "layer"; readonly name: string }
  | { readonly kind: "fill"; readonly isAbove: boolean; readonly share: number }
  | { readonly kind: "word"; readonly word: string };

export const QUERY_HELP = say(
  "{state}, {tier} or {layer}, {above} or {below}, or a part of an address; all must hold",
  {
    state: "state:refusing",
    tier: "tier:1",
    layer: "tier:NAME",
    above: "fill>80",
    below: "fill<10",
  },
);
export const NO_QUERY: Query = { text: "", terms: [], problems: [] };

export function parseQuery(text: string): Query {
  const terms: Term[] = [];
  const problems: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    if (word === "") continue;
    const term = termOf(word);
    if (typeof term === "string") problems.push(term);
    else terms.push(term);
  }
  return { text, terms, problems };
}

/** @returns a term, or what is wrong with it */
function termOf(word: string): Term | string {
  const fill = /^fill([<>])(\d+(?:\.\d+)?)%?$/i.exec(word);
  if (fill !== null) {
    return { kind: "fill", isAbove: fill[1] === ">", share: Number(fill[2]) / 100 };
  }
  if (/^fill\b/i.test(word)) {
    const [above, below] = ["fill>80", "fill<10"];
    return say("{term}: expected {above} or {below}, in per cent", { term: word, above, below });
  }
  const [, key, value] = /^([a-z]+):(.*)$/i.exec(word) ?? [];
  if (key === undefined || value === undefined) return { kind: "word", word: word.toLowerCase() };
  switch (key.toLowerCase()) {
    case "state":
      return stateTerm(value);
    case "tier":
    case "layer":
      return value === ""
        ? say("{term}: expected {tier} or {layer}", {
            term: word,
            tier: "tier:1",
            layer: "tier:NAME",
          })
        : { kind: "layer", name: value };
    default:
      return say("{key}: is not known; expected {help}", { key, help: QUERY_HELP });
  }
}

function stateTerm(value: string): Term | string {
  const wanted = value.toLowerCase();
  const state = STATE_NAMES.findIndex(({ id, word }) => {
    return wanted !== "" && (id.startsWith(wanted) || word.startsWith(wanted));
  });
  if (state >= 0) return { kind: "state", state };
  return say("{term} is not known; expected one of {states}", {
    term: `state:${value}`,
    states: STATE_NAMES.map(({ id }) => id).join(", "),
  });
}

/** @returns whether a node is one of those that are asked for, at a sample */
export function matches(query: Query, run: RunModel, node: GraphNode, sample: number): boolean {
  return query.terms.every((term) => {
    switch (term.kind) {
      case "state":
        return run.state(node.index, sample) === term.state;
      case "layer":
        return isOfLayer(run, node.layer, term.name);
      case "fill":
        return isFilled(run.fill(node)?.[sample] ?? NaN, term);
      case "word":
        return node.address.toLowerCase().includes(term.word);
    }
  });
}

/** A number is the tier's place after the servers: 1 is the first. */
export function isOfLayer(run: RunModel, layer: string, name: string): boolean {
  if (layer.toLowerCase() === name.toLowerCase()) return true;
  const found = run.graph.layers.find((each) => each.name === layer);
  return found?.kind === "tier" && String(found.column) === name;
}

function isFilled(share: number, term: Term & { kind: "fill" }): boolean {
  return term.isAbove ? share > term.share : share < term.share;
}

/** The state that a query asks for, if it does. */
export function stateOf({ terms }: Query): number | undefined {
  return terms.find((term) => term.kind === "state")?.state;
}

/** The query with the state asked for, or without one if it was asked for already: what a click on the legend means. */
export function withState(query: Query, state: number): string {
  const isAsked = stateOf(query) === state;
  const others = query.text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== "" && !/^state:/i.test(word));
  return [...others, ...(isAsked ? [] : [`state:${STATE_NAMES[state]!.id}`])].join(" ");
}
