/** The page of a run: what was asked, the verdict, the clock, the topology with its inspector, and the tabs. */
import type { Controller } from "../shell/controller.js";
import { h } from "../shell/dom.js";
import type { ShippedScenario } from "../shell/scenarios.js";
import type { PageState } from "../shell/state.js";
import type { View } from "../shell/store.js";
import { CompareView } from "./compare/compare-view.js";
import { ChartsView } from "./details/charts.js";
import { EditorPanel } from "./editor/editor-panel.js";
import { EventsView } from "./details/events.js";
import type { Reach } from "./frame/commands.js";
import { ExportDialog } from "./export/export-dialog.js";
import { ChoicesView } from "./choices-view.js";
import { FailureView } from "./failure.js";
import { FooterView } from "./footer.js";
import { PageTabs } from "./frame/page-tabs.js";
import { HeatmapView } from "./details/heatmap.js";
import { InspectorView } from "./inspector/inspector.js";
import type { GoTo } from "./inspector/settings.js";
import { LegendView } from "./topology/legend.js";
import { NodesView } from "./details/nodes.js";
import { NothingYet } from "./nothing-yet.js";
import { Printout } from "./print/printout.js";
import { RunBar } from "./run-bar.js";
import { QueryBox } from "./topology/query-box.js";
import { TabsView } from "./details/tabs.js";
import { TopologyView } from "./topology/topology.js";
import { TransportView } from "./time/transport.js";
import { WindowBar } from "./time/window-bar.js";
import { VerdictView } from "./verdict.js";

export interface RunPage {
  readonly element: HTMLElement;
  readonly views: readonly View<PageState>[];
  readonly reach: Pick<Reach, "focusQuery" | "closeInspector" | "leaveTopology" | "edit">;
}

export function runPage(controller: Controller, scenarios: readonly ShippedScenario[]): RunPage {
  const results = h("div", { class: "results" });
  const { bar, editor, tabs: parts, nothing, edit } = editingParts(controller, scenarios, results);
  const failure = new FailureView(controller);
  const verdict = new VerdictView();
  const transport = new TransportView(controller);
  const window = new WindowBar(controller);
  const { topology, inspector, query, legend, open } = pictureParts(controller, (line, column) => {
    controller.edit(true);
    editor.goTo(line, column);
  });
  const panels = {
    charts: new ChartsView(controller),
    heatmap: new HeatmapView(controller, open),
    events: new EventsView(controller),
    nodes: new NodesView(controller),
    compare: new CompareView(controller, scenarios),
  };
  const tabs = new TabsView(controller, panels);
  const choices = new ChoicesView(controller);
  const footer = new FooterView(controller, choices.element);
  const { exports, printout } = waysOut(bar);
  results.append(
    nothing.element,
    verdict.element,
    transport.element,
    window.element,
    h("div", { class: "with-inspector" }, topology.element, inspector.element),
    tabs.element,
    printout.element,
    footer.element,
  );
  const element = h(
    "div",
    { class: "run" },
    bar.element,
    failure.element,
    parts.element,
    editor.element,
    results,
    exports.element,
  );
  const views = [
    // Knows how times are written: before all that write some.
    choices,
    bar,
    editor,
    parts,
    failure,
    nothing,
    verdict,
    transport,
    window,
    topology,
    query,
    legend,
    inspector,
    tabs,
    footer,
  ];
  return {
    element,
    views: [...views, exports, printout, ...Object.values(panels)],
    reach: {
      focusQuery: () => query.focus(),
      edit,
      closeInspector: () => inspector.close(),
      leaveTopology: () => topology.leave(),
    },
  };
}

/** The topology with what narrows it down, and the inspector that gives the focus back to it. */
function pictureParts(
  controller: Controller,
  goTo: GoTo,
): {
  readonly topology: TopologyView;
  readonly inspector: InspectorView;
  readonly query: QueryBox;
  readonly legend: LegendView;
  readonly open: (node: number) => void;
} {
  const inspector = new InspectorView(
    controller,
    (node) => {
      topology.focus(node);
    },
    goTo,
  );
  const open = (node: number): void => {
    inspector.open(node);
  };
  const topology = new TopologyView(controller, open);
  const query = new QueryBox(controller);
  const legend = new LegendView(controller);
  topology.element.append(query.element, legend.element);
  return { topology, inspector, query, legend, open };
}

/** As files, and on paper. */
function waysOut(bar: RunBar): { readonly exports: ExportDialog; readonly printout: Printout } {
  const exports = new ExportDialog();
  bar.offer(exports.opener);
  return { exports, printout: new Printout() };
}

/** The bar that opens the editor, and the editor that gives the focus back to it; or the tabs that do, on small screens. */
function editingParts(
  controller: Controller,
  scenarios: readonly ShippedScenario[],
  results: HTMLElement,
): {
  readonly bar: RunBar;
  readonly editor: EditorPanel;
  readonly tabs: PageTabs;
  readonly nothing: NothingYet;
  readonly edit: () => void;
} {
  const bar = new RunBar(controller, scenarios, () => {
    editor.focus();
  });
  const leave = (): void => {
    controller.edit(false);
    if (tabs.isOn) tabs.focus("results");
    else bar.focusEdit();
  };
  const editor = new EditorPanel(controller, {
    close: leave,
    run: () => {
      controller.run();
      // What comes of it is behind the other tab.
      if (tabs.isOn) leave();
    },
  });
  const tabs = new PageTabs(controller, { results, editor: editor.element });
  const edit = (): void => {
    controller.edit(true);
    editor.focus();
  };
  return { bar, editor, tabs, nothing: new NothingYet(), edit };
}
