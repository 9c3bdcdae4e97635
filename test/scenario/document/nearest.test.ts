import { expect, test } from "vitest";
import { nearest } from "../../../src/scenario/document/nearest.js";

const KEYS = ["capacity", "transactionCapacity", "keep-alive", "byteCapacity", "type"];

test.each([
  ["capasity", "capacity"],
  ["transactionCapacty", "transactionCapacity"],
  ["transaction-capacity", "transactionCapacity"],
  ["keepAlive", "keep-alive"],
  ["KEEP_ALIVE", "keep-alive"],
  ["byteCapcaity", "byteCapacity"],
  ["tpye", "type"],
  ["colour", undefined],
  ["", undefined],
])("%s is nearest to %s", (name, expected) => {
  expect(nearest(name, KEYS)).toBe(expected);
});

test("no name is suggested where two are as near", () => {
  expect(nearest("tier3", ["tier1", "tier2"])).toBe(undefined);
  expect(nearest("tier3", ["tier1", "tier2", "tier33"])).toBe(undefined);
  expect(nearest("teir1", ["tier1", "tier2"])).toBe("tier1");
});

test("a name of any length is compared in no time", () => {
  expect(nearest("x".repeat(100_000), KEYS)).toBe(undefined);
});
