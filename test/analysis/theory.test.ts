/**
 * Goal: simulator, clock and random streams together give what queueing theory says. Method: 20
 * replications at fixed seeds; the 99 % confidence interval must cover the exact value and be narrower than
 * a stated width, so that covering means something. A wrong service rate must fall out of it.
 */
import { describe, expect, test } from "vitest";
import { breakdowns } from "../../src/analysis/queueing-on-off.js";
import { erlangB, md1, mg1, mm1, mm1k, mmc, tandem } from "../../src/analysis/queueing.js";
import { Station } from "../../src/kernel/station.js";
import type { RandomStream } from "../../src/random/stream.js";
import { Streams } from "../../src/random/streams.js";
import { ticksFromSeconds, type SimTime } from "../../src/units/time.js";
import { covers, replicate, type Interval } from "../support/confidence.js";
import { runRow, type RowOutcome, type StationSettings } from "../support/station-model.js";

type Service = (stream: RandomStream) => number;

interface Case {
  readonly arrivalsPerSecond: number;
  readonly stations: readonly (Omit<StationSettings, "service"> & { readonly service: Service })[];
  readonly figure: keyof RowOutcome;
  readonly customers: number;
}

const unlimited = { servers: 1, places: Infinity };
/** Exponential with that rate [1/s]. */
const exponential =
  (rate: number): Service =>
  (stream) =>
    stream.exponential() / rate;
const constant =
  (seconds: number): Service =>
  () =>
    seconds;

/** Exponential, broken off at random and gone on with after exponential repairs. */
const breaking =
  (rate: number, failuresPerSecond: number, repairSeconds: number): Service =>
  (stream) => {
    const service = stream.exponential() / rate;
    let total = service;
    for (
      let at = stream.exponential();
      at < service * failuresPerSecond;
      at += stream.exponential()
    ) {
      total += stream.exponential() * repairSeconds;
    }
    return total;
  };

const mm1At80: Case = {
  arrivalsPerSecond: 80,
  stations: [{ ...unlimited, service: exponential(100) }],
  figure: "meanSojournSeconds",
  customers: 80_000,
};
const rates = { arrivalsPerSecond: 80, servicesPerSecond: 100 };

