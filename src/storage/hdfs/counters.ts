/** What an HDFS cluster counts: plain fields that a recording samples, as it samples Flume's counters. */

/** Operations of the NameNode that clients asked for and that it carried out. */
export class NameNodeCounters {
  create = 0;
  addBlock = 0;
  fsync = 0;
  complete = 0;
  rename = 0;
  exists = 0;
  abandonBlock = 0;
  updatePipeline = 0;
  recoverLease = 0;
  /** Calls that failed because the NameNode, or the way to it, was down. */
  refused = 0;
}

export class DataNodeCounters {
  bytes = 0; // [bytes] handed to it for writing
  replicasPlaced = 0;
  replicasLost = 0; // pipelines that went on without it
  refusedTransfers = 0; // no transfer thread was free
  transferThreads = 0; // now
  transferThreadsPeak = 0;
}

/** The cluster as a whole, as its writers see it. */
export class StorageCounters {
  filesCreated = 0;
  filesClosed = 0; // by their writer
  filesRenamed = 0;
  filesRecovered = 0; // closed by the NameNode, after their lease had run out
  /** Files that the NameNode holds open, now: being written, or given up. */
  openFiles = 0;
  openFilesPeak = 0;
  /** Of the open files: those that nobody writes any more, now. */
  abandonedFiles = 0;
  /**
   * [events] in files that were open when the cluster died, now: a block that was being written cannot be read
   * after a restart of its DataNodes (a replica "waiting to be recovered") before its lease is recovered.
   */
  eventsToRecover = 0;
  hflushes = 0;
  bytes = 0; // [bytes] written, each once however many replicas there are
  pipelinesBroken = 0;
}
