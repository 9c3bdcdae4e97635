/**
 * ln, exp, pow, sin and cos that give the same bits in every JavaScript engine.
 *
 * The language leaves the last bits of `Math.log` and its kin to the engine, and engines differ: one
 * flipped bit can flip one decision of a run and then the whole trajectory. Here there is only
 * + - * / and access to the bits of a double, and those IEEE 754 fixes.
 *
 * Method: reduce the argument to a small interval, sum the Taylor series there, and add the leading
 * terms last, so that their rounding dominates. The error is below 1 unit in the last place; the
 * tests hold all five to 4.5e-16 relative (two units) of `Math`. Special values are those of `Math`.
 */
import { assert } from "../assert.js";
import { exponentOf, mantissaOf, scaled } from "./double-bits.js";
import { LN2_HIGH, LN2_LOW, lnInTwoParts, productError } from "./two-part.js";

const ONE_BY_LN2 = 1.4426950408889634;
const LARGEST_EXPONENT = 709.782712893384; // exp of more is above the largest double.
const SMALLEST_EXPONENT = -745.1332191019412; // exp of less rounds to 0.
const TWO_TO_53 = 9007199254740992;
const TWO_TO_65 = 36893488147419103232;

const TWO_BY_PI = 0.6366197723675814;
/** π/2 in three parts: the first two have 33 bits, so that n times them is exact up to n = 2^20. */
const HALF_PI_HIGH = 1.57079632673412561417;
const HALF_PI_MIDDLE = 6.0771005063039659766e-11;
const HALF_PI_LOW = 2.02226624879595063154e-21;
/** Largest angle whose reduction keeps full precision; more would need π to a thousand bits. */
const LARGEST_ANGLE = 1_000_000;

/** Natural logarithm. @returns NaN below 0, -Infinity at 0 */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  const exponent = exponentOf(x);
  const f = mantissaOf(x) - 1;
  const s = f / (2 + f);
  const halfSquare = 0.5 * f * f;
  const low = s * (halfSquare + lnSeries(s * s)) + exponent * LN2_LOW;
  return exponent * LN2_HIGH - (halfSquare - low - f);
}

/** 2z/3 + 2z²/5 + ... + 2z¹⁰/21 for z up to 0.0295: with z = s², ln(1+f) / s beyond 2. */
function lnSeries(z: number): number {
  const w = z * z;
  const odd = z * (2 / 3 + w * (2 / 7 + w * (2 / 11 + w * (2 / 15 + w * (2 / 19)))));
  const even = w * (2 / 5 + w * (2 / 9 + w * (2 / 13 + w * (2 / 17 + w * (2 / 21)))));
  return odd + even;
}

/** e to the power x. @returns 0 below -745.13, Infinity above 709.78 */
export function exp(x: number): number {
  return expOfSum(x, 0);
}

/** exp(x + tail) with a tail too small to change x: digits of an exponent that x has no room for. */
function expOfSum(x: number, tail: number): number {
  if (x > LARGEST_EXPONENT) return Infinity;
  if (x < SMALLEST_EXPONENT) return 0;
  if (Number.isNaN(x)) return x;
  const exponent = Math.round(x * ONE_BY_LN2);
  const high = x - exponent * LN2_HIGH;
  const low = exponent * LN2_LOW - tail;
  const r = high - low;
  return scaled(1 + (high - (low - r * r * expSeries(r))), exponent);
}

/** (e^r - 1 - r) / r² = 1/2! + r/3! + r²/4! + ... + r¹²/14! for |r| up to ln(2)/2. */
function expSeries(r: number): number {
  const w = r * r;
  const oddTop = w * (1 / 362880 + w * (1 / 39916800 + w * (1 / 6227020800)));
  const odd = 1 / 6 + w * (1 / 120 + w * (1 / 5040 + oddTop));
  const evenTop = w * (1 / 3628800 + w * (1 / 479001600 + w * (1 / 87178291200)));
  const even = 1 / 2 + w * (1 / 24 + w * (1 / 720 + w * (1 / 40320 + evenTop)));
  return even + r * odd;
}

