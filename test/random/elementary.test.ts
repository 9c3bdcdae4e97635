/** Exact values below are from mpmath with 120 bits, given to 20 digits. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cos, exp, ln, pow, sin } from "../../src/random/elementary.js";

/** Two units in the last place at worst: one of ours, one of the engine's. */
const TOLERANCE = 4.5e-16;
const SMALLEST_NORMAL = 2.2250738585072014e-308;

const specials = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, -3];
const extremes = [5e-324, -5e-324, 1e-310, Number.MIN_VALUE, Number.MAX_VALUE, -Number.MAX_VALUE];

describe("known values to the last bit but one", () => {
  const rows = [
    ["ln 2", ln(2), "0.69314718055994530942"],
    ["ln 10", ln(10), "2.302585092994045684"],
    ["ln 0.1", ln(0.1), "-2.3025850929940456285"],
    ["ln 1e-300", ln(1e-300), "-690.77552789821370518"],
    ["ln of the smallest double", ln(5e-324), "-744.44007192138126231"],
    ["ln of the double behind 1", ln(1.0000000000000002), "2.2204460492503128343e-16"],
    ["exp 1", exp(1), "2.7182818284590452354"],
    ["exp -1", exp(-1), "0.3678794411714423216"],
    ["exp 100", exp(100), "2.6881171418161354484e43"],
    ["exp -700", exp(-700), "9.8596765437597708567e-305"],
    ["sin 1", sin(1), "0.84147098480789650665"],
    ["sin of the double next to π", sin(3.141592653589793), "1.2246467991473531772e-16"],
    ["sin -1e6", sin(-1e6), "0.34999350217129295212"],
    ["cos 1", cos(1), "0.5403023058681397174"],
    ["cos of the double next to π/2", cos(1.5707963267948966), "6.1232339957367658861e-17"],
    ["cos 100", cos(100), "0.8623188722876839341"],
    ["pow(2, 0.5)", pow(2, 0.5), "1.4142135623730950488"],
    ["pow(10, -3)", pow(10, -3), "0.001"],
    [
      "pow(1.1, 1000), where y ln x has 7 bits before the point",
      pow(1.1, 1000),
      "2.4699329180060257651e41",
    ],
    ["pow(0.3, -7.5)", pow(0.3, -7.5), "8348.1566454071980716"],
    ["pow(1 + 1e-10, 1e10)", pow(1.0000000001, 1e10), "2.7182820532347873816"],
  ] as const;
  for (const [name, ours, exact] of rows) {
    test(name, () => {
      expect(relativeError(ours, Number(exact))).toBeLessThan(2.3e-16);
    });
  }
});

describe("the elementary functions are within two units in the last place of Math's", () => {
  const wide = fc.double({ noNaN: true, noDefaultInfinity: true });
  const runs = { numRuns: 20_000 };

  test("ln, of all positive doubles", () => {
    const positive = wide.map(Math.abs).filter((x) => x > 0);
    fc.assert(
      fc.property(positive, (x) => isClose(ln(x), Math.log(x))),
      runs,
    );
  });

  test("ln, near 1, where its result is small", () => {
    const near = fc.double({ min: 0.5, max: 2, noNaN: true });
    fc.assert(
      fc.property(near, (x) => isClose(ln(x), Math.log(x))),
      runs,
    );
  });

  test("exp, over its whole range", () => {
    const range = fc.double({ min: -746, max: 710, noNaN: true });
    fc.assert(
      fc.property(range, (x) => isClose(exp(x), Math.exp(x))),
      runs,
    );
  });

  test("sin and cos, up to the largest angle", () => {
    const angle = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(angle, (x) => isClose(sin(x), Math.sin(x))),
      runs,
    );
    fc.assert(
      fc.property(angle, (x) => isClose(cos(x), Math.cos(x))),
      runs,
    );
  });

  test("sin and cos, next to multiples of π/2, where one of them is nearly 0", () => {
    for (let k = -600_000; k <= 600_000; k += 7) {
      const x = k * (Math.PI / 2);
      if (!isClose(sin(x), Math.sin(x)) || !isClose(cos(x), Math.cos(x))) expect.fail(`at ${x}`);
    }
  });

  test("pow, of bases and exponents of all sizes", () => {
    const base = fc.double({ min: -50, max: 50, noNaN: true }).map((x) => Math.exp(x));
    const exponent = fc.double({ min: -14, max: 14, noNaN: true });
    fc.assert(
      fc.property(base, exponent, (x, y) => isClose(pow(x, y), Math.pow(x, y))),
      runs,
    );
  });
});

describe("special values are those of Math", () => {
  const values = [...specials, ...extremes];

  test("ln and exp", () => {
    for (const x of values) {
      expect(isSame(ln(x), Math.log(x)), `ln ${x}`).toBe(true);
      expect(isSame(exp(x), Math.exp(x)), `exp ${x}`).toBe(true);
    }
  });

  test("pow, of every base to every exponent", () => {
    for (const x of values) {
      for (const y of [...values, 1e15, 1e15 + 1, 1e16, -1e300]) {
        expect(isSame(pow(x, y), Math.pow(x, y)), `pow(${x}, ${y})`).toBe(true);
      }
    }
  });

  test("exp at the ends of its range", () => {
    for (const x of [709.782712893384, 709.7827128933841, -745.1332191019411, -745.1332191019412]) {
      expect(isSame(exp(x), Math.exp(x)), `exp ${x}`).toBe(true);
    }
  });

  test("sin and cos, signed zero included", () => {
    for (const x of [...specials, 5e-324, -5e-324, 1e-310]) {
      expect(isSame(sin(x), Math.sin(x)), `sin ${x}`).toBe(true);
      expect(isSame(cos(x), Math.cos(x)), `cos ${x}`).toBe(true);
    }
  });

  test("an angle too large to reduce exactly is refused, not rounded", () => {
    expect(() => sin(1_000_001)).toThrow("an angle is reduced before sin or cos");
    expect(() => cos(-1e300)).toThrow("an angle is reduced before sin or cos");
  });
});

test("powers with an exact result come out exact", () => {
  expect(pow(2, 10)).toBe(1024);
  expect(pow(2, -1074)).toBe(5e-324);
  expect(pow(4, 0.5)).toBe(2);
  expect(pow(7, 1)).toBe(7);
  expect(pow(-2, 3)).toBe(-8);
});

function isSame(ours: number, theirs: number): boolean {
  return Object.is(ours, theirs) || isClose(ours, theirs);
}

/** Subnormal results have fewer bits: there a unit is 5e-324. */
function isClose(ours: number, theirs: number): boolean {
  if (Object.is(ours, theirs)) return true;
  const allowed = Math.max(
    TOLERANCE * Math.abs(theirs),
    Math.abs(theirs) < SMALLEST_NORMAL ? 1e-323 : 0,
  );
  return Math.abs(ours - theirs) <= allowed && Math.sign(ours) === Math.sign(theirs);
}

function relativeError(ours: number, exact: number): number {
  return Math.abs(ours - exact) / Math.abs(exact);
}
