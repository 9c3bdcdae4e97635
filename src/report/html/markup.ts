/** HTML that cannot forget to escape: what is put into a template is text, unless it is HTML already. */
import { escapeMarkup } from "../../charts/escape.js";

/** Markup that is ready to be written. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

export type Content = string | number | Html | readonly Html[];

/** `` html`<p>${text}</p>` `` */
export function html(markup: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(String.raw({ raw: markup.map((text) => text) }, ...contents.map(markupOf)));
}

function markupOf(content: Content): string {
  if (content instanceof Html) return content.markup;
  if (typeof content === "object") return content.map(({ markup }) => markup).join("");
  return escapeMarkup(String(content));
}
