/** The keys, and the words that the page never mixes. */
import { STATE_NAMES } from "../../model/state-names.js";
import { button, h } from "../../shell/dom.js";
import { isCharacter, keyText, type Command } from "./commands.js";
import { say } from "../../text/say.js";

const WITHIN: readonly (readonly [string, string])[] = [
  [say("arrows"), say("in the topology and the heatmap: from one node or cell to the next")],
  [say("Enter"), say("look into a node or cell")],
  [say("Esc, then Tab"), say("out of the text editor")],
];

const WORDS: readonly (readonly [string, string])[] = [
  [say("blocked"), say("connected, and waiting for room: the usual form of back-pressure")],
  [say("rejected"), say("connected, but no room within the keep-alive: the call fails")],
  [say("connection refused"), say("nobody listens there")],
  [say("dropped"), say("the sender gave up and threw events away")],
  [say("lost"), say("gone with a process that died")],
];

export function helpDialog(setKeys: (isOn: boolean) => void): {
  readonly dialog: HTMLDialogElement;
  /** @param hasKeys whether keys of one letter are on */
  show(commands: readonly Command[], hasKeys: boolean): void;
} {
  const dialog = h("dialog", { class: "help", "aria-labelledby": "help-title" });
  const close = button(say("Close"), () => {
    dialog.close();
  });
  const keys = h("dl", { class: "pairs", "data-testid": "keys" });
  const isOn = h("input", { type: "checkbox", id: "single-keys" });
  isOn.addEventListener("change", () => {
    setKeys(isOn.checked);
  });
  dialog.append(
    h("h2", { id: "help-title" }, say("Keys and words")),
    h("p", {}, h("label", {}, isOn, " ", say("keys of one letter or sign (those marked ·)"))),
    keys,
    h("h3", {}, say("Words")),
    pairs(WORDS),
    h("h3", {}, say("States, the first that is true")),
    pairs(
      [...STATE_NAMES].reverse().map(({ glyph, word, meaning }) => [`${glyph} ${word}`, meaning]),
    ),
    close,
  );
  return {
    dialog,
    show: (commands, hasKeys) => {
      if (dialog.open) return;
      isOn.checked = hasKeys;
      const rows = commands.flatMap((command): (readonly [string, string])[] => {
        if (command.key === undefined) return [];
        return [[`${keyText(command)}${isCharacter(command) ? " ·" : ""}`, command.name]];
      });
      keys.replaceChildren(...pairItems([...rows, ...WITHIN]));
      dialog.showModal();
    },
  };
}

function pairs(rows: readonly (readonly [string, string])[]): HTMLElement {
  return h("dl", { class: "pairs" }, ...pairItems(rows));
}

function pairItems(rows: readonly (readonly [string, string])[]): HTMLElement[] {
  return rows.flatMap(([term, text]) => [h("dt", {}, term), h("dd", {}, text)]);
}
