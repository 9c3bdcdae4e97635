/**
 * Goal: the page's words and numbers are those of the language that is asked for, and what has no translation is
 * English, never blank. Method: speakers of made-up catalogues, and numbers of several languages beside English.
 */
import { describe, expect, test } from "vitest";
import {
  formatCount as plainCount,
  formatDuration as plainDuration,
  formatFraction as plainFraction,
  formatNumber as plainNumber,
} from "../../src/units/format.js";
import { localeFor } from "../../web/text/locale.js";
import {
  exact,
  formatBytes,
  formatCount,
  formatDuration,
  formatEvents,
  formatFraction,
  formatNumber,
  numbersOf,
  perSecond,
} from "../../web/text/numbers.js";
import { choose } from "../../web/text/choices.js";
import { pseudo } from "../../web/text/pseudo.js";
import { speaker } from "../../web/text/say.js";
import { bareClock, clock, showTimesFrom, startFrom, zone } from "../../web/text/times.js";

const TICKS = 1e9;
const english = speaker(localeFor(["en"], []), {});

describe("the language", () => {
  test.each([
    [["de"], "en", "de-u-nu-latn"],
    [["en-XA"], "en-XA", "en-XA-u-nu-latn"],
    [["en-xa"], "en-XA", "en-XA-u-nu-latn"],
    [["pl-PL", "de"], "pl", "pl-PL-u-nu-latn"],
    [["ar-EG"], "en", "ar-EG-u-nu-latn"],
    [["no tag at all", "de-CH"], "en", "de-CH-u-nu-latn"],
    [[], "en", "en-u-nu-latn"],
  ])("%j: words of %s, numbers of %s", (asked, words, numbers) => {
    expect(localeFor(asked, ["pl"])).toEqual({ words, numbers });
  });
});

describe("a message", () => {
  test("is filled in, with elements where it has some", () => {
    expect(english.say("{count} of {total} agents", { count: "3 k", total: 1234.5 })).toBe(
      "3 k of 1234.5 agents",
    );
    const code = { code: "9f3c" };
    expect(english.sayParts("digest {digest}, seed {seed}", { digest: code, seed: 7 })).toEqual([
      "digest ",
      code,
      ", seed ",
      "7",
    ]);
  });

  test("follows a count by the plural rules of its language", () => {
    const forms = { one: "{count} agent", other: "{count} agents" } as const;
    expect([0, 1, 2].map((count) => english.sayCount(count, forms))).toEqual([
      "0 agents",
      "1 agent",
      "2 agents",
    ]);
    expect(english.sayCount([12_300, "12.3 k"], forms)).toBe("12.3 k agents");
    const polish = speaker(localeFor(["pl"], ["pl"]), {
      pl: {
        "{count} agents": {
          one: "{count} agent",
          few: "{count} agenty",
          other: "{count} agentów",
        },
        "{part} of {whole}": "z {whole}: {part}",
      },
    });
    expect([1, 2, 5, 22].map((count) => polish.sayCount(count, forms))).toEqual([
      "1 agent",
      "2 agenty",
      "5 agentów",
      "22 agenty",
    ]);
    expect(polish.say("{part} of {whole}", { part: 1.5, whole: 2 })).toBe("z 2: 1,5");
    expect(polish.say("not translated")).toBe("not translated");
  });

  test("in the pseudo-language is in brackets, accented, 40 % longer, with its places whole", () => {
    const message = "{count} of {total} agents refuse their connections";
    const made = pseudo(message);
    expect(made).toMatch(/^⟦\{count\} [^a-z]+ \{total\} [^a-z]+⟧$/);
    const letters = (text: string): number => text.replace(/\{\w+\}/g, "").match(/\p{L}/gu)!.length;
    expect(letters(made) / letters(message)).toBeCloseTo(1.4, 1);
    const { say } = speaker(localeFor(["en-XA"], []), {});
    expect(say("{a}!", { a: "web[3]" })).toBe("⟦web[3]!⟧");
  });
});

describe("numbers", () => {
  const samples = [
    ...[0, 1, 9.995, 12.345, 999.4, 999.6, 1230, 0.125, 0.0123456, 1e-7, 1.5e15, -2.5, Infinity],
    ...[1.005, 0.1 + 0.2, 123_456_789, 4_000_000, 5e12],
  ];

  test("in English are those of the command line", () => {
    expect(samples.map(formatNumber)).toEqual(samples.map(plainNumber));
    expect(samples.map(formatCount)).toEqual(samples.map(plainCount));
    expect(samples.map(formatFraction)).toEqual(samples.map(plainFraction));
    const ticks = samples.map((seconds) => Math.round(seconds * TICKS));
    expect(ticks.map(formatDuration)).toEqual(ticks.map(plainDuration));
    expect(formatNumber(NaN)).toBe("not a number");
    expect([formatEvents(1), formatEvents(12_345), perSecond(1_840_000)]).toEqual([
      "1 event",
      "12.3 k events",
      "1.84 M/s",
    ]);
    expect([exact(1_234_567), exact(-0.125), exact(950)]).toEqual(["1 234 567", "-0.125", "950"]);
  });

  test("have the digits and marks of their language", () => {
    const german = numbersOf("de");
    expect([german.number(1.84), german.exact(1_234_567.5)]).toEqual(["1,84", "1 234 567,5"]);
    expect(numbersOf("ar-EG-u-nu-latn").number(1.84)).toMatch(/^[\d.]+$/);
  });

  test("of bytes are by powers of 1000 or of 1024, as it was chosen", () => {
    const sizes = [300, 64e6, 1_048_576, 1023.4 * 1024];
    expect(sizes.map(formatBytes)).toEqual(["300 B", "64 MB", "1.05 MB", "1.05 MB"]);
    choose({ units: "IEC" });
    expect(sizes.map(formatBytes)).toEqual(["300 B", "61 MiB", "1 MiB", "1020 KiB"]);
    choose({ units: "SI" });
    expect(formatBytes(64e6)).toBe("64 MB");
  });
});

describe("times", () => {
  test("are since the start, until the wall clock is chosen and the scenario has a start", () => {
    expect([clock(922 * TICKS), bareClock(922 * TICKS), zone()]).toEqual([
      "t+00:15:22",
      "00:15:22",
      undefined,
    ]);
    choose({ times: "wall" });
    expect(clock(922 * TICKS)).toBe("t+00:15:22");
    showTimesFrom(startFrom("2026-03-02T18:00:00+01:00"));
    expect([clock(922.9 * TICKS), bareClock(922 * TICKS), zone()]).toEqual([
      "18:15:22 +01:00",
      "18:15:22",
      "+01:00",
    ]);
    expect(clock(6 * 3600 * TICKS)).toBe("Mar 3 00:00:00 +01:00");
    choose({ times: "relative" });
    expect(clock(922 * TICKS)).toBe("t+00:15:22");
    showTimesFrom(undefined);
  });

  test("a start is read as scenarios write it", () => {
    expect([
      startFrom("2026-03-02 18:00Z"),
      startFrom("2026-03-02T18:00:30.5+0530"),
      startFrom("2026-03-02T18:00:00"),
    ]).toEqual([
      { localMs: Date.UTC(2026, 2, 2, 18), zone: "UTC" },
      { localMs: Date.UTC(2026, 2, 2, 18, 0, 30, 500), zone: "+0530" },
      undefined,
    ]);
  });
});
