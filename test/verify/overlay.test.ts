/** Goal: what is drawn is what was compared. Method: overlays of recordings, held against their files and checks. */
import { describe, expect, test } from "vitest";
import { LAB_STARTS } from "../../src/scenario/machine-profiles.js";
import { distance } from "../../src/verify/measures.js";
import { overlay, type Figure } from "../../src/verify/overlay.js";
import { verify } from "../../src/verify/verify.js";
import type { ReferenceTrace } from "../../src/verify/trace.js";
import { reference } from "../support/references.js";

function overlayOf(trace: ReferenceTrace) {
  const outcome = verify(trace, []);
  return { outcome, ...overlay(trace, outcome) };
}

const names = (figures: readonly Figure[]): string[] =>
  figures.map(({ subject, what }) => `${subject}: ${what}`);

describe("figures", () => {
  test("one for each channel, and for each client group acked and failed appends", () => {
    const { figures } = overlayOf(reference("late-tier2"));
    expect(names(figures)).toEqual([
      "CHANNEL.c of t1: fill",
      "CHANNEL.c of t2: fill",
      "clients 0: acked",
      "clients 0: failed appends",
    ]);
  });

  test("what clients dropped is drawn where they dropped something", () => {
    const trace = reference("overload-drop");
    expect(names(overlayOf(trace).figures)).not.toContain("clients 0: dropped");
    const [seen] = trace.clients_seen;
    const dropped = seen!["dropped"]!.map((_, i) => i);
    const dropping = { ...trace, clients_seen: [{ ...seen, dropped }] };
    const figure = overlayOf(dropping).figures.find(({ what }) => what === "dropped");
    expect(figure?.recorded.values).toBe(dropped);
  });

  test("each has its own comparisons, and the curves that they come from", () => {
    const trace = reference("overload");
    const { outcome, figures } = overlayOf(trace);
    const [fill] = figures;
    expect(fill!.checks.map(({ what }) => what)).toEqual([
      "fill, mean distance",
      "fill, worst distance",
      "first full",
      "drained",
    ]);
    const { mean } = distance(fill!.recorded, fill!.simulated!, trace.warmupMs);
    expect(mean / fill!.capacity).toBe(fill!.checks[0]!.other);
    expect("checks" in outcome && outcome.checks).toContain(fill!.checks[0]);
  });

  test("a recorded sample inside the band is at no distance, one outside is", () => {
    const { figures } = overlayOf(reference("outage-absorbed"));
    const { recorded, simulated, within, capacity } = figures[0]!;
    let outside = 0;
    for (let i = 0; i < recorded.times.length; i++) {
      const value = recorded.values[i]!;
      const isInside = value >= within!.lows.values[i]! && value <= within!.highs.values[i]!;
      const one = { times: [recorded.times[i]!], values: [value] };
      expect(distance(one, simulated!, 0).worst === 0).toBe(isInside);
      outside += isInside ? 0 : 1;
    }
    expect(outside).toBeLessThan(recorded.times.length);
    expect(Math.max(...Array.from(within!.highs.values))).toBeGreaterThan(capacity / 10);
  });
});

describe("faults", () => {
  // A start is shown so long before the agent answered as the profile's agents take.
  test.each([
    ["crash-memory", "t2 killed", 30_002, 36_750 - LAB_STARTS.startToSeenMs],
    ["hang-tier2", "t2 hangs", 30_004, 42_000],
    ["late-tier2", "t2 not started", 0, 31_501 - LAB_STARTS.startToSeenMs],
  ])("of %s", (name, what, fromMs, toMs) => {
    const { spans } = overlayOf(reference(name));
    expect(spans).toHaveLength(1);
    expect(spans[0]!.what).toBe(what);
    // On the clock of the samples, which are read a little after the time that is noted for them.
    const late = LAB_STARTS.sampledLateMs;
    expect(spans[0]!.fromMs).toBeCloseTo(Math.max(0, fromMs - late), 3);
    expect(spans[0]!.toMs).toBeCloseTo(toMs - late, 3);
  });

  test("set-ups without any have none", () => {
    expect(overlayOf(reference("steady")).spans).toEqual([]);
  });
});

test("a recording that cannot be simulated shows what was recorded, and what was done as moments", () => {
  const known = reference("crash-memory");
  const [fault] = known.actualFaults!;
  const { kill: _kill, ...rest } = fault!;
  const trace = { ...known, actualFaults: [{ ...rest, tell: "t2", line: "dance" }] };
  const { outcome, figures, spans } = overlayOf(trace);
  expect("checks" in outcome).toBe(false);
  expect(figures.length).toBeGreaterThan(2);
  expect(figures.every(({ simulated, checks }) => !simulated && checks.length === 0)).toBe(true);
  expect(spans).toEqual([{ what: "t2: dance", fromMs: 30_002, toMs: 30_002 }]);
});
