/** A picture as plain nodes of SVG: written as text for a file, or made as elements for the page. Text stays text. */
import { escapeMarkup } from "../../../src/charts/escape.js";
import { svg } from "../../shell/dom.js";

export interface SvgNode {
  readonly name:
    "g" | "rect" | "path" | "text" | "image" | "line" | "title" | "defs" | "pattern" | "svg";
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (SvgNode | string)[];
}

export function node(
  name: SvgNode["name"],
  attributes: SvgNode["attributes"],
  ...children: readonly (SvgNode | string)[]
): SvgNode {
  return { name, attributes, children };
}

export function svgText({ name, attributes, children }: SvgNode): string {
  const written = Object.entries(attributes)
    .map(
      ([key, value]) => ` ${key}="${escapeMarkup(typeof value === "number" ? px(value) : value)}"`,
    )
    .join("");
  if (children.length === 0) return `<${name}${written}/>`;
  const inner = children.map((child) =>
    typeof child === "string" ? escapeMarkup(child) : svgText(child),
  );
  return `<${name}${written}>${inner.join("")}</${name}>`;
}

export function svgElementOf({ name, attributes, children }: SvgNode): SVGElement {
  const own = children.map((child) => (typeof child === "string" ? child : svgElementOf(child)));
  return svg(name, attributes, ...own);
}

/** To a tenth of a pixel. */
function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}
