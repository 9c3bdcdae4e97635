/** BullMQ and ioredis: optional packages, loaded when a Redis is asked for and not before. */
import type * as Bullmq from "bullmq";
import type { Redis } from "ioredis";
import { EngineError } from "../engine-error.js";

export interface QueuePackages {
  readonly bullmq: typeof Bullmq;
  readonly Redis: typeof Redis;
}

/** @throws EngineError that says what to install */
export async function loadQueuePackages(): Promise<QueuePackages> {
  try {
    const [bullmq, ioredis] = await Promise.all([import("bullmq"), import("ioredis")]);
    return { bullmq, Redis: ioredis.Redis };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw error;
    const [, missing = "one of them"] = /package '([^']+)'/.exec(message) ?? [];
    throw new EngineError(
      `--engine redis://…: expected the packages bullmq and ioredis beside fanin, found no ${missing}\n` +
        "  fix: npm install bullmq@6 ioredis@6 (with -g, if fanin was installed with -g)",
    );
  }
}
