/**
 * A random system: one to three tiers of agents, groups of servers, an HDFS, and faults.
 *
 * It is drawn as plain values that know nothing of names (a "spec"), so that it shrinks to something small;
 * `document.ts` makes a scenario of it.
 */
import fc, { type Arbitrary } from "fast-check";
import * as parts from "./parts.js";
import type { Keys } from "./parts.js";

/** How one channel is drained. */
export interface DrainSpec {
  /** In tiers that are not the last: to the next tier all the same, or to a final sink. */
  readonly goesOn: boolean;
  readonly count: number;
  /** `plain`: a thread a sink. `processor`: a group of one sink an agent. `group`: two sinks by name. */
  readonly shape: "plain" | "processor" | "group";
  readonly processor: Keys;
  readonly avro: Keys;
  readonly final: Keys;
  /** The second sink of a `group`. */
  readonly other: Keys;
}

export interface TierSpec {
  readonly agents: number;
  readonly version: string;
  readonly threads: number;
  readonly channels: readonly { readonly keys: Keys; readonly drain: DrainSpec }[];
  /** Selectors of its sources. */
  readonly sources: readonly SelectorSpec[];
  /** [s] when its first agent starts; undefined: it runs from the start. */
  readonly lateUntil: number | undefined;
}

export interface SelectorSpec {
  readonly kind: "replicating" | "multiplexing";
  /** By channel: required, optional or (where another source writes to it) unused. */
  readonly optional: number; // index of the channel that is optional, if there is more than one
  readonly hasDefault: boolean;
}

export interface ServerSpec {
  readonly count: number;
  readonly rate: number; // [events/s] of each
  readonly keys: Keys;
  readonly header: unknown;
  readonly client: Keys;
  readonly hdfsClient: Keys;
  readonly toHdfs: boolean;
  /** Tier it sends to, counted from the first, if it is not the first group. */
  readonly tier: number;
  /** Which source; the agents of a tier, or some of them. */
  readonly source: number;
  readonly agents: number;
}

export interface FaultSpec {
  readonly part: number;
  readonly kind: number;
  readonly place: number;
  readonly at: number; // [s]
  readonly lasts: number; // [s]
  readonly again: boolean;
  readonly factor: number;
}

export interface SystemSpec {
  readonly seed: number;
  readonly latency: string;
  readonly tiers: readonly TierSpec[];
  readonly servers: readonly ServerSpec[];
  readonly storage: Keys;
  readonly faults: readonly FaultSpec[];
}

/** [s] Load and faults begin before this. */
export const LOAD_SECONDS = 40;

const drain: Arbitrary<DrainSpec> = fc.record({
  goesOn: fc.boolean(),
  count: fc.integer({ min: 1, max: 3 }),
  shape: fc.constantFrom("plain", "processor", "group"),
  processor: fc.oneof(parts.failover, parts.loadBalance),
  avro: parts.avroSink,
  final: parts.finalSink,
  other: parts.finalSink,
});

const selector: Arbitrary<SelectorSpec> = fc.record({
  kind: fc.constantFrom("replicating", "multiplexing"),
  optional: fc.nat(3),
  hasDefault: fc.boolean(),
});

const tier: Arbitrary<TierSpec> = fc.record({
  agents: fc.integer({ min: 1, max: 4 }),
  version: fc.constantFrom("1.9", "1.11"),
  threads: fc.constantFrom(0, 1, 3),
  channels: fc.array(fc.record({ keys: parts.channel, drain }), { minLength: 1, maxLength: 3 }),
  sources: fc.array(selector, { minLength: 1, maxLength: 2 }),
  lateUntil: fc.oneof(
    { weight: 7, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: LOAD_SECONDS }) },
  ),
});

const server: Arbitrary<ServerSpec> = fc.record({
  count: fc.integer({ min: 1, max: 3 }),
  rate: fc.constantFrom(3, 15, 40),
  keys: fc.record({
    batch: parts.batch,
    size: parts.eventSize,
    arrivals: parts.arrivals,
    timestamp: fc.boolean(),
    placement: fc.constantFrom("round_robin", "listed", "random", "zipf"),
    skew: fc.constantFrom("even", "zipf"),
  }),
  header: fc.option(parts.header, { nil: undefined }),
  client: parts.avroClient,
  hdfsClient: parts.hdfsClient,
  toHdfs: fc.oneof(
    { weight: 4, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  tier: fc.nat(2),
  source: fc.nat(1),
  agents: fc.nat(4),
});

/** Often long enough to overlap: what one fault alone does, most tests of single parts show. */
const fault: Arbitrary<FaultSpec> = fc.record({
  part: fc.nat(100),
  kind: fc.nat(100),
  place: fc.nat(1000),
  at: fc.integer({ min: 0, max: (LOAD_SECONDS - 1) * 10 }).map((tenths) => tenths / 10),
  lasts: fc.constantFrom(0.001, 0.1, 1, 4, 12, 30),
  again: fc.boolean(),
  factor: fc.constantFrom(1.5, 20, 500),
});

export const systemSpec: Arbitrary<SystemSpec> = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  latency: fc.constantFrom("0 s", "0.2 ms", "30 ms"),
  tiers: fc.array(tier, { minLength: 1, maxLength: 3 }),
  servers: fc.array(server, { minLength: 1, maxLength: 3 }),
  storage: parts.storage,
  faults: fc.array(fault, { maxLength: 6 }),
});
