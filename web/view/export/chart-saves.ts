/** One chart as a file: a picture, vectors, or its numbers. */
import type { RunChart } from "../../model/details/charts.js";
import { chartCsv } from "./chart-csv.js";
import { button, h, setText } from "../../shell/dom.js";
import type { Theme } from "../../shell/state.js";
import { chartFigure, type Caption, type Figure } from "./figure.js";
import { pngOf } from "./png.js";
import { saveFile } from "./save.js";
import { say } from "../../text/say.js";

/** Asked for when a file is made: what is shown may have changed. */
export interface SaveContext {
  readonly caption: Caption;
  readonly theme: Theme;
  readonly fileName: string;
  /** What a picture carries to be run again by; undefined: nothing. */
  readonly carried: string | undefined;
}

export function chartSaves(chart: RunChart, context: () => SaveContext): HTMLElement {
  const said = h("span", { class: "note", role: "status" });
  const figure = (): Figure => chartFigure(chart, context().caption, context().theme);
  const name = (ending: string): string => {
    const id = chart.id.replace(/[^\w-]+/g, "-");
    return `${context().fileName}-${id}.${ending}`;
  };
  const savePng = async (): Promise<void> => {
    try {
      const bytes = await pngOf(figure(), context().carried);
      saveFile(name("png"), [bytes], "image/png");
      setText(said, "");
    } catch (error) {
      setText(said, say("✗ {why}. SVG has no such limit.", { why: String(error) }));
    }
  };
  const saveSvg = (): void => {
    saveFile(name("svg"), [figure().svg], "image/svg+xml");
  };
  const saveCsv = (): void => {
    saveFile(name("csv"), [chartCsv(chart.chart)], "text/csv;charset=utf-8");
  };
  const save = (form: string, act: () => void): HTMLElement =>
    button(form, act, { "aria-label": say("{chart} as {form}", { chart: chart.title, form }) });
  return h(
    "p",
    { class: "chart-saves" },
    say("Save as"),
    " ",
    save("PNG", () => void savePng()),
    save("SVG", saveSvg),
    save("CSV", saveCsv),
    said,
  );
}
