/**
 * The avro source: request threads in front of a channel processor.
 *
 * Follows Flume 1.11 source/AvroSource.java on Avro 1.11 ipc-netty NettyServer: complete requests are dealt
 * in turn to 16 single-thread executors, each with its own unbounded queue and no work stealing; the thread
 * runs the whole put, keep-alive waits included, before it answers. In Flume 1.9 (Avro 1.7 NettyServer, Netty 3)
 * each connection is pinned to one of W workers, and the worker that waits reads no other connection.
 *
 * Faults: while it is down its port refuses, and connections break; what it has begun goes on. While it hangs it
 * accepts, and its threads stand still: no put begins, and no answer leaves, until the hang is over. While it is
 * slow each thread takes `factor` times as long for its work, without keeping the machine's cores from others.
 */
import type { NoticeKind, Simulator, Timer } from "../../kernel/simulator.js";
import { BLOCKED, WORKING } from "../../model/activity.js";
import type { Condition, ConditionWaiter } from "../../model/condition.js";
import type { Host } from "../../model/host.js";
import type { OsProcess } from "../../model/process.js";
import type { AppendCall, RpcPeer, RpcServer } from "../../model/rpc.js";
import type { RpcCosts } from "../../scenario/types/machine.js";
import type { FlumeVersion } from "../../scenario/types/agents.js";
import { ticksFromSeconds, type SimTime } from "../../units/time.js";
import {
  ChannelProcessor,
  type ProcessorOwner,
  type ProcessorSettings,
} from "../channel-processor.js";
import { SourceCounters } from "../counters.js";

/** Executors of Avro 1.11's NettyServer. */
const REQUEST_THREADS = 16;
/** The source refreshes OpenConnectionCount this often. */
const CONNECTION_COUNT_TICKS = ticksFromSeconds(60);

export interface AvroSourceSettings {
  readonly part: number;
  readonly flume: FlumeVersion;
  readonly threads: number;
  readonly process: OsProcess;
  readonly host: Host;
  readonly rpc: RpcCosts;
  /** The source's own. */
  readonly condition: Condition;
  /** Of its agent: closes the ports of all sources. */
  readonly agentCondition: Condition;
  readonly processor: ProcessorSettings;
}

/** What a request thread comes to next. */
const PUT = 0;
const ANSWER = 1;

/**
 * One request thread at work. While an executor has nothing to do it has none: most of the sixteen are idle
 * most of the time, and a few threads that are used again and again stay in the processor's cache.
 */
class RequestThread implements ProcessorOwner, ConditionWaiter {
  readonly source: AvroSource;
  readonly #index: number;
  readonly #processor: ChannelProcessor;
  #executor = 0;
  #call: AppendCall | undefined;
  #isHeldUp = false;
  #next: typeof PUT | typeof ANSWER = PUT;
  #dueAt = Infinity; // [ticks] of the present step; a notice that comes before is of one that was put off
  #isOk = false; // the answer

  constructor(source: AvroSource, index: number, settings: ProcessorSettings) {
    this.source = source;
    this.#index = index;
    this.#processor = new ChannelProcessor(settings, this);
  }

  get isHeldUp(): boolean {
    return this.#isHeldUp;
  }

  begin(call: AppendCall, executor: number): void {
    this.#executor = executor;
    this.#call = call;
    this.#next = PUT;
    this.#postStep(this.source.decodedAt(call));
  }

