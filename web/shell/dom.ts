/** Elements, made in one call; text is always text, never markup. */

export type Child = Node | string;

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const SVG = "http://www.w3.org/2000/svg";

/** `false` and `undefined` leave an attribute out; `true` sets it empty, one of `aria-…` to "true". */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

export function svg<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) element.removeAttribute(name);
    else
      element.setAttribute(name, value === true && !name.startsWith("aria-") ? "" : String(value));
  }
}

/** Touches the document only when the text is another; then the text alone, which lays out faster than a new node. */
export function setText(element: Element, text: string): void {
  const only = element.firstChild;
  if (only instanceof Text && only.nextSibling === null) {
    if (only.data !== text) only.data = text;
  } else if (element.textContent !== text) element.textContent = text;
}

/** How far a bar reaches, by what only repaints it: neither its layout nor its layers change. */
export function setBar(bar: HTMLElement, share: number): void {
  const size = `${(100 * Math.min(1, share)).toFixed(1)}% 100%`;
  if (bar.style.backgroundSize !== size) bar.style.backgroundSize = size;
}

/** Touches the document only when the value is another. */
export function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Touches the document only when it is the other way about. */
export function setHidden(element: HTMLElement, isHidden: boolean): void {
  if (element.hidden !== isHidden) element.hidden = isHidden;
}

/** A button with a word, and where the word is a sign, a name for those who do not see it. */
export function button(
  text: string,
  onClick: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const made = h("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", onClick);
  return made;
}
