/**
 * Goal: many machines give the bytes that one gives, whatever is killed, and what is wrong out there is said in plain
 * words. Method: a real Redis, workers and askers in processes of their own; kill -9 of each of them.
 */
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { queueName } from "../../src/engine/redis/queue.js";
import { fanin, startFanin } from "../support/cli.js";
import { listenTo, startWorker, type TestWorker } from "../support/fleet.js";
import {
  clientOf,
  freePort,
  startRedis,
  type RedisKind,
  type TestRedis,
} from "../support/redis.js";
import { smallScenario } from "../support/small-scenario.js";

const TABLES = ["runs.csv", "runs.ndjson", "points.csv", "sweep.json", "summary.txt"];
const RUNS = 24;

// Many processes: each has to begin, on however busy a machine.
vi.setConfig({ testTimeout: 180_000 });

let folder = "";
let redis: TestRedis;
let keys = "";
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "fanin-fleet-"));
  writeFileSync(file("slow.yaml"), smallScenario({ duration: "1 h" }));
  writeFileSync(file("small.yaml"), smallScenario());
  writeFileSync(file("long.yaml"), smallScenario({ duration: "90 d" }));
  fanin(command("local", "--jobs", "2"));
  const { programVersion } = (await import(resolve("dist/engine/program.js"))) as {
    programVersion: () => string;
  };
  keys = `{fanin}:${queueName(programVersion())}`;
  redis = await startRedis();
});

afterAll(async () => {
  await redis.stop();
  rmSync(folder, { recursive: true });
});

/** A sweep of 24 runs, kept in a folder. */
function command(name: string, ...flags: string[]): string[] {
  return [
    ...["sweep", file("slow.yaml"), "--vary", "servers.web.rate=20..75 events/s:5"],
    ...["--replications", "2", "-o", file(name), ...flags],
  ];
}

function onFleet(name: string): string[] {
  return command(name, "--engine", redis.url);
}

function tables(name: string): string[] {
  return TABLES.map((table) => readFileSync(file(join(name, table)), "utf8"));
}

/** Identities of the results that are kept in a folder. */
function kept(name: string): string[] {
  const journal = file(join(name, "sweep.journal.ndjson"));
  if (!existsSync(journal)) return [];
  const [, ...lines] = readFileSync(journal, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => (JSON.parse(line) as { id: string }).id);
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await setTimeout(10);
}

async function lengthOf(list: "active" | "wait", port = redis.port): Promise<number> {
  const client = clientOf(port);
  const length = await client.llen(`${keys}:${list}`);
  client.disconnect();
  return length;
}

async function workers(count: number): Promise<TestWorker[]> {
  const started = Array.from({ length: count }, () => startWorker(redis.url));
  await Promise.all(started.map((each) => each.until("Ctrl-C stops it")));
  return started;
}

async function stop(all: readonly TestWorker[]): Promise<void> {
  for (const { process } of all) process.kill("SIGTERM");
  await Promise.all(all.map(({ closed }) => closed));
}

