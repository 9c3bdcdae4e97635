/**
 * Flume's counters, under the names that its JMX and JSON reporters use, and the components that keep
 * them.
 *
 * They follow Flume 1.11 instrumentation/{Source,Channel,Sink}Counter.java in meaning, with their
 * surprises: EventReceivedCount counts retries again, EventAcceptedCount counts events that no channel
 * got, EventTakeAttemptCount counts empty polls, EventDrainAttemptCount and the Batch counts move before
 * the outcome is known, and a restarted component begins at zero.
 */

export class ChannelCounters {
  ChannelSize = 0; // [events] as of the last commit or rollback; takes in progress are in a file channel's alone
  EventPutAttemptCount = 0;
  EventPutSuccessCount = 0;
  EventTakeAttemptCount = 0;
  EventTakeSuccessCount = 0;
}

/** The file channel's own, beside those of every channel. */
export class FileChannelCounters extends ChannelCounters {
  EventPutErrorCount = 0;
  EventTakeErrorCount = 0;
  CheckpointWriteErrorCount = 0;
  CheckpointBackupWriteErrorCount = 0;
  Unhealthy = 0; // 1: the replay failed, the channel stays closed
}

export class SourceCounters {
  EventReceivedCount = 0;
  EventAcceptedCount = 0;
  AppendBatchReceivedCount = 0;
  AppendBatchAcceptedCount = 0;
  ChannelWriteFail = 0;
  OpenConnectionCount = 0; // refreshed once a minute
}

export class SinkCounters {
  ConnectionCreatedCount = 0;
  ConnectionClosedCount = 0;
  ConnectionFailedCount = 0;
  BatchEmptyCount = 0;
  BatchUnderflowCount = 0;
  BatchCompleteCount = 0;
  EventDrainAttemptCount = 0;
  EventDrainSuccessCount = 0;
  EventWriteFail = 0;
  ChannelReadFail = 0;
}

/** Books the size of a batch that a sink has taken. */
export function countBatch(counters: SinkCounters, events: number, batchEvents: number): void {
  if (events === 0) counters.BatchEmptyCount++;
  else if (events < batchEvents) counters.BatchUnderflowCount++;
  else counters.BatchCompleteCount++;
}
