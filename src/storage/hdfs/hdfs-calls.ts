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
    file.client.calls.add(call);
    call.begin(kind, file, owner);
    return call;
  }

  schedule(delayTicks: number, index: number): Handle {
    return this.sim.schedule(delayTicks, this.#notice, index, 0);
  }

  /** Ends all calls of a dead process; nobody hears of it. */
  dropAllOf(client: HdfsClient): void {
    for (const call of client.calls) call.drop();
  }

  /** Fails all calls of a client whose connections broke. */
  failAllOf(client: HdfsClient): void {
    for (const call of client.calls) call.breakOff();
  }

  giveBack(call: HdfsCall): void {
    call.client.calls.delete(call);
    this.#free.push(call);
  }

  #make(): HdfsCall {
    const call = new HdfsCall(this, this.#all.length);
    this.#all.push(call);
    return call;
  }
}
