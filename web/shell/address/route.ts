/** What the address bar says: which page, which scenario, where in it. Everything is in the hash. */
import { lookParameters, readLook, USUAL_LOOK, type Look } from "../../model/details/look.js";

export interface Route {
  readonly page: "gallery" | "run";
  /** Of a run: the shipped scenario, or `opened` for the file that fanin was started with. */
  readonly scenario: string;
  readonly seed: number | undefined;
  readonly atSeconds: number | undefined;
  /** [s] from and to. */
  readonly window: readonly [number, number] | undefined;
  /** Of the query box. */
  readonly query: string | undefined;
  /** Address of the selected node. */
  readonly node: string | undefined;
  /** How far in the topology: `web/tier1[7]`. */
  readonly inside: string | undefined;
  /** Forms that were chosen for layers; see forms.ts. */
  readonly forms: string | undefined;
  /** `worst`: the worst nodes first. */
  readonly order: string | undefined;
  readonly tab: string | undefined;
  readonly look: Look;
  /** What is compared, as JSON; see compare-state.ts. */
  readonly comparison: string | undefined;
  /** Only where one was chosen. */
  readonly theme: string | undefined;
}

const GALLERY: Route = {
  page: "gallery",
  scenario: "",
  seed: undefined,
  atSeconds: undefined,
  window: undefined,
  query: undefined,
  node: undefined,
  inside: undefined,
  forms: undefined,
  order: undefined,
  tab: undefined,
  look: USUAL_LOOK,
  comparison: undefined,
  theme: undefined,
};

/** @returns the gallery for what it cannot read */
export function readRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [page, name] = path.split("/");
  if (page !== "run" || name === undefined || name === "") return GALLERY;
  const asked = new URLSearchParams(query);
  return {
    page: "run",
    scenario: decode(name),
    seed: whole(asked.get("seed")),
    atSeconds: number(asked.get("t")),
    window: span(asked.get("window")),
    query: asked.get("q") ?? undefined,
    node: asked.get("node") ?? undefined,
    inside: asked.get("in") ?? undefined,
    forms: asked.get("forms") ?? undefined,
    order: asked.get("order") ?? undefined,
    tab: asked.get("tab") ?? undefined,
    look: readLook((name) => asked.get(name)),
    comparison: asked.get("compare") ?? undefined,
    theme: asked.get("theme") ?? undefined,
  };
}

export function writeRoute(route: Route): string {
  if (route.page === "gallery") return "#/";
  const query = writeView(route);
  return `#/run/${encodeURIComponent(route.scenario)}${query === "" ? "" : `?${query}`}`;
}

/** Where in a run, as the query of an address or a part of a link: `seed=7&t=300&tab=events`. */
export function writeView(route: Route): string {
  const { seed, atSeconds, window, query, node, inside, forms, order } = route;
  const { tab, look, comparison, theme } = route;
  const asked = new URLSearchParams();
  if (seed !== undefined) asked.set("seed", String(seed));
  if (atSeconds !== undefined) asked.set("t", String(atSeconds));
  if (window !== undefined) asked.set("window", window.join("-"));
  if (query !== undefined) asked.set("q", query);
  if (node !== undefined) asked.set("node", node);
  if (inside !== undefined) asked.set("in", inside);
  if (forms !== undefined) asked.set("forms", forms);
  if (order !== undefined) asked.set("order", order);
  if (tab !== undefined) asked.set("tab", tab);
  for (const [name, value] of Object.entries(lookParameters(look))) asked.set(name, value);
  if (comparison !== undefined) asked.set("compare", comparison);
  if (theme !== undefined) asked.set("theme", theme);
  return asked.toString();
}

export function routeTo(scenario: string): Route {
  return { ...GALLERY, page: "run", scenario };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function whole(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function number(text: string | null): number | undefined {
  const value = text === null || text === "" ? NaN : Number(text);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** `600-1200` */
function span(text: string | null): readonly [number, number] | undefined {
  const [from, to] = (text ?? "").split("-").map(number);
  return from !== undefined && to !== undefined && from < to ? [from, to] : undefined;
}
