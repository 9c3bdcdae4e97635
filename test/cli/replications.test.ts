/** Goal: `fanin run` says what holds for all seeds, and how surely. Method: the built program, in a process. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Replications } from "../../src/experiment/estimates.js";
import type { SteadyState } from "../../src/experiment/steady-state.js";
import { fanin, startFanin } from "../support/cli.js";
import { smallScenario } from "../support/small-scenario.js";

let folder = "";
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fanin-seeds-"));
  writeFileSync(file("met.yaml"), smallScenario());
  writeFileSync(
    file("not-met.yaml"),
    smallScenario({ objective: "fill: collector\n    under: 1 %" }),
  );
  writeFileSync(file("long.yaml"), smallScenario({ duration: "90 d" }));
  const steady = smallScenario({ duration: "1 h" }).replace(/faults:\n.*\n/, "");
  writeFileSync(file("steady.yaml"), steady);
  writeFileSync(file("own.yaml"), steady.replace("seed: 7", "seed: 7\nwarm-up: 3 min"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function replicated(...args: string[]): Replications {
  const { out, err, code } = fanin(["run", "--json", ...args]);
  if (code !== 0 && code !== 1) throw new Error(err);
  return (JSON.parse(out) as { replications: Replications }).replications;
}

describe("--replications N", () => {
  test("says in how many seeds the objectives are met, and how surely", () => {
    const { code, out } = fanin(["run", "--replications", "6", file("met.yaml")]);
    expect(code).toBe(0);
    expect(out.split("\n")[0]).toBe("MET in 6 of 6 seeds (95 % interval 54 to 100 %)  Small");
    expect(out).toContain("✓  no loss: 6 of 6 (54 to 100 %)");
    expect(out).toMatch(/^collector\n {2}peak fill +12(\.\d)? % /m);
    expect(out).toMatch(/^ {2}collector peak fill +median +[\d.]+ % +[\d.]+ % +[\d.]+ %$/m);
    expect(out).toContain("6 runs, seeds 7 to 12; as many as were asked for.");
    expect(out.split("\n").filter((line) => [...line].length > 80)).toEqual([]);
  });

  test("its means are those of the runs, seed by seed", () => {
    const { headlines, quantiles, seeds } = replicated(
      "--replications",
      "4",
      "--seed",
      "20",
      file("met.yaml"),
    );
    expect(seeds).toEqual([20, 21, 22, 23]);
    const peaks = seeds.map((seed) => {
      const { out } = fanin(["run", "--json", "--seed", String(seed), file("met.yaml")]);
      const { findings } = JSON.parse(out) as {
        findings: { layers: { layer: string; peak: { share: number } }[] };
      };
      return findings.layers.find(({ layer }) => layer === "collector")!.peak.share;
    });
    const { interval } = headlines.find(({ name }) => name === "collector.peakFill")!;
    expect(interval!.mean).toBeCloseTo(peaks.reduce((sum, peak) => sum + peak, 0) / 4, 12);
    expect([interval!.min, interval!.max]).toEqual([Math.min(...peaks), Math.max(...peaks)]);
    expect(interval!.halfWidth).toBeGreaterThan(0);
    const own = quantiles.find(({ name }) => name === "collector.peakFill")!;
    const sorted = [...peaks].sort((a, b) => a - b);
    expect(own.quantiles.map(({ share, value }) => [share, value])).toEqual([
      [0.5, sorted[1]],
      [0.95, sorted[3]],
    ]);
    // Four values do not say of either how far it may be off above.
    expect(own.quantiles.map(({ high }) => high)).toEqual([null, null]);
  });

  test("prints the same bytes on one thread and on three", () => {
    const on = (jobs: string): string =>
      fanin(["run", "--json", "--replications", "7", "--jobs", jobs, file("met.yaml")]).out;
    expect(on("3")).toBe(on("1"));
  });

  test("--share says how many seeds must meet them; otherwise the exit code is 1", () => {
    const { code, out } = fanin(["run", "--replications", "3", file("not-met.yaml")]);
    expect(code).toBe(1);
    expect(out).toContain("NOT MET: met in 0 of 3 seeds (95 % interval 0 to 71 %)  Small");
    expect(out).toMatch(/✗ {2}fill of collector under 1 %: 0 of 3 \(0 to 71 %\); seed 7: 1\d/);
  });

  test("--out writes a row a seed, and everything as JSON", () => {
    const out = file("results");
    const { code } = fanin(["run", "--replications", "3", "-o", out, file("met.yaml")]);
    expect(code).toBe(0);
    const [head = "", ...rows] = readFileSync(join(out, "met.replications.csv"), "utf8")
      .trim()
      .split("\n");
    expect(head.split(",").slice(0, 2)).toEqual(["seed", "isMet"]);
    expect(head).toContain("collector.peakFill [share]");
    expect(rows.map((row) => row.split(",")[0])).toEqual(["7", "8", "9"]);
    const whole = JSON.parse(
      readFileSync(join(out, "met.replications.json"), "utf8"),
    ) as Replications & { results: unknown[] };
    expect(whole.format).toBe("fanin-replications/1");
    expect(whole.results).toHaveLength(3);
  });
});

describe("--replications auto", () => {
  test("stops when the share of seeds is decided", () => {
    const { stop, verdict, seeds } = replicated("--replications", "auto", file("not-met.yaml"));
    expect({ stop, seeds: seeds.length }).toEqual({ stop: { why: "share" }, seeds: 10 });
    expect(verdict).toMatchObject({ isMet: false, isDecided: true, asked: 0.95 });
  });

  test("stops when the numbers asked for are as precise as asked for", () => {
    const args = ["--replications", "auto", "--precision", "1%", "--of", "collector.peakFill"];
    const { stop, headlines, seeds } = replicated(...args, file("met.yaml"));
    expect(stop).toEqual({ why: "precision" });
    const { interval } = headlines.find(({ name }) => name === "collector.peakFill")!;
    expect(interval!.halfWidth! / interval!.mean).toBeLessThanOrEqual(0.01);
    expect(seeds.length).toBeGreaterThanOrEqual(10);
  });

  test("stops at the limit, and says what is open", () => {
    const args = ["--replications", "auto", "--precision", "0.001%", "--at-most", "12"];
    const { out } = fanin(["run", ...args, file("met.yaml")]);
    expect(out.replaceAll(/\s+/g, " ")).toContain(
      "12 runs, seeds 7 to 18; the most that were allowed: not known well enough yet:",
    );
  });
});

describe("warm-up", () => {
  test("--warm-up auto says what MSER-5 cut, on which series", () => {
    const { warmUp } = replicated("--replications", "2", "--warm-up", "auto", file("steady.yaml"));
    expect(warmUp.note).toContain("the mean backlog of 5 pilot runs before the first fault");
    expect(warmUp.by === "mser-5" || warmUp.ticks === 0).toBe(true);
  });

  test("the scenario's own wins", () => {
    const { warmUp } = replicated("--replications", "2", "--warm-up", "auto", file("own.yaml"));
    expect(warmUp).toMatchObject({ by: "scenario", ticks: 180e9 });
  });
});

describe("--batch-means", () => {
  test("time means of one long run, with intervals that hold the load", () => {
    const { code, out } = fanin(["run", "--batch-means", "--json", file("own.yaml")]);
    expect(code).toBe(0);
    const { steadyState } = JSON.parse(out) as { steadyState: SteadyState };
    expect(steadyState.warmUp).toMatchObject({ by: "scenario", ticks: 180e9 });
    const rate = steadyState.estimates.find(({ name }) => name.startsWith("delivered."))!;
    expect(rate.unit).toBe("events/s");
    expect(Math.abs(rate.means!.mean - 100)).toBeLessThan(3 * rate.means!.halfWidth!);
    expect(steadyState.estimates.map(({ name }) => name)).toContain("collector.fill");
    const text = fanin(["run", "--batch-means", file("steady.yaml")]).out;
    expect(text).toContain("STEADY STATE  Small");
    expect(text).toMatch(/MSER-5/);
    expect(text).toMatch(
      /\n {2}collector fill .*(?:\n.*)*\n {2}to collector\.sink\n {4}delivered /,
    );
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  test("of a scenario with faults are refused", () => {
    const { code, err } = fanin(["run", "--batch-means", file("met.yaml")]);
    expect(code).toBe(2);
    expect(err).toContain("expected a scenario without faults");
    expect(err).toContain("take --replications");
  });
});

describe("bad input, before anything is run", () => {
  test.each([
    [["--replications", "1"], "expected auto or a whole number from 2 to 1000000, found 1"],
    [["--replications", "many"], "found many"],
    [["--replications", "5", "--precision", "5%"], "--precision goes with --replications auto"],
    [["--replications", "auto", "--precision", "0%"], "expected a share above 0 and up to 100 %"],
    [["--replications", "auto", "--of", "lost"], "--of goes with --precision"],
    [
      ["--replications", "auto", "--precision", "5%", "--of", "collector.peekFill"],
      "did you mean collector.peakFill?",
    ],
    [["--replications", "5", "--jobs", "0"], "--jobs: expected a whole number from 1 on, found 0"],
    [["--replications", "5", "--warm-up", "3 min"], "--warm-up: expected auto, found 3 min"],
    [["--share", "90%"], "--share goes with --replications"],
    [["--replications", "5", "--batch-means"], "--batch-means does not go with --replications"],
    [["--replications", "5", "--set", "web.cuont=3"], "fix: write `count`"],
  ])("%j: %s", (args, message) => {
    const { code, out, err } = fanin(["run", ...args, file("met.yaml")]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
    expect(err).not.toMatch(/^\s+at /m);
  });
});

describe("Ctrl-C", () => {
  test("ends at once with 130, and says when no run was finished", async () => {
    // Busy machines take long to begin: as long as the same command takes to refuse its input, or somewhat more.
    const begunMs = performance.now();
    fanin(["run", "--replications", "1", file("long.yaml")]);
    const patienceMs = 1000 + 4 * (performance.now() - begunMs);
    const child = startFanin(["run", "--replications", "4", file("long.yaml")]);
    let errors = "";
    child.stderr!.on("data", (data: Buffer) => (errors += data.toString()));
    const closed = new Promise((resolve) => child.on("close", resolve));
    setTimeout(() => child.kill("SIGINT"), patienceMs);
    expect(await closed).toBe(130);
    expect(errors).toContain("interrupted before the first run was finished");
  });
});
