/** Typed arrays that grow: they cannot, so a larger one takes over. */

/** Copies `small` to the front of `large`. @returns `large` */
export function copyInto<T extends Float64Array | Int32Array>(large: T, small: T): T {
  large.set(small);
  return large;
}
