/** Scenario → the HDFS clusters of a run, and what faults can do to them. */
import type { Simulator } from "../kernel/simulator.js";
import type { Parts } from "../model/parts.js";
import type { Probe } from "../model/probe.js";
import type { Streams } from "../random/streams.js";
import type { FaultTarget } from "../scenario/types/faults.js";
import type { Scenario } from "../scenario/types/scenario.js";
import type { HdfsStorage } from "../scenario/types/storages.js";
import { Hdfs } from "../storage/hdfs/hdfs.js";
import { HdfsCalls } from "../storage/hdfs/hdfs-calls.js";
import type { Destinations } from "./destinations.js";
import { placeOf, type FaultyPlace } from "./faults.js";
import { conditionPlace } from "./faulty-parts.js";

export interface StorageBuildContext {
  readonly sim: Simulator;
  readonly probe: Probe;
  readonly streams: Streams;
  readonly parts: Parts;
  readonly destinations: Destinations;
}

/** @returns the clusters by name, in the order of the scenario */
export function buildStorages(
  scenario: Scenario,
  context: StorageBuildContext,
): ReadonlyMap<string, Hdfs> {
  const calls = new HdfsCalls(context.sim);
  return new Map(
    scenario.storages.map((storage) => [storage.name, buildHdfs(storage, context, calls)]),
  );
}

function buildHdfs(storage: HdfsStorage, context: StorageBuildContext, calls: HdfsCalls): Hdfs {
  const { parts, destinations } = context;
  const { name } = storage;
  const add = (kind: "storage" | "namenode" | "datanode", address: string, member: number) =>
    parts.add(kind, address, name, member, kind === "storage" ? "" : kind).index;
  return new Hdfs(storage, {
    ...context,
    calls,
    destination: destinations.ofStorage(name),
    parts: {
      storage: add("storage", name, -1),
      nameNode: add("namenode", `${name}.namenode`, -1),
      dataNodes: Array.from({ length: storage.datanodes }, (_, i) =>
        add("datanode", `${name}.datanodes[${String(i)}]`, i),
      ),
    },
  });
}

/** The place of a fault on a cluster, its NameNode, or one of its DataNodes. */
export function storagePlace(
  storages: ReadonlyMap<string, Hdfs>,
  target: Extract<FaultTarget, { kind: "storage" | "namenode" | "datanode" }>,
): FaultyPlace {
  const hdfs = storages.get(target.storage)!;
  const setSafeMode = (isSafe: boolean): void => {
    hdfs.nameNode.setSafeMode(target.kind, isSafe);
  };
  if (target.kind === "storage") {
    return placeOf({
      ...conditionPlace(hdfs.condition),
      setDown: (isDown) => {
        hdfs.setDown(isDown);
      },
      setSafeMode,
    });
  }
  if (target.kind === "namenode") {
    return placeOf({ ...conditionPlace(hdfs.nameNode.condition), setSafeMode });
  }
  return placeOf({
    ...conditionPlace(hdfs.dataNodes[target.index]!.condition),
    setDown: (isDown) => {
      hdfs.setDataNodeDown(target.index, isDown);
    },
  });
}
