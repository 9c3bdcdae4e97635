/**
 * Who is there: workers, and those who ask for work. Each tells it every few seconds; whoever does not is gone.
 *
 * Kept in Redis in one hash for either kind, by Redis's own clock.
 */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Redis } from "ioredis";
import { PREFIX } from "./queue.js";

export interface Member {
  readonly program: string;
  readonly host: string;
  readonly pid: number;
  /** Of a worker: jobs it does side by side; of an asker 0. */
  readonly threads: number;
}

interface Entry extends Member {
  /** [ms] by Redis's clock. */
  readonly seenMs: number;
}

export const BEAT_MS = 2000;
const GONE_MS = 5 * BEAT_MS;
const FORGOTTEN_SECONDS = 600;

export class Roster {
  readonly #redis: Redis;
  readonly #key: string;
  readonly #id = randomUUID();

  constructor(redis: Redis, kind: "workers" | "askers") {
    this.#redis = redis;
    this.#key = `${PREFIX}:${kind}`;
  }

  async announce(program: string, threads: number): Promise<void> {
    const member = { program, host: hostname(), pid: process.pid, threads };
    const entry = { ...member, seenMs: await this.#nowMs() } satisfies Entry;
    await this.#redis.hset(this.#key, this.#id, JSON.stringify(entry));
    await this.#redis.expire(this.#key, FORGOTTEN_SECONDS);
  }

  async leave(): Promise<void> {
    await this.#redis.hdel(this.#key, this.#id);
  }

  /** All but oneself. */
  async others(): Promise<Member[]> {
    const [nowMs, entries] = await Promise.all([this.#nowMs(), this.#redis.hgetall(this.#key)]);
    const known = Object.entries(entries)
      .filter(([id]) => id !== this.#id)
      .map(([id, text]) => ({ id, entry: JSON.parse(text) as Entry }));
    const gone = known.filter(({ entry }) => nowMs - entry.seenMs > GONE_MS);
    if (gone.length > 0) await this.#redis.hdel(this.#key, ...gone.map(({ id }) => id));
    return known.filter((each) => !gone.includes(each)).map(({ entry }) => entry);
  }

  async #nowMs(): Promise<number> {
    const [seconds, micros] = await this.#redis.time();
    return Number(seconds) * 1000 + Number(micros) / 1000;
  }
}

/** `0.1.0+aaaa and 0.1.0+bbbb`: the programs of some members, each once. */
export function programsOf(members: readonly Member[]): string {
  return [...new Set(members.map(({ program }) => program))].sort().join(" and ");
}
