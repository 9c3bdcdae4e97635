/** What the address bar says: which page, which scenario, where in it. Everything is in the hash. */

export interface Route {
  readonly page: "gallery" | "run";
  /** Of a run: the shipped scenario, or `opened` for the file that fanin was started with. */
  readonly scenario: string;
  readonly seed: number | undefined;
  readonly atSeconds: number | undefined;
  /** Address of the selected node. */
  readonly node: string | undefined;
  readonly tab: string | undefined;
}

const GALLERY: Route = {
  page: "gallery",
  scenario: "",
  seed: undefined,
  atSeconds: undefined,
  node: undefined,
  tab: undefined,
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
    node: asked.get("node") ?? undefined,
    tab: asked.get("tab") ?? undefined,
  };
}

export function writeRoute({ page, scenario, seed, atSeconds, node, tab }: Route): string {
  if (page === "gallery") return "#/";
  const asked = new URLSearchParams();
  if (seed !== undefined) asked.set("seed", String(seed));
  if (atSeconds !== undefined) asked.set("t", String(atSeconds));
  if (node !== undefined) asked.set("node", node);
  if (tab !== undefined) asked.set("tab", tab);
  const query = asked.size === 0 ? "" : `?${asked.toString()}`;
  return `#/run/${encodeURIComponent(scenario)}${query}`;
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
