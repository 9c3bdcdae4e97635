/**
 * Taking a double apart into exponent and mantissa and putting it together, by its bits.
 *
 * One scratch double for all: nothing here is re-entrant, and nothing needs to be.
 */

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
/** Where sign and exponent of the scratch double lie: 1 on little-endian machines. */
const HIGH = isLittleEndian() ? 1 : 0;

const ONE_HIGH_WORD = 0x3ff00000;
const SQRT_HALF_HIGH_WORD = 0x3fe6a09e;
const MANTISSA_MASK = 0x000fffff;
const BIAS = 1023;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_TO_54 = 18014398509481984;

/** @returns k of x = m · 2^k with √½ ≤ m < √2, to 20 bits. @param x positive, finite; may be subnormal */
export function exponentOf(x: number): number {
  if (x < SMALLEST_NORMAL) return exponentOf(x * TWO_TO_54) - 54;
  double[0] = x;
  return ((words[HIGH]! + (ONE_HIGH_WORD - SQRT_HALF_HIGH_WORD)) >>> 20) - BIAS;
}

/** @returns m of x = m · 2^k with √½ ≤ m < √2, to 20 bits. @param x positive, finite; may be subnormal */
export function mantissaOf(x: number): number {
  double[0] = x < SMALLEST_NORMAL ? x * TWO_TO_54 : x;
  const shifted = words[HIGH]! + (ONE_HIGH_WORD - SQRT_HALF_HIGH_WORD);
  words[HIGH] = (shifted & MANTISSA_MASK) + SQRT_HALF_HIGH_WORD;
  return double[0];
}

/** @returns x · 2^exponent, gradual underflow included. @param x in [½, 2] @param exponent -1100 to 1024 */
export function scaled(x: number, exponent: number): number {
  if (exponent > BIAS) return x * 2 * powerOfTwo(exponent - 1);
  if (exponent < -1000) return x * powerOfTwo(exponent + 1000) * powerOfTwo(-1000);
  return x * powerOfTwo(exponent);
}

/** @param exponent -1022 to 1023 */
function powerOfTwo(exponent: number): number {
  double[0] = 0;
  words[HIGH] = (exponent + BIAS) << 20;
  return double[0];
}

function isLittleEndian(): boolean {
  double[0] = 1;
  return words[1] !== 0;
}
