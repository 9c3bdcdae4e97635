import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exactQuantity } from "../../src/units/format.js";
import { numberFromText, readQuantity, type QuantityFault } from "../../src/units/quantity.js";
import { UNITS, unitMeantBy, unitNamed, type Dimension } from "../../src/units/units.js";

describe("a number and a unit are read as base units", () => {
  const rows: readonly [text: string, of: Dimension, value: number][] = [
    ["1 ns", "duration", 1],
    ["40 us", "duration", 40_000],
    ["40 µs", "duration", 40_000],
    ["40 ms", "duration", 40e6],
    ["0.25 ms", "duration", 250_000],
    ["2 s", "duration", 2e9],
    ["30 min", "duration", 1800e9],
    ["2 h", "duration", 7200e9],
    ["1 d", "duration", 86_400e9],
    ["3 days", "duration", 3 * 86_400e9],
    ["1 h 30 min", "duration", 5400e9],
    ["1h30min", "duration", 5400e9],
    ["12 min 4 s", "duration", 724e9],
    ["40ms", "duration", 40e6],
    ["  40   ms ", "duration", 40e6],
    ["+2 s", "duration", 2e9],
    ["1e3 s", "duration", 1e12],
    [".5 s", "duration", 5e8],
    ["300 B", "bytes", 300],
    ["64 kB", "bytes", 64_000],
    ["64 MB", "bytes", 64_000_000],
    ["64 MiB", "bytes", 67_108_864],
    ["2 GiB", "bytes", 2_147_483_648],
    ["1 TB", "bytes", 1e12],
    ["64 MB/s", "bandwidth", 64e6],
    ["1 Gbit/s", "bandwidth", 125e6],
    ["8 bit/s", "bandwidth", 1],
    ["1 MiB/s", "bandwidth", 1_048_576],
    ["120 events/s", "rate", 120],
    ["1 event/s", "rate", 1],
    ["8 k events/s", "rate", 8000],
    ["8k events/s", "rate", 8000],
    ["1.5 M events/s", "rate", 1.5e6],
    ["600 events/min", "rate", 10],
    ["36 k events/h", "rate", 10],
    ["8 k events", "events", 8000],
    ["100", "events", 100],
    ["80 %", "fraction", 0.8],
    ["7 %", "fraction", 0.07],
    ["0.25", "fraction", 0.25],
    ["0", "duration", 0],
    ["0.0", "bytes", 0],
    ["-0", "rate", 0],
  ];
  test.each(rows)("%s is a %s", (text, of, value) => {
    expect(readQuantity(text, of)).toMatchObject({ isRead: true, value });
  });

  test.each([
    ["3", "duration", "s", 3e9],
    ["3000", "duration", "ms", 3e9],
    ["524288000", "bytes", "B", 524_288_000],
    ["20", "fraction", "%", 0.2],
  ] as const)("%s as a %s with the bare unit %s", (text, of, bare, value) => {
    expect(readQuantity(text, of, bare)).toMatchObject({ isRead: true, value });
  });
});

