import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatAddress,
  readAddress,
  type Address,
  type Segment,
  type Which,
} from "../../src/scenario/address.js";

const all: Which = { kind: "all" };
const number = (n: number): Which => ({ kind: "number", number: n });
const word = (name: string, which?: Which): Segment => ({ word: name, which });

describe("an address names a place in the model", () => {
  const rows: readonly [text: string, address: Address][] = [
    ["hadoop", { from: [word("hadoop")], to: undefined }],
    ["tier2[1]", { from: [word("tier2", number(1))], to: undefined }],
    ["tier1[*]", { from: [word("tier1", all)], to: undefined }],
    ["tier1[0..3]", { from: [word("tier1", { kind: "range", first: 0, last: 3 })], to: undefined }],
    ["tier1[east-1]", { from: [word("tier1", { kind: "name", name: "east-1" })], to: undefined }],
    [
      "tier2[1].channel.capacity",
      { from: [word("tier2", number(1)), word("channel"), word("capacity")], to: undefined },
    ],
    ["tier1[*].sinks.k1", { from: [word("tier1", all), word("sinks"), word("k1")], to: undefined }],
    [
      "hadoop.datanodes[3]",
      { from: [word("hadoop"), word("datanodes", number(3))], to: undefined },
    ],
    ["tier1->tier2", { from: [word("tier1")], to: [word("tier2")] }],
    [
      " tier1[2] -> tier2[0] ",
      { from: [word("tier1", number(2))], to: [word("tier2", number(0))] },
    ],
    ["warm-up", { from: [word("warm-up")], to: undefined }],
  ];
  test.each(rows)("%s", (text, address) => {
    expect(readAddress(text)).toEqual({ isRead: true, address });
  });
});

describe("what is no address says what was expected where", () => {
  test.each([
    ["", "a name (letters, digits, `-`, `_`)", "nothing"],
    ["tier1.", "a name (letters, digits, `-`, `_`)", "nothing after `tier1.`"],
    ["tier1..x", "a name (letters, digits, `-`, `_`)", "`.x` in `tier1..x`"],
    ["->tier1", "a name (letters, digits, `-`, `_`)", "nothing"],
    ["a->b->c", "at most one `->`", "several"],
    ["tier1[", "`.`, `[`, `->` or the end", "`[` in `tier1[`"],
    ["tier1[]", "`[3]`, `[0..3]`, `[*]` or `[name]`", "`[]`"],
    ["tier1[3..1]", "`[3]`, `[0..3]`, `[*]` or `[name]`", "`[3..1]`"],
    ["tier1[-1]", "`[3]`, `[0..3]`, `[*]` or `[name]`", "`[-1]`"],
    ["tier1[9999999999]", "`[3]`, `[0..3]`, `[*]` or `[name]`", "`[9999999999]`"],
    ["tier 1", "`.`, `[`, `->` or the end", "` 1` in `tier 1`"],
    ["x".repeat(201), "an address of at most 200 characters", "201 characters"],
  ])("%s", (text, expected, found) => {
    expect(readAddress(text)).toEqual({ isRead: false, expected, found });
  });
});

test("an address reads back as it is formatted", () => {
  const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,8}$/);
  const which = fc.oneof(
    fc.constant(undefined),
    fc.constant(all),
    fc.nat(999).map(number),
    fc.tuple(fc.nat(9), fc.nat(9)).map(([a, b]): Which => {
      return { kind: "range", first: Math.min(a, b), last: Math.max(a, b) };
    }),
    fc.stringMatching(/^[a-z][a-z0-9-]{0,5}$/).map((n): Which => ({ kind: "name", name: n })),
  );
  const end = fc.array(fc.record({ word: name, which }), { minLength: 1, maxLength: 4 });
  const property = fc.property(end, fc.option(end, { nil: undefined }), (from, to) => {
    const address = { from, to } as unknown as Address;
    expect(readAddress(formatAddress(address))).toEqual({ isRead: true, address });
  });
  fc.assert(property);
});