  /** The request is decoded, or a hang is over: the thread goes on with what comes next. */
  onStep(): void {
    if (this.source.sim.now < this.#dueAt) return;
    this.#dueAt = Infinity;
    if (this.source.condition.isHung) return this.#hang();
    if (this.#next === PUT) this.#put();
    else this.#answer();
  }

  onAnsweringAgain(): void {
    if (this.source.process.isDead) return;
    this.onHeldUp(false);
    this.#postStep(this.source.sim.now);
  }

  /** What is left of the decoding takes `ratio` times as long from now on. */
  onPaceChanged(ratio: number): void {
    const { now } = this.source.sim;
    if (this.#dueAt === Infinity || this.#dueAt <= now) return;
    this.#postStep((now + Math.round((this.#dueAt - now) * ratio)) as SimTime);
  }

  #postStep(at: SimTime): void {
    this.#dueAt = at;
    this.source.postStep(at, this.#index);
  }

  #put(): void {
    const call = this.#call!;
    const { counters } = this.source;
    counters.AppendBatchReceivedCount++;
    counters.EventReceivedCount += call.batch.events;
    this.#processor.process(call.batch);
  }

  onProcessed(isOk: boolean): void {
    const call = this.#call!;
    const { counters, condition } = this.source;
    if (isOk) {
      counters.AppendBatchAcceptedCount++;
      counters.EventAcceptedCount += call.batch.events;
    } else {
      counters.ChannelWriteFail++;
    }
    this.#isOk = isOk;
    this.#next = ANSWER;
    if (condition.isHung) this.#hang();
    else this.#answer();
  }

  #answer(): void {
    const call = this.#call!;
    this.#call = undefined;
    call.reply(this.#isOk);
    this.source.goOn(this, this.#executor);
  }

  onHeldUp(isHeldUp: boolean): void {
    const { now } = this.source.sim;
    this.#isHeldUp = isHeldUp;
    const state = isHeldUp ? BLOCKED : WORKING;
    // A client that gave up has left its batch, and does something else by now.
    if (!this.#call!.ownsBatch) this.#call!.peer.activity.change(now, state);
    for (const call of this.source.waitingFor(this.#executor)) {
      if (!call.ownsBatch) call.peer.activity.change(now, state);
    }
  }

  #hang(): void {
    this.onHeldUp(true);
    this.source.condition.wait(this);
  }
}

/** No requests wait. */
const NONE: readonly AppendCall[] = [];

export class AvroSource implements RpcServer {
  readonly counters = new SourceCounters();
  readonly part: number;
  readonly process: OsProcess;
  readonly host: Host;
  readonly sim: Simulator;
  readonly condition: Condition;
  /** [ticks/event] of processor work for the puts of one event into all its channels. */
  putPerEventTicks = 0;
  readonly #sources: AvroSources;
  readonly #settings: AvroSourceSettings;
  /** By executor: the thread that serves a request, and the requests behind it. */
  readonly #busy: (RequestThread | undefined)[];
  readonly #queues: (AppendCall[] | undefined)[];
  /** Threads without a request; the one that was used last is used next. */
  readonly #idle: RequestThread[] = [];
  readonly #peers = new Set<RpcPeer>();
  readonly #countTimer: Timer;
  #nextExecutor = 0;
  #nextWorker = 0;

  constructor(sources: AvroSources, settings: AvroSourceSettings) {
    this.#sources = sources;
    this.#settings = settings;
    this.sim = sources.sim;
    this.part = settings.part;
    this.process = settings.process;
    this.host = settings.host;
    this.condition = settings.condition;
    const executors = executorCount(settings);
    this.#busy = new Array<RequestThread | undefined>(executors).fill(undefined);
    this.#queues = new Array<AppendCall[] | undefined>(executors).fill(undefined);
    this.#countTimer = sources.makeCountTimer(this);
    this.#armCount();
  }

  get isAccepting(): boolean {
    return !this.condition.isDown && !this.#settings.agentCondition.isDown;
  }

  accept(peer: RpcPeer): void {
    this.#peers.add(peer);
    peer.worker = this.#nextWorker++ % this.#busy.length;
  }

  forget(peer: RpcPeer): void {
    this.#peers.delete(peer);
  }

  receive(call: AppendCall): void {
    const isPinned = this.#settings.flume === "1.9";
    const executor = isPinned ? call.peer.worker : this.#nextExecutor;
    this.#nextExecutor = (this.#nextExecutor + 1) % this.#busy.length;
    const thread = this.#busy[executor];
    if (thread === undefined) return this.#serve(call, executor);
    (this.#queues[executor] ??= []).push(call);
    if (thread.isHeldUp) call.peer.activity.change(this.sim.now, BLOCKED);
  }

  /** Requests that wait for an executor. */
  waitingFor(executor: number): readonly AppendCall[] {
    return this.#queues[executor] ?? NONE;
  }

  /** A thread has answered: it goes on with the next request of its executor. */
  goOn(thread: RequestThread, executor: number): void {
    const next = this.#queues[executor]?.shift();
    if (next !== undefined) return thread.begin(next, executor);
    this.#busy[executor] = undefined;
    this.#idle.push(thread);
  }

  /** Decodes a request. @returns [ticks] when it is done; a slow source takes longer, its machine does not */
  decodedAt(call: AppendCall): SimTime {
    const { rpc } = this.#settings;
    const { now } = this.sim;
    const { events, bytes } = call.batch;
    const ticks =
      rpc.serverCallTicks +
      events * (rpc.serverPerEventTicks + this.putPerEventTicks) +
      bytes * rpc.serverPerByteTicks +
      (call.isFirst ? rpc.handshakeTicks : 0);
    const worked = this.host.work(now, ticks) - now;
    return (now + Math.round(worked * this.condition.slowFactor)) as SimTime;
  }

  postStep(at: SimTime, thread: number): void {
    this.#sources.postStep(at, thread);
  }

  /** A fault has changed the source's pace; what its threads are at goes on at the new one. */
  onPaceChanged(before: number): void {
    for (const thread of this.#busy) thread?.onPaceChanged(this.condition.slowFactor / before);
  }

  /** Closes every connection: the process died, or its port was closed. */
  breakConnections(isDead: boolean): void {
    const peers = [...this.#peers];
    this.#peers.clear();
    for (const peer of peers) peer.onServerGone(isDead);
  }

  /** The process was stopped: those who wait for an answer get none for now. */
  onStopped(): void {
    for (const peer of this.#peers) peer.onServerStopped();
  }

  onCountDue(): void {
    this.counters.OpenConnectionCount = this.#peers.size;
    this.#armCount();
  }

  #serve(call: AppendCall, executor: number): void {
    const thread = this.#idle.pop() ?? this.#sources.makeThread(this, this.#settings.processor);
    this.#busy[executor] = thread;
    thread.begin(call, executor);
  }

  #armCount(): void {
    this.sim.arm(this.#countTimer, (this.sim.now + CONNECTION_COUNT_TICKS) as SimTime);
  }
}

function executorCount(settings: AvroSourceSettings): number {
  if (settings.flume === "1.11") return REQUEST_THREADS;
  const workers = 2 * settings.host.cores.servers;
  return settings.threads > 0 ? Math.min(settings.threads, workers) : workers;
}

/** All avro sources of a run, and their notices. */
export class AvroSources {
  readonly sim: Simulator;
  readonly #threads: RequestThread[] = [];
  readonly #sources: AvroSource[] = [];
  readonly #step: NoticeKind;
  readonly #countDue: NoticeKind;

  constructor(sim: Simulator) {
    this.sim = sim;
    this.#step = sim.on((index) => {
      const thread = this.#threads[index]!;
      if (thread.source.process.isRunning) thread.onStep();
      else thread.source.process.keep(this.#step, index);
    });
    this.#countDue = sim.on((index) => {
      const source = this.#sources[index]!;
      if (source.process.isRunning) source.onCountDue();
      else source.process.keep(this.#countDue, index);
    });
  }

  makeThread(source: AvroSource, settings: ProcessorSettings): RequestThread {
    const thread = new RequestThread(source, this.#threads.length, settings);
    this.#threads.push(thread);
    return thread;
  }

  makeCountTimer(source: AvroSource): Timer {
    this.#sources.push(source);
    return this.sim.timer(this.#countDue, this.#sources.length - 1);
  }

  postStep(at: SimTime, thread: number): void {
    this.sim.postAt(at, this.#step, thread);
  }
}
