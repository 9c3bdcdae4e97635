/**
 * One channel on a bare simulator, with hand-driven puts and takes: just what a test of channels is about.
 * All costs are 0 unless the test says otherwise, so that what it measures can be computed in a comment.
 */
import { AgentDisks } from "../../src/flume/agent-disks.js";
import type { AgentLife } from "../../src/flume/agent-life.js";
import {
  CHANNEL_CLOSED,
  CHANNEL_ERROR,
  CHANNEL_FULL,
  COMMITTED,
  DONE,
  FAILED,
  WAITING,
  type Channel,
  type PutOutcome,
  type PutTransaction,
  type TakeTransaction,
} from "../../src/flume/channels/channel.js";
import { TransactionNumbers } from "../../src/flume/channels/file-core.js";
import { FileChannels } from "../../src/flume/channels/file-transactions.js";
import { makeChannel } from "../../src/flume/channels/make-channel.js";
import { MemoryChannels } from "../../src/flume/channels/memory-channel.js";
import { SpillableChannels } from "../../src/flume/channels/spillable-core.js";
import type { Flume } from "../../src/flume/flume.js";
import { Simulator } from "../../src/kernel/simulator.js";
import { CohortQueue, emptyCohort } from "../../src/model/cohorts.js";
import { Condition } from "../../src/model/condition.js";
import { Host } from "../../src/model/host.js";
import { Origins } from "../../src/model/origins.js";
import { INCIDENT_NAMES, SILENT_PROBE } from "../../src/model/probe.js";
import { OsProcess } from "../../src/model/process.js";
import { Sampler } from "../../src/random/sampler.js";
import { Streams } from "../../src/random/streams.js";
import type {
  AgentTemplate,
  Channel as ChannelSettings,
  FileChannel as FileSettings,
  MemoryChannel as MemorySettings,
  SpillableChannel as SpillableSettings,
} from "../../src/scenario/types/agents.js";
import type { DiskCosts } from "../../src/scenario/types/machine.js";
import { TICKS_PER_MILLISECOND, ticksFromSeconds, type SimTime } from "../../src/units/time.js";

const MS = TICKS_PER_MILLISECOND;
/** [bytes/s] so fast that no transfer takes a tick. */
const UNLIMITED = 1e18;

export function memoryChannel(overrides: Partial<MemorySettings> = {}): MemorySettings {
  return {
    name: "c",
    kind: "memory",
    capacityEvents: 100,
    transactionCapacityEvents: 100,
    keepAliveTicks: ticksFromSeconds(3),
    byteCapacity: 1e15,
    byteCapacityBufferPercentage: 0,
    ...overrides,
  };
}

export function fileChannel(overrides: Partial<FileSettings> = {}): FileSettings {
  return {
    name: "c",
    kind: "file",
    capacityEvents: 100,
    transactionCapacityEvents: 100,
    keepAliveTicks: ticksFromSeconds(3),
    checkpointIntervalTicks: ticksFromSeconds(30),
    maxFileBytes: 1e9,
    minimumRequiredSpaceBytes: 1_000_000,
    useDualCheckpoints: false,
    fsyncPerTransaction: true,
    fsyncIntervalTicks: ticksFromSeconds(5),
    dataDirs: 1,
    ...overrides,
  };
}

export function spillableChannel(
  overrides: Partial<Omit<SpillableSettings, "file">> = {},
  file: Partial<FileSettings> = {},
): SpillableSettings {
  const overflowCapacityEvents = overrides.overflowCapacityEvents ?? 1000;
  return {
    name: "c",
    kind: "spillable",
    memoryCapacityEvents: 100,
    overflowCapacityEvents,
    overflowTimeoutTicks: ticksFromSeconds(3),
    overflowDeactivationThreshold: 0.05,
    avgEventBytes: 500,
    byteCapacity: 1e15,
    byteCapacityBufferPercentage: 0,
    ...overrides,
    file: fileChannel({ capacityEvents: overflowCapacityEvents, keepAliveTicks: 0, ...file }),
  };
}

const OUTCOMES: Readonly<Record<PutOutcome, Outcome>> = {
  [COMMITTED]: "committed",
  [CHANNEL_FULL]: "full",
  [CHANNEL_ERROR]: "error",
  [CHANNEL_CLOSED]: "closed",
};
export type Outcome = "committed" | "full" | "error" | "closed";

/** One put transaction. */
export class TestPut implements PutTransaction {
  outcome: Outcome | "waiting" = "waiting";
  /** How often it was told that it waits for room. */
  waits = 0;
  /** [ms] when it ended. */
  atMs = NaN;
  readonly batch: CohortQueue;
  readonly #sim: Simulator;

