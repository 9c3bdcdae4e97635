/** Offsets of a text as lines and columns, both from 1. */

/** @returns offset of the beginning of each line, ascending */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

export function placeAt(
  starts: readonly number[],
  offset: number,
): { readonly line: number; readonly column: number } {
  const line = starts.findLastIndex((start) => start <= offset);
  return { line: line + 1, column: offset - starts[line]! + 1 };
}
