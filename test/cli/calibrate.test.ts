/** Goal: `calibrate` does what its help says. Method: the built program, in a process. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Estimate } from "../../src/calibrate/estimate.js";
import { fanin } from "../support/cli.js";
import { reference } from "../support/references.js";

let folder = "";
const file = (name: string): string => join(folder, name);
const overload = "test/reference/overload.json.gz";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fanin-calibrate-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The recording, with something changed. */
function changed(name: string, change: object): string {
  writeFileSync(file(name), JSON.stringify({ ...reference("overload"), ...change }));
  return file(name);
}

describe("calibrate", () => {
  test("prints values with intervals, the fit of each layer, and what is not known", () => {
    const { code, out } = fanin(["calibrate", overload]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^batch of 100, sink k of a in overload +1[56]\d ms +15\d ms +to +16\d ms/m,
    );
    expect(out).toMatch(/^sink k of a in overload +[\d.]+ % /m);
    expect(out).toContain("Not identified by these recordings:");
    expect(out).toContain("- one call, without its events, and each event of a call:");
  });

  test("--json gives the same to a script", () => {
    const { out } = fanin(["calibrate", "--json", overload]);
    const { estimates } = JSON.parse(out) as { estimates: Estimate[] };
    expect(estimates.map(({ key }) => key)).toContain("a.sinks.k.service");
  });

  test("-o writes a scenario that runs", () => {
    const scenario = file("overload.yaml");
    expect(fanin(["calibrate", overload, "-o", scenario]).code).toBe(0);
    const { code, out } = fanin(["check", scenario]);
    expect({ code, out: out.includes("no problems: 4 servers, 1 a") }).toEqual({
      code: 0,
      out: true,
    });
    expect(fanin(["run", "--until", "20 s", scenario]).code).toBeLessThan(2);
  });

  test("--arrivals takes the rate from a log, into the scenario too", () => {
    const lines = Array.from({ length: 1200 }, (_, i) => {
      const second = String(Math.floor(i / 20)).padStart(2, "0");
      return `h - - [02/Mar/2026:18:00:${second} +0000] "GET / HTTP/1.1" 200 5`;
    });
    writeFileSync(file("access.log"), lines.join("\n"));
    const args = [overload, "--arrivals", file("access.log"), "-o", file("log.yaml")];
    const { out } = fanin(["calibrate", "--json", ...args]);
    const { estimates } = JSON.parse(out) as { estimates: Estimate[] };
    const rate = estimates.find(({ key }) => key === "servers.rate")!;
    expect(rate.low).toBeLessThanOrEqual(20);
    expect(rate.high).toBeGreaterThanOrEqual(20);
    expect(fanin(["check", "--expand", file("log.yaml")]).out).toContain("5 events/s");
  });
});

describe("bad input is told with what to do", () => {
  test("a file that is not there, no JSON, another format, too short", () => {
    writeFileSync(file("text.json"), "hello");
    writeFileSync(file("other.json"), '{"format":"flume-reference-trace/9"}');
    const short = changed("short.json", {
      series: { a: { t: [0, 250], components: {} } },
    });
    const said = [file("none.json"), file("text.json"), file("other.json"), short].map(
      (operand) => {
        const { code, err } = fanin(["calibrate", operand]);
        expect({ operand, code, stack: err.includes("    at ") }).toEqual({
          operand,
          code: 2,
          stack: false,
        });
        return err;
      },
    );
    expect(said[0]).toContain("none.json: cannot be read: there is no such file");
    expect(said[1]).toContain(
      "text.json: expected a recording, JSON of format flume-reference-trace/1",
    );
    expect(said[2]).toContain(
      'expected format `flume-reference-trace/1`, found `"flume-reference-trace/9"`',
    );
    expect(said[3]).toContain(
      "short.json: expected at least 20 samples, found 2; record for longer",
    );
  });

  test("a log of another day, and one that is none", () => {
    const dated = changed("dated.json", { start: "2026-03-02T18:00:00.000Z" });
    writeFileSync(file("old.csv"), "2026-01-01T00:00:00Z,5\n2026-01-01T00:00:01Z,5\n");
    const old = fanin(["calibrate", dated, "--arrivals", file("old.csv")]);
    expect(old.code).toBe(2);
    expect(old.err).toContain(
      "expected a time that overlaps overload (2026-03-02T18:00:00.000Z to 2026-03-02T18:00:55.000Z), " +
        "found 2026-01-01T00:00:00.000Z to 2026-01-01T00:00:02.000Z",
    );
    writeFileSync(file("wrong.csv"), "time,count\nyesterday,5\n");
    const wrong = fanin(["calibrate", dated, "--arrivals", file("wrong.csv")]);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain("wrong.csv:2: expected a timestamp");
  });

  test("a scenario of a recording without configurations", () => {
    const bare = changed("bare.json", { agents: { a: {} } });
    const { code, err } = fanin(["calibrate", bare, "-o", file("bare.yaml")]);
    expect(code).toBe(2);
    expect(err).toContain("bare.yaml: not written: the recording has no configuration of agent a");
  });
});
