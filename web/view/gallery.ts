/** The gallery: every shipped scenario is a question; its answer is one click away, and so is the run. */
import { button, h } from "../shell/dom.js";
import { routeTo, writeRoute } from "../shell/address/route.js";
import type { ShippedScenario } from "../shell/scenarios.js";
import { say, sayParts } from "../text/say.js";

export function galleryView(
  scenarios: readonly ShippedScenario[],
  openFile: () => void,
): HTMLElement {
  const open = button(say("Open a file…"), openFile, { class: "plain" });
  return h(
    "section",
    { class: "gallery", "data-testid": "gallery", "aria-labelledby": "gallery-title" },
    h("h2", { id: "gallery-title" }, say("Which question do you have?")),
    h(
      "p",
      { class: "lead" },
      ...sayParts(
        "Each of these is simulated here, in your browser: the answer below was worked out by hand before any run. Or bring your own scenario, or a recording that the command line made; drop it here, paste it, or {open}",
        { open },
      ),
    ),
    h("ul", { class: "questions" }, ...scenarios.map(questionCard)),
  );
}

function questionCard({ id, question, answer, isMet }: ShippedScenario): HTMLElement {
  const verdict = isMet ? say("✓ MET") : say("✗ NOT MET");
  return h(
    "li",
    { class: "question", "data-scenario": id },
    h("h3", {}, h("a", { href: writeRoute(routeTo(id)), "data-words": "engine" }, question)),
    h(
      "p",
      {},
      h("strong", { class: isMet ? "met" : "not-met" }, verdict),
      " ",
      h("span", { "data-words": "engine" }, answer),
    ),
    h("p", { class: "file", "data-words": "engine" }, `${id}.yaml`),
  );
}