  constructor(sim: Simulator, batch: CohortQueue) {
    this.#sim = sim;
    this.batch = batch;
  }

  onPutEnded(outcome: PutOutcome): void {
    if (this.outcome !== "waiting") throw new Error("a transaction ends once");
    this.outcome = OUTCOMES[outcome];
    this.atMs = this.#sim.now / MS;
  }

  onPutWaits(): void {
    this.waits++;
  }
}

/** A taker: one transaction after the other. */
export class TestTaker implements TakeTransaction {
  taken = new CohortQueue();
  batchEvents = 0;
  /** What it is at. */
  state: "idle" | "taking" | "taken" | "committing" = "idle";
  /** How its last step ended. */
  last: "" | "taken" | "committed" | "failed" = "";
  /** [ms] when its last step ended. */
  atMs = NaN;
  /** Whether it was told that it waits for the next event. */
  isWaiting = false;
  readonly #sim: Simulator;
  readonly #channel: () => Channel;

  constructor(sim: Simulator, channel: () => Channel) {
    this.#sim = sim;
    this.#channel = channel;
  }

  /** Takes up to so many events; within a transaction, up to so many altogether. */
  take(batchEvents: number): this {
    this.batchEvents = batchEvents;
    this.state = "taking";
    const outcome = this.#channel().take(this);
    if (outcome === DONE) this.onTakeEnded();
    else if (outcome === FAILED) this.onTakeFailed();
    return this;
  }

  commit(): this {
    this.state = "committing";
    const outcome = this.#channel().commitTake(this);
    if (outcome === DONE) this.onTakeCommitted();
    else if (outcome === FAILED) this.onTakeFailed();
    return this;
  }

  rollBack(): this {
    this.#channel().rollbackTake(this);
    this.state = "idle";
    return this;
  }

  onTakeEnded(): void {
    this.#end("taken", this.taken.events > 0 ? "taken" : "idle");
  }

  onTakeWaits(isWaiting: boolean): void {
    this.isWaiting = isWaiting;
  }

  onTakeCommitted(): void {
    this.#end("committed", "idle");
  }

  onTakeFailed(): void {
    this.#end("failed", "idle");
  }

  #end(last: TestTaker["last"], state: TestTaker["state"]): void {
    this.last = last;
    this.isWaiting = false;
    this.state = state;
    this.atMs = this.#sim.now / MS;
  }
}

export interface WorldOptions {
  readonly disk?: Partial<DiskCosts>;
  readonly cores?: number;
  /** Share of puts whose woken taker runs first: `memory.wokenFirst`. */
  readonly wokenFirstShare?: number;
  /** Do not start the agent. */
  readonly isLate?: boolean;
}

/** One agent without sources and sinks: its channels, its disks and its lives. */
export class FlumeWorld<C extends Channel = Channel> {
  readonly sim = new Simulator();
  readonly origins = new Origins();
  readonly disks: AgentDisks;
  /** What the probe heard: name of the incident and its events. */
  readonly incidents: (readonly [name: string, events: number])[] = [];
  /** Sequence numbers that a crash lost. */
  readonly lost: number[] = [];
  process!: OsProcess;
  /** By channel: what faults have made of it. */
  readonly conditions: readonly Condition[];
  channels: Channel[] = [];
  /** [ms] how long the last start of the slowest channel took. */
  startMs = 0;
  readonly #flume: Flume;
  readonly #host: Host;
  readonly #template: AgentTemplate;
  readonly #clock = this.sim.on(() => undefined);
  readonly #takers: TestTaker[] = [];
  readonly #originOfSize = new Map<number, number>();
  #lives = 0;
  #nextNumber = 0;

