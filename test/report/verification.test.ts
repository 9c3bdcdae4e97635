/** Goal: the page of `verify --html` is well-formed, complete and safe. Method: pages of hand-made results. */
import { describe, expect, test } from "vitest";
import { html } from "../../src/report/html/markup.js";
import { verificationPage } from "../../src/report/verification/page.js";
import type { Verified } from "../../src/report/verification/verdict.js";
import { checkSentence } from "../../src/report/verification/words.js";
import type { Check } from "../../src/verify/checks.js";
import type { Figure } from "../../src/verify/overlay.js";
import type { ReferenceTrace } from "../../src/verify/trace.js";
import { markupFaults } from "../support/markup.js";

const curve = { times: [0, 1000, 2000], values: [0, NaN, 500] };

const MISSED: Check = {
  ...{ subject: "CHANNEL.c of a", what: "fill, worst distance", unit: "share", limit: 0.1 },
  ...{ recorded: 0, other: 0.25, deviation: 0.25, allowed: 0.1, isPassed: false },
};

function verified(change: Partial<Verified> = {}, trace: Partial<ReferenceTrace> = {}): Verified {
  const figure: Figure = {
    ...{ subject: "CHANNEL.c of a", what: "fill", kind: "fill", capacity: 1000, small: 0.1 },
    ...{ recorded: curve, simulated: curve, within: { lows: curve, highs: curve } },
    ...{ worstAtMs: 2000, checks: change.checks ?? [] },
  };
  const spans = [{ what: trace.name ?? "hdfs down", fromMs: 500, toMs: 1500 }];
  return {
    file: "one.json.gz",
    trace: { ...TRACE, ...trace },
    overlay: { spans, figures: [figure] },
    repeats: 0,
    checks: [],
    unusable: [],
    ...change,
  };
}

const TRACE: ReferenceTrace = {
  format: "flume-reference-trace/1",
  ...{ name: "one", about: "About it.", flume: "1.11.0" },
  ...{ warmupMs: 500, durationMs: 2000, sampleMs: 250 },
  ...{ agents: {}, clients: [], series: {}, clients_seen: [] },
};

describe("the page", () => {
  test("is well-formed, whatever a recording is called, and none of it is taken as markup", () => {
    const name = `"><script>alert('x')</script>&amp;<!--`;
    const page = verificationPage([
      verified({ file: name, checks: [{ ...MISSED, subject: name }] }, { name, about: name }),
      { ...verified({ unusable: [name] }), trace: undefined, overlay: undefined, file: name },
    ]);
    expect(markupFaults(page)).toEqual([]);
    expect(page).not.toContain("<script");
  });

  test("says what passes, misses and cannot be simulated, in sign and word", () => {
    const page = verificationPage([
      verified(),
      verified({ checks: [MISSED] }),
      { ...verified({ unusable: ["expected format"] }), trace: undefined, overlay: undefined },
    ]);
    expect(page).toContain("1 of 3 recordings of real Flume agents pass, 1 miss, 1 cannot be");
    for (const word of ["✓ PASS", "✗ MISS", "? UNUSABLE"]) expect(page.split(word)).toHaveLength(3);
    expect(page).toContain("CHANNEL.c of a: fill, worst distance: 25 % of capacity (limit 10 %)");
    expect(page).toContain("furthest apart");
    expect(page).toContain("hdfs down from 0.5 s to 1.5 s");
  });

  test("links each row of the summary to a section, and tells repeated recordings apart", () => {
    const page = verificationPage([verified(), verified(), verified()]);
    const links = [...page.matchAll(/<a href="#(recording-\d)">([^<]+)</g)];
    expect(links.map(([, , title]) => title)).toEqual(["one", "one, again (1)", "one, again (2)"]);
    for (const [, id] of links) expect(page).toContain(`<section class="recording" id="${id!}">`);
  });

  test("fits phone, dark screen and paper, and has a wide and a narrow picture of each figure", () => {
    const page = verificationPage([verified()]);
    for (const rule of ["max-width:599px", "prefers-color-scheme:dark", "@media print"]) {
      expect(page).toContain(rule);
    }
    expect(page.match(/<svg class="chart"/g)).toHaveLength(2);
    expect(page).toContain("default-src &#39;none&#39;");
  });
});

describe("comparisons in words", () => {
  const of = (change: Partial<Check>): string => checkSentence({ ...MISSED, ...change });

  test.each([
    [{}, "fill, worst distance: 25 % of capacity (limit 10 %)"],
    [
      { what: "acked", unit: "events", recorded: 52_340, other: 53_000, deviation: 0.0126 },
      "acked: 52,340 recorded, 53,000 simulated, off by 1.26 % (limit 10 %)",
    ],
    [
      {
        what: "drained",
        unit: "ms",
        recorded: 41_200,
        other: 47_000,
        deviation: 5800,
        allowed: 5000,
      },
      "drained: 41.2 s recorded, 47 s simulated, off by 5.8 s (limit 5 s)",
    ],
    [
      { what: "first full", unit: "ms", recorded: undefined, other: 1500, deviation: Infinity },
      "first full: never recorded, 1.5 s simulated",
    ],
    [
      { what: "first full", unit: "ms", recorded: undefined, other: undefined, deviation: 0 },
      "first full: never in either",
    ],
  ] as [Partial<Check>, string][])("%j", (change, sentence) => {
    expect(of(change)).toBe(sentence);
  });
});

test("a template escapes what is put into it, and takes markup as it is", () => {
  const items = [`a<b"`, "'&"].map((text) => html`<li>${text}</li>`);
  expect(html`<b title="${`"'`}">${7}</b>`.markup).toBe(`<b title="&quot;&#39;">7</b>`);
  expect(html`<i>${items}</i>`.markup).toBe("<i><li>a&lt;b&quot;</li><li>&#39;&amp;</li></i>");
});
