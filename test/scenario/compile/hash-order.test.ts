/** Expected orders are those that Java 17 printed for the same names. */
import { describe, expect, test } from "vitest";
import {
  copiedSetOrder,
  grownSetOrder,
  javaHashCode,
  sourceChannelOrder,
} from "../../../src/scenario/compile/agents/hash-order.js";

test("a text's hash is Java's", () => {
  const texts = ["", "a", "sink-0", "Aa", "BB", "日本", "hdfs-channel", "polygenelubricants"];
  expect(texts.map((text) => javaHashCode(text))).toEqual([
    0, 97, -902_263_946, 2112, 2112, 835_047, -1_474_145_793, -2_147_483_648,
  ]);
});

describe("names come in the order of new HashSet<>(list)", () => {
  test.each([
    ["c1 c2 c3", "c3 c1 c2"],
    ["mem disk copy", "disk mem copy"],
    ["sink-0 sink-1 sink-2", "sink-2 sink-0 sink-1"],
    ["k1 k2 k10 k11 k3", "k1 k2 k3 k11 k10"],
    ["Aa BB AaAa BBBB AaBB", "Aa BB AaAa BBBB AaBB"],
    ["b a b a c", "a b c"],
    ["hdfs-channel kafka-channel é 日本 east-1", "east-1 é 日本 hdfs-channel kafka-channel"],
  ])("%s", (names, order) => {
    expect(copiedSetOrder(names.split(" "))).toEqual(order.split(" "));
    expect(sourceChannelOrder(names.split(" "))).toEqual(order.split(" "));
  });
});

describe("a set of twelve is sized otherwise when it is copied than when it grows", () => {
  const names = Array.from({ length: 12 }, (_, i) => `sink-tier2-${i}`);
  const numbers = (order: readonly string[]): number[] => {
    return order.map((name) => Number(name.slice("sink-tier2-".length)));
  };

  test("copied: 32 buckets", () => {
    expect(numbers(copiedSetOrder(names))).toEqual([3, 4, 5, 6, 0, 1, 2, 11, 10, 7, 8, 9]);
  });

  test("grown: 16 buckets", () => {
    expect(numbers(grownSetOrder(names))).toEqual([3, 4, 5, 11, 6, 10, 0, 1, 2, 7, 8, 9]);
    expect(numbers(sourceChannelOrder(names))).toEqual([3, 4, 5, 11, 6, 10, 0, 1, 2, 7, 8, 9]);
  });

  test("thirty names: 64 buckets both ways", () => {
    const agents = Array.from({ length: 30 }, (_, i) => `agent${(i * 7) % 30}`);
    const order = "20 23 24 21 22 27 28 25 26 29 12 13 10 11 16 17 0 14 15 2 1 4 18 19 3 6 5 8 7 9"
      .split(" ")
      .map((number) => `agent${number}`);
    expect(copiedSetOrder(agents)).toEqual(order);
    expect(grownSetOrder(agents)).toEqual(order);
  });
});
