/** Goal: the states are told apart by everybody, in both themes. Method: contrasts and distances worked out anew from the published formulas. */
import { describe, expect, test } from "vitest";
import { BACKGROUNDS, STATE_PAINTS } from "../../web/view/palette.js";

type Rgb = readonly [number, number, number];

/** Machado and others, 2009, severity 1. */
const SIGHTS: Readonly<Record<string, readonly Rgb[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function linear(hex: string): Rgb {
  const parts = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  return parts.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  ) as unknown as Rgb;
}

function contrast(one: string, other: string): number {
  const [a, b] = [one, other]
    .map((hex) => {
      const [red, green, blue] = linear(hex);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .sort((x, y) => y - x);
  return (a! + 0.05) / (b! + 0.05);
}

/** CIE Lab of a colour as somebody sees it, under D65. */
function lab(hex: string, sight: readonly Rgb[]): Rgb {
  const rgb = linear(hex);
  const seen = sight.map((row) =>
    Math.max(
      0,
      Math.min(
        1,
        row.reduce((sum, w, i) => sum + w * rgb[i]!, 0),
      ),
    ),
  );
  const [red, green, blue] = seen as unknown as Rgb;
  const x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047;
  const y = 0.2126729 * red + 0.7151522 * green + 0.072175 * blue;
  const z = (0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883;
  const f = (t: number): number =>
    t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27) * (t / 116) + 16 / 116;
  return [116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))];
}

/** CIEDE2000 (Sharma, Wu, Dalal, 2005). */
function distance([l1, a1, b1]: Rgb, [l2, a2, b2]: Rgb): number {
  const mean = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(mean ** 7 / (mean ** 7 + 25 ** 7)));
  const [x1, x2] = [a1 * (1 + g), a2 * (1 + g)];
  const [c1, c2] = [Math.hypot(x1, b1), Math.hypot(x2, b2)];
  const degrees = (y: number, x: number): number =>
    x === 0 && y === 0 ? 0 : ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360;
  const [h1, h2] = [degrees(b1, x1), degrees(b2, x2)];
  const isGrey = c1 * c2 === 0;
  const apart = isGrey ? 0 : ((h2 - h1 + 540) % 360) - 180;
  const radians = (angle: number): number => (angle * Math.PI) / 180;
  const dh = 2 * Math.sqrt(c1 * c2) * Math.sin(radians(apart / 2));
  const [l, c] = [(l1 + l2) / 2, (c1 + c2) / 2];
  const h = isGrey ? h1 + h2 : (h1 + apart / 2 + 360) % 360;
  const t =
    1 -
    0.17 * Math.cos(radians(h - 30)) +
    0.24 * Math.cos(radians(2 * h)) +
    0.32 * Math.cos(radians(3 * h + 6)) -
    0.2 * Math.cos(radians(4 * h - 63));
  const sl = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2);
  const sc = 1 + 0.045 * c;
  const sh = 1 + 0.015 * c * t;
  const turn =
    -2 *
    Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7)) *
    Math.sin(radians(60 * Math.exp(-(((h - 275) / 25) ** 2))));
  const [dl, dc, dhs] = [(l2 - l1) / sl, (c2 - c1) / sc, dh / sh];
  return Math.sqrt(dl ** 2 + dc ** 2 + dhs ** 2 + turn * dc * dhs);
}

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  const paints = STATE_PAINTS[theme];
  test("each state stands out from the page by 3:1, and words on it by 4.5:1", () => {
    for (const { fill, ink } of paints) {
      expect(contrast(fill, BACKGROUNDS[theme])).toBeGreaterThanOrEqual(3);
      expect(contrast(fill, ink)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each(Object.keys(SIGHTS))("any two filled states are 12 apart to %s eyes", (name) => {
    const seen = paints.slice(1).map(({ fill }) => lab(fill, SIGHTS[name]!));
    const apart = seen.flatMap((one, i) => seen.slice(i + 1).map((other) => distance(one, other)));
    expect(Math.min(...apart)).toBeGreaterThan(12);
  });

  test("worse is further from the page in lightness", () => {
    const steps = paints.slice(1).map(({ fill }) => contrast(fill, BACKGROUNDS[theme]));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });
});

test("the distance is that of the published pairs", () => {
  // Sharma, Wu and Dalal, table 1: pairs 1, 7 and 17.
  expect(distance([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 3);
  expect(distance([50, 0, 0], [50, -1, 2])).toBeCloseTo(2.3669, 3);
  expect(distance([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 3);
});
