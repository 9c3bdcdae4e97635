import { describe, expect, test } from "vitest";
import {
  exactQuantity,
  formatBandwidth,
  formatBytes,
  formatClock,
  formatCount,
  formatDuration,
  formatEvents,
  formatFraction,
  formatNumber,
  formatRate,
} from "../../src/units/format.js";

const MS = 1e6;
const S = 1e9;
const MIN = 60 * S;
const H = 60 * MIN;
const D = 24 * H;

describe("numbers for people have three significant digits", () => {
  test.each([
    [0, "0"],
    [-0, "0"],
    [1, "1"],
    [12.345, "12.3"],
    [123.45, "123"],
    [1234.5, "1230"],
    [0.125, "0.125"],
    [0.00012345, "0.000123"],
    [0.000001, "0.000001"],
    [0.00000012345, "1.23e-7"],
    [999.5, "1000"],
    [-12.345, "-12.3"],
    [1e14, "100000000000000"],
    [1.234e21, "1.23e21"],
    [NaN, "not a number"],
    [Infinity, "∞"],
    [-Infinity, "-∞"],
  ])("%d is %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

test("a prefix is taken when the digits that are shown reach it", () => {
  expect(
    [999, 999.4, 999.6, 1000, 12_345, 999_999, 1e6, 2.5e9, 1e12, 1e15].map(formatCount),
  ).toEqual(["999", "999", "1 k", "1 k", "12.3 k", "1 M", "1 M", "2.5 G", "1 T", "1000 T"]);
});

test("events, rates, bytes, bandwidths and shares carry their unit", () => {
  expect([
    formatEvents(1),
    formatEvents(12_345),
    formatRate(8000),
    formatRate(0.5),
    formatBytes(300),
    formatBytes(64e6),
    formatBytes(0),
    formatBandwidth(125e6),
    formatFraction(0.125),
    formatFraction(1),
  ]).toEqual([
    "1 event",
    "12.3 k events",
    "8 k events/s",
    "0.5 events/s",
    "300 B",
    "64 MB",
    "0 B",
    "125 MB/s",
    "12.5 %",
    "100 %",
  ]);
});

describe("durations are shown in one unit below a minute and in two above", () => {
  test.each([
    [0, "0 s"],
    [1, "1 ns"],
    [1500, "1.5 us"],
    [850 * 1000, "850 us"],
    [12.345 * MS, "12.3 ms"],
    [999.96 * MS, "1 s"],
    [4.5 * S, "4.5 s"],
    [59.94 * S, "59.9 s"],
    [59.96 * S, "1 min"],
    [60 * S, "1 min"],
    [724 * S, "12 min 4 s"],
    [3599 * S, "59 min 59 s"],
    [3600 * S, "1 h"],
    [3 * H + 5 * MIN, "3 h 5 min"],
    [3 * H + 5 * MIN + 40 * S, "3 h 6 min"],
    [D - 1, "1 d"],
    [2 * D + 4 * H, "2 d 4 h"],
    [104 * D, "104 d"],
    [-90 * S, "-1 min 30 s"],
    [Infinity, "∞"],
  ])("%d ticks are %s", (ticks, text) => {
    expect(formatDuration(ticks)).toBe(text);
  });
});

test("a clock shows whole seconds that have come, and days from one on", () => {
  expect([0, 872.999 * S, 3599 * S, 25 * H, 3 * D + 1 * S].map(formatClock)).toEqual([
    "00:00:00",
    "00:14:32",
    "00:59:59",
    "1 d 01:00:00",
    "3 d 00:00:01",
  ]);
});

test("an exact text takes the unit that makes it shortest", () => {
  expect([
    exactQuantity(0, "duration"),
    exactQuantity(3 * S, "duration"),
    exactQuantity(60 * MIN, "duration"),
    exactQuantity(90 * S, "duration"),
    exactQuantity(1.5 * MS, "duration"),
    exactQuantity(10e6, "bytes"),
    exactQuantity(1_048_576, "bytes"),
    exactQuantity(0.05, "fraction"),
    exactQuantity(0.07, "fraction"),
    exactQuantity(1 / 3, "fraction"),
    exactQuantity(125e6, "bandwidth"),
    exactQuantity(20_000_000, "events"),
  ]).toEqual([
    "0",
    "3 s",
    "1 h",
    "90 s",
    "1.5 ms",
    "10 MB",
    "1 MiB",
    "5 %",
    "7 %",
    "0.3333333333333333",
    "1 Gbit/s",
    "20 M events",
  ]);
});
