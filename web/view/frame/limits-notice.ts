/** What this browser cannot do, and what the page does instead. */
import { h } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { say } from "../../text/say.js";
import { HAS_CANVAS } from "../canvas.js";

export class LimitsNotice implements View<PageState> {
  readonly element = h("div", { class: "limits", role: "status", "data-testid": "limits" });

  constructor() {
    document.documentElement.classList.toggle("no-canvas", !HAS_CANVAS);
  }

  update({ hasWorkers }: PageState, before: PageState | undefined): void {
    if (hasWorkers === before?.hasWorkers) return;
    const lines = [
      ...(hasWorkers
        ? []
        : [
            say(
              "⚠ This browser starts no workers: runs go on in the page itself, slice by slice. They take longer, and the page is less quick meanwhile; results and digests are the same.",
            ),
          ]),
      ...(HAS_CANVAS
        ? []
        : [
            say(
              "⚠ This browser draws no canvases: layers are shown as rows, charts and the heatmap as tables.",
            ),
          ]),
    ];
    this.element.replaceChildren(...lines.map((line) => h("p", { class: "panel" }, line)));
  }
}
