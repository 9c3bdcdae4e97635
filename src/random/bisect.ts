const HALVINGS = 60;

/** The zero of a function that rises through it between two points, to the last bit but a few. */
export function bisect(rising: (x: number) => number, below: number, above: number): number {
  let [low, high] = [below, above];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
