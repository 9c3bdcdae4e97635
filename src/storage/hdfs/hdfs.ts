/**
 * An HDFS cluster: one NameNode, its DataNodes, and what befalls it as a whole.
 *
 * What many writers cost is nowhere a factor: it comes out of the NameNode's journal, the DataNodes' transfer
 * threads and bandwidth, and an hflush for every batch of every writer.
 */
import type { Simulator } from "../../kernel/simulator.js";
import { Condition } from "../../model/condition.js";
import type { Probe } from "../../model/probe.js";
import type { Streams } from "../../random/streams.js";
import type { HdfsStorage } from "../../scenario/types/storages.js";
import type { SimTime } from "../../units/time.js";
import { StorageCounters } from "./counters.js";
import { DataNode } from "./data-node.js";
import type { HdfsCalls } from "./hdfs-calls.js";
import type { HdfsClient } from "./hdfs-client.js";
import { NameNode } from "./name-node.js";
import { Placement } from "./placement.js";

/** Where a cluster stands in its run. */
export interface HdfsPlace {
  readonly sim: Simulator;
  readonly probe: Probe;
  readonly streams: Streams;
  readonly calls: HdfsCalls;
  /** Final destination of all that is written to it. */
  readonly destination: number;
  /** Indexes among the run's parts. */
  readonly parts: {
    readonly storage: number;
    readonly nameNode: number;
    readonly dataNodes: readonly number[];
  };
}

export class Hdfs {
  readonly sim: Simulator;
  readonly probe: Probe;
  readonly calls: HdfsCalls;
  readonly destination: number;
  readonly part: number;
  readonly settings: HdfsStorage;
  /**
   * Of the cluster as a whole; its NameNode and DataNodes have their own. A hang and a slow-down are no more
   * than that; what goes down is told by `setDown` and `setDataNodeDown`, because streams break then.
   */
  readonly condition = new Condition();
  readonly counters = new StorageCounters();
  readonly nameNode: NameNode;
  readonly dataNodes: readonly DataNode[];
  readonly placement: Placement;
  readonly clients: HdfsClient[] = [];

  constructor(settings: HdfsStorage, place: HdfsPlace) {
    this.sim = place.sim;
    this.probe = place.probe;
    this.calls = place.calls;
    this.destination = place.destination;
    this.part = place.parts.storage;
    this.settings = settings;
    this.nameNode = new NameNode(place.parts.nameNode, settings.nameNode);
    this.dataNodes = place.parts.dataNodes.map(
      (part, i) => new DataNode(i, part, settings.dataNode),
    );
    const random = place.streams.stream(`${settings.name}/placement`);
    this.placement = new Placement(this.dataNodes, random);
  }

  get isDown(): boolean {
    return this.condition.isDown;
  }

  /** What keeps the NameNode from answering, if anything. */
  get hungCondition(): Condition | undefined {
    if (this.condition.isHung) return this.condition;
    return this.nameNode.condition.isHung ? this.nameNode.condition : undefined;
  }

  /** [ticks] that a change of the namespace would wait at the NameNode now. */
  queueTicks(now: SimTime): number {
    return this.nameNode.queueTicks(now);
  }

  /** All processes of the cluster die, or are there again; what was flushed is still there then. */
  setDown(isDown: boolean): void {
    this.condition.isDown = isDown;
    if (!isDown) return;
    for (const client of this.clients) client.onClusterDown();
  }

  /** Pipelines through a DataNode that goes down go on without it. */
  setDataNodeDown(index: number, isDown: boolean): void {
    const node = this.dataNodes[index]!;
    node.setDown(isDown, this.sim.now);
    if (!isDown) return;
    for (const pipeline of [...node.pipelines]) pipeline.lose(node, this.placement);
  }
}
