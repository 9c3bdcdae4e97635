/** Closed forms through `simulate(scenario)` itself: the whole way from a file to a recording. */
import { describe, expect, test } from "vitest";
import { findings } from "../../src/analysis/find.js";
import { outageCourse } from "../../src/analysis/fluid-forms.js";
import { simulate } from "../../src/experiment/run.js";
import type { Recording } from "../../src/record/recording.js";
import { covers, replicate, type Interval } from "../support/confidence.js";
import { scenarioOf } from "../support/simulated.js";

/** One server, one agent, one sink; calls cost nothing, so what is left is the queue in the channel. */
function station(service: string, more: string): string {
  return `
fanin: 1
duration: 250 s
machine:
  profile: lab
  sleepOvershoot: 0 s
  rpc: { clientCall: 0 s, clientPerEvent: 0 s, serverCall: 0 s, serverPerEvent: 0 s, handshake: 0 s }
  memory: { putPerEvent: 0 s, takePerEvent: 0 s }
network: { latency: 0 s }
servers:
  web:
    count: 1
    rate: 80 events/s
    batch: 1
    client: { type: avro, backlog: unlimited }
    to: agent
tiers:
  agent:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 100000, transactionCapacity: 1 }
    sinks: { type: timed, batchSize: 1, ${service} }
${more}
`;
}

/** 99 % interval over 20 replications. */
function interval(text: string, of: (recording: Recording) => number): Interval {
  const scenario = scenarioOf(text);
  return replicate((seed) => of(simulate(scenario, { seed })));
}

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

/** Mean time from generation to delivery [ms]. */
function meanLatencyMs(recording: Recording): number {
  const { sum, count } = recording.latencies[0]!.delivered;
  return sum / count / 1e6;
}

describe("through simulate", () => {
  test("M/D/1: 80 events/s, 10 ms each: 30 ms in the system (Pollaczek-Khinchine)", () => {
    const found = interval(station("service: 10 ms", ""), meanLatencyMs);
    expect(covers(found, 30)).toBe(true);
    expect(found.halfWidth).toBeLessThan(0.8);
  });

  test("M/M/1: 80 events/s, exponential 10 ms: 50 ms in the system", () => {
    const text = station("service: { type: exponential, mean: 10 ms }", "");
    const found = interval(text, meanLatencyMs);
    expect(covers(found, 50)).toBe(true);
    expect(found.halfWidth).toBeLessThan(3);
  });

  test("one finite buffer, M/M/1/10 at load 0.9: 5.08 % refused", () => {
    // Ten in the system: five slots of the channel, of which the event in the sink's hands holds one; one
    // event in a call that waits for a slot (never as long as the keep-alive); four in the server's backlog,
    // which drops what it has no room for.
    const text = station("service: { type: exponential, mean: 10 ms }", "")
      .replace("rate: 80 events/s", "rate: 90 events/s")
      .replace("capacity: 100000", "capacity: 5")
      .replace("backlog: unlimited", "backlog: 4 events");
    const found = interval(text, ({ ledgers: [ledger] }) => ledger!.dropped / ledger!.generated);
    expect(covers(found, 0.0508137)).toBe(true);
    expect(found.halfWidth).toBeLessThan(0.004);
  });

  describe("an outage of 60 s as a fluid: 80 events/s come, 200 are drained", () => {
    const outage = station("service: 5 ms", RECORD_AND_HANG);
    const course = outageCourse({
      arrivalsPerSecond: 80,
      drainPerSecond: 200,
      drainDuringOutagePerSecond: 0,
      outageSeconds: 60,
      capacityEvents: 4000,
    });

    test("4,000 slots are full after 50 s", () => {
      const text = outage.replace("capacity: 100000", "capacity: 4000");
      const found = interval(text, (recording) => {
        const { firstFull } = findings(recording).layers.find(({ layer }) => layer === "agent")!;
        return firstFull!.atTicks / 1e9 - 100;
      });
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
    expect(covers(interval(station("service: 10.4 ms", ""), meanLatencyMs), 30)).toBe(false);
  });
});
