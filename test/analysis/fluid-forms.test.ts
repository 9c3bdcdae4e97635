/** Expected numbers: fluid formulas, worked out by hand. */
import { describe, expect, test } from "vitest";
import {
  onOffBacklog,
  outageCourse,
  peakCourse,
  type Outage,
} from "../../src/analysis/fluid-forms.js";

describe("an outage of 600 s at 5,000 events/s, drained at 8,000 afterwards", () => {
  const outage: Outage = {
    arrivalsPerSecond: 5000,
    drainPerSecond: 8000,
    drainDuringOutagePerSecond: 0,
    outageSeconds: 600,
    capacityEvents: 1_000_000,
  };

  test("F.8: a million slots are full after 200 s, two thirds are refused, 333 s to recover", () => {
    const course = outageCourse(outage);
    expect(course.fillSeconds).toBe(200);
    expect(course.refusedEvents).toBe(2_000_000);
    expect(course.recoverySeconds).toBeCloseTo(333.333, 3);
  });

  test("F.8b: five million slots hold it all; the last event waits 375 s", () => {
    expect(outageCourse({ ...outage, capacityEvents: 5_000_000 })).toEqual({
      fillSeconds: 1000,
      backlogEvents: 3_000_000,
      refusedEvents: 0,
      recoverySeconds: 1000,
      delayAtEndSeconds: 375,
    });
  });

  test("F.8c: a slow drain of 3,000 during the outage fills a million in 500 s", () => {
    expect(outageCourse({ ...outage, drainDuringOutagePerSecond: 3000 }).fillSeconds).toBe(500);
  });

  test("what is drained as fast as it comes never fills, and needs no recovery", () => {
    const course = outageCourse({ ...outage, drainDuringOutagePerSecond: 5000 });
    expect([course.fillSeconds, course.backlogEvents, course.recoverySeconds]).toEqual([
      Infinity,
      0,
      0,
    ]);
  });

  test("without spare drain a backlog stays", () => {
    expect(outageCourse({ ...outage, drainPerSecond: 5000 }).recoverySeconds).toBe(Infinity);
  });
});

describe("F.9: a day of 5,000 · (1 + 0.7 sin) events/s, drained at 6,000", () => {
  const day = { meanPerSecond: 5000, amplitude: 0.7, drainPerSecond: 6000, periodSeconds: 86_400 };
  const course = peakCourse(day);

  test("is overloaded for 9.786 h", () => {
    expect(course.overloadSeconds / 3600).toBeCloseTo(9.786, 3);
  });

  test("piles up 57,013,169 events, at 10.89 h", () => {
    expect(Math.round(course.maxBacklogEvents)).toBe(57_013_169);
    expect(course.maxAtSeconds / 3600).toBeCloseTo(10.89, 2);
  });

  test("is empty again at 17.09 h", () => {
    expect(course.emptyAtSeconds / 3600).toBeCloseTo(17.09, 2);
  });

  test("a drain below the mean, or above the peak, is another question", () => {
    for (const drainPerSecond of [4000, 5000, 8500, 9000]) {
      expect(() => peakCourse({ ...day, drainPerSecond })).toThrow(
        "the drain lies between mean and peak",
      );
    }
  });
});

describe("F.15: 20,000 events/s for 10 s on average, then nothing for 30 s, drained at 8,000", () => {
  const source = {
    arrivalsPerSecond: 20_000,
    drainPerSecond: 8000,
    onSeconds: 10,
    offSeconds: 30,
  };
  const { busyShare, meanEvents, shareAbove } = onOffBacklog(source);

  test("150,000 events on average; over 100,000 for 41.2 % of the time, over 1,000,000 for 0.97 %", () => {
    expect(busyShare).toBe(0.625);
    expect(meanEvents).toBeCloseTo(150_000, 6);
    expect(shareAbove(100_000)).toBeCloseTo(0.412, 4);
    expect(shareAbove(1_000_000)).toBeCloseTo(0.00969, 6);
  });

  test("a drain that all comes through at once, or that is too small, is another question", () => {
    for (const drainPerSecond of [5000, 20_000]) {
      expect(() => onOffBacklog({ ...source, drainPerSecond })).toThrow(
        "the drain lies between mean and peak",
      );
    }
  });
});