describe("a sweep on three workers", () => {
  test("ends with the bytes of the local engine, though a worker and Redis are killed with kill -9", async () => {
    const [first, ...others] = await workers(3);
    const asker = listenTo(startFanin(onFleet("killed")));
    await until(async () => kept("killed").length >= 3 && (await lengthOf("active")) === 3);
    first!.process.kill("SIGKILL"); // in the middle of a run: each of the three is
    await first!.closed;
    await until(() => kept("killed").length >= 10);
    await redis.kill();
    expect(kept("killed").length).toBeLessThan(RUNS);
    await redis.start();
    expect(await asker.closed).toBe(0);
    expect(asker.said()).toContain(`fanin: ${redis.url} is away`);
    expect(tables("killed")).toEqual(tables("local"));
    expect([kept("killed").length, new Set(kept("killed")).size]).toEqual([RUNS, RUNS]);
    await stop(others);
    expect(others.map((each) => /stopped: \d+ runs? done$/m.test(each.said()))).toEqual([
      true,
      true,
    ]);
  });

  test("leaves nothing of its jobs in Redis", async () => {
    const client = clientOf(redis.port);
    const left = await client.keys("*");
    const events = await client.xlen(`${keys}:events`);
    client.disconnect();
    expect(
      left.filter((key) => /:[0-9a-f]{32}|:(wait|active|completed|failed)$/.test(key)),
    ).toEqual([]);
    expect(events).toBe(0);
  });

  test("goes on after its asker was killed with kill -9, and computes nothing twice", async () => {
    const fleet = await workers(2);
    const asker = listenTo(startFanin(onFleet("resumed")));
    await until(() => kept("resumed").length >= 4);
    asker.process.kill("SIGKILL");
    await asker.closed;
    const before = kept("resumed");
    expect(before.length).toBeLessThan(RUNS);
    const again = fanin(onFleet("resumed"));
    expect(again.err).toContain(`${String(before.length)} of 24 runs are there already`);
    expect(again.code).toBe(0);
    expect(tables("resumed")).toEqual(tables("local"));
    expect(kept("resumed").slice(0, before.length)).toEqual(before);
    await stop(fleet);
    // What a run is done twice is done for nothing: no more runs than there are, but for those of the one killed.
    const done = fleet.map(({ said }) => Number(/stopped: (\d+) runs? done/.exec(said())![1]));
    expect(done.reduce((sum, each) => sum + each, 0)).toBe(RUNS);
  });

  test("two that ask for the same at once both get it", async () => {
    const fleet = await workers(2);
    const askers = ["one", "two"].map((name) => listenTo(startFanin(onFleet(name))));
    expect(await Promise.all(askers.map(({ closed }) => closed))).toEqual([0, 0]);
    expect([tables("one"), tables("two")]).toEqual([tables("local"), tables("local")]);
    const args = ["run", "--replications", "3", "--json", file("small.yaml")];
    expect(fanin([...args, "--engine", redis.url]).out).toBe(fanin(args).out);
    const audit = ["audit", "--replications", "1", "--json", file("small.yaml")];
    expect(fanin([...audit, "--engine", redis.url]).out).toBe(fanin(audit).out);
    await stop(fleet);
  });
});

describe("stopping", () => {
  test("Ctrl-C takes back what no worker has begun, keeps the rest, and says how to go on", async () => {
    const fleet = await workers(1);
    const asker = listenTo(startFanin(onFleet("stopped")));
    await until(() => kept("stopped").length >= 2);
    asker.process.kill("SIGINT");
    expect(await asker.closed).toBe(130);
    expect(asker.said()).toMatch(/interrupted: \d+ of 24 runs done, kept in .*; the same command/);
    expect(await lengthOf("wait")).toBe(0);
    await stop(fleet);
  });

  test("a worker hands back at the second signal what it cannot finish", async () => {
    const [worker] = await workers(1);
    const args = ["run", "--replications", "2", "--engine", redis.url, file("long.yaml")];
    const asker = listenTo(startFanin(args));
    await until(async () => (await lengthOf("active")) === 1);
    worker!.process.kill("SIGTERM");
    await worker!.until("stopping: finishing 1 run, 20 s at the most");
    worker!.process.kill("SIGTERM");
    expect(await worker!.closed).toBe(0);
    expect(worker!.said()).toContain("stopped: 0 runs done, 1 run handed back");
    expect([await lengthOf("active"), await lengthOf("wait")]).toEqual([0, 2]);
    asker.process.kill("SIGINT");
    expect(await asker.closed).toBe(130);
  });
});

describe("another program", () => {
  /** The built program with a comment more in a file that decides results. */
  function otherProgram(): string {
    const other = file("other");
    mkdirSync(other);
    cpSync("dist", join(other, "dist"), { recursive: true });
    cpSync("package.json", join(other, "package.json"));
    symlinkSync(resolve("node_modules"), join(other, "node_modules"));
    appendFileSync(join(other, "dist", "units", "time.js"), "// changed\n");
    return join(other, "dist", "cli", "main.js");
  }

  test("is refused on either side, with both versions named", async () => {
    const program = otherProgram();
    const stranger = startWorker(redis.url, { program });
    await stranger.until("Ctrl-C stops it");
    const theirs = /program (\S+) at/.exec(stranger.said())![1]!;
    const ours = keys.slice("{fanin}:jobs-".length);
    expect(theirs).not.toBe(ours);
    const asked = fanin(["run", "--replications", "2", "--engine", redis.url, file("small.yaml")]);
    expect({ code: asked.code, out: asked.out }).toEqual({ code: 2, out: "" });
    expect(asked.err).toContain(
      `expected workers of this program, ${ours}, found only workers of ${theirs}`,
    );
    await stranger.until(`work is asked for by ${ours}, and not done here: this is ${theirs}`);
    await stop([stranger]);

    const asker = listenTo(startFanin(onFleet("skew")));
    await asker.until("waiting for workers");
    const refused = startWorker(redis.url, { program });
    expect(await refused.closed).toBe(2);
    expect(refused.said()).toContain(
      `expected work for this program, ${theirs}, found work for ${ours} only`,
    );
    asker.process.kill("SIGINT");
    expect(await asker.closed).toBe(130);
  });
});

