/**
 * The calls of an HDFS client: open, hflush, close, rename, recoverLease. Each is a short sequence of steps at
 * the NameNode and through the pipeline, one notice a step.
 *
 *   open    [first use of the file system] → create
 *   hflush  [pipeline set up again] → [addBlock → connect] → acknowledgement → [fsync of the block list]
 *   close   hflush → last packet → complete
 *   rename  exists → rename
 *
 * A step towards what is down fails after a round trip; one that comes to an end while its target hangs waits
 * for the hang to end, or for Hadoop's own time-outs: 120 s for the NameNode, 60 s + 5 s a node for a pipeline,
 * whose node is then left out. Follows Hadoop 3.3 hdfs/DFSOutputStream.java and DataStreamer.java: addBlock
 * comes with the first bytes, not with create; the first hflush of a block also tells the NameNode of it.
 */
import { assert } from "../../assert.js";
import type { Handle } from "../../kernel/simulator.js";
import { Condition, type ConditionWaiter } from "../../model/condition.js";
import type { Link, LinkWaiter } from "../../model/link.js";
import { ticksFromSeconds } from "../../units/time.js";
import type { HdfsCalls } from "./hdfs-calls.js";
import type { HdfsClient } from "./hdfs-client.js";
import type { HdfsFile } from "./hdfs-file.js";
import type { NameNodeOperation } from "./name-node.js";

export const OPEN = 0;
export const HFLUSH = 1;
export const CLOSE = 2;
export const RENAME = 3;
export const RECOVER_LEASE = 4;
export type HdfsCallKind =
  typeof OPEN | typeof HFLUSH | typeof CLOSE | typeof RENAME | typeof RECOVER_LEASE;

/** Who waits for a call. */
export interface HdfsCallOwner {
  /** @param isOk false: an IOException */
  onCallEnded(isOk: boolean): void;
  /** The cluster does not answer for now. */
  onCallStalled(): void;
}

/** ipc.client.rpc-timeout.ms */
const RPC_TIMEOUT_TICKS = ticksFromSeconds(120);
/** HdfsConstants.READ_TIMEOUT and READ_TIMEOUT_EXTENSION */
const PIPELINE_TIMEOUT_TICKS = ticksFromSeconds(60);
const PIPELINE_TIMEOUT_PER_NODE_TICKS = ticksFromSeconds(5);
/** dfs.client.block.write.retries: how often a refused block is asked for again. */
const BLOCK_RETRIES = 3;

/** The step under way. */
const SETUP = 0;
const CREATE = 1;
const RECOVER = 2;
const ADD_BLOCK = 3;
const CONNECT = 4;
const ACKNOWLEDGE = 5;
const FSYNC = 6;
const LAST_PACKET = 7;
const COMPLETE = 8;
const EXISTS = 9;
const MOVE = 10;
const RECOVERY = 11;
const FAIL = 12; // the call has failed; the notice tells its owner
const SUCCEED = 13; // nothing is to be done; the notice tells its owner

/** What the NameNode is asked in a step; undefined: the step is the pipeline's. */
const OPERATIONS: readonly (NameNodeOperation | undefined)[] = [
  undefined,
  "create",
  "updatePipeline",
  "addBlock",
  undefined,
  undefined,
  "fsync",
  undefined,
  "complete",
  "exists",
  "rename",
  "recoverLease",
];

/** Where the call is. */
const FREE = 0;
const SCHEDULED = 1; // the notice of its step is filed
const STALLED = 2; // waits for an answer; the notice of the time-out is filed
const KEPT = 3; // its process is stopped

export class HdfsCall implements ConditionWaiter, LinkWaiter {
  readonly index: number;
  client!: HdfsClient;
  #place = FREE;
  /** Nobody waits any more; set for a kept call, which cannot be released at once. */
  #isGivenUp = false;
  readonly #calls: HdfsCalls;
  #kind: HdfsCallKind = OPEN;
  #file!: HdfsFile;
  #owner!: HdfsCallOwner;
  #step = SETUP;
  #notice!: Handle;
  /** What has to answer, or to heal, while the call is stalled. */
  #heldBy: Condition | Link | undefined;
  /** It waits for its target to begin, not to end. */
  #isUnserved = false;
  #refusals = 0;

  constructor(calls: HdfsCalls, index: number) {
    this.#calls = calls;
    this.index = index;
  }

  begin(kind: HdfsCallKind, file: HdfsFile, owner: HdfsCallOwner): void {
    this.#kind = kind;
    this.#file = file;
    this.#owner = owner;
    this.#refusals = 0;
    this.#step = SETUP;
    this.client = file.client;
    this.#isGivenUp = false;
    if (kind === OPEN) this.#take(this.client.isSetUp ? CREATE : SETUP);
    else if (kind === RENAME) this.#take(EXISTS);
    else if (kind === RECOVER_LEASE) this.#take(RECOVERY);
    else this.#flushOn();
  }

