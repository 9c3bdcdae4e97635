/**
 * A web server: generates log events, keeps what it cannot send in a local backlog, and sends batch after
 * batch through its client.
 *
 * One batch is under way at a time. A batch that fails is retried after a pause or dropped; what is
 * generated meanwhile waits in the backlog, and what the backlog has no room for is dropped, newest first.
 *
 * Faults: while it is down it generates nothing, and sends what it has (batch by batch: one that is complete by
 * then is not generated). While it hangs its sending thread stands still, and it generates. A process that dies
 * loses the backlog, and generates nothing until it is started anew.
 */
import type { Handle, NoticeKind, Simulator } from "../kernel/simulator.js";
import { BACKING_OFF, IDLE, WORKING, Activity } from "../model/activity.js";
import { CohortQueue, emptyCohort } from "../model/cohorts.js";
import { Condition } from "../model/condition.js";
import type { OsProcess } from "../model/process.js";
import { DROPPED, LOST, PROCESS_DOWN, PROCESS_UP, type Probe } from "../model/probe.js";
import type { RandomStream } from "../random/stream.js";
import type { SimTime } from "../units/time.js";
import type { BatchClock } from "./arrivals.js";
import { batchBytes, type ClassMix, type EventSizes } from "./mixture.js";

/** What carries a server's batches away: an RPC client, or a writer to HDFS. */
export interface Sender {
  /** The batch that is being sent; filled by the server before `send`. */
  sending: CohortQueue;
  /** The server hears `onSent` or `onSendFailed` later. */
  send(): void;
  /** The server's process died. */
  onKilled(): void;
}

export interface WebServerSettings {
  readonly part: number;
  readonly process: OsProcess;
  readonly batchEvents: number;
  /** One origin per header class of this server. */
  readonly origins: readonly number[];
  readonly clock: BatchClock;
  readonly mix: ClassMix;
  readonly sizes: EventSizes;
  readonly random: RandomStream;
  readonly backlogEvents: number; // [events] Infinity: unbounded
  readonly backlogBytes: number; // [bytes] Infinity: unbounded
  readonly onFailure: "retry" | "drop";
  readonly retryTicks: number;
  /** Class of the first event of every batch; undefined: by chance, as the shares are. */
  readonly firstClass: number | undefined;
}

export class WebServer {
  readonly part: number;
  /** Of the present life, or the last. */
  osProcess: OsProcess;
  /** What faults have made of the server; outlasts its process. */
  readonly condition = new Condition();
  readonly activity: Activity;
  readonly backlog = new CohortQueue();
  /** [events] */
  generated = 0;
  acked = 0;
  dropped = 0;
  okCalls = 0;
  failedCalls = 0;
  peakBacklogEvents = 0;
  peakBacklogBytes = 0; // [bytes]
  sender!: Sender;
  readonly #servers: WebServers;
  readonly #index: number;
  readonly #settings: WebServerSettings;
  readonly #nextNumber: Float64Array; // by class
  #bornAfter = 0; // [ticks] when the last batch was complete
  #isSending = false;
  #retry: Handle | undefined;

  constructor(servers: WebServers, index: number, settings: WebServerSettings) {
    this.#servers = servers;
    this.#index = index;
    this.#settings = settings;
    this.part = settings.part;
    this.osProcess = settings.process;
    this.activity = new Activity(servers.sim.now);
    this.#nextNumber = new Float64Array(settings.origins.length);
    this.#scheduleBatch();
  }

  /** [events] generated so far by one of the server's origins. */
  numberOf(classIndex: number): number {
    return this.#nextNumber[classIndex]!;
  }

  get origins(): readonly number[] {
    return this.#settings.origins;
  }

