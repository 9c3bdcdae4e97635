/**
 * Random systems that must come to rest: without what keeps a real Flume from it for ever.
 *
 * - Time-outs shorter than a put may take: the client gives up on a batch that is stored all the same, and sends it
 *   again; the copies fill the channel faster than it is drained, so that the next attempt takes as long.
 * - Time escapes without a `timestamp` header: the sink fails on the same batch for ever.
 * - Fewer transfer threads than the open files need: no file can be begun.
 * - A file channel that is broken while its agent starts: its replay has failed until somebody starts the agent anew.
 */
import type { Arbitrary } from "fast-check";
import type { Scenario } from "../../../src/scenario/types/scenario.js";
import { systemSpec, type SystemSpec, type TierSpec } from "./spec.js";

const LONG = { "connect-timeout": "10 min", "request-timeout": "10 min" };

export const curableSpec: Arbitrary<SystemSpec> = systemSpec.map((spec) => ({
  ...spec,
  tiers: spec.tiers.map(patient),
  servers: spec.servers.map((server) => ({
    ...server,
    keys: { ...server.keys, timestamp: true },
    client: { ...server.client, ...LONG },
  })),
  storage: { ...spec.storage, "datanode.transferThreads": 4096 },
}));

function patient(tier: TierSpec): TierSpec {
  return {
    ...tier,
    channels: tier.channels.map(({ keys, drain }) => {
      return { keys, drain: { ...drain, avro: { ...drain.avro, ...LONG } } };
    }),
  };
}

/** @returns whether an agent may find its file channel broken when it starts */
export function mayFailToStart({ faults, tiers }: Scenario): boolean {
  const brokenTiers = faults
    .filter(({ kind }) => kind === "down")
    .flatMap(({ targets }) => targets)
    .flatMap((target) =>
      target.kind === "component" && target.part === "channel" ? [target.tier] : [],
    );
  return brokenTiers.some((tier) => {
    const isLate = tiers.find(({ name }) => name === tier)!.agents.some((agent) => agent.isLate);
    const isCrashed = faults.some(({ kind, targets }) => {
      return kind === "crash" && targets.some((it) => it.kind === "agent" && it.tier === tier);
    });
    return isLate || isCrashed;
  });
}
