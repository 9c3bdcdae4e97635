/** Keys for the whole page; they rest while text is typed, a dialog is open, or something else has a use for the key. */
import type { PageState } from "../../shell/state.js";
import type { Store } from "../../shell/store.js";
import { isCharacter, type Command } from "./commands.js";

export function pageKeys(store: Store<PageState>, commands: readonly Command[]): void {
  addEventListener("keydown", (event) => {
    // The innermost: the text editor has a tree of its own.
    const [target] = event.composedPath();
    if (event.defaultPrevented || event.altKey || !(target instanceof Element)) return;
    if (target.closest("dialog") !== null) return;
    const isMod = event.ctrlKey || event.metaKey;
    const isTyping = isForText(target);
    if (isTyping && !isMod) return;
    const key = nameOf(event);
    const command = commands.find((each) => each.key === key && (each.withMod ?? false) === isMod);
    if (command === undefined) return;
    if (store.state.page !== "run" && command.isEverywhere !== true) return;
    if (isCharacter(command) && !store.state.hasKeys) return;
    if (!isMod && isUsedBy(target, event.key)) return;
    event.preventDefault();
    command.act();
  });
}

/** `Shift+ArrowLeft`; of a character the character. */
function nameOf({ key, shiftKey }: KeyboardEvent): string {
  if (key.length === 1) return key.toLowerCase();
  return shiftKey ? `Shift+${key}` : key;
}

export function isForText(element: Element): boolean {
  return element.closest("input, textarea, select, [contenteditable]") !== null;
}

/** Space presses a button; arrows scroll what scrolls. */
function isUsedBy(element: Element, key: string): boolean {
  if (key === " ") return element.closest("button, a, summary") !== null;
  const moves = key.startsWith("Arrow") || key === "Home" || key === "End";
  return moves && element.closest(".scrolls") !== null;
}
