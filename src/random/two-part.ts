/**
 * Arithmetic on unevaluated sums high + low of two doubles: some 100 bits where 53 are not enough.
 *
 * pow needs it: an error of 1 in y · ln x is a factor e in the result, so the 53 bits of the result
 * ask for 63 of the logarithm. After T. J. Dekker, A floating-point technique for extending the
 * available precision, 1971.
 */
import { exponentOf, mantissaOf } from "./double-bits.js";

export interface TwoPart {
  readonly high: number;
  readonly low: number; // At most half a unit in the last place of `high`.
}

/** ln 2: the high part has 21 spare bits, so that its product with an exponent is exact. */
export const LN2_HIGH = 6.93147180369123816e-1;
export const LN2_LOW = 1.9082149292705877e-10;

const ONE_THIRD = 1 / 3;
const ONE_THIRD_LOW = 1.850371707708594e-17; // 1/3 minus the double 1/3.
const SPLITTER = 134217729; // 2^27 + 1

/** a · b - product exactly, where `product` is a · b rounded. @param a and b below 2^996 */
export function productError(a: number, b: number, product: number): number {
  const aShifted = SPLITTER * a;
  const aHigh = aShifted - (aShifted - a);
  const aLow = a - aHigh;
  const bShifted = SPLITTER * b;
  const bHigh = bShifted - (bShifted - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/**
 * ln x to some 64 bits: 2s (1 + s²/3 + s⁴ (1/5 + s²/7 + ...)) + k ln 2 with s = (m - 1) / (m + 1).
 *
 * The term s⁴/5 is 2^-13 of the sum at most, so it and what follows need only one double.
 *
 * @param x positive, finite
 */
export function lnInTwoParts(x: number): TwoPart {
  const exponent = exponentOf(x);
  const f = mantissaOf(x) - 1;
  const divisor = 2 + f;
  const divisorLow = f - (divisor - 2);

  const s = f / divisor;
  const sDivisor = s * divisor;
  const sLow = (f - sDivisor - productError(s, divisor, sDivisor) - s * divisorLow) / divisor;

  const z = s * s;
  const zLow = productError(s, s, z) + 2 * s * sLow;
  const rest = z * tailSeries(z);
  const third = ONE_THIRD + rest;
  const thirdLow = ONE_THIRD - third + rest + ONE_THIRD_LOW;
  const u = z * third;
  const uLow = productError(z, third, u) + z * thirdLow + zLow * third;
  const factor = 1 + u;
  const factorLow = 1 - factor + u + uLow;
  const half = s * factor;
  const halfLow = productError(s, factor, half) + s * factorLow + sLow * factor;

  const shift = exponent * LN2_HIGH;
  const sum = shift + 2 * half;
  const sumLow = shift - sum + 2 * half + (2 * halfLow + exponent * LN2_LOW);
  const high = sum + sumLow;
  return { high, low: sum - high + sumLow };
}

/** 1/5 + z/7 + z²/9 + ... + z⁹/23 for z up to 0.0295. */
function tailSeries(z: number): number {
  const w = z * z;
  const even = 1 / 5 + w * (1 / 9 + w * (1 / 13 + w * (1 / 17 + w * (1 / 21))));
  const odd = 1 / 7 + w * (1 / 11 + w * (1 / 15 + w * (1 / 19 + w * (1 / 23))));
  return even + z * odd;
}
