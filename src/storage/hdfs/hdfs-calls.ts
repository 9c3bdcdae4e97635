/** The pool of HDFS calls, and their notice: each belongs to the process of its client. */
import type { Handle, NoticeKind, Simulator } from "../../kernel/simulator.js";
import { HdfsCall, type HdfsCallKind, type HdfsCallOwner } from "./hdfs-call.js";
import type { HdfsClient } from "./hdfs-client.js";
import type { HdfsFile } from "./hdfs-file.js";

export class HdfsCalls {
  readonly sim: Simulator;
  readonly #all: HdfsCall[] = [];
  readonly #free: HdfsCall[] = [];
  readonly #notice: NoticeKind;

  constructor(sim: Simulator) {
    this.sim = sim;
    this.#notice = sim.on((index) => {
      const call = this.#all[index]!;
      const { process } = call.client;
      if (process.isRunning) return call.onNotice();
      call.onKept();
      process.keep(this.#notice, index);
    });
  }

  start(kind: HdfsCallKind, file: HdfsFile, owner: HdfsCallOwner): HdfsCall {
    const call = this.#free.pop() ?? this.#make();
    call.begin(kind, file, owner);
    return call;
  }

  schedule(delayTicks: number, index: number): Handle {
    return this.sim.schedule(delayTicks, this.#notice, index, 0);
  }

  /** Ends all calls of a dead process; nobody hears of it. */
  dropAllOf(client: HdfsClient): void {
    this.#forEachOf(client, (call) => {
      call.drop();
    });
  }

  /** Fails all calls of a client whose connections broke. */
  failAllOf(client: HdfsClient): void {
    this.#forEachOf(client, (call) => {
      call.breakOff();
    });
  }

  giveBack(call: HdfsCall): void {
    this.#free.push(call);
  }

  #forEachOf(client: HdfsClient, visit: (call: HdfsCall) => void): void {
    for (const call of this.#all) {
      if (!call.isFree && call.client === client) visit(call);
    }
  }

  #make(): HdfsCall {
    const call = new HdfsCall(this, this.#all.length);
    this.#all.push(call);
    return call;
  }
}
