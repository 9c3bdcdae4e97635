/** What is shown, as files: pictures for reports, columns for other programs, the recording for later. */
import { chromeTraceJson } from "../../../src/record/chrome-trace.js";
import { recordingToJson } from "../../../src/record/json.js";
import { seriesRows } from "../../../src/record/tables.js";
import { readIsoTime } from "../../../src/scenario/load/iso-time.js";
import type { RunModel } from "../../model/run-model.js";
import { button, h, setHidden, setText } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { windowOf } from "../../shell/time/time-control.js";
import { figureOf, SUBJECTS, type Figure, type Subject } from "./figure.js";
import { pngOf } from "./png.js";
import { carriedBy, fileNameOf } from "./run-file.js";
import { saveFile } from "./save.js";
import { say, sayCount } from "../../text/say.js";
import { formatCount } from "../../text/numbers.js";

const SUBJECT_NAMES: Readonly<Record<Subject, string>> = {
  topology: say("topology, at the time that is shown"),
  charts: say("charts, of the window of time"),
  heatmap: say("heatmap, of the whole run"),
};

export class ExportDialog implements View<PageState> {
  readonly element: HTMLDialogElement;
  readonly opener: HTMLButtonElement;
  readonly #subjects: readonly HTMLInputElement[];
  readonly #note = h("p", { class: "note", role: "status", "data-testid": "export-note" });
  readonly #rows = h("span", { class: "note" });
  #state: PageState | undefined;

  constructor() {
    this.opener = button(
      say("Export …"),
      () => {
        this.#open();
      },
      { "data-testid": "export" },
    );
    this.#subjects = SUBJECTS.map((value, i) => {
      return h("input", { type: "radio", name: "export-subject", value, checked: i === 0 });
    });
    const item = (text: string, act: () => void, note: string | HTMLElement): HTMLElement => {
      return h(
        "p",
        { class: "export-item" },
        button(text, act),
        typeof note === "string" ? h("span", { class: "note" }, note) : note,
      );
    };
    this.element = h(
      "dialog",
      { class: "help", "aria-labelledby": "export-title" },
      h("h2", { id: "export-title" }, say("Export")),
      h(
        "fieldset",
        { class: "choice" },
        h("legend", {}, say("Picture of")),
        ...SUBJECTS.map((subject, i) =>
          h("label", {}, this.#subjects[i]!, " ", SUBJECT_NAMES[subject]),
        ),
      ),
      item(
        say("PNG"),
        () => void this.#savePng(),
        say("twice as fine as the screen; opened here it runs the scenario again"),
      ),
      item(say("SVG"), () => this.#saveSvg(), say("vectors and text")),
      h("h3", {}, say("Data of the whole run")),
      item(
        say("JSON"),
        () => this.#saveJson(),
        say("the recording: open it here, or with {command}", { command: "fanin show" }),
      ),
      item(say("CSV"), () => this.#saveCsv(), this.#rows),
      item(
        say("Perfetto trace"),
        () => this.#saveTrace(),
        say("for {site}: queues as counters, faults and back-pressure as slices", {
          site: "ui.perfetto.dev",
        }),
      ),
      h("h3", {}, say("For people")),
      item(
        say("HTML report"),
        () => void this.#saveReport(),
        say("one file for mail and archives, as {command} writes it", { command: "fanin report" }),
      ),
      this.#note,
      button(say("Close"), () => {
        this.element.close();
      }),
    );
  }

  update(state: PageState, before: PageState | undefined): void {
    this.#state = state;
    const { run } = state;
    setHidden(this.opener, run === undefined || state.status === "running");
    if (run === before?.run || run === undefined) return;
    const { times, series } = run.recording;
    const rows = times.length * series.length;
    setText(
      this.#rows,
      sayCount([rows, formatCount(rows)], {
        one: "{count} row: one a sample and series",
        other: "{count} rows: one a sample and series",
      }),
    );
  }

  #open(): void {
    setText(this.#note, "");
    this.element.showModal();
  }

  async #savePng(): Promise<void> {
    const made = this.#figure();
    if (made === undefined) return;
    const { figure, name } = made;
    const carried = this.#state === undefined ? undefined : carriedBy(this.#state);
    setText(this.#note, say("drawing …"));
    const bytes = await pngOf(figure, carried).catch((error: unknown) => String(error));
    if (typeof bytes === "string") {
      setText(this.#note, say("✗ {why}. SVG has no such limit.", { why: bytes }));
      return;
    }
    saveFile(`${name}.png`, [bytes], "image/png");
    const missing = say(
      "It was opened as a recording, whose text is not known: the picture carries no scenario.",
    );
    setText(
      this.#note,
      carried === undefined
        ? missing
        : say("The picture carries the scenario: drop it on the page and it runs again."),
    );
  }

  #saveSvg(): void {
    const made = this.#figure();
    if (made !== undefined) saveFile(`${made.name}.svg`, [made.figure.svg], "image/svg+xml");
  }

  #saveJson(): void {
    const run = this.#run();
    if (run !== undefined)
      saveFile(
        `${fileNameOf(run)}.recording.json`,
        [recordingToJson(run.recording)],
        "application/json",
      );
  }

  #saveCsv(): void {
    const run = this.#run();
    if (run === undefined) return;
    const start = readIsoTime(run.recording.scenario.start, true)?.epochMilliseconds ?? 0;
    const timeAt = (seconds: number): string =>
      new Date(start + Math.round(seconds * 1000)).toISOString();
    saveFile(
      `${fileNameOf(run)}.csv`,
      [...seriesRows(run.recording, timeAt)],
      "text/csv;charset=utf-8",
    );
  }

  #saveTrace(): void {
    const run = this.#run();
    if (run !== undefined)
      saveFile(
        `${fileNameOf(run)}.trace.json`,
        [chromeTraceJson(run.recording)],
        "application/json",
      );
  }

  async #saveReport(): Promise<void> {
    const run = this.#run();
    if (run === undefined) return;
    const { draft, ranText } = this.#state ?? {};
    const isKnown = draft !== undefined && ranText !== undefined;
    const source = isKnown ? { file: draft.name, text: ranText } : undefined;
    const { runReport } = await import("../../model/run-report.js");
    const text = runReport(run, source, String(import.meta.env.FANIN_VERSION));
    saveFile(`${fileNameOf(run)}.html`, [text], "text/html");
  }

  #run(): RunModel | undefined {
    return this.#state?.run;
  }

  #figure(): { readonly figure: Figure; readonly name: string } | undefined {
    const run = this.#run();
    if (run === undefined || this.#state === undefined) return undefined;
    const { atTicks, theme, window, look } = this.#state;
    const chosen = this.#subjects.findIndex(({ checked }) => checked);
    const subject = SUBJECTS[chosen] ?? "topology";
    const figure = figureOf({
      ...{ run, subject, atTicks, theme, look },
      window: windowOf(run, window),
    });
    return { figure, name: `${fileNameOf(run)}-${subject}` };
  }
}
