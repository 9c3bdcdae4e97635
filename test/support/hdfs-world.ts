/**
 * A tiny HDFS on a bare simulator, with clients, files, and Flume's HDFS sinks on memory channels: just the
 * parts that a test is about. All service times are 0 unless the test says otherwise, so that what it measures
 * can be computed in a comment.
 */
import type { AgentLife } from "../../src/flume/agent-life.js";
import { MemoryChannel, MemoryChannels } from "../../src/flume/channels/memory-channel.js";
import { DefaultProcessor } from "../../src/flume/processors/default-processor.js";
import { SinkRunners } from "../../src/flume/sink-runner.js";
import { HdfsJvm } from "../../src/flume/sinks/hdfs-jvm.js";
import { HdfsNotices } from "../../src/flume/sinks/hdfs-notices.js";
import { HdfsSink } from "../../src/flume/sinks/hdfs-sink.js";
import { SinkSteps } from "../../src/flume/sinks/sink-steps.js";
import { Simulator } from "../../src/kernel/simulator.js";
import { CohortQueue, emptyCohort } from "../../src/model/cohorts.js";
import { Condition } from "../../src/model/condition.js";
import { Host } from "../../src/model/host.js";
import { IntervalSet } from "../../src/model/interval-set.js";
import { Link } from "../../src/model/link.js";
import { Origins } from "../../src/model/origins.js";
import { SILENT_PROBE, type Probe } from "../../src/model/probe.js";
import { OsProcess } from "../../src/model/process.js";
import { Sampler } from "../../src/random/sampler.js";
import { Streams } from "../../src/random/streams.js";
import type { HdfsSink as HdfsSinkSettings } from "../../src/scenario/types/sinks.js";
import type { HdfsStorage } from "../../src/scenario/types/storages.js";
import { Buckets } from "../../src/storage/hdfs/buckets.js";
import { HdfsCalls } from "../../src/storage/hdfs/hdfs-calls.js";
import { HdfsClients, type HdfsClient } from "../../src/storage/hdfs/hdfs-client.js";
import type { HdfsCallOwner } from "../../src/storage/hdfs/hdfs-call.js";
import type { HdfsFile } from "../../src/storage/hdfs/hdfs-file.js";
import { Hdfs } from "../../src/storage/hdfs/hdfs.js";
import { TICKS_PER_MILLISECOND, ticksFromSeconds, type SimTime } from "../../src/units/time.js";

const MS = TICKS_PER_MILLISECOND;
/** [bytes/s] so fast that no transfer takes a tick. */
const UNLIMITED = 1e18;
const FREE_OF_CHARGE = new Sampler({ kind: "constant", value: 0 }, () => {
  throw new Error("a constant draws nothing");
});

type Overrides<T> = { readonly [K in keyof T]?: T[K] extends object ? Partial<T[K]> : T[K] };

export function hdfsStorage(overrides: Overrides<HdfsStorage> = {}): HdfsStorage {
  return {
    name: "hadoop",
    kind: "hdfs",
    datanodes: 3,
    replication: 3,
    blockBytes: 134_217_728,
    writerBytesPerSecond: UNLIMITED,
    hflushTicks: { kind: "constant", value: 0 },
    leaseHardLimitTicks: ticksFromSeconds(1200),
    ...(overrides as Partial<HdfsStorage>),
    nameNode: {
      mutationTicks: 0,
      readTicks: 0,
      handlers: 10,
      roundTripTicks: 0,
      ...overrides.nameNode,
    },
    dataNode: { bytesPerSecond: UNLIMITED, transferThreads: 4096, ...overrides.dataNode },
  };
}

export function hdfsSink(
  overrides: Omit<Partial<HdfsSinkSettings>, "writer"> & {
    readonly writer?: Partial<HdfsSinkSettings["writer"]>;
  } = {},
): HdfsSinkSettings {
  return {
    name: "k",
    kind: "hdfs",
    channel: "c",
    storage: "hadoop",
    batchEvents: 100,
    maxOpenFiles: 5000,
    callTimeoutTicks: ticksFromSeconds(30),
    threadsPoolSize: 10,
    rollTimerPoolSize: 1,
    ...overrides,
    writer: {
      buckets: { path: "/logs", byHeader: undefined, periodTicks: undefined, clock: "event" },
      rollIntervalTicks: 0,
      rollSizeBytes: 0,
      rollCountEvents: 0,
      idleTimeoutTicks: 0,
      closeTries: 0,
      retryIntervalTicks: ticksFromSeconds(180),
      ...overrides.writer,
    },
  };
}

