/**
 * Expected numbers: the textbook formulas, worked out in Python and checked there by simulation. Engset's formula (F.12,
 * sources that wait for their own call) has no place: servers here go on writing while a call is under way. Kingman's of
 * G/G/1 (F.13) is an approximation, off by 7 % in its own example, and holds nothing against anything.
 */
import { describe, expect, test } from "vitest";
import { onOffBacklog } from "../../src/analysis/fluid-forms.js";
import {
  batchArrivals,
  bulkService,
  filledBulkService,
} from "../../src/analysis/queueing-batches.js";
import { breakdowns, onOffArrivals } from "../../src/analysis/queueing-on-off.js";
import {
  erlangB,
  erlangC,
  md1,
  mg1,
  mm1,
  mm1k,
  mm1ProbabilityOfAtLeast,
  mm1SojournQuantileSeconds,
  mmc,
  tandem,
} from "../../src/analysis/queueing.js";

const at80of100 = { arrivalsPerSecond: 80, servicesPerSecond: 100 };

describe("worked numbers", () => {
  const stalls = { meanSeconds: 0.01, secondMoment: 0.98 * 0.005 ** 2 + 0.02 * 0.255 ** 2 };
  const stallScv = stalls.secondMoment / stalls.meanSeconds ** 2 - 1;
  const loss = mm1k(10, { arrivalsPerSecond: 90, servicesPerSecond: 100 });
  const overload = mm1k(100, { arrivalsPerSecond: 120, servicesPerSecond: 100 });
  const critical = mm1k(100, { arrivalsPerSecond: 100, servicesPerSecond: 100 });
  const row = tandem(80, [100, 120, 90]);
  const four = mmc(4, { arrivalsPerSecond: 360, servicesPerSecond: 100 });
  const batches = (batchMean: number, batchSecondMoment: number) =>
    batchArrivals({ ...at80of100, batchMean, batchSecondMoment });

  const bulk = bulkService({ arrivalsPerSecond: 800, servicesPerSecond: 10, most: 100 });
  const broken = breakdowns({
    ...at80of100,
    serviceScv: 1,
    failuresPerSecond: 1 / 600,
    repairSeconds: 30,
  });

  const rows = [
    // formula, our number, the number of section F, relative tolerance: half a digit of what is printed there
    ["F.1 M/M/1: L", mm1(at80of100).meanInSystem, 4, 1e-12],
    ["F.1 M/M/1: Lq", mm1(at80of100).meanInLine, 3.2, 1e-12],
    ["F.1 M/M/1: W", mm1(at80of100).meanSojournSeconds, 0.05, 1e-12],
    ["F.1 M/M/1: Wq", mm1(at80of100).meanWaitSeconds, 0.04, 1e-12],
    ["F.1 M/M/1: P(N ≥ 10)", mm1ProbabilityOfAtLeast(10, at80of100), 0.10737, 5e-5],
    ["F.1 M/M/1: 95th percentile", mm1SojournQuantileSeconds(0.95, at80of100), 0.14979, 5e-5],
    ["F.1 M/M/1: 99th percentile", mm1SojournQuantileSeconds(0.99, at80of100), 0.23026, 5e-5],
    ["F.2 M/D/1: Wq", md1(at80of100).meanWaitSeconds, 0.02, 1e-12],
    ["F.2 M/D/1: L", md1(at80of100).meanInSystem, 2.4, 1e-12],
    ["F.3 M/G/1 of scv 4: Wq", mg1({ ...at80of100, serviceScv: 4 }).meanWaitSeconds, 0.1, 1e-12],
    ["F.3 M/G/1 of scv 4: L", mg1({ ...at80of100, serviceScv: 4 }).meanInSystem, 8.8, 1e-12],
    ["F.3b the scv of 98 % 5 ms, 2 % 255 ms", stallScv, 12.25, 1e-12],
    [
      "F.3b with stalls: Wq",
      mg1({ ...at80of100, serviceScv: stallScv }).meanWaitSeconds,
      0.265,
      1e-12,
    ],
    ["F.4 Erlang C: 4 servers, 3.6 erlang", erlangC(4, 3.6), 0.787753, 1e-6],
    ["F.4 Erlang C: 10 servers, 8 erlang", erlangC(10, 8), 0.40918, 2e-6],
    ["F.4 M/M/4: Wq", four.meanWaitSeconds, 0.019694, 5e-5],
    ["F.4 M/M/4: Lq", four.meanInLine, 7.0898, 1e-5],
    ["F.4 M/M/4: L", four.meanInSystem, 10.6898, 1e-5],
    ["F.5 Erlang B: 4 servers, 3.6 erlang", erlangB(4, 3.6), 0.270685, 2e-6],
    ["F.5 Erlang B: 10 servers, 5 erlang", erlangB(10, 5), 0.018385, 3e-5],
    ["F.5 Erlang B: 110 servers, 100 erlang", erlangB(110, 100), 0.027463, 2e-5],
    ["F.6 M/M/1/10: refused", loss.refusedFraction, 0.0508137, 1e-6],
    ["F.6 M/M/1/10: L", loss.meanInSystem, 3.96944, 1e-6],
    ["F.6 M/M/1/10: W", loss.meanSojournSeconds, 0.046466, 1e-5],
    ["F.6 M/M/1/10: accepted", loss.acceptedPerSecond, 85.427, 1e-5],
    ["F.6 M/M/1/10: busy", loss.utilization, 0.85427, 1e-5],
    ["F.6b overload: refused", overload.refusedFraction, 0.1666667, 1e-6],
    ["F.6b overload: L", overload.meanInSystem, 95, 1e-5],
    ["F.6b overload: W", overload.meanSojournSeconds, 0.95, 1e-5],
    ["F.6c critical: refused", critical.refusedFraction, 1 / 101, 1e-12],
    ["F.6c critical: L", critical.meanInSystem, 50, 1e-12],
    ["F.6c critical: W", critical.meanSojournSeconds, 0.505, 1e-12],
    ["F.7 tandem: W", row.meanSojournSeconds, 0.175, 1e-12],
    ["F.7 tandem: L", row.meanInSystem, 14, 1e-12],
    ["F.7 tandem: W of the second station", row.stations[1]!.meanSojournSeconds, 0.025, 1e-12],
    ["F.7 tandem: all empty", row.emptyFraction, 0.0074074, 1e-5],
    ["F.10 batches of 10: L", batches(10, 100).meanInSystem, 22, 1e-12],
    ["F.10 batches of 10: W", batches(10, 100).meanSojournSeconds, 0.275, 1e-12],
    ["F.10b geometric batches of mean 10: L", batches(10, 190).meanInSystem, 40, 1e-12],
    ["F.10c batches of 100: W", batches(100, 10_000).meanSojournSeconds, 2.525, 1e-12],
    ["F.11 batches of up to 100 leave: r", bulk.ratio, 0.99541816, 1e-8],
    ["F.11 were a batch in service open: L", bulk.ratio / (1 - bulk.ratio), 217.25, 5e-5],
    ["F.14 a server that breaks: load", broken.utilization, 0.84, 1e-12],
    ["F.14 a server that breaks: Wq", broken.meanWaitSeconds, 7.555, 5e-4],
  ] as const;
  for (const [name, ours, expected, tolerance] of rows) {
    test(name, () => {
      expect(Math.abs(ours / expected - 1)).toBeLessThan(tolerance);
    });
  }
});

