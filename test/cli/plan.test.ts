/**
 * Goal: `fanin plan` and `fanin curves` say what to set, what cannot be and why, and lose nothing when they are
 * interrupted. Method: the built program, in processes.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Curves } from "../../src/experiment/curves/result.js";
import type { Plan } from "../../src/experiment/plan/result.js";
import { fanin, startFanin } from "../support/cli.js";

const SCENARIOS = "test/experiment/plan/scenarios";
const ROOM = join(SCENARIOS, "room.yaml");

let folder = "";
const file = (name: string): string => join(folder, name);
const words = (text: string): string => text.replaceAll(/\s+/g, " ");

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fanin-plan-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("a plan that is found", () => {
  const VARY = ["--vary", "tier1.channel.capacity=5000..8000:1000"];
  const ARGS = ["plan", ROOM, ...VARY, "--probability", "80%"];

  test("is printed, written, and laid into the scenario with its comments", () => {
    const outs = ["-o", file("a.json"), "--write", file("a.yaml"), "--junit", file("a.xml")];
    const { code, out } = fanin([...ARGS, ...outs, "--jobs", "1"]);
    expect(code).toBe(0);
    expect(words(out)).toContain("cost 100.007: met in 34 of 34 fresh seeds");
    expect(words(out)).toContain("as it is now it costs 100.003: the plan adds 0.00375");
    expect(out).toMatch(/^tier1\.channel\.capacity +3000 +7000 +binding +6000: \d+ of \d+$/m);
    expect(words(out)).toContain("Why not less: tier1.channel.capacity=6000");
    const text = readFileSync(ROOM, "utf8");
    const written = readFileSync(file("a.yaml"), "utf8");
    expect(written).toBe(
      text
        .replace("capacity: 3000", "capacity: 7000")
        .replace("sinks: { type", "sinks: { count: 1, type"),
    );
  });

  test("is a check that CI shows, with the number to take", () => {
    const xml = readFileSync(file("a.xml"), "utf8");
    expect(xml).toContain('<testsuites name="fanin" tests="1" failures="0" errors="0">');
    expect(xml).toContain(
      'name="settings within the bounds meet all objectives in 80 % of seeds" classname="test/experiment/plan/scenarios/room.yaml"',
    );
    expect(xml).toContain(
      "take tier1.channel.capacity=7000 (now 3000), tier1.sinks.count=1: met in 34 of 34 fresh seeds",
    );
  });

  test("is the same on two threads, and computes nothing that is there", () => {
    const again = fanin([...ARGS, "-o", file("a.json"), "--jobs", "2"]);
    expect(again.err).toMatch(/\d+ runs are there already/);
    const { code } = fanin([...ARGS, "-o", file("b.json"), "--jobs", "2"]);
    expect(code).toBe(0);
    const [one, two] = ["a.json", "b.json"].map(
      (name) => JSON.parse(readFileSync(file(name), "utf8")) as Plan,
    );
    expect(two).toEqual(one);
    const journal = readFileSync(file("a.json.runs"), "utf8").trim().split("\n");
    expect(journal).toHaveLength(1 + one!.effort.runs);
  });
});

describe("a plan that cannot be", () => {
  test.each([
    [
      ["tier1.channel.capacity=1000..2000:1000"],
      [],
      "no refusals (tier1) bound: room for the outage needs: room for 5.83 k events in each channel of tier1",
    ],
    [
      ["tier1.channel.capacity=20000"],
      ["--set", "tier1.sinks.service=40 s"],
      "the load must come through, outage or not (tier1) bound: steady load",
    ],
    [
      ["tier1.channel.capacity=1000"],
      [
        ...["--set", "servers.web.profile={ type: burst, at: 1 min, for: 1 min, factor: 20 }"],
        ...["--set", "servers.web.client.backlog=1 kB", "--set", 'objectives=["no drops"]'],
      ],
      "has: 101 k events fix: allow larger capacities, more agents or more sinks, or a larger backlog of web",
    ],
    [
      ["tier1.channel.capacity=20000"],
      [
        "--set",
        'objectives=["drained within 5 s after tier1.sinks is back"]',
        "--set",
        "record.every=1 s",
      ],
      "bound: drain needs: drained within 5 s",
    ],
  ])("%j %j: the bound is named, and nothing is run", (vary, args, message) => {
    const varied = vary.flatMap((each) => ["--vary", each]);
    const outs = ["-o", file("none.json"), "--junit", file("none.xml")];
    const { code, out } = fanin(["plan", ROOM, ...varied, ...args, ...outs]);
    expect(code).toBe(1);
    expect(words(out)).toContain("IMPOSSIBLE");
    expect(words(out)).toContain(message);
    const plan = JSON.parse(readFileSync(file("none.json"), "utf8")) as Plan;
    expect([plan.outcome, plan.effort.runs, plan.recommended]).toEqual(["impossible", 0, null]);
    const xml = readFileSync(file("none.xml"), "utf8");
    expect(xml).toContain('message="settings within the bounds');
    expect(xml).toContain(`impossible by ${plan.impossible[0]!.bound}: needs `);
    rmSync(file("none.json.runs"));
  });

  test("what the bound leaves open is simulated, and how the most of all fails is said", () => {
    const { code, out } = fanin(["plan", ROOM, "--vary", "tier1.channel.capacity=5500..6000:500"]);
    expect(code).toBe(1);
    expect(words(out)).toContain("NO PLAN Room for an outage Nothing within the bounds meets");
    expect(words(out)).toMatch(
      /With the most of everything \(tier1\.channel\.capacity=6000.*no refusals/,
    );
  });
});

test("without a plan the settings are chosen, and it says so", () => {
  const text = readFileSync(ROOM, "utf8");
  writeFileSync(file("bare.yaml"), text.slice(0, text.indexOf("plan:")));
  const { out } = fanin(["plan", file("bare.yaml"), "--json", "--probability", "80%"]);
  const { plan } = JSON.parse(out) as { plan: Plan };
  expect(plan.variables.map(({ path, from }) => [path, from])).toEqual([
    ["tier1.agents", "derived"],
    ["tier1.channel.capacity", "derived"],
    ["tier1.sinks.count", "derived"],
  ]);
  expect(plan.notes.join(" ")).toContain("The file says nothing of what may vary");
  expect(plan.outcome).toBe("found");
});

describe("interrupted by SIGTERM, as `timeout` sends it", () => {
  test("what is finished is kept, and the same command ends as if nothing had been", async () => {
    const args = ["plan", ROOM, "--probability", "80%", "--jobs", "1", "-o", file("stopped.json")];
    const child = startFanin(args);
    let errors = "";
    child.stderr!.on("data", (data: Buffer) => (errors += data.toString()));
    const closed = new Promise((resolve) => child.on("close", resolve));
    const kept = file("stopped.json.runs");
    while (!existsSync(kept) || readFileSync(kept, "utf8").split("\n").length < 6)
      await setTimeout(5);
    child.kill("SIGTERM");
    expect(await closed).toBe(130);
    expect(errors).toMatch(/interrupted: \d+ runs done, kept in .*the same command goes on/);
    expect(existsSync(file("stopped.json"))).toBe(false);
    expect(fanin(args).code).toBe(0);
    const plan = JSON.parse(readFileSync(file("stopped.json"), "utf8")) as Plan;
    expect(plan.recommended!.settings[0]).toBe("tier1.channel.capacity=7000");
  });
});

describe("bad input, before anything is run", () => {
  test.each([
    [["--vary", "tier1.chanel.capacity=1000..2000:1000"], "fix: write `channel`"],
    [["--vary", "tier1.channel.capacity=5..1"], "expected a range from a smaller to a larger"],
    [["--vary", "tier1.agents=1..2", "--vary", "tier1.agents=3"], "expected each path once"],
    [["--probability", "100%"], "expected a share below 100 %"],
    [["--cost", "agent=cheap"], "--cost: expected agent="],
    [["--cost", "agnt=3"], "--cost: expected agent="],
    [["--seeds", "1"], "--seeds: expected a whole number from 2 on"],
    [["--replications", "3"], "unknown flag --replications"],
  ])("%j: %s", (args, message) => {
    const { code, out, err } = fanin(["plan", ROOM, ...args]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
    expect(err).not.toMatch(/^\s+at /m);
  });

  test("curves are of an outage that ends", () => {
    const { code, err } = fanin(["curves", join(SCENARIOS, "agents.yaml")]);
    expect(code).toBe(2);
    expect(err).toContain("expected a first fault that ends");
  });
});

describe("curves", () => {
  test("are closed forms where nothing is left to chance", () => {
    const fixed = ["--set", "servers.web.arrivals=periodic", "--set", "record.every=1 s"];
    const text = readFileSync(ROOM, "utf8");
    writeFileSync(file("fixed.yaml"), text.slice(0, text.indexOf("plan:")));
    const args = [
      "curves",
      file("fixed.yaml"),
      ...fixed,
      "--replications",
      "2",
      "-o",
      file("c.json"),
    ];
    const { code, out } = fanin(args);
    expect(code).toBe(0);
    const curves = JSON.parse(readFileSync(file("c.json"), "utf8")) as Curves;
    expect([curves.isWhole, curves.seeds]).toEqual([true, [1, 2]]);
    // Full after capacity / rate = 3,000 / 100 = 30 s, and up to the batch of 500 that was there when it began.
    const full = curves.firsts.find(({ layer, what }) => layer === "tier1" && what === "full")!;
    for (const { seconds } of full.until) {
      expect(seconds).toBeGreaterThan(24);
      expect(seconds).toBeLessThanOrEqual(31);
    }
    // It fills after a shorter outage, too: by up to 5 s of sleep, a batch of 2.5 s that has to be written before there
    // is room, and a second until the next one comes; and by what the search leaves open.
    const late = 5 + 2.5 + 1;
    const most = full.until[0]!.seconds!;
    for (const { seconds } of full.borne) {
      expect(seconds).toBeGreaterThan(most - late - Math.max(1, 0.05 * most));
      expect(seconds).toBeLessThan(most);
    }
    // Rejected are calls that wait 3 s for room; and that is what the objectives ask not to be.
    const rejects = curves.firsts.find(({ what }) => what === "rejects")!;
    expect(rejects.borne[0]!.seconds).toBeGreaterThan(full.borne[0]!.seconds!);
    expect(Math.abs(curves.borne[0]!.seconds! - rejects.borne[0]!.seconds!)).toBeLessThan(2);
    const loses = curves.firsts.find(({ layer, what }) => layer === "web" && what === "loses")!;
    expect(loses.borne.map(({ seconds }) => seconds)).toEqual([null, null, null]);
    const [curve] = curves.tolerable;
    expect(curve!.path).toBe("tier1.channel.capacity");
    const at = curve!.points.map(({ value, firsts }) => {
      const { until, borne } = firsts.find(({ what }) => what === "full")!;
      return [value, until[0]!.seconds!, borne[0]!.seconds!];
    });
    // A thousand events more are 10 s more.
    for (const [value, until, borne] of at) {
      expect(Math.abs(until! - (value! - 3000) / 100 - most)).toBeLessThan(2);
      expect(borne).toBeLessThan(until!);
      expect(borne).toBeGreaterThan(until! - late - Math.max(1, 0.05 * until!));
    }
    const rate = curves.tornado!.bars.find(({ path }) => path === "servers.web.rate")!;
    const backlog = (side: typeof rate.lower): number =>
      side.numbers.find(({ name }) => name === "maxBacklog")!.value!;
    // What piles up goes with the rate: 80 and 120 of 100.
    expect(backlog(rate.higher) / backlog(rate.lower)).toBeGreaterThan(1.35);
    expect(backlog(rate.higher) / backlog(rate.lower)).toBeLessThan(1.65);
    // An agent more, and never one less than one.
    const agents = curves.tornado!.bars.find(({ path }) => path === "tier1.agents")!;
    expect([agents.lower.value, agents.higher.value]).toEqual(["1", "2"]);
    expect(agents.lower.numbers).toEqual(curves.tornado!.base);
    // An outage of a minute is more than 3,000 events have room for: nobody needs to ask for a second one.
    expect(words(out)).toContain(
      "The outage alone is not borne, so none may follow it after any gap",
    );
    expect(out).toContain("first channel full");
    expect(out).toContain("objective missed");
    expect(readFileSync(file("c.csv"), "utf8")).toContain(
      "\ntornado,servers.web.rate,80 events/s,",
    );
  });
});