/** Who waits for one call. */
export class Outcome implements HdfsCallOwner {
  isOk: boolean | undefined;
  at = NaN; // [ticks]
  stalls = 0;
  readonly #sim: Simulator;

  constructor(sim: Simulator) {
    this.#sim = sim;
  }

  onCallEnded(isOk: boolean): void {
    this.isOk = isOk;
    this.at = this.#sim.now;
  }

  onCallStalled(): void {
    this.stalls++;
  }
}

export class HdfsWorld {
  readonly sim = new Simulator();
  readonly origins = new Origins();
  readonly hdfs: Hdfs;
  readonly clients: HdfsClients;
  /** [events] told to be delivered, each copy counted. */
  delivered = 0;
  /** [events] told to be lost. */
  lost = 0;
  readonly #distinct = new Map<number, IntervalSet>();
  readonly #readable = new Map<number, IntervalSet>();
  readonly #probe: Probe;
  readonly #notices: HdfsNotices;
  readonly #steps: SinkSteps;
  readonly #channels: MemoryChannels;
  readonly #runners: SinkRunners;
  readonly #streams = new Streams(1);
  readonly #clock = this.sim.on(() => undefined);
  readonly #numbers = new Map<number, number>(); // of the next event, by origin
  #agents = 0;

  constructor(storage: HdfsStorage = hdfsStorage()) {
    const { sim } = this;
    this.#probe = {
      ...SILENT_PROBE,
      delivered: (_, events) => {
        this.delivered += events.events;
        add(this.#distinct, events);
      },
      lost: (_part, _channel, events) => {
        this.lost += events.events;
      },
      readable: (_, events) => {
        add(this.#readable, events);
      },
    };
    this.hdfs = new Hdfs(storage, {
      sim,
      probe: this.#probe,
      streams: this.#streams,
      calls: new HdfsCalls(sim),
      destination: 0,
      parts: { storage: 0, nameNode: 1, dataNodes: new Array<number>(storage.datanodes).fill(2) },
    });
    this.clients = new HdfsClients(sim);
    this.#notices = new HdfsNotices(sim);
    this.#steps = new SinkSteps(sim);
    this.#channels = new MemoryChannels(sim, this.#probe, this.origins);
    this.#runners = new SinkRunners(sim);
  }

  /** [events] delivered at least once. */
  get distinct(): number {
    return total(this.#distinct);
  }

  get readable(): number {
    return total(this.#readable);
  }

  /** [ticks] */
  get now(): number {
    return this.sim.now;
  }

  runTo(seconds: number): void {
    const until = ticksFromSeconds(seconds) as SimTime;
    this.sim.postAt(until, this.#clock, 0); // the clock goes on, even if nothing is pending
    this.sim.run(until);
  }

  makeClient(process = new OsProcess(this.sim)): HdfsClient {
    const { hflushTicks } = this.hdfs.settings;
    return this.clients.make(this.hdfs, {
      process,
      host: undefined,
      links: { there: new Link(0, undefined), back: new Link(0, undefined) },
      setupTicks: FREE_OF_CHARGE,
      hflushTicks: new Sampler(hflushTicks, () => this.#streams.stream("hflush")),
    });
  }

  /** Makes a call and runs until it has ended, or nothing more can happen. */
  call(start: (owner: HdfsCallOwner) => unknown, untilSeconds = 1e5): Outcome {
    const outcome = new Outcome(this.sim);
    start(outcome);
    const until = ticksFromSeconds(untilSeconds) as SimTime;
    while (outcome.isOk === undefined) {
      if (this.sim.run(until, 1).kind !== "notice-limit") break;
    }
    if (outcome.isOk === undefined) this.runTo(untilSeconds);
    return outcome;
  }

  /** A file that is open, with `events` of 300 bytes in it, flushed. */
  writtenFile(client: HdfsClient, events = 10): HdfsFile {
    const file = client.newFile();
    this.call((owner) => file.open(owner));
    this.append(file, events);
    this.call((owner) => file.hflush(owner));
    return file;
  }

  append(file: HdfsFile, events: number, bytes = events * 300): number {
    return file.append(this.events(events, bytes), events, this.now);
  }

  /** Events that no queue has held yet. @param origin made when it is new */
  events(count: number, bytes = count * 300, origin = 0, born = this.now): CohortQueue {
    while (this.origins.count <= origin) this.origins.add(0, 0, 0, 300);
    const queue = new CohortQueue();
    const first = this.#numbers.get(origin) ?? 0;
    this.#numbers.set(origin, first + count);
    queue.push(origin, first, count, born, born, bytes);
    return queue;
  }

  /** An agent: one memory channel, and HDFS sinks that run. Its events cost nothing to take. */
  makeAgent(
    sinks: readonly HdfsSinkSettings[],
    options: {
      readonly appendMs?: number;
      readonly keepAliveMs?: number;
      readonly capacity?: number;
      readonly jvm?: HdfsJvm;
    } = {},
  ): TinyAgent {
    const { sim, origins } = this;
    const process = new OsProcess(sim);
    const host = new Host(64, UNLIMITED, FREE_OF_CHARGE);
    const capacityEvents = options.capacity ?? 1e9;
    const costs = { putPerEventTicks: 0, takePerEventTicks: 0, wokenFirstShare: 0 };
    const place = { part: 0, process, pace: new Condition(), costs, woken: undefined };
    const channel = new MemoryChannel(this.#channels, place, {
      name: "c",
      kind: "memory",
      capacityEvents,
      transactionCapacityEvents: capacityEvents,
      keepAliveTicks: (options.keepAliveMs ?? 3000) * MS,
      byteCapacity: 1e15,
      byteCapacityBufferPercentage: 0,
    });
    const jvm = options.jvm ?? new HdfsJvm(`agent${String(this.#agents++)}`);
    const links = { there: new Link(0, undefined), back: new Link(0, undefined) };
    const client = jvm.clientOf(
      this.hdfs,
      { clients: this.clients, streams: this.#streams },
      { appendPerEventTicks: 0, setupTicks: { kind: "constant", value: 0 } },
      { process, host, links },
    );
    const made = sinks.map((settings, part) => {
      const { batchEvents, name } = settings;
      const probe = this.#probe;
      const sink = new HdfsSink(
        {
          ...{ sim, probe, part, name, process, host, channel, batchEvents },
          condition: new Condition(),
          steps: this.#steps,
        },
        settings,
        {
          notices: this.#notices,
          client,
          openLock: jvm.openLock,
          buckets: new Buckets(settings.writer.buckets, origins, true),
          appendPerEventTicks: (options.appendMs ?? 0) * MS,
        },
      );
      this.#runners.make(process, host, new DefaultProcessor(sink)).start();
      return sink;
    });
    return { process, channel, sinks: made, client };
  }

  /** Commits events to an agent's channel, now. */
  put(agent: TinyAgent, count: number, bytes = count * 300, origin = 0, born = this.now): void {
    agent.channel.put({
      batch: this.events(count, bytes, origin, born),
      onPutEnded: () => undefined,
      onPutWaits: () => undefined,
    });
  }

  /** The agent's process dies. */
  kill(agent: TinyAgent): void {
    agent.process.kill();
    for (const sink of agent.sinks) sink.onKilled();
  }
}

export interface TinyAgent {
  readonly process: OsProcess;
  readonly channel: AgentLife["channels"][number];
  readonly sinks: readonly HdfsSink[];
  readonly client: HdfsClient;
}

function add(sets: Map<number, IntervalSet>, events: CohortQueue): void {
  const cohort = emptyCohort();
  for (let i = 0; i < events.size; i++) {
    const { origin, first, count } = events.read(i, cohort);
    const set = sets.get(origin) ?? new IntervalSet();
    sets.set(origin, set);
    set.add(first, first + count);
  }
}

function total(sets: Map<number, IntervalSet>): number {
  let sum = 0;
  for (const set of sets.values()) sum += set.count;
  return sum;
}
