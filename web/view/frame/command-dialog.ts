/** All commands in one list: type a part of a name, choose by arrows, Enter carries it out. */
import { h, setAttribute } from "../../shell/dom.js";
import { keyText, type Command } from "./commands.js";
import { say } from "../../text/say.js";

export class CommandDialog {
  readonly element: HTMLDialogElement;
  readonly #box = h("input", {
    type: "text",
    role: "combobox",
    "aria-label": say("Command"),
    "aria-controls": "commands",
    "aria-expanded": "true",
    "aria-autocomplete": "list",
    autocomplete: "off",
    placeholder: say("what to do …"),
  });
  readonly #list = h("ul", { id: "commands", role: "listbox", "aria-label": say("Commands") });
  #commands: readonly Command[] = [];
  #shown: readonly Command[] = [];
  #at = 0;

  constructor() {
    this.element = h(
      "dialog",
      { class: "commands", "aria-label": say("Commands") },
      this.#box,
      this.#list,
    );
    this.#box.addEventListener("input", () => {
      this.#filter();
    });
    this.#box.addEventListener("keydown", (event) => {
      this.#onKey(event);
    });
    this.#list.addEventListener("click", ({ target }) => {
      const item = target instanceof Element ? target.closest("li") : null;
      if (item !== null) this.#carryOut(Number(item.dataset["index"]));
    });
  }

  show(commands: readonly Command[]): void {
    if (this.element.open) return;
    this.#commands = commands;
    this.#box.value = "";
    this.#filter();
    this.element.showModal();
    this.#box.focus();
  }

  #filter(): void {
    const words = this.#box.value.toLowerCase().split(/\s+/);
    this.#shown = this.#commands.filter(({ name }) =>
      words.every((word) => name.toLowerCase().includes(word)),
    );
    this.#at = 0;
    this.#list.replaceChildren(
      ...this.#shown.map((command, i) => {
        const attributes = { role: "option", id: `command-${String(i)}`, "data-index": i };
        return h("li", attributes, h("span", {}, command.name), h("kbd", {}, keyText(command)));
      }),
    );
    this.#mark();
  }

  #mark(): void {
    [...this.#list.children].forEach((item, i) => {
      setAttribute(item, "aria-selected", String(i === this.#at));
      if (i === this.#at) item.scrollIntoView({ block: "nearest" });
    });
    setAttribute(this.#box, "aria-activedescendant", `command-${String(this.#at)}`);
  }

  #onKey(event: KeyboardEvent): void {
    const last = this.#shown.length - 1;
    if (event.key === "ArrowDown") this.#at = Math.min(this.#at + 1, last);
    else if (event.key === "ArrowUp") this.#at = Math.max(this.#at - 1, 0);
    else if (event.key === "Enter") this.#carryOut(this.#at);
    else return;
    event.preventDefault();
    this.#mark();
  }

  #carryOut(index: number): void {
    const command = this.#shown[index];
    if (command === undefined) return;
    // First closed: the focus goes back, and the command may put it elsewhere.
    this.element.close();
    command.act();
  }
}
