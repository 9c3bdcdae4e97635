import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Station } from "../../src/kernel/station.js";
import type { SimTime } from "../../src/units/time.js";

describe("a station serves in order of arrival", () => {
  const rows: readonly (readonly [
    string,
    number,
    readonly (readonly [number, number])[],
    readonly number[],
  ])[] = [
    // servers; [arrival, service] of each customer; when each leaves
    [
      "one server: who comes while it is busy waits",
      1,
      [
        [0, 5],
        [2, 5],
        [20, 5],
      ],
      [5, 10, 25],
    ],
    [
      "two servers: the third takes the one that is free first",
      2,
      [
        [0, 9],
        [0, 4],
        [1, 2],
        [1, 2],
      ],
      [9, 4, 6, 8],
    ],
    [
      "as many servers as customers: nobody waits",
      3,
      [
        [0, 7],
        [1, 7],
        [2, 7],
      ],
      [7, 8, 9],
    ],
    [
      "a service of no time ends when it begins",
      1,
      [
        [3, 0],
        [3, 4],
        [3, 0],
      ],
      [3, 7, 7],
    ],
  ];
  for (const [name, servers, customers, leaves] of rows) {
    test(name, () => {
      const station = new Station(servers);
      expect(customers.map(([arrival, service]) => station.admit(at(arrival), service))).toEqual(
        leaves,
      );
    });
  }

  test("a customer is told beforehand when its service would begin", () => {
    const station = new Station(1);
    station.admit(at(0), 5);
    expect([station.startIfAdmitted(at(2)), station.startIfAdmitted(at(9))]).toEqual([5, 9]);
  });

  test("departures are those of servers that look for work one by one", () => {
    const customer = fc.record({ gap: fc.nat(10), service: fc.nat(20) });
    const property = fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.array(customer),
      (servers, customers) => {
        const station = new Station(servers);
        const freeAt = new Array<number>(servers).fill(0);
        let now = 0;
        for (const { gap, service } of customers) {
          now += gap;
          const server = freeAt.indexOf(Math.min(...freeAt));
          freeAt[server] = Math.max(now, freeAt[server]!) + service;
          expect(station.admit(at(now), service)).toBe(freeAt[server]);
        }
      },
    );
    fc.assert(property);
  });
});

describe("busy time", () => {
  test("is what was admitted, and until a point what was done by then, over all servers", () => {
    //  server 1  |─────── 8 ────────|             at 5: 5 + 3 done, 3 + 0 owed
    //  server 2  |── 3 ──|
    const station = new Station(2);
    station.admit(at(0), 8);
    station.admit(at(0), 3);
    expect(station.busyTicks).toBe(11);
    expect([0, 2, 5, 8, 100].map((ticks) => station.busyTicksUntil(at(ticks)))).toEqual([
      0, 4, 8, 11, 11,
    ]);
  });

  test("counts no idle time between two customers", () => {
    const station = new Station(1);
    station.admit(at(0), 2);
    station.admit(at(10), 2);
    expect(station.busyTicksUntil(at(11))).toBe(3);
  });
});

describe("a reset", () => {
  test("empties the station: the next customer is served at once", () => {
    const station = new Station(2);
    for (let i = 0; i < 4; i++) station.admit(at(0), 100);
    station.reset();
    expect(station.admit(at(10), 5)).toBe(15);
    expect(station.busyTicks).toBe(405);
  });

  test("at a given time takes off what was not done by then", () => {
    const station = new Station(2);
    for (let i = 0; i < 4; i++) station.admit(at(0), 100);
    station.reset(at(30));
    expect(station.busyTicks).toBe(60);
    expect(station.admit(at(30), 5)).toBe(35);
  });
});

describe("what a station refuses", () => {
  test("a customer from the past, a service of part of a tick or below 0, no server", () => {
    const station = new Station(1);
    station.admit(at(5), 1);
    expect(() => station.admit(at(4), 1)).toThrow("customers come in order of time");
    expect(() => station.admit(at(5), 0.5)).toThrow("a service takes a whole number of ticks");
    expect(() => station.admit(at(5), -1)).toThrow("a service takes a whole number of ticks");
    expect(() => new Station(0)).toThrow("a station has a server");
  });
});

function at(ticks: number): SimTime {
  return ticks as SimTime;
}
