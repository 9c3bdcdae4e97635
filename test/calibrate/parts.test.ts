/** Goal: the parts that calibration is made of are right by themselves. Method: tables, exact solutions, texts. */
import { describe, expect, test } from "vitest";
import { readArrivals } from "../../src/calibrate/access-log.js";
import { chiSquareBounds, studentT } from "../../src/calibrate/quantiles.js";
import { weightedLeastSquares } from "../../src/calibrate/regression.js";
import { saturatedRuns, type SinkSetup } from "../../src/calibrate/saturated.js";
import { Samples } from "../../src/calibrate/samples.js";
import { TRACE_FORMAT, type SeenTrace, type TraceColumn } from "../../src/verify/trace.js";

describe("quantiles", () => {
  // Abramowitz and Stegun, tables 26.10 (t, 0.98 within) and 26.8 (chi-square, 0.01 and 0.99).
  test.each([
    [1, 31.821],
    [4, 3.747],
    [5, 3.365],
    [10, 2.764],
    [30, 2.457],
    [120, 2.358],
  ])("t of %d degrees of freedom is %d", (freedom, t) => {
    expect(Math.abs(studentT(freedom) / t - 1)).toBeLessThan(0.005);
  });

  test.each([
    [5, 0.554, 15.086],
    [20, 8.26, 37.566],
    [100, 70.065, 135.807],
  ])("chi-square of %d degrees of freedom lies between %d and %d", (freedom, low, high) => {
    const bounds = chiSquareBounds(freedom);
    expect(Math.abs(bounds.high / high - 1)).toBeLessThan(0.01);
    expect(bounds.low / low).toBeLessThan(1.01); // a bound that is too low makes an interval too wide
    expect(bounds.low / low).toBeGreaterThan(0.9);
  });
});

describe("least squares", () => {
  const row = (y: number, ...x: number[]) => ({ y, x, variance: 4 });

  test("a line through exact points, with the deviations of the textbook", () => {
    const points = [0, 1, 2, 3].map((x) => row(5 + 2 * x, 1, x));
    const { coefficients, misfit, freedom } = weightedLeastSquares(points, 2);
    expect(coefficients[0]!.value).toBeCloseTo(5, 9);
    expect(coefficients[1]!.value).toBeCloseTo(2, 9);
    // σ / √Σ(x − x̄)², with σ = 2 and Σ = 5.
    expect(coefficients[1]!.deviation).toBeCloseTo(2 / Math.sqrt(5), 9);
    expect({ misfit: Math.round(misfit * 1e9), freedom }).toEqual({ misfit: 0, freedom: 2 });
  });

  test("columns that only occur together are told, the others are still known", () => {
    const rows = [row(3, 1, 2, 0), row(3, 1, 2, 0), row(7, 1, 2, 1)];
    const { coefficients, mixed } = weightedLeastSquares(rows, 3);
    expect(mixed).toEqual([[0, 1]]);
    expect(coefficients[0]).toBeUndefined();
    expect(coefficients[1]).toBeUndefined();
    expect(coefficients[2]!.value).toBeCloseTo(4, 9);
  });

  test("a column of zeros is in no equation", () => {
    const { coefficients, mixed } = weightedLeastSquares([row(3, 1, 0), row(5, 1, 0)], 2);
    expect({ mixed, second: coefficients[1] }).toEqual({ mixed: [], second: undefined });
    expect(coefficients[0]!.value).toBeCloseTo(4, 9);
  });
});

