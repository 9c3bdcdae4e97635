/**
 * Goal: what calibration says of real agents is true where the truth is known, and it is silent where the recording
 * is. Method: the recordings whose sinks have known times.
 */
import { describe, expect, test } from "vitest";
import { calibrate, type Calibration } from "../../src/calibrate/calibrate.js";
import { calibratedScenario } from "../../src/calibrate/scenario-text.js";
import { parseScenario } from "../../src/scenario/parse-scenario.js";
import { reference } from "../support/references.js";

/**
 * A sleeping thread wakes later than asked: saturated sinks that sleep 40, 50, 160 and 200 ms needed 0.4 to 0.6 ms
 * more (machine profile `lab`), and one that takes from a file channel reads and logs 100 events besides.
 */
const WAKING_MS = [0.4, 0.6] as const;

function of(file: string): Calibration {
  return calibrate([reference(file)], undefined);
}

function service(
  calibration: Calibration,
  key: string,
): { low: number; high: number; value: number } {
  const found = calibration.estimates.find((estimate) => estimate.key === key);
  if (found === undefined) throw new Error(`no estimate ${key}`);
  return found;
}

function reasons({ unidentified }: Calibration, what: string): string {
  return unidentified
    .filter((each) => each.what.includes(what))
    .map(({ why }) => why)
    .join(" ");
}

describe("the time of a batch, perBatchMs of the recorded sinks", () => {
  test.each([
    ["overload", "a.sinks.k", 160],
    ["again/overload-1", "a.sinks.k", 160],
    ["again/overload-2", "a.sinks.k", 160],
    ["overload-drop", "a.sinks.k", 160],
    ["overload-keepalive-0", "a.sinks.k", 160],
    ["three-sinks", "a.sinks.k1", 200],
    ["three-sinks", "a.sinks.k2", 200],
    ["three-sinks", "a.sinks.k3", 200],
    ["again/three-sinks-1", "a.sinks.k1", 200],
    ["outage-cascade", "t2.sinks.k", 50],
    ["again/outage-cascade-1", "t2.sinks.k", 50],
    ["again/outage-cascade-2", "t2.sinks.k", 50],
    ["source-threads", "a.sinks.k", 100],
    ["byte-capacity", "a.sinks.k", 200],
  ])("%s: %s takes %d ms, and what waking takes", (file, key, ms) => {
    const { low, high, value } = service(of(file), `${key}.service`);
    expect(low).toBeLessThanOrEqual(ms + WAKING_MS[1]);
    expect(high).toBeGreaterThanOrEqual(ms + WAKING_MS[0]);
    expect((high - low) / value).toBeLessThan(0.08);
    expect(service(of(file), `${key}.noise`).low).toBe(0);
  });

  test("steady: half the load shows no more than that a batch takes less than one comes", () => {
    const calibration = of("steady");
    expect(calibration.estimates.filter(({ key }) => key.endsWith(".service"))).toEqual([]);
    const [, most = ""] = /at most ([\d.]+) ms/.exec(calibration.unidentified[0]!.what)!;
    expect(Number(most)).toBeGreaterThan(50);
    expect(Number(most)).toBeLessThan(110);
  });

  test("a sink that is seldom behind says nothing, rather than that it is slow", () => {
    const calibration = of("stochastic");
    expect(reasons(calibration, "service time")).toContain("saturated for too short");
  });
});

describe("calls", () => {
  test("of one size: only their whole time is known, and what to record is said", () => {
    const calibration = of("steady");
    expect(calibration.estimates.some(({ key }) => key === "call")).toBe(false);
    expect(reasons(calibration, "one call")).toMatch(/all calls had 50 events and took 1\.\d+ ms/);
    expect(reasons(calibration, "one call")).toContain("record callers of another batch size");
  });

  test("of 10, 40, 50 and 60 events: an appendBatch of 50 takes 1.5 to 4 ms, as was measured there", () => {
    const files = ["stochastic", "source-threads", "steady", "multiplexing", "overload"];
    const { estimates } = calibrate(files.map(reference), undefined);
    const value = (key: string): number => estimates.find((each) => each.key === key)!.value;
    const ofFifty = value("call") + (50 * value("perEvent")) / 1000;
    expect(ofFifty).toBeGreaterThan(1.5);
    expect(ofFifty).toBeLessThan(4);
  });
});

describe("restarts and arrivals", () => {
  test("a JVM of the lab is back in 1.2 to 1.9 s", () => {
    const files = ["crash-memory", "crash-file", "failover", "load-balance-kill", "late-tier2"];
    const { low, high, value } = service(calibrate(files.map(reference), undefined), "start.jvm");
    expect(value).toBeGreaterThan(1200);
    expect(value).toBeLessThan(1900);
    expect(high - low).toBeLessThan(1000);
  });

  test("4 servers of 250 events/s are 1,000 events/s", () => {
    const { low, high } = service(of("steady"), "servers.rate");
    expect(low).toBeLessThanOrEqual(1000);
    expect(high).toBeGreaterThanOrEqual(1000);
  });
});

describe("the scenario", () => {
  test.each(["overload", "three-sinks", "outage-cascade", "hdfs-kill", "crash-file"])(
    "of %s has no problem",
    (file) => {
      const trace = reference(file);
      const scenario = calibratedScenario(trace, calibrate([trace], undefined));
      if ("why" in scenario) throw new Error(scenario.why);
      expect(parseScenario(scenario.text).problems).toEqual([]);
      expect(scenario.text).toMatch(/# .*95 %/);
    },
  );

  test("needs configurations", () => {
    const trace = reference("overload");
    const bare = { ...trace, agents: { a: {} } };
    const calibration = calibrate([bare], undefined);
    expect(calibratedScenario(bare, calibration)).toEqual({
      why:
        "the recording has no configuration of agent a, so it cannot be simulated: " +
        "record it with --conf a=flume.conf",
    });
    expect(reasons(calibration, "sinks of a")).toContain("record it with --conf");
  });
});
