/**
 * Goal: `fanin sweep` says which settings meet the objectives, and loses nothing when it is killed. Method: the built
 * program, in processes; one of them is killed with kill -9.
 */
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SweepSummary } from "../../src/experiment/sweep/summary.js";
import { fanin, startFanin } from "../support/cli.js";
import { smallScenario } from "../support/small-scenario.js";

const TABLES = ["runs.csv", "runs.ndjson", "points.csv", "sweep.json", "summary.txt"];

let folder = "";
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fanin-sweep-"));
  writeFileSync(file("small.yaml"), smallScenario({ objective: "no: drops" }));
  writeFileSync(file("slow.yaml"), smallScenario({ duration: "30 min" }));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function tables(name: string): string[] {
  return TABLES.map((table) => readFileSync(file(join(name, table)), "utf8"));
}

describe("a grid", () => {
  // 100 events/s for the 60 s of the outage are 6,000; of what the channel has no room for the servers keep 33 each.
  const CAPACITIES = ["--vary", "collector.channel.capacity=1000,4000,16000"];
  const SMALL_BACKLOG = ["--set", "servers.web.client.backlog=10 kB"];

  test("says which points meet the objectives, the best, the worst, and what fails first", () => {
    const { code, out } = fanin([
      ...["sweep", file("small.yaml"), ...CAPACITIES, ...SMALL_BACKLOG, "--replications", "3"],
    ]);
    expect(code).toBe(0);
    expect(out.replaceAll(/\s+/g, " ")).toContain(
      "SWEEP Small: 1 of 3 points meet the objectives in at least 95 % of the seeds 3 points of a grid, seeds 7 to 9 at every point",
    );
    expect(out).toMatch(
      /^ +1 +1000 {2}0 of 3 {2}collector full 00:01:\d\d \(3\) +- +5(\.\d+)? k /m,
    );
    expect(out).toMatch(/^ +3 +16000 {2}3 of 3 {2}- +- +- /m);
    expect(out).toMatch(/^ {2}no drops: at 2 of 3 points; point 2, seed 7: \S+( k)? events/m);
    expect(out).toContain("Best:  point 3: collector.channel.capacity=16000: met in 3 of 3 seeds");
    expect(out).toContain("Worst: point 1: collector.channel.capacity=1000: met in 0 of 3 seeds");
  });

  test("its runs are those of `fanin run` with the same settings and seed", () => {
    const args = [...CAPACITIES, "--replications", "2", "--json"];
    const { out } = fanin(["sweep", file("small.yaml"), ...args]);
    const { sweep } = JSON.parse(out) as { sweep: SweepSummary };
    for (const point of [sweep.points[0]!, sweep.points.at(-1)!]) {
      if (point.kind !== "run") throw new Error(point.problem);
      const peaks = sweep.seeds.map((seed) => {
        const single = ["--json", "--seed", String(seed), "--set", point.settings[0]!];
        const run = JSON.parse(fanin(["run", ...single, file("small.yaml")]).out) as {
          findings: { layers: { layer: string; peak: { share: number } }[] };
        };
        return run.findings.layers.find(({ layer }) => layer === "collector")!.peak.share;
      });
      const { interval } = point.headlines.find(({ name }) => name === "collector.peakFill")!;
      expect([interval!.min, interval!.max]).toEqual([Math.min(...peaks), Math.max(...peaks)]);
    }
  });

  test("writes the same bytes on one thread and on three, and the same rows as CSV and Parquet", async () => {
    for (const jobs of ["1", "3"]) {
      const args = ["--replications", "2", "--jobs", jobs, "-o", file(`on-${jobs}`)];
      fanin([
        "sweep",
        file("small.yaml"),
        ...CAPACITIES,
        "--vary",
        "servers.web.batch=10,20",
        ...args,
      ]);
    }
    expect(tables("on-3")).toEqual(tables("on-1"));
    const parquet = ["on-1", "on-3"].map((name) => readFileSync(file(join(name, "runs.parquet"))));
    expect(parquet[1]).toEqual(parquet[0]);
    const [csv = "", ndjson = ""] = tables("on-1");
    const [head = "", ...rows] = csv.trim().split("\n");
    expect(head.split(",").slice(0, 3)).toEqual([
      "point",
      "collector.channel.capacity",
      "servers.web.batch",
    ]);
    expect(rows).toHaveLength(12);
    expect(rows[3]!.split(",").slice(0, 3)).toEqual(["2", "1000", "20"]);
    const read = await parquetReadObjects({ file: new Uint8Array(parquet[0]!).buffer });
    const names = Object.keys(read[0]!);
    expect([
      names.join(","),
      ...read.map((row) => names.map((name) => row[name] ?? "").join(",")),
    ]).toEqual([head, ...rows]);
    expect(
      ndjson
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { seed: number }).seed),
    ).toEqual(rows.map((_, i) => 7 + (i % 2)));
  });

  test("1 when no point meets the objectives", () => {
    const args = ["--vary", "collector.channel.capacity=1000,2000", ...SMALL_BACKLOG];
    expect(fanin(["sweep", file("small.yaml"), ...args]).code).toBe(1);
  });

  test("settings that do not go together are told, and the others are run", () => {
    const args = [
      ...["--vary", "collector.channel.capacity=1000,5000"],
      ...["--vary", "collector.channel.transactionCapacity=1000,4000"],
    ];
    const { code, out } = fanin(["sweep", file("small.yaml"), ...args]);
    expect(code).toBe(0);
    expect(out).toContain("3 of 3 points meet");
    expect(out.replaceAll(/\s+/g, " ")).toContain(
      "Point 2 cannot be: collector.channel.capacity=1000, collector.channel.transactionCapacity=4000:",
    );
  });
});

