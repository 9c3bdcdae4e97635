/**
 * The incomplete beta function and its inverse: what Student's t and the exact interval of a share need.
 *
 * Equation numbers are those of the NIST Digital Library of Mathematical Functions (DLMF).
 */
import { assert } from "../assert.js";
import { exp, ln } from "../random/elementary.js";

/** C. Lanczos's series for the gamma function with g = 7, in the coefficients of P. Godfrey. */
const LANCZOS_G = 7;
const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
] as const;
const HALF_LN_TWO_PI = 0.9189385332046728;

const MOST_TERMS = 100_000;
const SMALLEST = 1e-300;
const PRECISION = 1e-16;

/** ln Γ(x), to about 1e-14 relative. @param x above 0 */
export function lnGamma(x: number): number {
  assert(x > 0, "the gamma function is asked for above 0", { x });
  if (x < 0.5) return lnGamma(x + 1) - ln(x);
  const shifted = x - 1;
  const sum = LANCZOS.reduce((total, c, i) => (i === 0 ? c : total + c / (shifted + i)), 0);
  const t = shifted + LANCZOS_G + 0.5;
  return HALF_LN_TWO_PI + (shifted + 0.5) * ln(t) - t + ln(sum);
}

/**
 * The regularized incomplete beta function I_x(a, b): the share of a beta variable at or below x.
 *
 * By the continued fraction 8.17.22 on the side where it converges fast, the other side by symmetry (8.17.4).
 *
 * @param x 0 to 1 @param a above 0 @param b above 0
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  assert(x >= 0 && x <= 1 && a > 0 && b > 0, "an incomplete beta function exists", { x, a, b });
  if (x === 0 || x === 1) return x;
  const lnFront = lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * ln(x) + b * ln(1 - x);
  const front = exp(lnFront);
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(x, a, b)) / a;
  return 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/** The value of 8.17.22, summed from the front (W. J. Lentz, 1976; Thompson and Barnett, 1986). */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    value *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) <= PRECISION) return value;
  }
  return value;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < SMALLEST ? SMALLEST : value;
}

/** The x at which `incompleteBeta(x, a, b)` reaches p, to the last bits of x, by halving. @param p 0 to 1 */
export function incompleteBetaInverse(p: number, a: number, b: number): number {
  assert(p >= 0 && p <= 1, "a probability is from 0 to 1", { p });
  if (p === 0 || p === 1) return p;
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (incompleteBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
}
