/**
 * The ziggurat: a falling density covered by 256 layers of equal area, so that nearly every draw is
 * one look-up, one multiplication and one comparison.
 *
 *      edge[2]  edge[1] = start of the tail
 *   ┌───┐          Layer i > 0 is the box from the axis to edge[i], between the heights
 *   ├───┴──┐       f(edge[i]) and f(edge[i+1]); all of it up to edge[i+1] lies below the density.
 *   ├──────┴────┐  Layer 0 is the box up to edge[1] and the whole tail behind it; edge[0] is the
 *   └───────────┴~~~  width of a box of the same area.
 *
 * After G. Marsaglia and W. W. Tsang, The ziggurat method for generating random variables, 2000;
 * with 53-bit draws that share no bit with the choice of the layer (J. A. Doornik, 2005).
 */
import { assert } from "../assert.js";
import { exp, ln } from "./elementary.js";

export const LAYERS = 256;
const TWO_TO_53 = 9007199254740992;

export interface Ziggurat {
  /** Draws below it lie under the density without a further look. [0, 2^53) by layer */
  readonly surelyBelow: Float64Array;
  /** From a draw in [0, 2^53) to a point within the layer. By layer */
  readonly width: Float64Array;
  /** Density at the outer edge of the layer, and at the axis (1) behind the last one. */
  readonly height: Float64Array; // LAYERS + 1
  readonly tailStart: number;
}

/** exp(-x). The tail start makes 256 layers end at the axis; a layer has the area of base and tail. */
export const EXPONENTIAL_ZIGGURAT = buildZiggurat({
  tailStart: 7.69711747013105,
  area: 8.69711747013105 * exp(-7.69711747013105), // r f(r) + e^-r
  density: (x) => exp(-x),
  inverse: (y) => -ln(y),
});

/** exp(-x²/2) for x ≥ 0; a sign makes it the normal density. */
export const NORMAL_ZIGGURAT = buildZiggurat({
  tailStart: 3.654152885361009,
  area: 0.004928673233974655, // r f(r) + √(π/2) erfc(r / √2)
  density: (x) => exp(-0.5 * x * x),
  inverse: (y) => Math.sqrt(-2 * ln(y)),
});

function buildZiggurat(of: {
  readonly tailStart: number;
  readonly area: number;
  readonly density: (x: number) => number;
  readonly inverse: (y: number) => number;
}): Ziggurat {
  const { tailStart, area, density, inverse } = of;
  const edge = new Float64Array(LAYERS + 1);
  const height = new Float64Array(LAYERS + 1);
  edge[0] = area / density(tailStart);
  edge[1] = tailStart;
  for (let i = 1; i < LAYERS; i++) {
    height[i] = density(edge[i]!);
    if (i + 1 < LAYERS) edge[i + 1] = inverse(height[i]! + area / edge[i]!);
  }
  height[LAYERS] = 1;
  const gap = height[LAYERS - 1]! + area / edge[LAYERS - 1]! - 1;
  assert(Math.abs(gap) < 1e-13, "the last layer ends at the axis", { gap });
  return {
    surelyBelow: Float64Array.from(
      { length: LAYERS },
      (_, i) => (edge[i + 1]! / edge[i]!) * TWO_TO_53,
    ),
    width: Float64Array.from({ length: LAYERS }, (_, i) => edge[i]! / TWO_TO_53),
    height,
    tailStart,
  };
}
