/**
 * The HDFS client of one process: its way to the cluster, and the lease that it holds on the files it writes.
 *
 * Follows Hadoop 3.3 hdfs/DFSClient.java and hdfs/client/impl/LeaseRenewer.java: one lease covers all files of a
 * client, and it is renewed as long as the client writes any of them. So a file that was given up stays open
 * while its process goes on writing others; it is recovered when the hard limit has passed since the last
 * renewal, in effect since the process died or ceased to write.
 */
import type { NoticeKind, Simulator, Timer } from "../../kernel/simulator.js";
import type { ConditionWaiter } from "../../model/condition.js";
import type { Host } from "../../model/host.js";
import type { Link, LinkUser } from "../../model/link.js";
import type { OsProcess } from "../../model/process.js";
import type { Sampler } from "../../random/sampler.js";
import type { SimTime } from "../../units/time.js";
import type { HdfsCall } from "./hdfs-call.js";
import type { Hdfs } from "./hdfs.js";
import { HdfsFile } from "./hdfs-file.js";

export interface HdfsClientSettings {
  readonly process: OsProcess;
  readonly links: { readonly there: Link; readonly back: Link };
  /** Undefined for a web server, whose machine is not simulated. */
  readonly host: Host | undefined;
  /** [ticks] of the first use of the file system by the process. */
  readonly setupTicks: Sampler;
  /** [ticks] of one hflush. */
  readonly hflushTicks: Sampler;
}

export class HdfsClient implements LinkUser, ConditionWaiter {
  readonly hdfs: Hdfs;
  readonly process: OsProcess;
  readonly links: { readonly there: Link; readonly back: Link };
  readonly setupTicks: Sampler;
  readonly hflushTicks: Sampler;
  isSetUp = false;
  /** Its calls under way, in the order in which they began: that of the pool depends on all other clients. */
  readonly calls = new Set<HdfsCall>();
  /** Files that the NameNode holds open on this client's lease. */
  readonly #leased = new Set<HdfsFile>();
  readonly #host: Host | undefined;
  readonly #leaseTimer: Timer;
  #writing = 0;

  constructor(clients: HdfsClients, index: number, hdfs: Hdfs, settings: HdfsClientSettings) {
    this.hdfs = hdfs;
    this.process = settings.process;
    this.links = settings.links;
    this.#host = settings.host;
    this.setupTicks = settings.setupTicks;
    this.hflushTicks = settings.hflushTicks;
    this.#leaseTimer = clients.makeLeaseTimer(index);
    this.links.there.users.add(this);
  }

  /** A file to be opened. */
  newFile(): HdfsFile {
    return new HdfsFile(this);
  }

  /** [ticks] there and back over the network, besides what the cluster takes. */
  get networkTicks(): number {
    return this.links.there.latencyTicks + this.links.back.latencyTicks;
  }

  /** @returns [ticks] when bytes handed over at `at` have left for the cluster */
  sendTo(at: number, bytes: number): number {
    const left = this.#host === undefined ? at : this.#host.send(at, bytes);
    return this.links.there.carry(left, bytes);
  }

  beginWriting(file: HdfsFile): void {
    const { counters } = this.hdfs;
    this.#leased.add(file);
    this.#writing++;
    this.hdfs.sim.disarm(this.#leaseTimer);
    counters.filesCreated++;
    counters.openFiles++;
    if (counters.openFiles > counters.openFilesPeak) counters.openFilesPeak = counters.openFiles;
  }

  /** A file was closed. */
  endWriting(file: HdfsFile): void {
    this.#leased.delete(file);
    this.hdfs.counters.openFiles--;
    this.#endOne();
  }

  /** A file is written no more, and the NameNode does not know. */
  abandon(_file: HdfsFile): void {
    this.hdfs.counters.abandonedFiles++;
    this.#endOne();
  }

  /** The NameNode closed a file that was given up. */
  forget(file: HdfsFile): void {
    if (!this.#leased.delete(file)) return;
    this.hdfs.counters.openFiles--;
    this.hdfs.counters.abandonedFiles--;
  }

  /** The process died. */
  onKilled(): void {
    this.links.there.users.delete(this);
    this.hdfs.calls.dropAllOf(this);
    this.breakStreams();
  }

  /** The cluster died: what it held open will have to be recovered. */
  onClusterDown(): void {
    for (const file of this.#leased) file.awaitRecovery();
    this.onLinkDown();
  }

  /** The way to the cluster is cut: connections break. */
  onLinkDown(): void {
    this.breakStreams();
    this.hdfs.calls.failAllOf(this);
  }

  /** All streams break: their pipelines are gone. */
  breakStreams(): void {
    for (const file of [...this.#leased]) file.giveUp();
  }

  onLeaseOver(): void {
    const { hdfs } = this;
    if (this.#writing > 0 || this.#leased.size === 0) return;
    if (hdfs.isDown || !hdfs.nameNode.serves("recoverLease")) return this.#armLease(); // a restart renews all leases
    const hung = hdfs.hungCondition;
    if (hung !== undefined) return hung.wait(this);
    for (const file of [...this.#leased]) {
      hdfs.nameNode.call(hdfs.sim.now, "recoverLease", hdfs.condition.slowFactor);
      file.onRecovered();
    }
  }

  onAnsweringAgain(): void {
    this.onLeaseOver();
  }

  #endOne(): void {
    this.#writing--;
    if (this.#writing === 0 && this.#leased.size > 0) this.#armLease();
  }

  #armLease(): void {
    const { sim, settings } = this.hdfs;
    sim.arm(this.#leaseTimer, (sim.now + settings.leaseHardLimitTicks) as SimTime);
  }
}

/** All HDFS clients of a run, and the notice of their leases: it is the cluster's, so no process holds it up. */
export class HdfsClients {
  readonly #sim: Simulator;
  readonly #all: HdfsClient[] = [];
  readonly #leaseOver: NoticeKind;

  constructor(sim: Simulator) {
    this.#sim = sim;
    this.#leaseOver = sim.on((index) => this.#all[index]!.onLeaseOver());
  }

  make(hdfs: Hdfs, settings: HdfsClientSettings): HdfsClient {
    const client = new HdfsClient(this, this.#all.length, hdfs, settings);
    this.#all.push(client);
    hdfs.clients.push(client);
    return client;
  }

  makeLeaseTimer(index: number): Timer {
    return this.#sim.timer(this.#leaseOver, index);
  }
}
