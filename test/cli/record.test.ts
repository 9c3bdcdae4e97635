/**
 * Goal: `record` keeps a fixed clock and a whole file, whatever the agents do. Method: the built program against
 * small HTTP servers that answer as Flume's reporter does, die, hang, or answer something else.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { metricsOf, type Metrics } from "../../src/cli/record/metrics.js";
import { RecordedColumns } from "../../src/cli/record/recorded-columns.js";
import { readTargets } from "../../src/cli/record/targets.js";
import {
  columnValues,
  seenTraceFaults,
  traceFaults,
  type SeenTrace,
} from "../../src/verify/trace.js";
import { startFanin, type Outcome } from "../support/cli.js";
import { FlumeAgent } from "../support/flume-agent.js";

let folder = "";
const file = (name: string): string => join(folder, name);
const agents: FlumeAgent[] = [];

async function flumeAgent(): Promise<FlumeAgent> {
  const agent = await new FlumeAgent().start();
  agents.push(agent);
  return agent;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fanin-record-"));
});

afterEach(async () => {
  await Promise.all(agents.splice(0).map((agent) => agent.stop()));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The program in the background; `during` is told how to signal it. */
async function record(
  args: readonly string[],
  during: (signal: (name: NodeJS.Signals) => void) => Promise<unknown> = () => Promise.resolve(),
): Promise<Outcome> {
  const child = startFanin(["record", ...args]);
  let out = "";
  let err = "";
  child.stdout!.on("data", (data: Buffer) => (out += data.toString()));
  child.stderr!.on("data", (data: Buffer) => (err += data.toString()));
  const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
  await Promise.all([during((name) => child.kill(name)), closed]);
  return { code: await closed, out, err };
}

function recorded(name: string): SeenTrace {
  const bytes = readFileSync(file(name));
  const text = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
  const value: unknown = JSON.parse(text);
  expect(seenTraceFaults(value)).toEqual([]);
  return value as SeenTrace;
}

/** The values of a counter, NaN where the agent did not answer. */
function values(trace: SeenTrace, agent: string, path: string): number[] {
  const { t, components } = trace.series[agent]!;
  const at = path.lastIndexOf(".");
  return [...columnValues(components[path.slice(0, at)]![path.slice(at + 1)], t.length)];
}

/** The values of the samples that are not left out. */
function there(all: readonly number[]): number[] {
  return all.filter((value) => !Number.isNaN(value));
}

/** Waits until an agent was asked so many times. */
async function asked(agent: FlumeAgent, times: number): Promise<void> {
  const until = agent.requests + times;
  const deadlineMs = Date.now() + 10_000;
  while (agent.requests < until && Date.now() < deadlineMs) await setTimeout(5);
  expect(agent.requests).toBeGreaterThanOrEqual(until);
}