  constructor(channels: ChannelSettings | readonly ChannelSettings[], options: WorldOptions = {}) {
    const { sim, origins } = this;
    const probe = {
      ...SILENT_PROBE,
      incident: (kind: number, _part: number, _other: number, events: number) => {
        this.incidents.push([INCIDENT_NAMES[kind]!, events]);
      },
    };
    this.#flume = {
      context: { sim, probe, origins, streams: new Streams(1) },
      memoryChannels: new MemoryChannels(sim, probe, origins),
      fileChannels: new FileChannels(sim, probe),
      spillableChannels: new SpillableChannels(sim, probe, origins),
    } as unknown as Flume;
    this.#host = new Host(
      options.cores ?? 64,
      UNLIMITED,
      new Sampler({ kind: "constant", value: 0 }, () => {
        throw new Error("a constant draws nothing");
      }),
    );
    this.#template = {
      machine: {
        memory: {
          putPerEventTicks: 0,
          takePerEventTicks: 0,
          wokenFirstShare: options.wokenFirstShare ?? 0,
        },
        disk: { ...FREE_OF_CHARGE, ...options.disk },
      },
      channels: Array.isArray(channels) ? channels : [channels],
    } as unknown as AgentTemplate;
    this.disks = new AgentDisks(this.#template);
    this.conditions = this.#template.channels.map(() => new Condition());
    if (options.isLate !== true) this.start();
  }

  /** The channel that the test is about: the first. */
  get channel(): C {
    return this.channels[0] as C;
  }

  get nowMs(): number {
    return this.sim.now / MS;
  }

  /** Starts a life, and waits until its channels are open. */
  start(): void {
    this.startWithoutWaiting();
    this.run(this.startMs);
  }

  /** Starts a life; its replays take their time. */
  startWithoutWaiting(): void {
    this.process = new OsProcess(this.sim);
    const life = {
      place: {
        address: "agent",
        template: this.#template,
        host: this.#host,
        disks: this.disks,
        channelParts: this.#template.channels.map((_, i) => i),
        channelConditions: this.conditions,
      },
      osProcess: this.process,
      number: this.#lives++,
      fileTransactions: new TransactionNumbers(),
    } as unknown as AgentLife;
    const made = this.#template.channels.map((_, i) => makeChannel(this.#flume, life, i, false));
    this.channels = made.map(({ channel }) => channel);
    this.startMs = Math.max(...made.map(({ startTicks }) => startTicks)) / MS;
  }

  /** The process dies, as AgentLife.kill has it. */
  kill(): void {
    this.process.kill();
    for (const taker of this.#takers) this.channel.onTakerKilled(taker);
    this.#takers.length = 0;
    for (const channel of this.channels) {
      channel.onKilled((events) => {
        this.lost.push(...numbersOf(events));
      });
    }
    this.channels = [];
  }

  /** Begins a put transaction of events of `bytes` each. */
  put(events: number, bytes = 0, channel: Channel = this.channel): TestPut {
    const batch = new CohortQueue();
    batch.push(this.#originOf(bytes), this.#nextNumber, events, 0, 0, events * bytes);
    this.#nextNumber += events;
    const put = new TestPut(this.sim, batch);
    const outcome = channel.put(put);
    if (outcome !== WAITING) put.onPutEnded(outcome);
    return put;
  }

  taker(): TestTaker {
    const taker = new TestTaker(this.sim, () => this.channel);
    this.#takers.push(taker);
    return taker;
  }

  /** Lets time pass. */
  run(milliseconds: number): void {
    const until = (this.sim.now + Math.round(milliseconds * MS)) as SimTime;
    this.sim.postAt(until, this.#clock, 0); // the clock goes on, even if nothing is pending
    this.sim.run(until);
  }

  /** Sequence numbers of the events that the channel holds, or that it left on the disk. */
  held(): number[] {
    const held: number[] = [];
    (this.channels[0] ?? this.disks.stores[0])?.forEachHeld((events) => {
      held.push(...numbersOf(events));
    });
    return held;
  }

  /** An origin whose events are all of one size. */
  #originOf(bytes: number): number {
    const known = this.#originOfSize.get(bytes);
    if (known !== undefined) return known;
    const origin = this.origins.add(0, 0, 0, Math.max(1, bytes));
    this.#originOfSize.set(bytes, origin);
    return origin;
  }
}

/** Sequence numbers of the events of a queue, in its order. */
export function numbersOf(events: CohortQueue): number[] {
  const numbers: number[] = [];
  const cohort = emptyCohort();
  for (let i = 0; i < events.size; i++) {
    const { first, count } = events.read(i, cohort);
    for (let k = 0; k < count; k++) numbers.push(first + k);
  }
  return numbers;
}

/** first, first + 1, … before `end`. */
export function range(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i);
}

const FREE_OF_CHARGE: DiskCosts = {
  fsyncTicks: { kind: "constant", value: 0 },
  putPerEventTicks: 0,
  takePerEventTicks: 0,
  bytesPerSecond: UNLIMITED,
  spaceBytes: 1e12,
  checkpointBaseTicks: 0,
  checkpointPerSlotTicks: 0,
  replayBaseTicks: 0,
  replayPerEventTicks: 0,
  fullReplayPerEventTicks: 0,
};
