/** A Redis of the tests' own: a process on a free port, its data in a scratch folder. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Redis } from "ioredis";
import { findOpenssl, findRedis } from "../../.ci/redis.mjs";

export interface TestRedis {
  readonly port: number;
  readonly url: string;
  /** Where its data, and its certificate, are. */
  readonly folder: string;
  /** Loses what is not on disk yet; the same data and port are there after `start`. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface RedisKind {
  /** Asks for this user and password. */
  readonly user?: readonly [name: string, password: string];
  /** Speaks TLS alone, with a certificate for localhost that nobody has signed: `folder/certificate.pem`. */
  readonly isTls?: boolean;
}

export async function startRedis(kind: RedisKind = {}): Promise<TestRedis> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "fanin-redis-"));
  if (kind.isTls === true) makeCertificate(folder);
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    server = spawn(program(), argumentsOf(port, folder, kind), { stdio: "ignore" });
    await untilThere(port, kind);
  };
  const kill = async (): Promise<void> => {
    const gone = new Promise((resolve) => server!.on("exit", resolve));
    server!.kill("SIGKILL");
    await gone;
  };
  const stop = async (): Promise<void> => {
    await kill();
    rmSync(folder, { recursive: true });
  };
  await start();
  const scheme = kind.isTls === true ? "rediss" : "redis";
  return { port, url: `${scheme}://localhost:${String(port)}`, folder, kill, start, stop };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function program(): string {
  const path = findRedis();
  if (path === undefined) throw new Error("no redis-server: run `node .ci/redis.mjs`");
  return path;
}

function argumentsOf(port: number, folder: string, { user, isTls }: RedisKind): string[] {
  const pem = (name: string): string => join(folder, `${name}.pem`);
  return [
    ...["--dir", folder, "--bind", "127.0.0.1", "::1", "--save", ""],
    ...["--appendonly", "yes", "--appendfsync", "everysec"],
    ...(user === undefined ? [] : ["--user", user[0], "on", `>${user[1]}`, "~*", "&*", "+@all"]),
    ...(user === undefined ? [] : ["--user", "default", "off"]),
    ...(isTls === true
      ? [
          ...["--port", "0", "--tls-port", String(port), "--tls-auth-clients", "no"],
          ...["--tls-cert-file", pem("certificate"), "--tls-key-file", pem("key")],
        ]
      : ["--port", String(port)]),
  ];
}

function makeCertificate(folder: string): void {
  const path = findOpenssl();
  if (path === undefined) throw new Error("no openssl: run `node .ci/redis.mjs`");
  const at = (name: string): string => join(folder, `${name}.pem`);
  execFileSync(
    path,
    [
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"],
      ...[
        "-addext",
        "subjectAltName=DNS:localhost",
        "-keyout",
        at("key"),
        "-out",
        at("certificate"),
      ],
    ],
    { stdio: "ignore" },
  );
}

/** A client for looking at what is in it; to be disconnected. */
export function clientOf(port: number, kind: RedisKind = {}): Redis {
  const client = new Redis({
    host: "localhost",
    port,
    retryStrategy: () => null,
    ...(kind.user === undefined ? {} : { username: kind.user[0], password: kind.user[1] }),
    ...(kind.isTls === true ? { tls: { rejectUnauthorized: false } } : {}),
  });
  client.on("error", () => undefined);
  return client;
}

async function untilThere(port: number, kind: RedisKind): Promise<void> {
  for (;;) {
    const client = clientOf(port, kind);
    try {
      await client.ping();
      return;
    } catch {
      await setTimeout(50);
    } finally {
      client.disconnect();
    }
  }
}