describe("one form is the limit of another", () => {
  test("M/M/c with one server is M/M/1", () => {
    expectClose(mmc(1, at80of100), mm1(at80of100));
  });

  test("M/M/1/K with much room is M/M/1", () => {
    const { meanSojournSeconds, utilization } = mm1k(1000, at80of100);
    expect(meanSojournSeconds).toBeCloseTo(mm1(at80of100).meanSojournSeconds, 12);
    expect(utilization).toBeCloseTo(0.8, 12);
  });

  test("M/M/1/1 is Erlang B with one server", () => {
    expect(mm1k(1, at80of100).refusedFraction).toBeCloseTo(erlangB(1, 0.8), 14);
  });

  test("batches of one are M/M/1", () => {
    expectClose(
      batchArrivals({ ...at80of100, batchMean: 1, batchSecondMoment: 1 }),
      mm1(at80of100),
    );
  });

  test("batches of up to one that leave are M/M/1", () => {
    const { meanInSystem } = bulkService({ ...at80of100, most: 1 });
    expect(meanInSystem).toBeCloseTo(mm1(at80of100).meanInSystem, 9);
  });

  test("so are those that wait until they are one", () => {
    const { meanInSystem } = filledBulkService({ ...at80of100, most: 1 });
    expect(meanInSystem).toBeCloseTo(mm1(at80of100).meanInSystem, 9);
  });

  test("with nothing to do a batch leaves at once, or when it has filled", () => {
    const idle = { arrivalsPerSecond: 0.1, servicesPerSecond: 1e6, most: 10 };
    expect(bulkService(idle).meanSojournSeconds).toBeCloseTo(1e-6, 9);
    expect(filledBulkService(idle).meanSojournSeconds).toBeCloseTo(45, 5);
  });

  test("batches that are always full are the same, filled or not", () => {
    const busy = { arrivalsPerSecond: 999.9, servicesPerSecond: 10, most: 100 };
    const ratio = bulkService(busy).meanInSystem / filledBulkService(busy).meanInSystem;
    expect(Math.abs(ratio - 1)).toBeLessThan(0.001);
  });

  test("a source that is always on is M/D/1", () => {
    const source = { ...at80of100, onSeconds: 1e7, offSeconds: 1e-3 };
    expect(onOffArrivals(source).meanWaitSeconds).toBeCloseTo(md1(at80of100).meanWaitSeconds, 8);
  });

  test("F.15 is what is left of a source that is on and off when events are small", () => {
    const fluid = { arrivalsPerSecond: 200, drainPerSecond: 80, onSeconds: 2, offSeconds: 6 };
    const off = [1, 10, 100].map((parts) => {
      const state = onOffArrivals({
        ...fluid,
        arrivalsPerSecond: parts * fluid.arrivalsPerSecond,
        servicesPerSecond: parts * fluid.drainPerSecond,
      });
      return state.meanInSystem / parts - onOffBacklog(fluid).meanEvents;
    });
    expect(off[0]! / off[1]!).toBeCloseTo(10, 1);
    expect(off[1]! / off[2]!).toBeCloseTo(10, 1);
    expect(off[2]).toBeCloseTo(0, 1);
  });

  test("a server that never fails is M/G/1", () => {
    const of = { ...at80of100, serviceScv: 4 };
    expectClose(breakdowns({ ...of, failuresPerSecond: 0, repairSeconds: 30 }), mg1(of));
  });

  test("an overloaded M/M/1/K refuses what exceeds the service, however much room it has", () => {
    expect(
      mm1k(5000, { arrivalsPerSecond: 120, servicesPerSecond: 100 }).refusedFraction,
    ).toBeCloseTo(1 / 6, 12);
  });
});

describe("without a steady state there is no answer", () => {
  test("a load of 1 or more is refused where nobody is turned away", () => {
    const full = { arrivalsPerSecond: 100, servicesPerSecond: 100 };
    for (const form of [
      () => mm1(full),
      () => md1(full),
      () => mmc(1, full),
      () => tandem(100, [200, 100]),
    ]) {
      expect(form).toThrow("a steady state has a load from 0 to below 1");
    }
    expect(() => erlangC(4, 4)).toThrow("more is served than offered");
  });

  test("places and servers are whole", () => {
    expect(() => mm1k(0, at80of100)).toThrow("a system has a place");
    expect(() => erlangB(1.5, 1)).toThrow("servers are a whole number");
  });
});

function expectClose(ours: object, theirs: object): void {
  const entries = Object.entries(theirs) as [string, number][];
  for (const [figure, value] of entries) {
    expect((ours as Record<string, number>)[figure], figure).toBeCloseTo(value, 12);
  }
}