  /** [events] not yet acknowledged: the backlog and the batch under way. */
  get waitingEvents(): number {
    return this.backlog.events + (this.#isSending ? this.sender.sending.events : 0);
  }

  /** [bytes] not yet acknowledged. */
  get waitingBytes(): number {
    return this.backlog.bytes + (this.#isSending ? this.sender.sending.bytes : 0);
  }

  /** Visits the queues whose events wait at this server. */
  forEachWaiting(visit: (events: CohortQueue) => void): void {
    visit(this.backlog);
    if (this.#isSending) visit(this.sender.sending);
  }

  /** A batch is complete. */
  onBatchComplete(): void {
    const { now } = this.#servers.sim;
    if (!this.condition.isDown && !this.osProcess.isDead) this.#generate(now);
    this.#bornAfter = now;
    this.#settings.clock.advance();
    this.#scheduleBatch();
    if (!this.#isSending && this.osProcess.isRunning) return this.#sendNext();
    this.peakBacklogEvents = Math.max(this.peakBacklogEvents, this.waitingEvents);
    this.peakBacklogBytes = Math.max(this.peakBacklogBytes, this.waitingBytes);
  }

  onSent(): void {
    this.acked += this.sender.sending.events;
    this.okCalls++;
    this.sender.sending.clear();
    this.#isSending = false;
    this.#sendNext();
  }

  onSendFailed(): void {
    this.failedCalls++;
    if (this.#settings.onFailure === "retry") {
      this.activity.change(this.#servers.sim.now, BACKING_OFF);
      this.#retry = this.#servers.scheduleRetry(this.#settings.retryTicks, this.#index);
      return;
    }
    this.#drop(this.sender.sending);
    this.sender.sending.clear();
    this.#isSending = false;
    this.#sendNext();
  }

  onRetry(): void {
    this.activity.change(this.#servers.sim.now, WORKING);
    this.sender.send();
  }

  /** SIGSTOP to what sends. */
  stop(): void {
    this.condition.hang();
    this.osProcess.stop();
  }

  continue(): void {
    this.condition.answerAgain();
    this.osProcess.continue();
    if (!this.#isSending && this.osProcess.isRunning) this.#sendNext();
  }

  /** SIGKILL: what the process held is lost. */
  kill(): void {
    const { probe, sim } = this.#servers;
    this.osProcess.kill();
    probe.incident(PROCESS_DOWN, this.part, -1, 0);
    if (this.#retry !== undefined) sim.cancel(this.#retry);
    this.sender.onKilled();
    this.forEachWaiting((events) => {
      if (events.events === 0) return;
      probe.incident(LOST, this.part, -1, events.events);
      probe.lost(this.part, -1, events);
    });
    this.backlog.clear();
    this.#isSending = false;
    this.activity.change(sim.now, IDLE);
  }

  /** A new process, with nothing to send yet. */
  restart(process: OsProcess, sender: Sender): void {
    this.osProcess = process;
    this.sender = sender;
    if (this.condition.isHung) process.stop();
    this.#servers.probe.incident(PROCESS_UP, this.part, -1, 0);
  }

  #scheduleBatch(): void {
    const { next } = this.#settings.clock;
    if (next === Infinity) return;
    this.#servers.postBatch(Math.round(next) as SimTime, this.#index);
  }

  #generate(now: number): void {
    const { batchEvents, mix, origins, sizes, random } = this.#settings;
    const firstClass = this.#settings.firstClass ?? mix.classAt(random.uniform());
    const counts = mix.next(batchEvents);
    let room = this.#roomEvents();
    const refused = this.#servers.refused;
    for (let k = 0; k < origins.length; k++) {
      const c = (firstClass + k) % origins.length;
      const count = counts[c]!;
      if (count === 0) continue;
      const bytes = batchBytes(count, sizes, random);
      room = Math.min(room, this.#roomEventsByBytes(bytes, count));
      const kept = Math.min(count, room);
      const first = this.#nextNumber[c]!;
      this.#nextNumber[c] = first + count;
      this.generated += count;
      this.#servers.generated += count;
      const cohort = this.#servers.cohort;
      cohort.origin = origins[c]!;
      cohort.first = first;
      cohort.count = count;
      // Event j of the batch's n was born j/n of the way from the last batch to this one.
      cohort.bornFirst = Math.round(this.#bornAfter + (now - this.#bornAfter) / batchEvents);
      cohort.bornLast = now;
      cohort.bytes = bytes;
      if (kept === count) {
        this.backlog.pushCohort(cohort);
      } else {
        refused.pushCohort(cohort);
        refused.moveFront(kept, this.backlog);
        this.#drop(refused);
        refused.clear();
      }
      room -= kept;
    }
  }

  #roomEvents(): number {
    return Math.max(0, this.#settings.backlogEvents - this.backlog.events);
  }

  /** [events] of a cohort that still fit the backlog's bytes. */
  #roomEventsByBytes(bytes: number, count: number): number {
    const room = this.#settings.backlogBytes - this.backlog.bytes;
    return room >= bytes ? Infinity : Math.max(0, Math.floor((room * count) / bytes));
  }

  #sendNext(): void {
    if (this.backlog.events === 0) {
      return this.activity.change(this.#servers.sim.now, IDLE);
    }
    this.backlog.moveFront(this.#settings.batchEvents, this.sender.sending);
    this.#isSending = true;
    this.activity.change(this.#servers.sim.now, WORKING);
    this.sender.send();
  }

  #drop(events: CohortQueue): void {
    this.dropped += events.events;
    this.#servers.probe.incident(DROPPED, this.part, -1, events.events);
    this.#servers.probe.dropped(this.part, -1, events);
  }
}

/** All web servers of a run, and their notices. */
export class WebServers {
  readonly sim: Simulator;
  readonly probe: Probe;
  readonly all: WebServer[] = [];
  /** [events] by all of them so far. */
  generated = 0;
  /** Scratch, for the one cohort that is being made. */
  readonly cohort = emptyCohort();
  readonly refused = new CohortQueue();
  readonly #batchComplete: NoticeKind;
  readonly #retry: NoticeKind;

  constructor(sim: Simulator, probe: Probe) {
    this.sim = sim;
    this.probe = probe;
    this.#batchComplete = sim.on((index) => this.all[index]!.onBatchComplete());
    this.#retry = sim.on((index) => {
      const server = this.all[index]!;
      if (server.osProcess.isRunning) server.onRetry();
      else server.osProcess.keep(this.#retry, index);
    });
  }

  make(settings: WebServerSettings): WebServer {
    const server = new WebServer(this, this.all.length, settings);
    this.all.push(server);
    return server;
  }

  postBatch(at: SimTime, index: number): void {
    this.sim.postAt(at, this.#batchComplete, index);
  }

  /** @returns what takes the retry back: the process may die before */
  scheduleRetry(delayTicks: number, index: number): Handle {
    return this.sim.schedule(delayTicks, this.#retry, index, 0);
  }
}
