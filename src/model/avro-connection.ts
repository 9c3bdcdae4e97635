/**
 * The client end of one Avro RPC connection: connect, one call at a time, time-outs.
 *
 * Follows Flume 1.11 SDK api/NettyAvroRpcClient.java and Avro 1.11 ipc (Requestor, NettyTransceiver):
 * a client is made connected or not at all; any failure (FAILED answer, time-out, broken link) leaves it
 * dead, to be closed and made again; the first call of a connection is bounded by connect-timeout, because
 * its hand-over completes only with the answer, later ones by request-timeout; a connection that broke
 * while idle is noticed at the next call, which connects again within the call.
 *
 * A life begins with `open` and ends with `close`; answers to an earlier life are ignored.
 */
import { assert } from "../assert.js";
import type { NoticeKind, Simulator, Timer } from "../kernel/simulator.js";
import type { RpcCosts } from "../scenario/types/machine.js";
import type { SimTime } from "../units/time.js";
import { BLOCKED, WORKING, type Activity } from "./activity.js";
import type { Calls } from "./calls.js";
import type { CohortQueue } from "./cohorts.js";
import type { Pace } from "./condition.js";
import type { Host } from "./host.js";
import type { Link, LinkUser, LinkWaiter } from "./link.js";
import type { OsProcess } from "./process.js";
import {
  BROKEN,
  REFUSED,
  REJECTED,
  TIMED_OUT,
  type AppendCall,
  type Failure,
  type RpcAddress,
  type RpcPeer,
  type RpcServer,
} from "./rpc.js";

/** Who uses a connection. After a failure the connection is already closed. */
export interface ConnectionOwner {
  /** `open` succeeded. */
  onConnected(connection: AvroConnection): void;
  /** `open` failed: REFUSED, or TIMED_OUT where packets vanish. */
  onConnectFailed(connection: AvroConnection, why: Failure): void;
  /** The batch is committed at the other end. */
  onCallOk(connection: AvroConnection): void;
  /**
   * The call failed. @param batchIsGone the server may still hold the request, and commit it: the batch
   * now belongs to the call, and its owner goes on with another queue
   */
  onCallFailed(connection: AvroConnection, why: Failure, batchIsGone: boolean): void;
}

/** What all connections of one client have in common. */
export interface ConnectionSettings {
  readonly owner: ConnectionOwner;
  readonly process: OsProcess;
  /** Undefined for a web server, whose cores are not simulated. */
  readonly host: Host | undefined;
  readonly activity: Activity;
  readonly rpc: RpcCosts;
  /** Of the client's own work. */
  readonly pace: Pace;
  readonly connectTimeoutTicks: number;
  readonly requestTimeoutTicks: number;
}

const CLOSED = 0;
const CONNECTING = 1;
const READY = 2;
const CALLING = 3;
const RECONNECTING = 4; // within a call
const REFUSED_NOW = 5; // the connect was refused, its owner is about to hear of it
const REFUSED_IN_CALL = 6; // the same, within a call

export class AvroConnection implements RpcPeer, LinkWaiter, LinkUser {
  readonly process: OsProcess;
  readonly activity: Activity;
  readonly address: RpcAddress;
  readonly linkThere: Link;
  readonly linkBack: Link;
  worker = 0;
  /** Grows with every close. */
  life = 0;
  /** No call has been answered yet in this life. */
  isFresh = true;
  readonly #wires: Connections;
  readonly #index: number;
  readonly #settings: ConnectionSettings;
  readonly #timer: Timer;
  #state = CLOSED;
  #server: RpcServer | undefined;
  #isBroken = false;
  #call: AppendCall | undefined;
  #batch: CohortQueue | undefined;
  #extraTicks = 0;
  #until = 0; // [ticks] when the present wait times out

  constructor(
    wires: Connections,
    index: number,
    settings: ConnectionSettings,
    address: RpcAddress,
    links: { readonly there: Link; readonly back: Link },
  ) {
    this.#wires = wires;
    this.#index = index;
    this.#settings = settings;
    this.process = settings.process;
    this.activity = settings.activity;
    this.address = address;
    this.linkThere = links.there;
    this.linkBack = links.back;
    this.#timer = wires.makeTimer(index);
  }