describe("a recording", () => {
  test("has a sample each period, numbers for Flume's strings, one value for what never changes", async () => {
    const agent = await flumeAgent();
    agent.answer = (_, response) => {
      agent.events += 10;
      agent.answerMetrics(response);
    };
    const args = [`t1=${agent.url}`, "-o", file("plain.json"), "--every", "200 ms", "--for", "2 s"];
    const { code, out, err } = await record(args);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/plain\.json: 11 samples in 2 s/);
    const trace = recorded("plain.json");
    const times = Array.from({ length: 11 }, (_, k) => 200 * k);
    expect(trace.series["t1"]!.t).toEqual(times);
    expect(trace).toMatchObject({ durationMs: 2000, sampleMs: 200, warmupMs: 0 });
    expect(Math.abs(Date.parse(trace.start!) - Date.now())).toBeLessThan(60_000);
    // On a machine that is busy with other tests some samples are left out: they are null, and nothing moves.
    const seen = there(values(trace, "t1", "SOURCE.src.EventAcceptedCount"));
    expect(seen.length).toBeGreaterThan(times.length / 2);
    expect(seen.every((value, i) => value % 10 === 0 && value > (seen[i - 1] ?? 0))).toBe(true);
    expect(new Set(there(values(trace, "t1", "CHANNEL.c.ChannelCapacity")))).toEqual(
      new Set([1000]),
    );
    expect(trace.series["t1"]!.components["CHANNEL.c"]).not.toHaveProperty("Type");
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  test("an agent that goes away and comes back has nothing in between, and the other is not moved", async () => {
    const [steady, dying] = [await flumeAgent(), await flumeAgent()];
    const args = [`a=${steady.url}`, `b=${dying.url}`, "-o", file("dying.json.gz")];
    const { code, out } = await record([...args, "--every", "200 ms"], async (signal) => {
      await asked(dying, 4);
      await dying.stop();
      await asked(steady, 5);
      dying.startTime += 1000;
      await dying.start();
      await asked(dying, 4);
      signal("SIGINT");
    });
    expect(code).toBe(0);
    const trace = recorded("dying.json.gz");
    const capacity = values(trace, "b", "CHANNEL.c.ChannelCapacity");
    const marks = capacity.map((value) => (Number.isNaN(value) ? "-" : "b")).join("");
    expect(marks).toMatch(/b.*-{3,}.*b/);
    const ofOther = there(values(trace, "a", "CHANNEL.c.ChannelCapacity"));
    expect(ofOther.length).toBeGreaterThan(capacity.length / 2);
    expect(trace.series["a"]!.t).toEqual(trace.series["b"]!.t);
    expect(trace.series["a"]!.t).toEqual(capacity.map((_, k) => 200 * k));
    expect(out).toMatch(/^b +\d+ +\d+, longest [\d.]+ m?s +1 /m);
    expect(out).toMatch(/^a +\d+ .* 0\b/m);
  });

  test("an agent that hangs has nothing at those ticks; the clock does not drift", async () => {
    const [steady, hanging] = [await flumeAgent(), await flumeAgent()];
    const answered = hanging.answer;
    const beganMs = Date.now();
    const args = [`a=${steady.url}`, `b=${hanging.url}`, "-o", file("hanging.json")];
    const { code } = await record([...args, "--every", "100 ms", "--for", "2 s"], async () => {
      await asked(hanging, 3);
      hanging.answer = () => undefined;
      await asked(hanging, 4);
      hanging.answer = answered;
    });
    expect(code).toBe(0);
    const trace = recorded("hanging.json");
    expect(trace.series["a"]!.t).toEqual(Array.from({ length: 21 }, (_, k) => 100 * k));
    const gone = values(trace, "b", "CHANNEL.c.ChannelSize").filter(Number.isNaN).length;
    const ofOther = there(values(trace, "a", "CHANNEL.c.ChannelSize"));
    expect(gone).toBeGreaterThanOrEqual(3);
    expect(ofOther.length).toBeGreaterThan(10);
    expect(Date.now() - beganMs).toBeLessThan(15_000);
  });

  test("an answer that is none of Flume's counts as no answer once the recording goes on", async () => {
    const [steady, strange] = [await flumeAgent(), await flumeAgent()];
    const args = [`a=${steady.url}`, `b=${strange.url}`, "-o", file("strange.json")];
    const { code, out } = await record([...args, "--every", "50 ms", "--for", "1 s"], async () => {
      await asked(strange, 5);
      strange.answer = (_, response) => response.end("<html>Bad gateway</html>");
    });
    expect(code).toBe(0);
    expect(values(recorded("strange.json"), "b", "SINK.k.StartTime").at(-1)).toBeNaN();
    expect(out).toContain("no JSON: <html>Bad gateway</html>");
  });

  test("SIGTERM keeps a whole file; cut short of its --for the exit code is 130", async () => {
    const agent = await flumeAgent();
    const args = [agent.url, "-o", file("cut.json"), "--every", "50 ms", "--for", "1 h"];
    const { code } = await record(args, async (signal) => {
      await asked(agent, 6);
      signal("SIGTERM");
    });
    expect(code).toBe(130);
    expect(recorded("cut.json").series["127-0-0-1"]!.t.length).toBeGreaterThanOrEqual(5);
  });

  test("kill -9 leaves what was written before, whole", async () => {
    const agent = await flumeAgent();
    const args = [agent.url, "-o", file("killed.json"), "--every", "50 ms"];
    const { code } = await record(args, async (signal) => {
      const deadlineMs = Date.now() + 10_000;
      while (!existsSync(file("killed.json")) && Date.now() < deadlineMs) await setTimeout(10);
      signal("SIGKILL");
    });
    expect(code).toBeNull();
    expect(recorded("killed.json").series["127-0-0-1"]!.t.length).toBeGreaterThanOrEqual(1);
  });
});

describe("configurations", () => {
  const conf = `# of the collector
a1.sources = src
a1.channels = c
a1.sinks = k
a1.sources.src.type = avro
a1.sources.src.port = 4545
a1.sources.src.channels = c
a1.channels.c.type = memory
a1.channels.c.capacity = 1000
a1.channels.c.transactionCapacity = 1000
`;
  const withSink = (lines: string): string => `${conf}a1.sinks.k.channel = c\n${lines}`;

  test("without one the recording says what is missing; with one it can be verified", async () => {
    const agent = await flumeAgent();
    agent.answer = (_, response) => {
      agent.events += 20;
      agent.answerMetrics(response);
    };
    agent.events = -40; // the first sample says 0: one look came before
    writeFileSync(file("t1.conf"), withSink("a1.sinks.k.type = null\n"));
    const args = [`t1=${agent.url}`, "--every", "200 ms", "--for", "2 s"];
    await record([...args, "-o", file("bare.json")]);
    agent.events = -40;
    expect(traceFaults(recorded("bare.json"))).toEqual([
      "the recording has no configuration of agent t1, so it cannot be simulated: " +
        "record it with --conf t1=flume.conf",
    ]);
    const conf = `t1=${file("t1.conf")}`;
    await record([...args, "-o", file("full.json"), "--conf", conf]);
    expect(traceFaults(recorded("full.json"))).toEqual([]);
    const child = startFanin(["verify", "--all", file("full.json")]);
    let out = "";
    child.stdout!.on("data", (data: Buffer) => (out += data.toString()));
    await new Promise((resolve) => child.on("close", resolve));
    expect(out).toMatch(/^(PASS|MISS) {2}t1: \d+ of \d+ comparisons/);
    const [, real = "", simulated = ""] = /EventAcceptedCount +(\d+) +(\d+)/.exec(out)!;
    expect(Number(real)).toBeGreaterThan(100);
    expect(Math.abs(Number(simulated) / Number(real) - 1)).toBeLessThan(0.25);
  });

  test("sinks lead to agents and HDFS by name; one that leads to no agent is told", async () => {
    const [first, second] = [await flumeAgent(), await flumeAgent()];
    const avro = "a1.sinks.k.type = avro\na1.sinks.k.hostname = t2.example.com\na1.sinks.k.port = ";
    writeFileSync(file("t1.conf"), withSink(`${avro}4546\n`));
    writeFileSync(
      file("t2.conf"),
      withSink("a1.sinks.k.type = hdfs\na1.sinks.k.hdfs.path = hdfs://nn:8020/logs/%Y\n").replace(
        "4545",
        "4546",
      ),
    );
    const args = [`t1=${first.url}`, `t2=${second.url}`, "--every", "50 ms", "--for", "100 ms"];
    const confs = ["--conf", `t1=${file("t1.conf")}`, "--conf", `t2=${file("t2.conf")}`];
    const { err } = await record([...args, ...confs, "-o", file("joined.json")]);
    const trace = recorded("joined.json");
    expect(err).toBe("");
    expect(trace.agents["t1"]!.conf).toContain("sinks.k.port = ${port:t2}");
    expect(trace.agents["t2"]!.conf).toContain("sinks.k.hdfs.path = hdfs://${port:hdfs}/logs/%Y");
    expect(trace.services).toEqual({ hdfs: { type: "hdfs" } });
    writeFileSync(file("t1.conf"), withSink(`${avro}9999\n`));
    const loose = await record([...args, ...confs, "-o", file("loose.json")]);
    expect(loose.err).toContain("sink k of t1 leads to no agent");
  });

  test("a file that holds several agents needs the one of that name", async () => {
    const agent = await flumeAgent();
    writeFileSync(file("two.conf"), "a.sources = s\nb.sources = s\n");
    const args = [`t1=${agent.url}`, "-o", file("x.json"), "--conf", `t1=${file("two.conf")}`];
    const { code, err } = await record(args);
    expect(code).toBe(2);
    expect(err).toContain("two.conf: expected the configuration of agent t1, found agents a, b");
  });
});

describe("bad input ends before the recording begins, with what to do", () => {
  test("nobody listens at any of the URLs", async () => {
    const agent = await flumeAgent();
    await agent.stop();
    const { code, err } = await record([agent.url, "-o", file("nobody.json")]);
    expect(code).toBe(2);
    expect(err).toContain(`${agent.url}: connection refused: nobody listens there`);
    expect(err).toContain("-Dflume.monitoring.type=http");
    expect(existsSync(file("nobody.json"))).toBe(false);
  });

  test.each([
    ["<html>hello</html>", "no JSON: <html>hello</html>"],
    ['{"status":"up"}', "JSON without components such as CHANNEL.c1"],
    ["[1, 2]", "JSON that is no object"],
    ["{}", "an empty object: the agent runs none of its components"],
  ])("an answer of %s", async (body, message) => {
    const agent = await flumeAgent();
    agent.answer = (_, response) => response.end(body);
    const { code, err } = await record([agent.url, "-o", file("strange-first.json")]);
    expect(code).toBe(2);
    expect(err).toContain(`${agent.url}: ${message}`);
    expect(err).toContain("expected the JSON of Flume's HTTP reporter");
  });

  test("HTTP 404", async () => {
    const agent = await flumeAgent();
    agent.answer = (_, response) => response.writeHead(404).end("no");
    const { code, err } = await record([
      `http://127.0.0.1:${String(agent.port)}/m`,
      "-o",
      file("x.json"),
    ]);
    expect({ code, found: err.includes("HTTP status 404: the path is /metrics") }).toEqual({
      code: 2,
      found: true,
    });
  });

  test("a folder that is not there, and a file that is", async () => {
    const agent = await flumeAgent();
    const missing = await record([agent.url, "-o", join(folder, "none", "x.json")]);
    expect(missing.code).toBe(2);
    expect(missing.err).toContain("x.json: cannot be written: there is no such folder");
    writeFileSync(file("old.json"), "precious");
    const old = await record([agent.url, "-o", file("old.json")]);
    expect(old.code).toBe(2);
    expect(old.err).toContain("old.json: is there already");
    expect(readFileSync(file("old.json"), "utf8")).toBe("precious");
    expect(agent.requests).toBe(0);
  });

  test.each([
    [["http://h:1"], "expected a file for the recording: -o"],
    [["h:1", "-o", "x.json"], "expected http://host:port/metrics or name=http://host:port/metrics"],
    [["1=http://h:1", "-o", "x.json"], "expected a name of letters"],
    [["http://h:1", "-o", "x.json", "--every", "5 ms"], "--every: expected 20 ms to 1 h"],
    [["http://h:1", "-o", "x.json", "--for", "5"], "--for: expected a duration above 0"],
    [
      ["a=http://h:1", "-o", "x.json", "--conf", "b=f"],
      "--conf: expected NAME=FILE with a name of a",
    ],
    [["a=http://h:1", "a=http://h:2", "-o", "x.json"], "found a twice"],
  ])("%j", async (args, message) => {
    const { code, err } = await record(args);
    expect({ code, err: err.includes(message) ? message : err }).toEqual({ code: 2, err: message });
  });
});

describe("columns", () => {
  const metrics = (value: number): Metrics => new Map([["SINK.k", new Map([["N", value]])]]);

  function json(readings: readonly (number | undefined)[], samples = readings.length): unknown {
    const columns = new RecordedColumns();
    for (const value of readings) columns.push(value === undefined ? undefined : metrics(value));
    const components = JSON.parse([...columns.pieces(samples)].join("")) as object;
    return (components as Record<string, Record<string, unknown>>)["SINK.k"]?.["N"];
  }

  test("that never change are one value, the others are lists with null where nobody answered", () => {
    expect(json([7, 7, 7])).toEqual({ constant: 7 });
    expect(json([7, 7, 8, 8])).toEqual([7, 7, 8, 8]);
    expect(json([7, undefined, 7])).toEqual([7, null, 7]);
    expect(json([undefined, undefined, 7])).toEqual([null, null, 7]);
    expect(json([undefined, undefined])).toBeUndefined();
  });

  test("are written as they were at the last whole sample", () => {
    expect(json([1, 2, 3, 4], 2)).toEqual([1, 2]);
  });
});

describe("one answer", () => {
  test("keeps numbers, doubles and booleans of strings, and leaves other texts out", () => {
    const reading = metricsOf(
      '{"CHANNEL.c":{"Type":"CHANNEL","ChannelFillPercentage":"2.5","Open":"false","X":""},"other":1}',
    );
    expect(reading.kind === "metrics" && [...reading.metrics]).toEqual([
      ["CHANNEL.c", new Map(Object.entries({ ChannelFillPercentage: 2.5, Open: 0 }))],
    ]);
  });

  test("agents are named after their hosts, with the port where a host has several", () => {
    const names = (urls: readonly string[]): string[] => readTargets(urls).map(({ name }) => name);
    expect(names(["http://t1.example.com:41414/metrics", "http://10.0.0.7:41414"])).toEqual([
      "t1",
      "10-0-0-7",
    ]);
    expect(names(["http://h:1", "http://h:2", "x=http://h:3"])).toEqual(["h-1", "h-2", "x"]);
  });

  test("user and password of a URL go into a header, and not into the file", () => {
    const [target] = readTargets(["t1=http://me:p%40ss@h:1"]);
    expect(target).toMatchObject({
      url: "http://h:1/metrics",
      authorization: "Basic bWU6cEBzcw==",
    });
  });
});
