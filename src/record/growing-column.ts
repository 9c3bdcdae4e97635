/** A column of numbers that grows by doubling; read as one typed array when the run is over. */
export class GrowingColumn {
  length = 0;
  #values: Float64Array;

  /** @param expected how many values to make room for at once */
  constructor(expected: number) {
    this.#values = new Float64Array(Math.max(1, expected));
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = new Float64Array(2 * this.length);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.length++] = value;
  }

  get last(): number {
    return this.length === 0 ? 0 : this.#values[this.length - 1]!;
  }

  /** The values so far; shares memory with the column. */
  toArray(): Float64Array {
    return this.#values.subarray(0, this.length);
  }
}