describe("a space-filling design", () => {
  test("has as many points as asked for, in every part of each dimension", () => {
    const args = ["--points", "6", "--vary", "servers.web.rate=10..70 events/s", "--json"];
    const both = [...args, "--vary", "collector.channel.capacity=1k..13k"];
    const { out } = fanin(["sweep", file("small.yaml"), ...both]);
    const { sweep } = JSON.parse(out) as { sweep: SweepSummary };
    expect(sweep.design).toBe("latin hypercube");
    const rates = sweep.points.map(({ settings }) =>
      Number.parseFloat(settings[0]!.split("=")[1]!),
    );
    expect(rates.map((rate) => Math.floor((rate - 10) / 10)).sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe("a sweep that is killed", () => {
  const command = (name: string): string[] => [
    ...["sweep", file("slow.yaml"), "--vary", "servers.web.rate=20..75 events/s:5"],
    ...["--replications", "2", "--jobs", "2", "-o", file(name)],
  ];
  const journalOf = (name: string): string => file(join(name, "sweep.journal.ndjson"));
  const lines = (name: string): string[] =>
    existsSync(journalOf(name))
      ? readFileSync(journalOf(name), "utf8").split("\n").slice(0, -1)
      : [];

  test("with kill -9 goes on with the same command, computes nothing twice, and ends with the same bytes", async () => {
    fanin(command("whole"));
    const child = startFanin(command("killed"));
    const closed = new Promise((resolve) => child.on("close", resolve));
    while (lines("killed").length < 6) await setTimeout(10);
    child.kill("SIGKILL");
    await closed;
    const before = lines("killed");
    expect(before.length).toBeLessThan(25);
    expect(existsSync(file(join("killed", "runs.csv")))).toBe(false);
    // What a kill in the middle of a write leaves.
    appendFileSync(journalOf("killed"), '{"id":"0123');
    const { code, err } = fanin(command("killed"));
    expect(code).toBe(0);
    expect(err).toContain("half a line at its end is cut off");
    expect(err).toContain(`${String(before.length - 1)} of 24 runs are there already`);
    const after = lines("killed");
    expect(after.slice(0, before.length)).toEqual(before);
    const ids = after.slice(1).map((line) => (JSON.parse(line) as { id: string }).id);
    expect([ids.length, new Set(ids).size]).toEqual([24, 24]);
    expect(tables("killed")).toEqual(tables("whole"));
  });

  test("with Ctrl-C keeps what is done, and says how to go on", async () => {
    const child = startFanin(command("stopped"));
    let errors = "";
    child.stderr!.on("data", (data: Buffer) => (errors += data.toString()));
    const closed = new Promise((resolve) => child.on("close", resolve));
    while (lines("stopped").length < 4) await setTimeout(10);
    child.kill("SIGINT");
    expect(await closed).toBe(130);
    expect(errors).toMatch(
      /interrupted: \d+ of 24 runs done, kept in .*; the same command goes on/,
    );
    expect(fanin(command("stopped")).code).toBe(0);
    expect(tables("stopped")).toEqual(tables("whole"));
  });

  test("a wider sweep into the same folder computes only what is new", () => {
    const wider = command("whole").map((arg) => arg.replace("75 events/s:5", "80 events/s:5"));
    const { err } = fanin(wider);
    expect(err).toContain("24 of 26 runs are there already");
  });

  test("a changed scenario is not mixed with what is there", () => {
    writeFileSync(file("changed.yaml"), smallScenario({ duration: "3 h" }));
    const args = command("whole").map((arg) => arg.replace("slow.yaml", "changed.yaml"));
    const { code, err } = fanin(args);
    expect(code).toBe(2);
    expect(err).toContain("the scenario's text changed");
    expect(err).toContain("fix: name another folder");
    expect(err).not.toMatch(/^\s+at /m);
  });
});

describe("bad input, before anything is run", () => {
  test.each([
    [[], "found none: an empty grid"],
    [["--vary", "collector.channel.capacty=1..3"], "fix: write `capacity`"],
    [["--vary", "colector.channel.capacity=1..3"], "fix: write `collector`"],
    [["--vary", "collector.channel.capacity=5..1"], "expected a range from a smaller to a larger"],
    [["--vary", "collector.channel.capacity="], "expected `path=values`"],
    [
      ["--vary", "collector.channel.capacity=2000,many"],
      "--vary collector.channel.capacity=many:1:28: tiers.collector.channel.capacity\n  expected",
    ],
    [
      ["--vary", "collector.channel.capacity=2000", "--points", "0"],
      "--points: expected a whole number",
    ],
    [["--vary", "collector.channel.capacity=2000", "--replications", "auto"], "--replications"],
    [["--vary", "servers.web.profile.file=a.csv,b.csv"], "expected"],
    [["--vry", "x=1"], "did you mean --vary?"],
  ])("%j: %s", (args, message) => {
    const out = file("nothing");
    const { code, out: said, err } = fanin(["sweep", file("small.yaml"), ...args, "-o", out]);
    expect({ code, said }).toEqual({ code: 2, said: "" });
    expect(err).toContain(message);
    expect(err).not.toMatch(/^\s+at /m);
    expect(existsSync(out)).toBe(false);
  });

  test("a scenario with a mistake is told once, not once a value", () => {
    writeFileSync(file("wrong.yaml"), smallScenario().replace("batch: 10", "batch: ten"));
    const args = ["--vary", "collector.channel.capacity=1000,2000,3000"];
    const { code, err } = fanin(["sweep", file("wrong.yaml"), ...args]);
    expect(code).toBe(2);
    expect(err).toContain("1 problem\n");
  });
});