describe("bad input", () => {
  const replicate = (...flags: string[]): string[] => [
    ...["run", "--replications", "2", file("small.yaml"), ...flags],
  ];

  test("Redis away, no worker, a wrong address: said at once or after the wait, with what to do", async () => {
    const nobody = `redis://localhost:${String(await freePort())}`;
    const rows: readonly (readonly [readonly string[], string])[] = [
      [replicate("--engine", nobody), `${nobody}: nobody listens there (connection refused)`],
      [["worker", "--engine", nobody], "fix: start redis-server there, or name another --engine"],
      [replicate("--engine", redis.url, "--wait", "2 s"), "no worker has been there for 2 s"],
      [replicate("--engine", "http://:secret@host"), "expected redis://HOST:6379, or rediss://"],
      [replicate("--engine", "redis://host/one"), "expected the number of a database"],
      [replicate("--engine", redis.url, "--jobs", "2"), "--jobs does not go with --engine"],
      [replicate("--wait", "2 s"), "--wait goes with --engine"],
      [["worker"], "expected --engine redis://HOST:6379"],
    ];
    for (const [args, message] of rows) {
      const { code, out, err } = fanin(args);
      expect({ args, code, out }).toEqual({ args, code: 2, out: "" });
      expect(err).toContain(message);
      expect(err).not.toMatch(/^\s+at |secret/m);
    }
  });
});

describe("a Redis that asks for credentials and speaks TLS", () => {
  const PASSWORD = "s3cret/of#ours";
  const kind: RedisKind = { user: ["fleet", PASSWORD], isTls: true };
  let locked: TestRedis;

  beforeAll(async () => {
    locked = await startRedis(kind);
  });

  afterAll(() => locked.stop());

  test("works with those of the environment, and prints none", async () => {
    const env = {
      NODE_EXTRA_CA_CERTS: join(locked.folder, "certificate.pem"),
      FANIN_REDIS_USERNAME: "fleet",
      FANIN_REDIS_PASSWORD: PASSWORD,
    };
    const worker = startWorker(locked.url, { env, threads: 2 });
    await worker.until("2 threads of program");
    const args = ["run", "--replications", "3", "--json", file("small.yaml")];
    const asked = fanin([...args, "--engine", locked.url], { env: { ...process.env, ...env } });
    expect(asked.out).toBe(fanin(args).out);
    await stop([worker]);
    expect(asked.err + worker.said()).not.toContain(PASSWORD);
  });

  test("or with those of the URL; wrong ones, none, and a strange certificate are told apart", () => {
    const trusted = { NODE_EXTRA_CA_CERTS: join(locked.folder, "certificate.pem") };
    const at = (credentials: string): string => locked.url.replace("//", `//${credentials}`);
    const rows: readonly (readonly [string, Record<string, string>, string])[] = [
      [at("fleet:wrong@"), trusted, "the user name or password is wrong"],
      [locked.url, trusted, "it asks for a password, and none was given"],
      [at("fleet:wrong@"), {}, "its certificate is not trusted"],
      [at(`fleet:${encodeURIComponent(PASSWORD)}@`), trusted, "no worker has been there for 1 s"],
    ];
    for (const [url, env, message] of rows) {
      const { code, err } = fanin(
        ["run", "--replications", "2", "--engine", url, "--wait", "1 s", file("small.yaml")],
        { env: { ...process.env, ...env } },
      );
      expect(err).toContain(message);
      expect(code).toBe(2);
      expect(err).not.toMatch(/^\s+at |wrong@|s3cret/m);
    }
  });
});
