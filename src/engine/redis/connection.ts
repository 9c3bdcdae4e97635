/**
 * A connection to Redis that outlives it: tried once at the beginning, so that what is wrong is said at once, and then
 * found again by itself whenever it is lost.
 */
import { isIP } from "node:net";
import type { Redis } from "ioredis";
import type { RedisAddress } from "./address.js";
import { explained } from "./explain.js";
import type { QueuePackages } from "./packages.js";

const CONNECT_MS = 5000;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 2000;

export class Connection {
  readonly redis: Redis;
  readonly address: RedisAddress;
  readonly packages: QueuePackages;
  readonly #notice: (text: string) => void;
  readonly #others: Redis[] = [];
  #lostMs: number | undefined;
  #isClosing = false;

  /**
   * @param notice told, in words, when Redis is lost and when it is there again
   * @throws EngineError when it cannot be reached
   */
  static async open(
    address: RedisAddress,
    packages: QueuePackages,
    notice: (text: string) => void,
  ): Promise<Connection> {
    await tryOnce(address, packages);
    const connection = new Connection(address, packages, notice);
    await connection.redis.ping();
    return connection;
  }

  private constructor(
    address: RedisAddress,
    packages: QueuePackages,
    notice: (text: string) => void,
  ) {
    this.address = address;
    this.packages = packages;
    this.#notice = notice;
    this.redis = new packages.Redis({
      ...optionsOf(address),
      maxRetriesPerRequest: null,
      retryStrategy: (times) => Math.min(times * FIRST_RETRY_MS, LONGEST_RETRY_MS),
    });
    this.redis.on("error", () => undefined); // told by close and ready
    this.redis.on("close", this.#onLost);
    this.redis.on("ready", this.#onThere);
  }

  /** One more, for what blocks its connection. */
  another(): Redis {
    const redis = this.redis.duplicate();
    redis.on("error", () => undefined);
    this.#others.push(redis);
    return redis;
  }

  /** [ms] for how long Redis has been away; 0 when it is there. */
  get awayMs(): number {
    return this.#lostMs === undefined ? 0 : performance.now() - this.#lostMs;
  }

  close(): void {
    this.#isClosing = true;
    for (const redis of [this.redis, ...this.#others]) redis.disconnect();
  }

  readonly #onLost = (): void => {
    if (this.#isClosing || this.#lostMs !== undefined) return;
    this.#lostMs = performance.now();
    this.#notice(`${this.address.name} is away: trying again until it is back`);
  };

  readonly #onThere = (): void => {
    if (this.#lostMs === undefined) return;
    this.#lostMs = undefined;
    this.#notice(`${this.address.name} is back`);
  };
}

async function tryOnce(address: RedisAddress, { Redis }: QueuePackages): Promise<void> {
  const redis = new Redis({
    ...optionsOf(address),
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let reason: unknown;
  redis.on("error", (error: Error) => (reason ??= error));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw explained(address, reason ?? error);
  } finally {
    redis.disconnect();
  }
}

function optionsOf({ host, port, database, isTls, username, password }: RedisAddress) {
  return {
    host,
    port,
    db: database,
    connectTimeout: CONNECT_MS,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    // A name that is asked for by TLS is one; an address is not.
    ...(isTls ? { tls: isIP(host) === 0 ? { servername: host } : {} } : {}),
  };
}
