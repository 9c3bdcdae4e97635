/** Storages as the file writes them → the contract. */
import { describeNode } from "../document/describe.js";
import type { ProblemList } from "../problem-list.js";
import type { ValueOf } from "../schema/field.js";
import type { storageUnion } from "../schema/storages.js";
import type { Storage } from "../types/storages.js";

/** @returns the storage, or `undefined` after a problem */
export function compileStorage(
  name: string,
  { block }: ValueOf<typeof storageUnion>,
  problems: ProblemList,
): Storage | undefined {
  const { values } = block;
  if (values.replication > values.datanodes) {
    const node = block.written.get("replication") ?? block.written.get("datanodes")!;
    problems.error("replication-over-datanodes", node, {
      expected: `at most ${values.datanodes} replicas, one a DataNode`,
      found: block.written.has("replication")
        ? describeNode(node)
        : `${values.replication} (the default)`,
      fix: "lower `replication`, or raise `datanodes`",
    });
    return undefined;
  }
  return {
    name,
    kind: "hdfs",
    datanodes: values.datanodes,
    replication: values.replication,
    blockBytes: values.blockSize,
    writerBytesPerSecond: values["writer.bandwidth"],
    hflushTicks: values.hflush,
    nameNode: {
      mutationTicks: values["namenode.mutation"],
      readTicks: values["namenode.read"],
      handlers: values["namenode.handlers"],
      roundTripTicks: values["namenode.roundTrip"],
    },
    dataNode: {
      bytesPerSecond: values["datanode.bandwidth"],
      transferThreads: values["datanode.transferThreads"],
    },
    leaseHardLimitTicks: values.leaseHardLimit,
  };
}