  get isOpen(): boolean {
    return this.#state === READY;
  }

  /** Connects; the owner hears of the result later. */
  open(): void {
    assert(this.#state === CLOSED, "a connection that is opened is closed", { state: this.#state });
    this.#state = CONNECTING;
    this.#isBroken = false;
    this.isFresh = true;
    this.#startConnecting();
  }

  /**
   * Sends a batch; the owner hears of the result later.
   * @param extraTicks [ticks] of the caller's own work on the batch, done before the call
   */
  send(batch: CohortQueue, extraTicks: number): void {
    assert(this.#state === READY, "a call goes over an open connection", { state: this.#state });
    this.#batch = batch;
    this.#extraTicks = extraTicks;
    if (this.#isBroken) {
      this.#state = RECONNECTING;
      this.isFresh = true;
      this.#startConnecting();
    } else {
      this.#startCall(batch);
    }
  }

  /** Ends this life. A call under way is left to the server, with its batch. */
  close(): void {
    if (this.#call !== undefined) this.#wires.calls.abandon(this.#call);
    this.#call = undefined;
    this.#batch = undefined;
    this.#server?.forget(this);
    this.#server = undefined;
    this.linkThere.users.delete(this);
    this.linkThere.leave(this);
    this.#state = CLOSED;
    this.life++;
    this.#wires.sim.disarm(this.#timer);
  }

  onServerGone(isDead: boolean): void {
    this.#server = undefined;
    this.#isBroken = true;
    if (this.#state !== CALLING) return;
    if (isDead) this.#call = undefined; // it died with its server, unless its answer is already on the wire
    this.#wires.postBroken(this.linkBack.latencyTicks, this.#index);
  }

  onLinkDown(): void {
    this.#server?.forget(this);
    this.onServerGone(false);
  }

  onServerStopped(): void {
    if (this.#state === CALLING) this.activity.change(this.#wires.sim.now, BLOCKED);
  }

  /** The request, or its answer, is held up by a stopped process or a partition. */
  onHeldUp(life: number): void {
    if (life === this.life) this.activity.change(this.#wires.sim.now, BLOCKED);
  }

  onHealed(): void {
    if (this.#state !== CONNECTING && this.#state !== RECONNECTING) return;
    this.#wires.postConnected(this.linkThere.latencyTicks * 2, this.#index);
  }

  onAnswer(isOk: boolean): void {
    this.#call = undefined;
    this.#wires.sim.disarm(this.#timer);
    this.activity.change(this.#wires.sim.now, WORKING);
    if (!isOk) return this.#fail(REJECTED);
    this.#state = READY;
    this.#batch = undefined;
    this.isFresh = false;
    this.#settings.owner.onCallOk(this);
  }

  /** The attempt to connect has gone there and back. */
  onConnectResult(): void {
    const isConnecting = this.#state === CONNECTING || this.#state === RECONNECTING;
    if (!isConnecting) return;
    if (this.linkThere.isPartitioned) return this.linkThere.wait(this);
    const server = this.linkThere.isDown ? undefined : this.address.server;
    if (server === undefined || !server.isAccepting) return this.#onRefused();
    this.#wires.sim.disarm(this.#timer);
    this.#server = server;
    this.#isBroken = false;
    server.accept(this);
    this.linkThere.users.add(this);
    if (this.#state === RECONNECTING) return this.#startCall(this.#batch!);
    this.#state = READY;
    this.#settings.owner.onConnected(this);
  }

  /** The refusal has been reported. */
  onRefusalReported(): void {
    if (this.#state === REFUSED_IN_CALL) return this.#fail(REFUSED);
    if (this.#state !== REFUSED_NOW) return;
    this.close();
    this.#settings.owner.onConnectFailed(this, REFUSED);
  }

  /** The connection broke under a call. */
  onBroken(): void {
    if (this.#state === CALLING && this.#isBroken) this.#fail(BROKEN);
  }

  onTimeout(): void {
    const isWaiting = this.#state !== CLOSED && this.#state !== READY;
    if (!isWaiting || this.#wires.sim.now < this.#until) return; // answered while its process was stopped
    if (this.#state === CONNECTING) {
      this.close();
      this.#settings.owner.onConnectFailed(this, TIMED_OUT);
    } else {
      this.#fail(TIMED_OUT);
    }
  }

  #startConnecting(): void {
    const { rpc, pace, connectTimeoutTicks } = this.#settings;
    this.#armTimeout(this.#wires.sim.now + connectTimeoutTicks);
    const own = Math.round(rpc.connectTicks * pace.slowFactor);
    this.#wires.postConnected(2 * this.linkThere.latencyTicks + own, this.#index);
  }

  #startCall(batch: CohortQueue): void {
    const { rpc, host, pace } = this.#settings;
    const now = this.#wires.sim.now;
    const cost =
      (this.#extraTicks +
        rpc.clientCallTicks +
        batch.events * rpc.clientPerEventTicks +
        batch.bytes * rpc.clientPerByteTicks) *
      pace.slowFactor;
    const ready = host === undefined ? now + Math.round(cost) : host.work(now, cost);
    const sentAt = host === undefined ? ready : host.send(ready, batch.bytes);
    this.#state = CALLING;
    const bound = this.isFresh
      ? this.#settings.connectTimeoutTicks
      : this.#settings.requestTimeoutTicks;
    this.#armTimeout(ready + bound);
    this.#call = this.#wires.calls.send(this, this.#server!, batch, sentAt);
  }

  #armTimeout(until: number): void {
    this.#until = until;
    this.#wires.sim.arm(this.#timer, until as SimTime);
  }

  #onRefused(): void {
    this.#state = this.#state === RECONNECTING ? REFUSED_IN_CALL : REFUSED_NOW;
    this.#wires.sim.disarm(this.#timer);
    this.#wires.postRefused(this.#settings.rpc.refusedTicks, this.#index);
  }

  #fail(why: Failure): void {
    this.activity.change(this.#wires.sim.now, WORKING);
    const batchIsGone = this.#call !== undefined;
    this.close();
    this.#settings.owner.onCallFailed(this, why, batchIsGone);
  }
}

/** All connections of a run, and their notices. */
export class Connections {
  readonly sim: Simulator;
  readonly calls: Calls;
  readonly #all: AvroConnection[] = [];
  readonly #connected: NoticeKind;
  readonly #refused: NoticeKind;
  readonly #broken: NoticeKind;
  readonly #timedOut: NoticeKind;

  constructor(sim: Simulator, calls: Calls) {
    this.sim = sim;
    this.calls = calls;
    this.#connected = sim.on((index) => {
      const connection = this.#all[index]!;
      if (connection.process.isRunning) connection.onConnectResult();
      else connection.process.keep(this.#connected, index);
    });
    this.#refused = sim.on((index) => {
      const connection = this.#all[index]!;
      if (connection.process.isRunning) connection.onRefusalReported();
      else connection.process.keep(this.#refused, index);
    });
    this.#broken = sim.on((index) => {
      const connection = this.#all[index]!;
      if (connection.process.isRunning) connection.onBroken();
      else connection.process.keep(this.#broken, index);
    });
    this.#timedOut = sim.on((index) => {
      const connection = this.#all[index]!;
      if (connection.process.isRunning) connection.onTimeout();
      else connection.process.keep(this.#timedOut, index);
    });
  }

  make(
    settings: ConnectionSettings,
    address: RpcAddress,
    links: { readonly there: Link; readonly back: Link },
  ): AvroConnection {
    const connection = new AvroConnection(this, this.#all.length, settings, address, links);
    this.#all.push(connection);
    return connection;
  }

  makeTimer(index: number): Timer {
    return this.sim.timer(this.#timedOut, index);
  }

  postConnected(delayTicks: number, index: number): void {
    this.sim.post(delayTicks, this.#connected, index);
  }

  postRefused(delayTicks: number, index: number): void {
    this.sim.post(delayTicks, this.#refused, index);
  }

  postBroken(delayTicks: number, index: number): void {
    this.sim.post(delayTicks, this.#broken, index);
  }
}