  /**
   * The caller stops waiting and interrupts the call. Hadoop's client reacts: an hflush is just not
   * waited for, but a close that had flushed leaves a dead stream behind (closeImpl, finally), and a create that was
   * sent is carried out once the NameNode answers again (ipc/Client.java takes nothing back).
   */
  interrupt(): void {
    if (this.#kind === CLOSE && this.#step >= LAST_PACKET) this.#file.giveUp();
    const hung = this.#heldBy;
    if (this.#step === CREATE && hung instanceof Condition) this.#file.createAfter(hung);
    this.drop();
  }

  /** Nobody waits for the call any more. */
  drop(): void {
    if (this.#place === KEPT) this.#isGivenUp = true;
    else this.#release();
  }

  /** The connection broke under the call. */
  breakOff(): void {
    this.#step = FAIL;
    if (this.#place !== KEPT) this.#refile(0);
  }

  /** The notice has come to a stopped process, and will come again. */
  onKept(): void {
    this.#leave();
    this.#place = KEPT;
  }

  /** The notice of the step has come, or that of the time-out. */
  onNotice(): void {
    if (this.#isGivenUp) return this.#release();
    if (this.#place === STALLED) return this.#onTimeout();
    this.#place = SCHEDULED;
    if (!this.#isHeldUp(false)) this.#endStep();
  }

  onAnsweringAgain(): void {
    this.#heldBy = undefined;
    if (!this.#isUnserved) return this.#refile(0);
    this.#calls.sim.cancel(this.#notice);
    this.#take(this.#step);
  }

  onHealed(): void {
    this.onAnsweringAgain();
  }

  /** Begins a step. */
  #take(step: number): void {
    this.#step = step;
    const { hdfs, setupTicks, networkTicks, links } = this.client;
    const { sim, nameNode } = hdfs;
    const operation = OPERATIONS[step];
    if (step === SETUP) return this.#fileNotice(Math.round(setupTicks.draw()));
    if (step >= FAIL) return this.#fileNotice(0);
    if (this.#isHeldUp(true)) return;
    if (operation === undefined) return this.#fileNotice(this.#pipelineTicks());
    if (hdfs.isDown || !nameNode.serves(operation) || links.there.isDown) {
      nameNode.counters.refused++;
      this.#step = FAIL;
      return this.#fileNotice(nameNode.roundTripTicks + networkTicks);
    }
    const answered = nameNode.call(sim.now, operation, hdfs.condition.slowFactor);
    this.#fileNotice(answered + networkTicks - sim.now);
  }

  /** [ticks] of a step through the pipeline: when all is transmitted, and one round through all nodes. */
  #pipelineTicks(): number {
    const { hdfs, hflushTicks, networkTicks } = this.client;
    const { pipeline } = this.#file;
    let factor = 1;
    for (const { condition } of pipeline.nodes) factor = Math.max(factor, condition.slowFactor);
    const round = hflushTicks.draw() * factor * hdfs.condition.slowFactor + networkTicks;
    return Math.max(0, pipeline.transmittedAt - hdfs.sim.now) + Math.round(round);
  }

  #endStep(): void {
    const { pipeline } = this.#file;
    const isStream = this.#step >= RECOVER && this.#step <= COMPLETE;
    if (isStream && !this.#file.isWritable) return this.#end(false);
    switch (this.#step) {
      case SETUP:
        this.client.isSetUp = true;
        return this.#take(CREATE);
      case CREATE:
        this.#file.onCreated();
        return this.#end(true);
      case RECOVER:
        return this.#recoverPipeline();
      case ADD_BLOCK:
        return this.#beginBlock();
      case CONNECT:
        return this.#flushOn();
      case ACKNOWLEDGE:
        if (!pipeline.mustRecover) {
          pipeline.onAcknowledged();
          if (pipeline.isBlockFull) pipeline.endBlock();
        }
        return this.#flushOn();
      case FSYNC:
        pipeline.isBlockUntold = false;
        return this.#flushOn();
      case LAST_PACKET:
        return this.#take(COMPLETE);
      default:
        return this.#endCall();
    }
  }

  /** The last step of a call that ends with it. */
  #endCall(): void {
    switch (this.#step) {
      case COMPLETE:
        this.#file.onClosed();
        return this.#end(true);
      case EXISTS:
        if (this.#file.isCreated && !this.#file.isRenamed) return this.#take(MOVE);
        return this.#end(true);
      case MOVE:
        this.#file.onRenamed();
        return this.#end(true);
      case RECOVERY:
        if (this.#file.isCreated && !this.#file.isClosed) this.#file.onRecovered();
        return this.#end(true);
      default:
        return this.#end(this.#step === SUCCEED);
    }
  }

  /** The next step on the way to having all appended bytes acknowledged. */
  #flushOn(): void {
    const file = this.#file;
    const { pipeline } = file;
    if (!file.isWritable) return this.#take(FAIL);
    if (pipeline.mustRecover) return this.#take(RECOVER);
    if (pipeline.unsentBytes > 0 && !pipeline.isOpen) return this.#take(ADD_BLOCK);
    pipeline.send(this.client.hdfs.sim.now, this.client.hdfs.condition.slowFactor);
    if (!pipeline.isAcknowledged) return this.#take(ACKNOWLEDGE);
    if (pipeline.isBlockUntold) return this.#take(FSYNC);
    file.onFlushed();
    if (this.#kind === CLOSE) return this.#take(pipeline.isOpen ? LAST_PACKET : COMPLETE);
    if (this.#step === FSYNC || this.#step === ACKNOWLEDGE) return this.#end(true);
    this.#take(SUCCEED);
  }

  #beginBlock(): void {
    const { hdfs } = this.client;
    const isRefused = this.#file.pipeline.beginBlock(hdfs.sim.now, hdfs.placement);
    if (this.#file.pipeline.isOpen) return this.#take(CONNECT);
    if (isRefused && this.#refusals < BLOCK_RETRIES) {
      this.#refusals++;
      hdfs.nameNode.call(hdfs.sim.now, "abandonBlock", hdfs.condition.slowFactor);
      return this.#take(ADD_BLOCK);
    }
    this.#breakStream();
  }

  #recoverPipeline(): void {
    const { hdfs } = this.client;
    const { pipeline } = this.#file;
    const { now } = hdfs.sim;
    const ready = pipeline.recover(now, hdfs.placement, hdfs.condition.slowFactor);
    if (ready === undefined) return this.#breakStream();
    if (ready > pipeline.transmittedAt) pipeline.transmittedAt = ready;
    this.#take(CONNECT);
  }

  #breakStream(): void {
    this.#file.giveUp();
    this.#end(false);
  }

  /** Waits if the target of the step does not answer. @param isUnserved the step has not begun yet */
  #isHeldUp(isUnserved: boolean): boolean {
    if (this.#step === SETUP || this.#step >= FAIL) return false;
    const hung = this.#hungCondition();
    const { there } = this.client.links;
    if (hung === undefined && !there.isPartitioned) return false;
    this.#isUnserved = isUnserved;
    this.#stall();
    this.#heldBy = hung ?? there;
    this.#heldBy.wait(this);
    return true;
  }

  /** It waits no more: a call that is used again must not be woken for an earlier wait. */
  #leave(): void {
    this.#heldBy?.leave(this);
    this.#heldBy = undefined;
  }

  #hungCondition(): Condition | undefined {
    const { hdfs } = this.client;
    if (hdfs.condition.isHung) return hdfs.condition;
    if (OPERATIONS[this.#step] !== undefined) {
      return hdfs.nameNode.condition.isHung ? hdfs.nameNode.condition : undefined;
    }
    return this.#file.pipeline.nodes.find(({ condition }) => condition.isHung)?.condition;
  }

  #stall(): void {
    this.#place = STALLED;
    const isNameNode = OPERATIONS[this.#step] !== undefined;
    const nodes = this.#file.pipeline.nodes.length;
    const ticks = isNameNode
      ? RPC_TIMEOUT_TICKS
      : PIPELINE_TIMEOUT_TICKS + nodes * PIPELINE_TIMEOUT_PER_NODE_TICKS;
    this.#notice = this.#calls.schedule(ticks, this.index);
    this.#owner.onCallStalled();
  }

  /** Hadoop's client gives up: the call to the NameNode fails; a pipeline goes on without the silent node. */
  #onTimeout(): void {
    const { pipeline } = this.#file;
    this.#leave();
    this.#place = SCHEDULED;
    if (OPERATIONS[this.#step] !== undefined) {
      if (this.#kind !== OPEN && this.#kind !== RENAME) this.#file.giveUp();
      return this.#end(false);
    }
    const silent = pipeline.nodes.find(({ condition }) => condition.isHung) ?? pipeline.nodes[0];
    if (silent !== undefined) pipeline.lose(silent, this.client.hdfs.placement);
    this.#flushOn();
  }

  #fileNotice(delayTicks: number): void {
    this.#place = SCHEDULED;
    this.#notice = this.#calls.schedule(delayTicks, this.index);
  }

  /** Files the notice anew, in the place of the one that is pending. */
  #refile(delayTicks: number): void {
    this.#leave();
    this.#calls.sim.cancel(this.#notice);
    this.#fileNotice(delayTicks);
  }

  #end(isOk: boolean): void {
    const owner = this.#owner;
    const isBroken = !isOk && (this.#kind === HFLUSH || this.#kind === CLOSE);
    if (isBroken) this.#file.giveUp();
    this.#release();
    owner.onCallEnded(isOk);
  }

  #release(): void {
    assert(this.#place !== FREE, "an HDFS call is released once", { index: this.index });
    if (this.#place !== KEPT) this.#calls.sim.cancel(this.#notice);
    this.#leave();
    this.#place = FREE;
    this.#calls.giveBack(this);
  }
}
