/** Goal: SVG that every reader accepts and nobody can break into. Method: parse what is written. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawTimeChart } from "../../src/charts/draw-time-chart.js";
import { escapeMarkup } from "../../src/charts/escape.js";
import type { Mark, Picture } from "../../src/charts/marks.js";
import { plainSvgElement } from "../../src/charts/plain-svg.js";
import { svgElement, svgFile } from "../../src/charts/svg.js";
import { BACKGROUND, LINES } from "../../src/charts/theme.js";
import { sampleChart } from "../support/charts.js";
import { markupFaults, pathPoints } from "../support/markup.js";

const SIZE = { width: 640, plotHeight: 180, hasEndLabels: true };

function picture(...marks: Mark[]): Picture {
  return { width: 100, height: 50, label: "a picture", marks };
}

function pathsOf(svg: string): string[] {
  return [...svg.matchAll(/ d="([^"]*)"/g)].map(([, data]) => data!);
}

describe("markup", () => {
  test("is well-formed, and equal for equal charts", () => {
    const svg = svgElement(drawTimeChart(sampleChart(), SIZE));
    expect(markupFaults(svg)).toEqual([]);
    expect(svgElement(drawTimeChart(sampleChart(), SIZE))).toBe(svg);
  });

  test("stays well-formed whatever names and labels hold", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(`"><script>alert(1)</script>`, "a & b", "]]>", "<!--", "'\u0000\ud800"),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const chart = sampleChart({
          label: text,
          spans: [{ style: "fault", text, from: 10, to: 20 }],
          value: { name: text, form: "share", leastTop: 0.1 },
        });
        const svg = svgElement(drawTimeChart(chart, SIZE));
        expect(markupFaults(svg)).toEqual([]);
        expect(svg).not.toContain("<script");
      }),
    );
  });

  test("what XML forbids becomes a replacement character, the rest is escaped", () => {
    expect(escapeMarkup(`<a b="c">'&`)).toBe("&lt;a b=&quot;c&quot;&gt;&#39;&amp;");
    expect(escapeMarkup("a\u0000b\ud800c\udc00d")).toBe("a\ufffdb\ufffdc\ufffdd");
    expect(escapeMarkup("τ 🙂\n")).toBe("τ 🙂\n");
  });

  test("a file of its own brings its style sheet, and asks nobody for anything", () => {
    const svg = svgFile(drawTimeChart(sampleChart(), SIZE));
    expect(markupFaults(svg)).toEqual([]);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
    expect(svg.match(/https?:/g)).toHaveLength(1);
    expect(svg).not.toMatch(/url\(|@import|href|src=/);
    expect(svg).toContain("prefers-color-scheme:dark");
    // Its background is drawn first, in the colour of either theme.
    expect(/<\/style>(<\w+ [^>]*>)/.exec(svg)![1]).toBe(
      '<rect class="back" width="100%" height="100%"/>',
    );
    for (const colour of Object.values(BACKGROUND)) expect(svg).toContain(`.back{fill:${colour}}`);
  });
});

describe("paths", () => {
  test("are where the points are, to a tenth of a pixel, however many there are", () => {
    const numbers = fc.double({ min: -300, max: 900, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(numbers, numbers), { minLength: 2 }), (points) => {
        const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
        const [data = ""] = pathsOf(
          svgElement(picture({ kind: "line", style: "recorded", xs, ys })),
        );
        // A step of less than a tenth is not written: every point that is written is one of the line's.
        const drawn = pathPoints(data).flat();
        const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= 0.0501;
        let at = 0;
        for (const [x, y] of drawn) {
          while (at < points.length && !(isNear(xs[at]!, x) && isNear(ys[at]!, y))) at++;
          expect(at).toBeLessThan(points.length);
        }
        expect(isNear(drawn.at(-1)![0], xs.at(-1)!)).toBe(true);
        expect(isNear(drawn.at(-1)![1], ys.at(-1)!)).toBe(true);
      }),
    );
  });

  test("a gap breaks a line, and a sample alone is a dot", () => {
    const mark = { kind: "line", style: "recorded", xs: [0, 1, 2, 3, 4, 5] } as const;
    const [data = ""] = pathsOf(svgElement(picture({ ...mark, ys: [1, 2, NaN, 3, NaN, 4] })));
    expect(data).toBe("M0 1l1 1M3 3zM5 4z");
  });

  test("an area goes along its highs and back along its lows, and has gaps", () => {
    const xs = [0, 10, 20, 30];
    const mark = { kind: "area", style: "within", xs, lows: [9, 9, NaN, 9], highs: [1, 2, NaN, 2] };
    const [data = ""] = pathsOf(svgElement(picture(mark as Mark)));
    const [first = []] = pathPoints(data);
    expect(first).toEqual([
      [0, 1],
      [10, 2],
      [10, 9],
      [0, 9],
    ]);
    expect(data.match(/M/g)).toHaveLength(2);
  });

  test("lines without any value draw nothing", () => {
    const svg = svgElement(
      picture({ kind: "line", style: "recorded", xs: [0, 1], ys: [NaN, NaN] }),
    );
    expect(pathsOf(svg)).toEqual([]);
  });
});

test("as SVG without a style sheet every mark has its look, in one theme", () => {
  const picture = drawTimeChart(sampleChart(), { width: 400, plotHeight: 100, hasEndLabels: true });
  const light = plainSvgElement(picture, "light");
  expect(light).not.toMatch(/class=|var\(/);
  expect(light).toContain(`stroke="${LINES.simulated.light}"`);
  expect(light).toContain('stroke-dasharray="4 5"');
  expect(plainSvgElement(picture, "dark")).toContain(`stroke="${LINES.simulated.dark}"`);
});
