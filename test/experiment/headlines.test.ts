/**
 * Goal: headline numbers are those of the findings, under names that are known before any run. Method: a run with a
 * full channel, refusals, drops and two outages; every number beside where it comes from.
 */
import { expect, test } from "vitest";
import { carryOut } from "../../src/experiment/carry-out.js";
import { headlineNames } from "../../src/experiment/headline-names.js";
import { headlines } from "../../src/experiment/headlines.js";
import { jobsOf } from "../support/pool.js";
import { scenarioOf, simulated } from "../support/simulated.js";
import { smallScenario } from "../support/small-scenario.js";

const text = smallScenario({ duration: "10 min" })
  .replace("capacity: 50000", "capacity: 2000")
  .replace("backlog: 1 MB", "backlog: 20 kB")
  .replace(
    "faults:\n",
    "faults:\n  - { at: 5 min, for: 30 s, on: collector.sinks.sink, kind: down }\n",
  );

test("each number is that of the findings", () => {
  const { recording, found } = simulated(text);
  const of = Object.fromEntries(
    headlines(found, recording).map(({ name, value }) => [name, value]),
  );
  const [web, collector] = found.layers;
  expect(of).toMatchObject({
    "web.peakBacklog": web!.peak!.bytes,
    "web.heldUp": web!.blockedShare,
    "web.dropped": web!.droppedEvents,
    "collector.peakFill": 1,
    "collector.firstFull": collector!.firstFull!.atTicks / 1e9,
    "collector.firstRejection": collector!.firstRejection!.atTicks / 1e9,
    "collector.rejections": collector!.rejections,
    rejections: found.mishaps.rejections,
    dropped: found.mishaps.droppedEvents,
    lost: 0,
  });
  // 2,000 events at 100 a second fill the channel 20 s after the outage began; then the servers keep and drop.
  expect(of["collector.firstFull"]).toBeGreaterThan(75);
  expect(of["collector.firstFull"]).toBeLessThan(85);
  expect(of["dropped"]).toBeGreaterThan(1000);
  const drains = found.recoveries.map(({ drainedAtTicks, endTicks }) =>
    drainedAtTicks === undefined ? null : (drainedAtTicks - endTicks) / 1e9,
  );
  expect(drains).toHaveLength(2);
  expect([of["drain.collector.sinks.sink"], of["drain.collector.sinks.sink#2"]]).toEqual(drains);
  const [latency] = found.latencies;
  const p99 = latency!.quantiles.find(({ share }) => share === 0.99)!;
  expect(of[`latency.${latency!.destination}.p99`]).toBe(p99.withWaiting! / 1e9);
  const { sum, count } = recording.latencies[0]!.withWaiting;
  expect(of[`latency.${latency!.destination}.mean`]).toBe(sum / count / 1e9);
});

test("trouble began where the channel was full", () => {
  const result = carryOut(jobsOf(text, [7])[0]!);
  expect(result.kind === "run" && result.firstTrouble).toMatchObject({
    layer: "collector",
    what: "full",
  });
});

test("an agent that is down from beginning to end is no trouble, and its drain is no number", () => {
  const away = 'faults=[{ at: 0 s, on: "collector[0]", kind: down }]';
  const [job] = jobsOf(text, [7]);
  const result = carryOut({ ...job!, set: [away] });
  if (result.kind !== "run") throw new Error("it runs");
  const value = (name: string): unknown =>
    result.headlines.find((each) => each.name === name)?.value;
  expect(value("connectionRefusals")).toBeGreaterThan(0);
  expect(result.firstTrouble).toMatchObject({ layer: "web", what: "drops" });
  const names = result.headlines.map(({ name }) => name);
  expect(names.filter((name) => name.startsWith("drain."))).toEqual([]);
  expect([...headlineNames(scenarioOf(text, [away]))].sort()).toEqual([...names].sort());
});

test("the names are known before any run, and the same for every seed", () => {
  const names = jobsOf(text, [1, 2]).map((job) => {
    const result = carryOut(job);
    return result.kind === "run" ? result.headlines.map(({ name }) => name) : [];
  });
  expect(names[1]).toEqual(names[0]);
  expect([...headlineNames(scenarioOf(text))].sort()).toEqual([...names[0]!].sort());
});
