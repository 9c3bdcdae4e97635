/** Where the cells of a matrix lie: blocks side by side as far as there is room, cells in rows within them. */

export interface BlockLayout {
  readonly width: number;
  readonly height: number;
  /** [px] of a cell. */
  readonly size: number;
  /** Cells in a row of a block. */
  readonly across: number;
  /** As the nodes of all blocks, in their order. */
  readonly cells: readonly { readonly x: number; readonly y: number }[];
  readonly blocks: readonly BlockBox[];
}

export interface BlockBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Baseline of its name. */
  readonly labelY: number;
}

const SIZES = [12, 10, 8, 6];
/** Taller than this it is made of smaller cells, if that helps [px]. */
const TALL = 420;
const GAP = 2;
const PADDING = 4;
const LABEL = 14;
const BETWEEN = 4;
/** A block is this many times as wide as high, about. */
const SHAPE = 2;

/** What a block holds, a cell for each. */
interface Held {
  readonly nodes: readonly unknown[];
}

export function blockLayout(blocks: readonly Held[], width: number): BlockLayout {
  const layouts = SIZES.map((size) => layoutWith(blocks, width, size));
  return layouts.find(({ height }) => height <= TALL) ?? layouts.at(-1)!;
}

function layoutWith(blocks: readonly Held[], width: number, size: number): BlockLayout {
  const pitch = size + GAP;
  const largest = Math.max(1, ...blocks.map(({ nodes }) => nodes.length));
  const room = Math.max(1, Math.floor((width - 2 * PADDING + GAP) / pitch));
  const across = Math.min(room, Math.max(4, Math.ceil(Math.sqrt(largest * SHAPE))));
  const blockWidth = across * pitch - GAP + 2 * PADDING;
  const aRow = Math.max(1, Math.floor((width + BETWEEN) / (blockWidth + BETWEEN)));
  const cells: { x: number; y: number }[] = [];
  const boxes: BlockBox[] = [];
  let y = 0;
  for (let begin = 0; begin < blocks.length; begin += aRow) {
    const row = blocks.slice(begin, begin + aRow);
    const lines = Math.max(...row.map(({ nodes }) => Math.ceil(nodes.length / across)));
    const height = lines * pitch - GAP + 2 * PADDING + LABEL;
    row.forEach(({ nodes }, i) => {
      const x = i * (blockWidth + BETWEEN);
      boxes.push({ x, y, width: blockWidth, height, labelY: y + LABEL - 2 });
      nodes.forEach((_, n) => {
        const line = Math.floor(n / across);
        cells.push({
          x: x + PADDING + (n % across) * pitch,
          y: y + LABEL + PADDING + line * pitch,
        });
      });
    });
    y += height + BETWEEN;
  }
  return { width, height: Math.max(0, y - BETWEEN), size, across, cells, blocks: boxes };
}

/** @returns index of the cell at a place; −1: none */
export function cellAt({ cells, size }: BlockLayout, x: number, y: number): number {
  return cells.findIndex((cell) => {
    return x >= cell.x - 1 && x <= cell.x + size + 1 && y >= cell.y - 1 && y <= cell.y + size + 1;
  });
}
