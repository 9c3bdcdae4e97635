/**
 * The pool of appendBatch calls, and the two notices of a call's life: it has arrived at the server, and
 * its answer has arrived at the client.
 *
 * A call is a small object that is used again and again; it is released only when no notice can name it
 * any more. Its batch is borrowed from the caller; a caller that gives up (time-out, crash) leaves the
 * batch to the call, because the server still holds the request and may yet commit it: that is where
 * Flume's duplicates come from.
 */
import { assert } from "../assert.js";
import type { NoticeKind, Simulator } from "../kernel/simulator.js";
import type { AvroConnection } from "./avro-connection.js";
import { CohortQueue } from "./cohorts.js";
import type { Link, LinkWaiter } from "./link.js";
import type { OsProcess } from "./process.js";
import type { AppendCall, RpcServer } from "./rpc.js";

/** [bytes] of an answer: not worth a parameter. */
const ANSWER_BYTES = 64;

/** Where a call is. */
const FREE = 0;
const TRAVELLING = 1; // its arrival is scheduled
const AT_LINK = 2; // waits for a partition to heal, there or back
const KEPT = 3; // arrived at a stopped process
const SERVED = 4; // in the hands of the server
const RETURNING = 5; // its answer is scheduled
const ANSWER_KEPT = 6; // its answer arrived at a stopped process

class PooledCall implements AppendCall, LinkWaiter {
  readonly index: number;
  batch: CohortQueue;
  ownsBatch = false;
  peer!: AvroConnection;
  server!: RpcServer;
  isFirst = false;
  place = FREE;
  /** The server died: released as soon as it comes out of the wire. */
  isCancelled = false;
  isOk = false;
  isAnswered = false;
  /** Life of the connection that the call belongs to; a later one ignores its answer. */
  life = 0;
  linkThere!: Link;
  linkBack!: Link;
  readonly #calls: Calls;

  constructor(calls: Calls, index: number, batch: CohortQueue) {
    this.#calls = calls;
    this.index = index;
    this.batch = batch;
  }

  reply(isOk: boolean): void {
    this.isOk = isOk;
    this.isAnswered = true;
    this.#calls.travelBack(this);
  }

  onHealed(): void {
    if (this.isAnswered) this.#calls.travelBack(this);
    else this.#calls.travelOn(this);
  }
}

export class Calls {
  readonly #sim: Simulator;
  readonly #all: PooledCall[] = [];
  readonly #free: PooledCall[] = [];
  readonly #batches: CohortQueue[] = [];
  readonly #arrived: NoticeKind;
  readonly #answered: NoticeKind;

  constructor(sim: Simulator) {
    this.#sim = sim;
    this.#arrived = sim.on((index) => this.#onArrived(this.#all[index]!));
    this.#answered = sim.on((index) => this.#onAnswered(this.#all[index]!));
  }

  /** An empty queue to fill with a batch; give it back with `releaseBatch`. */
  takeBatch(): CohortQueue {
    return this.#batches.pop() ?? new CohortQueue();
  }

  releaseBatch(batch: CohortQueue): void {
    batch.clear();
    this.#batches.push(batch);
  }

  /** Sends a batch that leaves the client at `sentAt`. @returns the call, on its way */
  send(
    connection: AvroConnection,
    server: RpcServer,
    batch: CohortQueue,
    sentAt: number,
  ): AppendCall {
    const call = this.#free.pop() ?? this.#make();
    call.batch = batch;
    call.peer = connection;
    call.server = server;
    call.isFirst = connection.isFresh;
    call.place = TRAVELLING;
    call.isAnswered = false;
    call.life = connection.life;
    call.linkThere = connection.linkThere;
    call.linkBack = connection.linkBack;
    const overWire = call.linkThere.carry(sentAt, batch.bytes);
    const inAt = server.host.receive(overWire, batch.bytes);
    this.#sim.postAt(inAt, this.#arrived, call.index);
    return call;
  }

  /** The client gave up on a call; its batch now belongs to the call. */
  abandon(call: AppendCall): void {
    call.ownsBatch = true;
  }

  /** Forgets what a dead process held: requests that reached it, and answers. */
  onKilled(process: OsProcess): void {
    for (const call of this.#all) {
      if (call.place === FREE) continue;
      if (call.place === ANSWER_KEPT) {
        if (call.peer.process === process) this.#release(call);
      } else if (call.server.process === process && !call.isAnswered) {
        if (call.place === KEPT || call.place === SERVED) this.#release(call);
        else call.isCancelled = true;
      }
    }
  }

  /** Visits the calls that own their batch: copies that a server holds and no client does. */
  forEachOwned(visit: (call: AppendCall) => void): void {
    for (const call of this.#all) if (call.ownsBatch && !call.isCancelled) visit(call);
  }

  travelOn(call: PooledCall): void {
    if (call.isCancelled) return this.#release(call);
    call.place = TRAVELLING;
    this.#sim.post(call.linkThere.latencyTicks, this.#arrived, call.index);
  }

  travelBack(call: PooledCall): void {
    if (call.linkBack.isPartitioned) {
      call.place = AT_LINK;
      call.linkBack.wait(call);
      return;
    }
    call.place = RETURNING;
    const at = call.linkBack.carry(this.#sim.now, ANSWER_BYTES);
    this.#sim.postAt(at, this.#answered, call.index);
  }

  #onArrived(call: PooledCall): void {
    if (call.isCancelled) return this.#release(call);
    const process = call.server.process;
    if (call.linkThere.isPartitioned) {
      call.place = AT_LINK;
      call.peer.onHeldUp(call.life);
      call.linkThere.wait(call);
    } else if (process.isRunning) {
      call.place = SERVED;
      call.server.receive(call);
    } else {
      call.place = KEPT;
      call.peer.onHeldUp(call.life);
      process.keep(this.#arrived, call.index);
    }
  }

  #onAnswered(call: PooledCall): void {
    const connection = call.peer;
    if (connection.life !== call.life) return this.#release(call);
    if (!connection.process.isRunning) {
      call.place = ANSWER_KEPT;
      return connection.process.keep(this.#answered, call.index);
    }
    const isOk = call.isOk;
    this.#release(call);
    connection.onAnswer(isOk);
  }

  #make(): PooledCall {
    const call = new PooledCall(this, this.#all.length, this.takeBatch());
    this.#all.push(call);
    return call;
  }

  #release(call: PooledCall): void {
    assert(call.place !== FREE, "a call is released once", { index: call.index });
    call.place = FREE;
    call.isCancelled = false;
    if (call.ownsBatch) this.releaseBatch(call.batch);
    call.ownsBatch = false;
    this.#free.push(call);
  }
}
