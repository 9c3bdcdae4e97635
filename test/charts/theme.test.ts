/** Goal: readable in both themes, and never by colour alone. Method: contrast as WCAG 2.2 defines it. */
import { describe, expect, test } from "vitest";
import { BACKGROUND, chartCss, FILLS, LINES, TEXTS } from "../../src/charts/theme.js";

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
  const back = BACKGROUND[theme];

  // What stands in a cell is read against the cell.
  const outside = Object.entries(TEXTS).filter(([name]) => !name.startsWith("cell"));
  test.each(outside)("text %s has a contrast of 4.5 to 1", (_, paint) => {
    expect(contrast(paint[theme], back)).toBeGreaterThanOrEqual(4.5);
  });

  const cells = ["cell0", "cell1", "cell2", "cell3", "cell4", "cell5"] as const;
  test.each(cells)("what stands in %s has a contrast of 4.5 to 1", (cell) => {
    expect(contrast(TEXTS[cell][theme], FILLS[cell][theme])).toBeGreaterThanOrEqual(4.5);
  });

  // The first is where all is well: it may be as faint as the grid.
  test.each(cells.slice(1))("%s has a contrast of 3 to 1", (cell) => {
    expect(contrast(FILLS[cell][theme], back)).toBeGreaterThanOrEqual(3);
  });

  // The grid may be faint: its values stand beside it.
  const lines = Object.entries(LINES).filter(([name]) => name !== "grid");
  test.each(lines)("line %s has a contrast of 3 to 1", (_, paint) => {
    expect(contrast(paint[theme], back)).toBeGreaterThanOrEqual(3);
  });
});

test("lines of data differ by dash and width as well as by colour", () => {
  const { recorded, simulated } = LINES;
  expect(recorded.dash).toBeUndefined();
  expect(simulated.dash).toBeDefined();
  expect(recorded.width).toBeGreaterThan(simulated.width);
});

test("the style sheet sets each colour it uses in both themes", () => {
  const css = chartCss(":root");
  for (const [, name] of css.matchAll(/var\((--[\w-]+)\)/g)) {
    expect(css.match(new RegExp(`${name!}:`, "g"))).toHaveLength(2);
  }
  expect(css.match(/var\(/g)?.length).toBeGreaterThan(10);
});

/** WCAG 2.2, from `#rrggbb`. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
