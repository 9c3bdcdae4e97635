/** The Redis that the tests of many machines meet at, and the openssl that makes a certificate for it. */
import process from "node:process";
import { pathToFileURL } from "node:url";
import { ensureProgram, findProgram } from "./program.mjs";

const REDIS = {
  name: "Redis",
  variable: "REDIS_SERVER",
  places: ["/usr/bin/redis-server", "/usr/local/bin/redis-server"],
  debian: "redis-server",
  use: "the tests of many machines",
};
const OPENSSL = {
  name: "openssl",
  variable: "OPENSSL",
  places: ["/usr/bin/openssl", "/usr/local/bin/openssl"],
  debian: "openssl",
  use: "the test of TLS",
};

/** @returns where redis-server is; undefined: nowhere that is known */
export function findRedis() {
  return findProgram(REDIS);
}

/** @returns where openssl is; undefined: nowhere that is known */
export function findOpenssl() {
  return findProgram(OPENSSL);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const areThere = [REDIS, OPENSSL].map(ensureProgram);
  if (areThere.includes(false)) process.exitCode = 1;
}
