/**
 * Goal: the fluid is exact. Method: the closed forms of an outage (F.8 to F.8d) and of a daily peak (F.9) against the
 * course of scenarios whose calls and takes cost nothing; the tolerance is rounding.
 */
import { describe, expect, test } from "vitest";
import { outageCourse, peakCourse } from "../../src/analysis/fluid-forms.js";
import { firstAbove } from "../../src/fluid/curve.js";
import { fluidCourse } from "../../src/fluid/fluid.js";
import { fluidHeadlines } from "../../src/fluid/headlines.js";
import type { FluidBuffer, FluidCourse } from "../../src/fluid/course.js";
import { scenarioOf } from "../support/scenario.js";

const FREE = `
machine:
  sleepOvershoot: 0 s
  rpc: { clientCall: 0 s, clientPerEvent: 0 s, clientPerByte: 0 s, serverCall: 0 s, serverPerEvent: 0 s, serverPerByte: 0 s, handshake: 0 s }
  memory: { putPerEvent: 0 s, takePerEvent: 0 s }
network: { latency: 0 s }
`;

/** 5,000 events/s, 8,000 drained, an outage of 600 s from 100 s on. */
function outage(capacity: number, fault: string, seconds = 600): FluidCourse {
  return fluidCourse(
    scenarioOf(`fanin: 1
duration: ${String(3000 + seconds)} s${FREE}
servers:
  web: { count: 20, rate: 250 events/s, size: 100 B, batch: 100, client: { type: avro, backlog: unlimited }, to: agent }
tiers:
  agent:
    agents: 1
    machine: { heap: 64 GB }
    source: { type: avro }
    channel: { type: memory, capacity: ${capacity}, transactionCapacity: 1000 }
    sinks: { type: timed, batchSize: 1000, service: 125 ms }
faults:
  - { at: 100 s, for: ${String(seconds)} s, on: agent.sinks.sink, ${fault} }
`),
  );
}

function channelOf(course: FluidCourse): FluidBuffer {
  return course.buffers.find(({ kind }) => kind === "channel")!;
}

const OUTAGE = {
  arrivalsPerSecond: 5000,
  drainPerSecond: 8000,
  drainDuringOutagePerSecond: 0,
  outageSeconds: 600,
};

describe("an outage", () => {
  test("F.8: full after 200 s, 2,000,000 are refused and kept by the servers", () => {
    const form = outageCourse({ ...OUTAGE, capacityEvents: 1_000_000 });
    const course = outage(1_000_000, "kind: down");
    const web = course.buffers.find(({ kind }) => kind === "servers")!;
    expect(channelOf(course).firstFullSeconds).toBeCloseTo(100 + form.fillSeconds, 9);
    expect(web.peakEvents * 20).toBeCloseTo(form.refusedEvents, 6);
    // All of it is drained at the difference, whoever held it.
    const all = form.backlogEvents + form.refusedEvents;
    expect(course.recoveries[0]!.drainedAtSeconds).toBeCloseTo(700 + all / 3000, 6);
  });

  test("F.8b: with room for 5,000,000 nothing is refused, and it is gone after 1,000 s", () => {
    const form = outageCourse({ ...OUTAGE, capacityEvents: 5_000_000 });
    const course = outage(5_000_000, "kind: down");
    expect(channelOf(course).firstFullSeconds).toBeNull();
    expect(channelOf(course).peakEvents).toBeCloseTo(form.backlogEvents, 6);
    expect(course.recoveries[0]!.drainedAtSeconds).toBeCloseTo(700 + form.recoverySeconds, 6);
  });

  test("F.8b: who comes when it begins waits 600 s, who comes last 375 s", () => {
    const form = outageCourse({ ...OUTAGE, capacityEvents: 5_000_000 });
    const { delivered } = outage(5_000_000, "kind: down").destinations[0]!;
    // First in, first out: the event number n is delivered when n are.
    expect(firstAbove(delivered, 100 * 5000)! - 100).toBeCloseTo(600, 6);
    expect(form.delayAtEndSeconds).toBe(375);
    expect(firstAbove(delivered, 700 * 5000)! - 700).toBeCloseTo(form.delayAtEndSeconds, 6);
  });

  test("F.8b, by Little's law: a backlog of 3,000,000 that grows for 600 s and drains for 1,000 s is 133 s of mean latency", () => {
    const course = outage(5_000_000, "kind: down");
    const mean = fluidHeadlines(course).find(({ name }) => name === "latency.agent.sink.mean")!;
    // Its triangle over all events of the run: 3,000,000 x 1,600 s / 2, over 5,000 x 3,600 s.
    expect(mean.value).toBeCloseTo((3e6 * 1600) / 2 / (5000 * 3600), 6);
  });

  test("F.8d: repaired after 30 min on average, 89.48 % of outages overflow 1,000,000; 41.45 M do for 99 %", () => {
    const repairs = 100;
    const overflows = (capacity: number): number => {
      const full = Array.from({ length: repairs }, (_, i) => {
        // The middles of a hundred equally likely parts of an exponential law.
        const seconds = -1800 * Math.log(1 - (i + 0.5) / repairs);
        return channelOf(outage(capacity, "kind: down", seconds)).firstFullSeconds !== null;
      });
      return full.filter(Boolean).length / repairs;
    };
    const exact = (capacity: number): number => Math.exp(-capacity / (5000 * 1800));
    expect(exact(1e6)).toBeCloseTo(0.8948, 4);
    expect(exact(41.45e6)).toBeCloseTo(0.01, 4);
    for (const capacity of [1e6, 9e6, 41.45e6]) {
      expect(Math.abs(overflows(capacity) - exact(capacity))).toBeLessThanOrEqual(
        0.5 / repairs + 1e-9,
      );
    }
  });

  test("F.8c: with 3,000/s still drained it is full after 500 s", () => {
    const form = outageCourse({
      ...OUTAGE,
      drainDuringOutagePerSecond: 3000,
      capacityEvents: 1_000_000,
    });
    const course = outage(1_000_000, `kind: slow, factor: ${String(8 / 3)}`);
    expect(form.fillSeconds).toBe(500);
    expect(channelOf(course).firstFullSeconds).toBeCloseTo(600, 6);
  });
});

