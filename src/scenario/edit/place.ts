/** Where a setting stands in a text: the line and column for who looks for it by its path. */
import { isMap, isNode, isScalar } from "yaml";
import { joinPath } from "../document/describe.js";
import { lineStarts, placeAt } from "./line-starts.js";
import { nodeAt, pairOf, syntaxOf, type Step } from "./syntax.js";

export interface Place {
  readonly line: number; // from 1
  readonly column: number; // from 1
  /** In the document's own keys. */
  readonly path: string;
  /** Whether it is written there; otherwise a default stands in, and this is where it would belong. */
  readonly isWritten: boolean;
}

/** Of one text, asked for many places. */
export class Places {
  readonly #starts: readonly number[];
  readonly #root: unknown;

  constructor(text: string) {
    this.#starts = lineStarts(text);
    this.#root = syntaxOf(text)?.contents;
  }

  /** @param paths ways in which it may be written: the one that leads furthest is taken */
  of(...paths: readonly (readonly Step[])[]): Place {
    const found = paths.map((path) => this.#along(path));
    const furthest = found.reduce((best, each) => {
      return each.known / each.path.length > best.known / best.path.length ? each : best;
    });
    const { offset, known, path } = furthest;
    return {
      ...placeAt(this.#starts, offset),
      path: path.reduce<string>((joined, step) => joinPath(joined, String(step)), ""),
      isWritten: known === path.length,
    };
  }

  /** As far as a path is written. */
  #along(path: readonly Step[]): {
    readonly path: readonly Step[];
    readonly known: number;
    readonly offset: number;
  } {
    let offset = 0;
    let known = 0;
    path.forEach((step, i) => {
      if (known < i) return;
      const map = nodeAt(this.#root, path.slice(0, i));
      const pair = isMap(map) && typeof step === "string" ? pairOf(map, step) : undefined;
      const node = pair?.key ?? nodeAt(this.#root, path.slice(0, i + 1));
      if (!isNode(node)) return;
      known = i + 1;
      offset = node.range?.[0] ?? offset;
      const value = pair?.value;
      // What a setting is set to is what an author changes.
      if (i === path.length - 1 && isScalar(value)) offset = value.range?.[0] ?? offset;
    });
    return { path, known, offset };
  }
}
