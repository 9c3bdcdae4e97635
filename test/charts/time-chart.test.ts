/** Goal: a chart that shows its data where it belongs, with labels that can be read. Method: look at its marks. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChartSize, Span, TimeChart } from "../../src/charts/chart.js";
import { drawTimeChart, layTimeChart } from "../../src/charts/draw-time-chart.js";
import type { TextMark } from "../../src/charts/marks.js";
import { plainSvgElement } from "../../src/charts/plain-svg.js";
import { svgElement } from "../../src/charts/svg.js";
import { LINES } from "../../src/charts/theme.js";
import { VALUE_SCALES } from "../../src/charts/value-axis.js";
import { boxOf, marksOf, overlap, sampleChart } from "../support/charts.js";

const WIDE: ChartSize = { width: 680, plotHeight: 200, hasEndLabels: true };
const NARROW: ChartSize = { width: 320, plotHeight: 160, hasEndLabels: false };

/** Charts of seconds to days, of shares and counts, with few to many faults. */
const charts = fc
  .record({
    from: fc.constantFrom(0, 3600, 90_000),
    length: fc.double({ min: 1, max: 400_000, noNaN: true }),
    top: fc.double({ min: 0, max: 1e13, noNaN: true }),
    form: fc.constantFrom("share" as const, "count" as const, "number" as const),
    scale: fc.constantFrom(...VALUE_SCALES),
    isDots: fc.boolean(),
    spans: fc.array(
      fc.record({
        style: fc.constantFrom("fault" as const, "quiet" as const, "pin" as const),
        text: fc.constantFrom("hdfs down", "warm-up", "tier2[11].channel slow, 20 times", "×"),
        begin: fc.double({ min: -0.5, max: 1.2, noNaN: true }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 12 },
    ),
  })
  .map(({ from, length, top, form, scale, isDots, spans }): TimeChart => {
    // The last is the end of the axis to the bit.
    const times = Array.from({ length: 40 }, (_, i) => from + length * (i / 39));
    const curve = { times, values: times.map((_, i) => (i % 5 === 0 ? NaN : (top * i) / 39)) };
    const placed = spans.map(({ style, text, begin, share }): Span => {
      const at = from + begin * length;
      return { style, text, from: at, to: style === "pin" ? at : at + share * length };
    });
    return sampleChart({
      time: { from, to: from + length, name: "time since the load began" },
      value: { name: "value", form, scale, leastTop: 0 },
      series: [
        { style: "recorded", name: "recorded, solid", word: "recorded", curve },
        { style: "simulated", name: "simulated", word: "simulated", curve, isDots },
      ],
      spans: placed.sort((a, b) => a.from - b.from),
    });
  });

describe.each([
  ["wide", WIDE],
  ["narrow", NARROW],
])("a %s chart", (_, size) => {
  test("has all labels inside the picture, none on another", () => {
    fc.assert(
      fc.property(charts, (chart) => {
        const picture = drawTimeChart(chart, size);
        const boxes = marksOf(picture, "text").map(boxOf);
        expect(boxes.length).toBeGreaterThan(4);
        for (const [i, box] of boxes.entries()) {
          expect(box.left, box.text).toBeGreaterThanOrEqual(-0.01);
          expect(box.right, box.text).toBeLessThanOrEqual(picture.width + 0.01);
          expect(box.top, box.text).toBeGreaterThanOrEqual(0);
          expect(box.bottom, box.text).toBeLessThanOrEqual(picture.height);
          const on = boxes.slice(i + 1).filter((other) => overlap(box, other));
          expect(on.map(({ text }) => `${box.text} on ${text}`)).toEqual([]);
        }
      }),
    );
  });

  test("has all data and spans inside the plot", () => {
    fc.assert(
      fc.property(charts, (chart) => {
        const picture = drawTimeChart(chart, size);
        const [plot] = marksOf(picture, "clip");
        const { x, y, width, height } = plot!;
        const [, ...dots] = marksOf(picture, "dots"); // the first is the legend's
        for (const { xs, ys } of [...marksOf(picture, "line"), ...dots]) {
          const there = ys.filter((value) => !Number.isNaN(value));
          expect(Math.min(...there)).toBeGreaterThanOrEqual(y - 0.01);
          expect(Math.max(...there)).toBeLessThanOrEqual(y + height + 0.01);
          expect(Math.min(...xs)).toBeGreaterThanOrEqual(x - 0.01);
          expect(Math.max(...xs)).toBeLessThanOrEqual(x + width + 0.01);
        }
        for (const rect of marksOf(picture, "rect").filter(({ hint }) => hint !== undefined)) {
          expect(rect.x).toBeGreaterThanOrEqual(x - 0.01);
          expect(rect.x + rect.width).toBeLessThanOrEqual(x + width + 0.01);
        }
      }),
    );
  });
});

describe("data", () => {
  const texts = (chart: TimeChart, style: TextMark["style"]): string[] =>
    marksOf(drawTimeChart(chart, WIDE), "text")
      .filter((mark) => mark.style === style)
      .map(({ text }) => text);

  test("half of the value axis is half of the plot's height, half of the time half of its width", () => {
    const curve = { times: [0, 30, 60], values: [0, 0.5, 1] };
    const series = [{ style: "recorded" as const, name: "a", word: "a", curve }];
    const picture = drawTimeChart(sampleChart({ series }), WIDE);
    const [plot] = marksOf(picture, "clip");
    const [{ xs, ys } = { xs: [], ys: [] }] = marksOf(picture, "line");
    expect(xs[1]).toBeCloseTo(plot!.x + plot!.width / 2, 6);
    expect(ys[1]).toBeCloseTo(plot!.y + plot!.height / 2, 6);
    expect(ys[2]! - ys[0]!).toBeCloseTo(-WIDE.plotHeight, 6);
  });

  test("a missing value is a gap of its line, not a zero", () => {
    const curve = { times: [0, 20, 40, 60], values: [1, NaN, 1, 1] };
    const series = [{ style: "recorded" as const, name: "a", word: "a", curve }];
    const [{ ys } = { ys: [] }] = marksOf(drawTimeChart(sampleChart({ series }), WIDE), "line");
    expect(ys.map((y) => Number.isNaN(y))).toEqual([false, true, false, false]);
  });

  test("a fault lies between its times, and what is not over ends with the chart", () => {
    const spans: Span[] = [{ style: "fault", text: "hdfs down", from: 30, to: 600 }];
    const picture = drawTimeChart(sampleChart({ spans }), WIDE);
    const [plot] = marksOf(picture, "clip");
    const rect = marksOf(picture, "rect").find(({ hint }) => hint === "hdfs down")!;
    expect(rect.x).toBeCloseTo(plot!.x + plot!.width / 2, 6);
    expect(rect.x + rect.width).toBeCloseTo(plot!.x + plot!.width, 6);
  });

  test("small differences look small: the axis goes at least as far as asked", () => {
    const curve = { times: [0, 60], values: [0.001, 0.002] };
    const series = [{ style: "recorded" as const, name: "a", word: "a", curve }];
    expect(texts(sampleChart({ series }), "tick")).toContain("10 %");
  });

  test("unit and words stand beside the lines", () => {
    const chart = sampleChart();
    expect(texts(chart, "title")).toEqual([
      "ChannelSize [% of 10 k events]",
      "time since the load began [s]",
    ]);
    expect(texts(chart, "legend")).toEqual(["recorded, solid", "simulated, dashed", "fault"]);
    expect([...texts(chart, "recorded"), ...texts(chart, "simulated")]).toEqual([
      "recorded",
      "simulated",
    ]);
    expect(texts(chart, "span")).toEqual(["hdfs down"]);
  });

  test("no picture holds more than a few points a pixel", () => {
    const values = Float64Array.from({ length: 500_000 }, (_, i) => (i * 7919) % 1000);
    const times = values.map((_, i) => (i * 60) / 500_000);
    const curve = { times, values };
    const series = [{ style: "recorded" as const, name: "a", word: "a", curve }];
    const [{ xs } = { xs: [] }] = marksOf(drawTimeChart(sampleChart({ series }), WIDE), "line");
    expect(xs.length).toBeLessThanOrEqual(5 * WIDE.width);
    expect(xs.length).toBeGreaterThan(WIDE.width);
  });
});

describe("a symlog axis", () => {
  const axisOf = (
    values: number[],
    change: Partial<TimeChart["value"]> = {},
  ): [number, string][] => {
    const curve = { times: values.map((_, i) => i), values };
    const chart = sampleChart({
      time: { from: 0, to: values.length - 1, name: "time" },
      value: { name: "value", form: "count", leastTop: 1, scale: "symlog", ...change },
      series: [{ style: "series1", name: "a", word: "a", curve }],
      spans: [],
    });
    const { picture, plot } = layTimeChart(chart, WIDE);
    const ticks = picture.marks.filter((mark) => mark.kind === "text");
    return ticks
      .filter(({ style, anchor }) => style === "tick" && anchor === "end")
      .map(({ y, text }) => [(plot.bottom - (y - 4)) / (plot.bottom - plot.top), text]);
  };

  test("has zero at its foot and powers of ten, which lie as far apart as their logarithms", () => {
    const ticks = axisOf([0, 3, 1_000_000]);
    expect(ticks.map(([, text]) => text)).toEqual([..."0,10,100,1 k,10 k,100 k,1 M".split(",")]);
    // Places as Webber has them, sign(v) · log(1 + |v|), against those of a million.
    ticks.forEach(([share, text], i) => {
      const value = i === 0 ? 0 : 10 ** i;
      expect(share, text).toBeCloseTo(Math.log1p(value) / Math.log1p(1_000_000), 6);
    });
  });

  test("of shares begins at a per cent, and of differences goes both ways", () => {
    expect(axisOf([0, 1], { form: "share" }).map(([, text]) => text)).toEqual([
      ..."0 %,1 %,10 %,100 %".split(","),
    ]);
    const signed = axisOf([-100, 0, 100], { isSigned: true });
    expect(signed.map(([, text]) => text)).toEqual([..."−100,−10,0,10,100".split(",")]);
    expect(signed[2]![0]).toBeCloseTo(0.5, 6);
  });
});

test("dots are drawn where the data is, with a sample of them in the legend", () => {
  const curve = { times: [0, 30, 60], values: [0, 0.5, NaN] };
  const series = [{ style: "series1" as const, name: "a", word: "a", curve, isDots: true }];
  const picture = drawTimeChart(sampleChart({ series }), WIDE);
  const [sample, dots] = marksOf(picture, "dots");
  const [plot] = marksOf(picture, "clip");
  expect(sample!.xs.length).toBe(3);
  expect(dots!.xs).toEqual([plot!.x, plot!.x + plot!.width / 2]);
  expect(marksOf(picture, "line")).toEqual([]);
  const svg = svgElement(picture);
  expect(svg).toMatch(/<path class="line-series1 dots" d="M[\d. ]+zM[\d. ]+z"/);
  expect(plainSvgElement(picture, "light")).toContain(
    `stroke="${LINES.series1.light}" stroke-width="4" stroke-linecap="round"`,
  );
});

test("differences go as far below zero as their data does, and zero is a line", () => {
  const curve = { times: [0, 50, 100], values: [3, -12, 0] };
  const chart = sampleChart({
    time: { from: 0, to: 100, name: "time" },
    value: { name: "B − A", form: "count", leastTop: 1, isSigned: true },
    series: [{ style: "a1", name: "difference", word: "difference", curve }],
  });
  const { picture, plot } = layTimeChart(chart, WIDE);
  expect(plot.y(-12)).toBeLessThanOrEqual(plot.bottom);
  expect(plot.y(3)).toBeGreaterThanOrEqual(plot.top);
  const zero = picture.marks.filter((mark) => {
    return mark.kind === "rule" && mark.y1 === plot.y(0) && mark.x2 - mark.x1 > 300;
  });
  expect(zero.some((mark) => mark.kind === "rule" && mark.style === "axis")).toBe(true);
  const texts = picture.marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));
  expect(texts).toContain("−10");
});
