/** Where in a run the page is, as an address says it, and back. */
import { readForms, writeForms } from "../../model/topology/forms.js";
import { knownWay } from "../../model/topology/groups.js";
import { parseQuery } from "../../model/query.js";
import type { RunModel } from "../../model/run-model.js";
import { TICKS_PER_SECOND } from "../../../src/units/time.js";
import { sharedComparison } from "../compare-state.js";
import { routeTo, type Route } from "./route.js";
import { TABS, type PageState } from "../state.js";

/** What is shown, but for the text. @param seed undefined: the scenario's own */
export function routeOf(state: PageState, seed: number | undefined): Route {
  const { page, scenario, run, atTicks, selected, tab, look, forcedTheme, window, query } = state;
  const { inside, forms, isWorstFirst } = state.topology;
  const comparison = sharedComparison(state.compare);
  return {
    ...routeTo(scenario),
    page,
    seed,
    atSeconds: run === undefined ? undefined : atTicks / TICKS_PER_SECOND,
    window:
      window === undefined
        ? undefined
        : [window.fromTicks / TICKS_PER_SECOND, window.toTicks / TICKS_PER_SECOND],
    query: query.text === "" ? undefined : query.text,
    node: selected === undefined ? undefined : run?.graph.nodes[selected]?.address,
    inside: inside.length === 0 ? undefined : inside.join("/"),
    forms: Object.keys(forms).length === 0 ? undefined : writeForms(forms),
    order: isWorstFirst ? "worst" : undefined,
    tab: tab === "charts" ? undefined : tab,
    look,
    comparison: comparison === undefined ? undefined : JSON.stringify(comparison),
    theme: forcedTheme,
  };
}

/** What the page is to show of `run` where `route` leads. */
export function viewAt(route: Route, run: RunModel): Partial<PageState> {
  const { atSeconds, node, tab, look, theme, window, query, inside, forms, order } = route;
  return {
    ...(atSeconds === undefined
      ? {}
      : { atTicks: Math.min(Math.round(atSeconds * TICKS_PER_SECOND), run.endTicks) }),
    selected: node === undefined ? undefined : run.graph.byAddress.get(node)?.index,
    tab: TABS.find((known) => known === tab) ?? "charts",
    look,
    window:
      window === undefined
        ? undefined
        : {
            fromTicks: Math.min(Math.round(window[0] * TICKS_PER_SECOND), run.endTicks),
            toTicks: Math.min(Math.round(window[1] * TICKS_PER_SECOND), run.durationTicks),
          },
    query: parseQuery(query ?? ""),
    topology: {
      inside: knownWay(run.graph, inside?.split("/") ?? []),
      forms: readForms(forms ?? ""),
      isWorstFirst: order === "worst",
    },
    ...(theme === "light" || theme === "dark" ? { forcedTheme: theme } : {}),
  };
}
