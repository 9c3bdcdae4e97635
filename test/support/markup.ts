/** A small check that markup is well-formed XML: tags nest, attributes are quoted and unique, texts are escaped. */

const TAG = /<(\/?)([A-Za-z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y;
const ATTRIBUTE = /([\w:-]+)="/g;
const LOOSE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|#39);)/;

/** @returns what is wrong, and where; empty when nothing is */
export function markupFaults(markup: string): string[] {
  const open: string[] = [];
  const faults: string[] = [];
  let at = /^<!doctype html>/i.exec(markup)?.[0].length ?? 0;
  while (at < markup.length) {
    const next = markup.indexOf("<", at);
    const text = markup.slice(at, next < 0 ? undefined : next);
    if (LOOSE_AMPERSAND.test(text)) faults.push(`a loose & in ${text.slice(0, 40)}`);
    if (next < 0) break;
    TAG.lastIndex = next;
    const tag = TAG.exec(markup);
    if (tag === null) return [...faults, `no tag at ${markup.slice(next, next + 60)}`];
    const [whole, isEnd, name = "", attributes = "", isEmpty] = tag;
    faults.push(...attributeFaults(attributes));
    if (isEnd === "/") {
      const opened = open.pop();
      if (opened !== name) faults.push(`</${name}> closes <${String(opened)}>`);
    } else if (isEmpty !== "/") {
      open.push(name);
    }
    at = next + whole.length;
  }
  return [...faults, ...open.map((name) => `<${name}> is not closed`)];
}

function attributeFaults(attributes: string): string[] {
  const names = [...attributes.matchAll(ATTRIBUTE)].map(([, name]) => name!);
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  const loose = LOOSE_AMPERSAND.test(attributes) ? [`a loose & in ${attributes.slice(0, 60)}`] : [];
  return [...twice.map((name) => `${name} twice`), ...loose];
}

/** Corners of what a path draws: absolute points of its M, l, h, v, z commands, one list a stroke. */
export function pathPoints(data: string): [number, number][][] {
  const strokes: [number, number][][] = [];
  let [x, y] = [0, 0];
  for (const [, command = "", rest = ""] of data.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const [a = 0, b = 0] = [...rest.matchAll(/-?\d*\.?\d+/g)].map(Number);
    if (command === "z") continue;
    if (command === "M") strokes.push([]);
    if (command === "M") [x, y] = [a, b];
    else if (command === "l") [x, y] = [x + a, y + b];
    else if (command === "h") x += a;
    else if (command === "v") y += a;
    else throw new Error(`no such command: ${command}`);
    strokes.at(-1)!.push([x, y]);
  }
  return strokes;
}
