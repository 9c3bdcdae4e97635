/** Goal: check, schema, new and verify do what their help says. Method: the built program, in a process. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { COMMANDS } from "../../src/cli/arguments.js";
import { fanin } from "../support/cli.js";
import { reference } from "../support/references.js";
import { smallScenario } from "../support/small-scenario.js";

let folder = "";
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fanin-cli-"));
  writeFileSync(file("small.yaml"), smallScenario());
  const wrong = smallScenario()
    .replace("batch: 10", "batch: 10\n    cuont: 3")
    .replace("transactionCapacity: 1000", "transactionCapacity: 60000");
  writeFileSync(file("wrong.yaml"), wrong);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("help", () => {
  test("names every command, and the exit codes", () => {
    const { code, out } = fanin(["--help"]);
    expect(code).toBe(0);
    for (const { name } of COMMANDS) expect(out).toContain(`fanin ${name}`);
    expect(out).toContain("130 interrupted");
  });

  test.each(COMMANDS)("$name --help names each of its flags", ({ name, flags }) => {
    const { code, out } = fanin([name, "--help"]);
    expect(code).toBe(0);
    for (const flag of flags) expect(out).toContain(`--${flag.name}`);
  });

  test("--version names the package's version and the code's hash", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    const { code, out } = fanin(["--version"]);
    expect(code).toBe(0);
    expect(out.trim().replace(/[0-9a-f]{8}$/, "HASH")).toBe(`${version}+HASH`);
  });

  test("no command at all is bad input, and shows the usage", () => {
    const { code, out } = fanin([]);
    expect({ code, begins: out.startsWith("fanin:") }).toEqual({ code: 2, begins: true });
  });
});

describe("check", () => {
  test("says what a file stands for", () => {
    const { code, out } = fanin(["check", file("small.yaml")]);
    expect(code).toBe(0);
    expect(out).toContain("no problems: 2 servers, 1 collector, 1 fault");
  });

  test("reports all problems at once, each with place, expectation and finding", () => {
    const { code, out } = fanin(["check", file("wrong.yaml")]);
    expect(code).toBe(2);
    expect(out).toMatch(/wrong\.yaml:10:5: servers\.web\.cuont/);
    expect(out).toMatch(/wrong\.yaml:\d+:\d+: tiers\.collector\.channel\.capacity/);
    expect(out).toContain("2 problems");
    expect(out).toMatch(/fix: write `count`/);
  });

  test("--json gives the same to a script", () => {
    const { code, out } = fanin(["check", "--json", file("wrong.yaml")]);
    const { problems } = JSON.parse(out) as { problems: { code: string; line: number }[] };
    expect(code).toBe(2);
    expect(problems.map((problem) => problem.code)).toContain("unknown-key");
  });

  test("--expand shows agents and defaults", () => {
    const { out } = fanin(["check", "--expand", file("small.yaml")]);
    expect(out).toContain("channel (memory): 50 k events, 1 k events a transaction");
    expect(out).toContain("Not in the file, taken from");
  });
});

describe("schema and new", () => {
  test("the schema accepts what `new` prints, and `check` has nothing against it", () => {
    const schema = JSON.parse(fanin(["schema"]).out) as object;
    const { out } = fanin(["new", "--servers", "50", "--rate", "2 k events/s", "--outage", "4 h"]);
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(schema);
    expect(validate(parse(out))).toBe(true);
    writeFileSync(file("new.yaml"), out);
    const { code, out: said } = fanin(["check", file("new.yaml")]);
    expect({ code, problems: said.includes("problem\n") }).toEqual({ code: 0, problems: false });
  });

  test("the reference names every key at the top", () => {
    const { out } = fanin(["schema", "--docs"]);
    for (const key of ["servers", "tiers", "storage", "faults", "objectives"]) {
      expect(out).toContain(`\`${key}\``);
    }
  });

  test.each([
    [["new", "--servers", "0"], "expected a whole number from 1 to 999999, found 0"],
    [["new", "--rate", "fast"], "expected a quantity above 0 such as '120 events/s', found fast"],
    [["new", "--outage", "4"], "--outage"],
  ])("%j is bad input", (args, message) => {
    const { code, err } = fanin(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe("verify", () => {
  const passing = "test/reference/overload.json.gz";

  test("0 when all pass, with the deviations of channel and clients", () => {
    const { code, out } = fanin(["verify", passing]);
    expect(code).toBe(0);
    expect(out).toMatch(/^PASS {2}overload: (\d+) of \1 comparisons within limits$/m);
    expect(out).toMatch(/CHANNEL\.c of a +fill, mean distance .* 2 %/);
    expect(out).toMatch(/clients 0 +failed appends/);
  });

  test("1 when one misses", () => {
    const trace = reference("overload");
    const conf = trace.agents["a"]!.conf.map((line) =>
      line.replace("perBatchMs = 160", "perBatchMs = 200"),
    );
    const slower = { ...trace, name: "slower", agents: { a: { conf } } };
    writeFileSync(file("slower.json"), JSON.stringify(slower));
    const { code, out } = fanin(["verify", "--json", file("slower.json"), passing]);
    expect(code).toBe(1);
    const verdicts = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    expect(verdicts).toMatchObject([
      { name: "slower", isPassed: false },
      { name: "overload", isPassed: true },
    ]);
  });

  test("of several recordings, those that costs were read from are scored apart", () => {
    const files = [
      passing,
      "test/reference/steady.json.gz",
      "test/reference/again/steady-1.json.gz",
    ];
    const { code, out } = fanin(["verify", "--calibration", "steady", ...files]);
    expect(code).toBe(0);
    const rows = out.trim().split("\n").slice(-7);
    expect(rows.map((row) => row.split(/ {2,}/).slice(0, 3))).toEqual([
      ["", "recordings", "pass"],
      ["overload", "1", "1"],
      ["steady *", "2", "2"],
      [""],
      ["costs read from (*)", "2", "2"],
      ["others", "1", "1"],
      ["all", "3", "3"],
    ]);
    const { code: strange, err } = fanin(["verify", "--calibration", "stedy", ...files]);
    expect(strange).toBe(2);
    expect(err).toContain(
      "--calibration: expected names of recordings that are given (overload, steady), found stedy",
    );
  });

  test("2 when a file is no recording, and which of them", () => {
    writeFileSync(file("not-json.json"), "{ this is not");
    writeFileSync(file("other.json"), '{"format": "something/1"}');
    writeFileSync(file("broken.json.gz"), readFileSync(passing).subarray(0, 500));
    const { code, out } = fanin(["verify", file("not-json.json"), file("other.json"), passing]);
    expect(code).toBe(2);
    expect(out).toContain(`UNUSABLE  ${file("not-json.json")}`);
    expect(out).toContain('expected format `flume-reference-trace/1`, found `"something/1"`');
    expect(out).toContain("PASS  overload");
    const broken = fanin(["verify", file("broken.json.gz")]);
    expect(broken.code).toBe(2);
    expect(broken.err).toContain("it is not a whole gzip file");
  });
});
