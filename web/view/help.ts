/** The keys, and the words that the page never mixes. */
import { button, h } from "../shell/dom.js";
import { STATE_NAMES } from "../model/state-names.js";

const KEYS: readonly (readonly [string, string])[] = [
  ["Space", "play or pause"],
  [", and .", "previous and next event"],
  ["< and >", "slower and faster"],
  ["← →", "on the time: one sample; with Shift 60; Home and End"],
  ["arrows", "in the topology and the heatmap: from one node or cell to the next"],
  ["Enter", "look into a node or cell"],
  ["Esc", "close what was opened, back to where you were"],
  ["1 to 4", "charts, heatmap, events, nodes"],
  ["?", "this list"],
];

const WORDS: readonly (readonly [string, string])[] = [
  ["blocked", "connected, and waiting for room: the usual form of back-pressure"],
  ["rejected", "connected, but no room within the keep-alive: the call fails"],
  ["connection refused", "nobody listens there"],
  ["dropped", "the sender gave up and threw events away"],
  ["lost", "gone with a process that died"],
];

export function helpDialog(): HTMLDialogElement {
  const dialog = h("dialog", { class: "help", "aria-labelledby": "help-title" });
  const close = button("Close", () => {
    dialog.close();
  });
  dialog.append(
    h("h2", { id: "help-title" }, "Keys and words"),
    list(KEYS),
    h("h3", {}, "Words"),
    list(WORDS),
    h("h3", {}, "States, the first that is true"),
    list(
      [...STATE_NAMES].reverse().map(({ glyph, word, meaning }) => [`${glyph} ${word}`, meaning]),
    ),
    close,
  );
  return dialog;
}

function list(rows: readonly (readonly [string, string])[]): HTMLElement {
  return h(
    "dl",
    { class: "pairs" },
    ...rows.flatMap(([term, text]) => [h("dt", {}, term), h("dd", {}, text)]),
  );
}