describe("what is wrong with a quantity is named", () => {
  const unknown = (unit: string, nearest?: string): QuantityFault => {
    return { kind: "unit-unknown", unit, nearest };
  };
  const other = (unit: string, of: Dimension): QuantityFault => {
    return { kind: "unit-of-other-dimension", unit, of };
  };
  const rows: readonly [text: string, of: Dimension, fault: QuantityFault][] = [
    ["30", "duration", { kind: "unit-missing", number: "30" }],
    ["1.5e3", "bytes", { kind: "unit-missing", number: "1.5e3" }],
    ["30 sec", "duration", unknown("sec", "s")],
    ["30 m", "duration", unknown("m", "min")],
    ["30 MS", "duration", unknown("MS", "ms")],
    ["3 fortnights", "duration", unknown("fortnights")],
    ["1 h 30 m", "duration", unknown("h 30 m")],
    ["30 min 1 h", "duration", unknown("min 1 h")],
    ["1 h 1 h", "duration", unknown("h 1 h")],
    ["100 Mbps", "bandwidth", unknown("Mbps", "Mbit/s")],
    ["64 KB", "bytes", unknown("KB", "kB")],
    ["64 mb", "bytes", unknown("mb", "MB")],
    ["10 eps", "rate", unknown("eps", "events/s")],
    ["10 Events/s", "rate", unknown("Events/s", "events/s")],
    ["64 MB", "bandwidth", other("MB", "bytes")],
    ["64 MB/s", "bytes", other("MB/s", "bandwidth")],
    ["10 events", "rate", other("events", "events")],
    ["-3 s", "duration", { kind: "negative" }],
    ["-1", "events", { kind: "negative" }],
    [".nan", "duration", { kind: "too-large" }],
    [".inf", "rate", { kind: "too-large" }],
    ["-.inf", "rate", { kind: "too-large" }],
    ["1e999 s", "duration", { kind: "too-large" }],
    ["104.3 d", "duration", { kind: "too-large" }],
    ["104 d 20 h", "duration", { kind: "too-large" }],
    ["1e7 TB", "bytes", { kind: "too-large" }],
    ["", "duration", { kind: "not-a-number" }],
    ["soon", "duration", { kind: "not-a-number" }],
    ["s 3", "duration", { kind: "not-a-number" }],
    ["0x10 s", "duration", unknown("x10 s")],
    ["1_000 s", "duration", unknown("_000 s")],
    [`${"9".repeat(101)} s`, "duration", { kind: "not-a-number" }],
  ];
  test.each(rows)("%s is no %s", (text, of, fault) => {
    expect(readQuantity(text, of)).toEqual({ isRead: false, fault });
  });
});

test("a whole text is a number, or none at all", () => {
  const texts = ["5", "-2.5", "1e3", " 7 ", "0x10", "1_000", "five", "", "1 2", "nan"];
  expect(texts.map((text) => numberFromText(text))).toEqual([
    5,
    -2.5,
    1000,
    7,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("every unit has a name of its own and is read by it", () => {
  expect(new Set(UNITS.map(({ name }) => name)).size).toBe(UNITS.length);
  for (const { name, dimension, times, per } of UNITS) {
    expect(readQuantity(`1 ${name}`, dimension)).toMatchObject({ value: times / per });
  }
});

test("what is written instead of a unit points at one of the dimension, or at none", () => {
  const dimensions: readonly Dimension[] = ["duration", "bytes", "bandwidth", "rate", "events"];
  for (const dimension of dimensions) {
    for (const text of ["sec", "Mbps", "mb", "eps", "M", "percent", "__proto__", "constructor"]) {
      const meant = unitMeantBy(text, dimension);
      if (meant !== undefined) expect(unitNamed(meant)?.dimension).toBe(dimension);
    }
  }
});

test("no text makes the reader throw or give a number that is not finite", () => {
  const dimension = fc.constantFrom<Dimension>(
    "duration",
    "bytes",
    "bandwidth",
    "rate",
    "fraction",
  );
  const piece = fc.oneof(
    fc.double().map(String),
    fc.constantFrom(...UNITS.map(({ name }) => name)),
    fc.string(),
  );
  const text = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(" "));
  const property = fc.property(text, dimension, (written, of) => {
    const reading = readQuantity(written, of);
    if (!reading.isRead) return;
    expect(reading.value).toBeGreaterThanOrEqual(0);
    expect(reading.value).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
  });
  fc.assert(property);
});

test("an exact text reads back as the same value", () => {
  const dimension = fc.constantFrom<Dimension>(
    "duration",
    "bytes",
    "bandwidth",
    "rate",
    "events",
    "fraction",
  );
  const value = fc.oneof(
    fc.maxSafeNat(),
    fc.nat(1000),
    fc.double({ min: 1e-6, max: 1e15, noNaN: true }),
  );
  const property = fc.property(value, dimension, (base, of) => {
    const reading = readQuantity(exactQuantity(base, of), of);
    expect(reading).toMatchObject({ isRead: true, value: base });
  });
  fc.assert(property, { numRuns: 500 });
});
