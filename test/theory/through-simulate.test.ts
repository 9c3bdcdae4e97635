/**
 * Closed forms through `simulate(scenario)` itself: the whole way from a file to a recording. Intervals of 99 % over 20
 * seeds; batches and bursts are in batches-and-bursts.test.ts.
 */
import { describe, expect, test } from "vitest";
import { outageCourse } from "../../src/analysis/fluid-forms.js";
import type { Recording } from "../../src/record/recording.js";
import { covers } from "../support/confidence.js";
import { fullAfter, interval, meanLatencyMs, station } from "../support/one-station.js";

const RECORD_AND_HANG = `
record: { every: 200 ms }
faults:
  - { at: 100 s, for: 60 s, on: agent.sinks.sink, kind: hang }
`;

/** [events] in the channel at a time, with the one that the sink has in its hands. */
function sizeAt(recording: Recording, seconds: number): number {
  const part = recording.parts.findIndex(({ address }) => address === "agent[0].channel");
  const size = recording.series.find((each) => each.part === part && each.name === "ChannelSize")!;
  return size.values[Math.round(seconds * 5)]!;
}

describe("through simulate", () => {
  test("M/D/1: 80 events/s, 10 ms each: 30 ms in the system (Pollaczek-Khinchine)", () => {
    const found = interval(station({ service: "10 ms" }), meanLatencyMs);
    expect(covers(found, 30)).toBe(true);
    expect(found.halfWidth).toBeLessThan(0.8);
  });

  test("M/M/1: 80 events/s, exponential 10 ms: 50 ms in the system", () => {
    const text = station({ service: "{ type: exponential, mean: 10 ms }" });
    const found = interval(text, meanLatencyMs);
    expect(covers(found, 50)).toBe(true);
    expect(found.halfWidth).toBeLessThan(3);
  });

  test("one finite buffer, M/M/1/10 at load 0.9: 5.08 % refused", () => {
    // Ten in the system: five slots of the channel, of which the event in the sink's hands holds one; one
    // event in a call that waits for a slot (never as long as the keep-alive); four in the server's backlog,
    // which drops what it has no room for.
    const text = station({
      service: "{ type: exponential, mean: 10 ms }",
      eventsPerSecond: 90,
      capacity: 5,
      backlog: "4 events",
    });
    const found = interval(text, ({ ledgers: [ledger] }) => ledger!.dropped / ledger!.generated);
    expect(covers(found, 0.0508137)).toBe(true);
    expect(found.halfWidth).toBeLessThan(0.004);
  });

  describe("an outage of 60 s as a fluid: 80 events/s come, 200 are drained", () => {
    const drained = { service: "5 ms", more: RECORD_AND_HANG };
    const outage = station(drained);
    const course = outageCourse({
      arrivalsPerSecond: 80,
      drainPerSecond: 200,
      drainDuringOutagePerSecond: 0,
      outageSeconds: 60,
      capacityEvents: 4000,
    });

    test("4,000 slots are full after 50 s", () => {
      const text = station({ ...drained, capacity: 4000 });
      const found = interval(text, (recording) => fullAfter(recording, 100));
      expect(course.fillSeconds).toBe(50);
      expect(covers(found, course.fillSeconds)).toBe(true);
      expect(found.halfWidth).toBeLessThan(0.8);
    });

    test("4,800 events have piled up when it ends", () => {
      const found = interval(outage, (recording) => sizeAt(recording, 160));
      expect(covers(found, 60 * 80)).toBe(true);
      expect(found.halfWidth).toBeLessThan(70);
    });

    test("they are gone 4,800 / (200 - 80) = 40 s later", () => {
      const found = interval(outage, (recording) => {
        const seconds = recording.times.map((ticks) => ticks / 1e9);
        return seconds.find((at) => at > 160 && sizeAt(recording, at) <= 1)! - 160;
      });
      const recovery = outageCourse({
        arrivalsPerSecond: 80,
        drainPerSecond: 200,
        drainDuringOutagePerSecond: 0,
        outageSeconds: 60,
        capacityEvents: 100_000,
      }).recoverySeconds;
      expect(recovery).toBe(40);
      expect(covers(found, recovery)).toBe(true);
      expect(found.halfWidth).toBeLessThan(1);
    });
  });

  test("a wrong service time is found out", () => {
    expect(covers(interval(station({ service: "10.4 ms" }), meanLatencyMs), 30)).toBe(false);
  });
});
