/** Goal: events go to the file that hdfs.path names. Method: cohorts with known headers and births. */
import { describe, expect, test } from "vitest";
import { CohortQueue } from "../../src/model/cohorts.js";
import { Origins } from "../../src/model/origins.js";
import type { HdfsBuckets } from "../../src/scenario/types/sinks.js";
import { Buckets, POISON } from "../../src/storage/hdfs/buckets.js";

const S = 1e9;

function settings(changes: Partial<HdfsBuckets>): HdfsBuckets {
  return { path: "", byHeader: undefined, periodTicks: undefined, clock: "event", ...changes };
}

/** Moves all events to their buckets. @returns bucket and count of each piece */
function pieces(buckets: Buckets, events: CohortQueue, now = 0): [number, number][] {
  const found: [number, number][] = [];
  const elsewhere = new CohortQueue();
  while (events.events > 0) {
    const bucket = buckets.next(events, now);
    found.push([bucket, buckets.count]);
    events.moveFront(buckets.count, elsewhere);
  }
  return found;
}

describe("buckets", () => {
  test("a path without escapes is one bucket", () => {
    const events = new CohortQueue();
    events.push(0, 0, 30, 0, 90 * S, 300);
    events.push(1, 0, 20, 0, 90 * S, 200);
    const buckets = new Buckets(settings({}), new Origins(), true);
    expect(pieces(buckets, events)).toEqual([[0, 50]]);
  });

  test("a header in the path tells its values apart, and lacks of it are one value", () => {
    const origins = new Origins();
    const classes = [origins.classOf("kind", "x"), origins.classOf("kind", "y"), 0];
    classes.push(origins.classOf("other", "x"));
    const events = new CohortQueue();
    classes.forEach((headerClass, server) => {
      events.push(origins.add(0, server, headerClass, 10), 0, 5, 0, 0, 50);
    });
    const buckets = new Buckets(settings({ byHeader: "kind" }), origins, true);
    const [x, y] = classes as [number, number];
    expect(pieces(buckets, events)).toEqual([
      [x, 5],
      [y, 5],
      [0, 5],
      [0, 5],
    ]);
  });

  test("a cohort is split where a period ends", () => {
    const origins = new Origins();
    origins.add(0, 0, 0, 10, true);
    const events = new CohortQueue();
    events.push(0, 0, 31, 5 * S, 35 * S, 310); // one event a second, from 5 to 35 s
    const buckets = new Buckets(settings({ periodTicks: 10 * S }), origins, true);
    expect(pieces(buckets, events)).toEqual([
      [0, 5], // 5 … 9
      [1, 10], // 10 … 19
      [2, 10],
      [3, 6], // 30 … 35
    ]);
  });

  test("events without a timestamp are poison to Flume, not to the server that made them", () => {
    const origins = new Origins();
    origins.add(0, 0, 0, 10, false);
    const events = new CohortQueue();
    events.push(0, 0, 1, 12 * S, 12 * S, 10);
    const byTime = settings({ periodTicks: 10 * S });
    expect(new Buckets(byTime, origins, true).next(events, 0)).toBe(POISON);
    expect(new Buckets(byTime, origins, false).next(events, 0)).toBe(1);
    const bySinkClock = { ...byTime, clock: "sink" } as const;
    expect(new Buckets(bySinkClock, origins, true).next(events, 47 * S)).toBe(4);
  });
});