describe("F.9: a day whose load is a sine", () => {
  const form = peakCourse({
    meanPerSecond: 5000,
    amplitude: 0.7,
    drainPerSecond: 6000,
    periodSeconds: 86_400,
  });

  /** The load of a sine drawn through so many corners a day. */
  function course(corners: number): FluidCourse {
    const scenario = scenarioOf(
      `fanin: 1
duration: 24 h${FREE}
servers:
  web: { count: 20, rate: 250 events/s, size: 100 B, batch: 100, client: { type: avro, backlog: unlimited }, to: agent }
tiers:
  agent:
    agents: 1
    machine: { heap: 64 GB }
    source: { type: avro }
    channel: { type: memory, capacity: 100000000, transactionCapacity: 1000 }
    sinks: { type: timed, batchSize: 6000, service: 1 s }
`.replace("transactionCapacity: 1000", "transactionCapacity: 6000"),
    );
    const at = Array.from({ length: corners }, (_, i) => i);
    const factor = (i: number): number => 1 + 0.7 * Math.sin((2 * Math.PI * i) / corners);
    const profile = {
      name: "sine",
      startTicks: at.map((i) => Math.round((86_400e9 * i) / corners)),
      fromFactor: at.map(factor),
      toFactor: at.map((i) => factor(i + 1)),
    };
    const servers = scenario.servers.map((group) => ({ ...group, profile }));
    return fluidCourse({ ...scenario, servers });
  }

  const most = (corners: number): number => channelOf(course(corners)).peakEvents;

  test("the largest backlog, when it is, and when it is gone", () => {
    const channel = channelOf(course(2_000));
    // A chord lies inside the sine by (2π / 2,000)² / 12 of it on average: 8e-7 of 127,000,000 events that pass by.
    expect(Math.abs(channel.peakEvents - form.maxBacklogEvents)).toBeLessThan(130);
    expect(Math.abs(channel.peakAtSeconds - form.maxAtSeconds)).toBeLessThan(0.1);
    const gone = channel.content.atSeconds.find(
      (at, i) => at > 50_000 && channel.content.value[i] === 0,
    );
    expect(Math.abs(gone! - form.emptyAtSeconds)).toBeLessThan(0.1);
  });

  test("what is left of the difference is the drawing: a quarter with twice the corners", () => {
    const off = [200, 400, 800].map((corners) => form.maxBacklogEvents - most(corners));
    expect(off[0]! / off[1]!).toBeCloseTo(4, 1);
    expect(off[1]! / off[2]!).toBeCloseTo(4, 1);
  });
});
