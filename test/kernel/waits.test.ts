import { expect, test } from "vitest";
import { describeStall, type Wait } from "../../src/kernel/waits.js";
import { ticksFromSeconds, type SimTime } from "../../src/units/time.js";

const put: Wait = {
  who: "web-1.avro",
  what: "put of 100 events on web-1.c1",
  whom: "channel full: 1000 of 1000 held by 1 open take",
  since: at(14 * 60 + 2.118),
};
const call: Wait = {
  who: "web-1.to-hdfs",
  what: "acknowledgement from collector",
  whom: "link web-1→collector is partitioned, no repair is scheduled",
  since: at(13 * 60 + 58.4),
};

test("a stall says who waits for what since when and why, the longest wait first", () => {
  expect(describeStall(at(14 * 60 + 32.118), [put, call])).toBe(
    [
      "stopped at 00:14:32.118: nothing can happen any more, 2 components still wait",
      "  web-1.to-hdfs  acknowledgement from collector  since 00:13:58.400  link web-1→collector is partitioned, no repair is scheduled",
      "  web-1.avro     put of 100 events on web-1.c1   since 00:14:02.118  channel full: 1000 of 1000 held by 1 open take",
    ].join("\n"),
  );
});

test("one component waits in the singular; none at all is said too", () => {
  expect(describeStall(at(0), [put]).split("\n")[0]).toBe(
    "stopped at 00:00:00.000: nothing can happen any more, 1 component still waits",
  );
  expect(describeStall(at(360_000.0009), [])).toBe(
    "stopped at 100:00:00.000: nothing can happen any more, 0 components still wait",
  );
});

test("waits since the same time are in the order of their names, whatever order they come in", () => {
  const since = at(1);
  const waits = ["b", "a", "C"].map((who): Wait => ({ who, what: "x", whom: "y", since }));
  const names = (some: readonly Wait[]): string[] =>
    describeStall(at(2), some)
      .split("\n")
      .slice(1)
      .map((line) => line.trim()[0]!);
  expect(names(waits)).toEqual(["C", "a", "b"]);
  expect(names(waits.toReversed())).toEqual(["C", "a", "b"]);
});

function at(seconds: number): SimTime {
  return ticksFromSeconds(seconds) as SimTime;
}