/** x to the power y. @returns NaN for a negative x and a y that is not whole, as `Math.pow` */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (y === 1) return x;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (x < 0 && x !== -Infinity && Math.floor(y) !== y) return NaN;
  const magnitude = powOfMagnitude(Math.abs(x), y);
  const isNegative = x < 0 || Object.is(x, -0);
  const isOdd = Math.abs(y) < TWO_TO_53 && Math.abs(y % 2) === 1;
  return isNegative && isOdd ? -magnitude : magnitude;
}

/** @param x 0 or more @param y not 0, not 1 */
function powOfMagnitude(x: number, y: number): number {
  if (x === 1) return Math.abs(y) === Infinity ? NaN : 1;
  // From 2^65 on even the double next to 1 leaves the range: ln(1 - 2^-53) · 2^65 = -4096.
  if (x === 0 || x === Infinity || Math.abs(y) > TWO_TO_65) return x > 1 === y > 0 ? Infinity : 0;
  const { high, low } = lnInTwoParts(x);
  const product = y * high;
  return expOfSum(product, productError(y, high, product) + y * low);
}

/** Sine of an angle in radians. @param x within ±1,000,000, or not finite (gives NaN) */
export function sin(x: number): number {
  return sinOfTurned(x, 0);
}

/** Cosine of an angle in radians. @param x within ±1,000,000, or not finite (gives NaN) */
export function cos(x: number): number {
  return sinOfTurned(x, 1);
}

/** sin(x + turns · π/2): x is brought into ±π/4 by whole quarter turns, to more than 53 bits. */
function sinOfTurned(x: number, turns: number): number {
  if (!Number.isFinite(x)) return NaN;
  assert(Math.abs(x) <= LARGEST_ANGLE, "an angle is reduced before sin or cos", { x });
  if (x === 0) return turns === 0 ? x : 1;
  const quarters = Math.round(x * TWO_BY_PI);
  const coarse = x - quarters * HALF_PI_HIGH;
  const middle = quarters * HALF_PI_MIDDLE;
  const fine = coarse - middle;
  const lost = coarse - fine - middle - quarters * HALF_PI_LOW;
  const angle = fine + lost;
  const tail = fine - angle + lost;
  const quadrant = (quarters + turns) & 3;
  const value = (quadrant & 1) === 0 ? sinNearZero(angle, tail) : cosNearZero(angle, tail);
  return quadrant >= 2 ? -value : value;
}

/** sin(x + tail) = x - x³/3! + x⁵/5! - ... + x¹⁷/17! + tail · cos x for |x| up to π/4. */
function sinNearZero(x: number, tail: number): number {
  const z = x * x;
  const top = z * (-1 / 39916800 + z * (1 / 6227020800 + z * (-1 / 1307674368000 + z * SIN_17)));
  const series = -1 / 6 + z * (1 / 120 + z * (-1 / 5040 + z * (1 / 362880 + top)));
  return x + (x * z * series + tail * (1 - 0.5 * z));
}

const SIN_17 = 1 / 355687428096000;

/** cos(x + tail) = 1 - x²/2! + x⁴/4! - ... - x¹⁸/18! - tail · sin x for |x| up to π/4. */
function cosNearZero(x: number, tail: number): number {
  const z = x * x;
  const top = z * (1 / 479001600 + z * (-1 / 87178291200 + z * (COS_16 + z * COS_18)));
  const series = 1 / 24 + z * (-1 / 720 + z * (1 / 40320 + z * (-1 / 3628800 + top)));
  const halfSquare = 0.5 * z;
  const most = 1 - halfSquare;
  return most + (1 - most - halfSquare + (z * z * series - x * tail));
}

const COS_16 = 1 / 20922789888000;
const COS_18 = -1 / 6402373705728000;
