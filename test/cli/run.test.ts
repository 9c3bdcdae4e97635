/** Goal: `fanin run` tells people, scripts and CI what came of a scenario. Method: the built program, in a process. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Findings } from "../../src/analysis/findings.js";
import { recordingFromJson } from "../../src/record/json.js";
import { fanin, startFanin } from "../support/cli.js";
import { smallScenario } from "../support/small-scenario.js";

let folder = "";
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fanin-run-"));
  writeFileSync(file("met.yaml"), smallScenario());
  writeFileSync(
    file("not-met.yaml"),
    smallScenario({ objective: "fill: collector\n    under: 1 %" }),
  );
  writeFileSync(file("long.yaml"), smallScenario({ duration: "90 d" }));
  writeFileSync(
    file("wrong.yaml"),
    smallScenario().replace("rate: 50 events/s", "rate: 50 apples"),
  );
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("exit codes and verdicts", () => {
  test("0 and MET in the first line when all objectives are met", () => {
    const { code, out, err } = fanin(["run", file("met.yaml")]);
    expect({ code, first: out.split("\n")[0], err }).toEqual({
      code: 0,
      first: "MET  Small",
      err: "",
    });
  });

  test("1 and NOT MET when one is not", () => {
    const { code, out } = fanin(["run", file("not-met.yaml")]);
    expect({ code, first: out.split("\n")[0] }).toEqual({ code: 1, first: "NOT MET  Small" });
  });

  test("several files: the worst of them counts, each has its verdict", () => {
    const { code, out } = fanin(["run", file("met.yaml"), file("not-met.yaml"), file("met.yaml")]);
    expect(code).toBe(1);
    expect(out.match(/^(NOT )?MET {2}Small$/gm)).toEqual([
      "MET  Small",
      "NOT MET  Small",
      "MET  Small",
    ]);
  });

  test("2, where it is wrong and what to write, and nothing is run", () => {
    const { code, out, err } = fanin(["run", file("met.yaml"), file("wrong.yaml")]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("wrong.yaml:8:11: servers.web.rate");
    expect(err).toContain("found `50 apples`");
    expect(err).not.toMatch(/^\s+at /m);
  });

  test("no line is wider than 80 columns", () => {
    const { out } = fanin(["run", file("not-met.yaml")]);
    expect(out.split("\n").filter((line) => [...line].length > 80)).toEqual([]);
  });
});

describe("flags", () => {
  test("--json: one line of findings a file", () => {
    const { out } = fanin(["run", "--json", file("met.yaml"), file("not-met.yaml")]);
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { file: string; findings: Findings });
    expect(lines.map(({ file: name, findings }) => [name, findings.verdict.isMet])).toEqual([
      [file("met.yaml"), true],
      [file("not-met.yaml"), false],
    ]);
  });

  test("--seed: another seed is another run, the same seed the same", () => {
    const digest = (...flags: string[]): string => {
      const { out } = fanin(["run", "--json", ...flags, file("met.yaml")]);
      return (JSON.parse(out) as { findings: Findings }).findings.digest;
    };
    const [first, again, other] = [
      digest("--seed", "1"),
      digest("--seed=1"),
      digest("--seed", "2"),
    ];
    expect(first).toMatch(/^[0-9a-f]{16,}$/);
    expect([again === first, other === first]).toEqual([true, false]);
  });

  test("--set changes the scenario, and says where when it cannot", () => {
    const changed = fanin(["run", "--set", "collector.channel.capacity=1000", file("met.yaml")]);
    expect(changed.out).toMatch(/^collector +1 +100 %/m);
    const wrong = fanin(["run", "--set", "collector.channel.capacty=1000", file("met.yaml")]);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain("capacity");
  });

  test("--until: stops there and says that it is partial", () => {
    const { out } = fanin(["run", "--until", "40 s", file("met.yaml")]);
    expect(out.split("\n")[0]).toContain("(partial: stopped at 00:00:40)");
  });

  test("--out: a recording that reads back, findings, a CSV with a column a series, incidents", () => {
    const out = file("results");
    const { code, err } = fanin(["run", "--out", out, file("met.yaml")]);
    expect(code).toBe(0);
    expect(err).toContain(join(out, "met.recording.json"));
    const recording = recordingFromJson(readFileSync(join(out, "met.recording.json"), "utf8"));
    expect(recording.end.kind).toBe("finished");
    const [head = "", ...rows] = readFileSync(join(out, "met.series.csv"), "utf8")
      .trim()
      .split("\n");
    expect(head.split(",")).toHaveLength(recording.series.length + 1);
    expect(rows).toHaveLength(recording.times.length);
    expect(existsSync(join(out, "met.findings.json"))).toBe(true);
    const incidents = readFileSync(join(out, "met.events.ndjson"), "utf8").trim().split("\n");
    expect(incidents.map((line) => JSON.parse(line) as unknown).length).toBeGreaterThan(0);
  });

  test("--out: a folder that cannot be made is known before the run", () => {
    const { code, out, err } = fanin([
      "run",
      "--out",
      join(file("met.yaml"), "x"),
      file("met.yaml"),
    ]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("cannot be made");
  });

  test("--out: two scenarios of one name are refused before anything is run", () => {
    const twice = fanin([
      "run",
      "--out",
      file("x"),
      file("met.yaml"),
      join(folder, ".", "met.yaml"),
    ]);
    expect(twice.code).toBe(2);
    expect(twice.err).toContain("different names");
    expect(existsSync(file("x"))).toBe(false);
  });

  test.each([
    [["run"], "expected FILE…, found none"],
    [["run", "--sede", "4", "x.yaml"], "did you mean --seed?"],
    [["run", "--seed", "-1", "x.yaml"], "--seed"],
    [["run", "--seed=1.5", "x.yaml"], "expected a whole number from 0 on, found 1.5"],
    [["run", "--until", "40", "x.yaml"], "expected a duration above 0 with its unit"],
    [["rnu", "x.yaml"], "did you mean run?"],
    [["run", "no-such-file.yaml"], "no-such-file.yaml: cannot be read: there is no such file"],
    [["run", "src"], "src: cannot be read: it is a folder"],
    [["check", "no-such-file.yaml"], "there is no such file"],
    [["verify", "package.json"], ""],
  ])("%j is bad input: %s", (args, message) => {
    const { code, err } = fanin(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toMatch(/^\s+at /m);
  });
});

describe("a run that ends early", () => {
  test("Ctrl-C leaves a recording, marked partial, and exit code 130", async () => {
    const out = file("interrupted");
    const child = startFanin(["run", "--out", out, file("long.yaml")]);
    let text = "";
    child.stdout!.on("data", (data: Buffer) => (text += data.toString()));
    const closed = new Promise((resolve) => child.on("close", resolve));
    while (!existsSync(out)) await setTimeout(20); // it is made when the run begins
    await setTimeout(4000); // a sample is taken, on however busy a machine
    child.kill("SIGINT");
    const code = await closed;
    expect(code).toBe(130);
    expect(text).toContain("(partial: stopped at ");
    const recording = recordingFromJson(readFileSync(join(out, "long.recording.json"), "utf8"));
    expect(recording.end.kind).toBe("cancelled");
    expect(recording.times.length).toBeGreaterThan(1);
    expect(recording.ledgers.every(({ balances }) => balances)).toBe(true);
  });

  test("a reader that has seen enough is no error", async () => {
    const child = startFanin(["schema"]);
    let errors = "";
    child.stderr!.on("data", (data: Buffer) => (errors += data.toString()));
    child.stdout!.destroy();
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
  });
});