describe("saturated stretches", () => {
  const sink: SinkSetup = { agent: "a", name: "k", channel: "c", batch: 100, inHands: 100 };

  function samples(size: number[], begun: number[], ended: number[]): Samples {
    const columns = (names: Record<string, number[]>): Record<string, TraceColumn> => names;
    const t = size.map((_, i) => 100 * i);
    const trace: SeenTrace = {
      format: TRACE_FORMAT,
      name: "x",
      about: "",
      flume: "",
      warmupMs: 0,
      durationMs: 1000,
      sampleMs: 100,
      agents: { a: {} },
      clients: [],
      clients_seen: [],
      series: {
        a: {
          t,
          components: {
            "CHANNEL.c": columns({ ChannelSize: size, EventTakeSuccessCount: ended }),
            "SINK.k": columns({ EventDrainAttemptCount: begun, EventDrainSuccessCount: ended }),
          },
        },
      },
    };
    return new Samples(trace, "a");
  }

  test("begin after a commit, and end when the channel may run short", () => {
    const size = [0, 900, 800, 700, 600, 500, 150, 50];
    const ended = [0, 0, 100, 200, 300, 400, 500, 600];
    const begun = ended.map((events) => events + 100);
    // Held must be 100 taken between two samples and 100 in hands: 500 is enough, 150 is not.
    expect(saturatedRuns(samples(size, begun, ended), sink, () => true)).toEqual([
      { from: 2, to: 6 },
    ]);
  });

  test("are cut where a write failed, though no counter says so", () => {
    const size = Array.from({ length: 10 }, () => 1000);
    const ended = [0, 100, 200, 300, 300, 300, 300, 400, 500, 600];
    const begun = [100, 200, 300, 400, 500, 500, 500, 600, 700, 800];
    // One batch more was begun than can be in its hands from sample 4 on: it failed, and the sink slept.
    const runs = saturatedRuns(samples(size, begun, ended), sink, () => true);
    expect(runs).toEqual([
      { from: 1, to: 3 },
      { from: 7, to: 9 },
    ]);
  });

  test("are none where something else holds the sink up", () => {
    const size = Array.from({ length: 5 }, () => 1000);
    const ended = [0, 100, 200, 300, 400];
    expect(saturatedRuns(samples(size, ended, ended), sink, () => false)).toEqual([]);
  });
});

describe("logs of arrivals", () => {
  const line = (time: string): string =>
    `10.0.0.1 - - [02/Mar/2026:${time} +0100] "GET / HTTP/1.1" 200 5`;

  test("an access log is counted by second, in UTC, in whatever order its lines are", () => {
    const text = ["18:00:01", "18:00:00", "18:00:01", "18:00:03"].map(line).join("\n");
    const log = readArrivals(`${text}\n`);
    expect(log).toEqual({
      startMs: Date.parse("2026-03-02T17:00:00Z"),
      endMs: Date.parse("2026-03-02T17:00:03Z"),
      counted: { seconds: [1, 2, 3], events: [1, 3, 3] },
      strangeLines: 0,
    });
  });

  test("the Combined format, and a user with blanks", () => {
    const combined = `h - "a b" [02/Mar/2026:18:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "curl [x]"`;
    const log = readArrivals(`${combined}\n${combined}\n`);
    expect(log).toMatchObject({ startMs: Date.parse("2026-03-02T18:00:00Z"), strangeLines: 0 });
  });

  test("a CSV file of counts, with what is missing as nothing", () => {
    const log = readArrivals(
      "timestamp,count\n2026-03-02T18:00:00Z,60\n2026-03-02T18:01:00Z,30\n2026-03-02T18:03:00Z,90\n",
    );
    expect(log).toMatchObject({
      startMs: Date.parse("2026-03-02T18:00:00Z"),
      endMs: Date.parse("2026-03-02T18:04:00Z"),
      counted: { seconds: [0, 60, 120, 180, 240], events: [0, 60, 90, 90, 180] },
    });
  });

  test.each([
    ["", 1, "an empty file"],
    [`${line("18:00:00")}\nno such line\n`, 2, "no such line"],
    ["time,count\nyesterday,5\n", 2, "`yesterday`"],
    ["2026-03-02T18:00:00Z,many\n2026-03-02T18:00:01Z,1\n", 1, "`2026-03-02T18:00:00Z,many`"],
  ])("%j is told by its line", (text, line, found) => {
    expect(readArrivals(text)).toMatchObject({ line, found });
  });
});