describe("simulated stations give what theory says", () => {
  const rows: readonly (readonly [string, Case, number, number])[] = [
    // exact value, largest half-width relative to it
    ["M/M/1: sojourn at 80 % load", mm1At80, mm1(rates).meanSojournSeconds, 0.025],
    [
      "M/D/1: sojourn at 80 % load",
      { ...mm1At80, stations: [{ ...unlimited, service: constant(0.01) }] },
      md1(rates).meanSojournSeconds,
      0.015,
    ],
    [
      // A gamma of shape 1/4 has scv 4.
      "M/G/1 of scv 4: sojourn at 50 % load",
      {
        ...mm1At80,
        arrivalsPerSecond: 50,
        stations: [{ ...unlimited, service: (stream) => stream.gamma(0.25) / 25 }],
      },
      mg1({ arrivalsPerSecond: 50, servicesPerSecond: 100, serviceScv: 4 }).meanSojournSeconds,
      0.02,
    ],
    [
      // F.14 with many failures that are soon repaired: what it says of rare and long ones no run of seconds shows.
      "M/M/1 whose server breaks twice a second of service, for 50 ms: sojourn at 60 % load",
      {
        ...mm1At80,
        arrivalsPerSecond: 60,
        stations: [{ ...unlimited, service: breaking(100, 2, 0.05) }],
      },
      breakdowns({
        arrivalsPerSecond: 60,
        servicesPerSecond: 100,
        serviceScv: 1,
        failuresPerSecond: 2,
        repairSeconds: 0.05,
      }).meanSojournSeconds,
      0.025,
    ],
    [
      "M/M/4: sojourn at 90 % load",
      {
        ...mm1At80,
        arrivalsPerSecond: 360,
        stations: [{ servers: 4, places: Infinity, service: exponential(100) }],
      },
      mmc(4, { arrivalsPerSecond: 360, servicesPerSecond: 100 }).meanSojournSeconds,
      0.035,
    ],
    [
      "M/M/1/10: refused at 90 % load",
      {
        ...mm1At80,
        arrivalsPerSecond: 90,
        stations: [{ servers: 1, places: 10, service: exponential(100) }],
        figure: "refusedFraction",
      },
      mm1k(10, { arrivalsPerSecond: 90, servicesPerSecond: 100 }).refusedFraction,
      0.03,
    ],
    [
      "M/M/1/10: sojourn of those let in, at 120 % load",
      {
        ...mm1At80,
        arrivalsPerSecond: 120,
        stations: [{ servers: 1, places: 10, service: exponential(100) }],
      },
      mm1k(10, { arrivalsPerSecond: 120, servicesPerSecond: 100 }).meanSojournSeconds,
      0.008,
    ],
    [
      "M/D/4/4: refused, by Erlang B whatever the law of service",
      {
        ...mm1At80,
        arrivalsPerSecond: 360,
        stations: [{ servers: 4, places: 4, service: constant(0.01) }],
        figure: "refusedFraction",
      },
      erlangB(4, 3.6),
      0.004,
    ],
    [
      "tandem of three: sojourn over all",
      {
        ...mm1At80,
        stations: [100, 120, 90].map((rate) => ({ ...unlimited, service: exponential(rate) })),
      },
      tandem(80, [100, 120, 90]).meanSojournSeconds,
      0.02,
    ],
  ];
  for (const [name, model, exact, halfWidth] of rows) {
    test(name, () => {
      const interval = simulate(model);
      expect(covers(interval, exact), `${JSON.stringify(interval)} covers ${exact}`).toBe(true);
      expect(interval.halfWidth / exact).toBeLessThan(halfWidth);
    });
  }

  test("a service rate that is 3 % wrong is found out", () => {
    const slow = { ...mm1At80, stations: [{ ...unlimited, service: exponential(97) }] };
    expect(covers(simulate(slow), mm1(rates).meanSojournSeconds)).toBe(false);
    // It is what theory says of the wrong rate.
    const wrong = { arrivalsPerSecond: 80, servicesPerSecond: 97 };
    expect(covers(simulate(slow), mm1(wrong).meanSojournSeconds)).toBe(true);
  });
});

test("a station whose departures are known on arrival serves as one that is simulated step by step", () => {
  for (const servers of [1, 3]) {
    const seconds = (): { readonly gap: () => number; readonly service: () => number } => {
      const streams = new Streams(servers);
      const [arrivals, services] = [streams.stream("arrivals"), streams.stream("services")];
      return {
        gap: () => arrivals.exponential() / servers,
        service: () => 0.8 * services.exponential(),
      };
    };
    const customers = 20_000;
    const simulated = seconds();
    const { meanSojournSeconds } = runRow({
      interarrival: simulated.gap,
      stations: [{ servers, places: Infinity, service: simulated.service }],
      warmUp: 0,
      customers,
    });
    const known = seconds();
    const station = new Station(servers);
    let now = 0;
    let total = 0;
    for (let i = 0; i < customers; i++) {
      now += ticksFromSeconds(known.gap());
      total += station.admit(now as SimTime, ticksFromSeconds(known.service())) - now;
    }
    // The same customers: first come, first served, so the draws are used in the same order.
    expect(total / customers / 1e9).toBeCloseTo(meanSojournSeconds, 9);
  }
});

function simulate({ arrivalsPerSecond, stations, figure, customers }: Case): Interval {
  return replicate((seed) => {
    const streams = new Streams(seed);
    const arrivals = streams.stream("arrivals");
    return runRow({
      interarrival: () => arrivals.exponential() / arrivalsPerSecond,
      stations: stations.map((station, i) => {
        const stream = streams.stream(`service ${i}`);
        return { ...station, service: () => station.service(stream) };
      }),
      warmUp: customers / 10,
      customers,
    })[figure];
  });
}
