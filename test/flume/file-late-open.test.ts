/** Goal: a replay that a fault holds up ends, and checkpoints go on from there. Method: an agent stopped while it replays. */
import { expect, test } from "vitest";
import { simulated } from "../support/simulated.js";

test("a channel that opens after the checkpoints it was to write goes on with the next one", () => {
  // Killed at 5 s, back at 6 s; the replay takes 20 s, and the process is stopped from 20 s to 50 s.
  const { recording, at } = simulated(`
fanin: 1
duration: 80 s
servers:
  web: { count: 1, rate: 20 events/s, batch: 10, to: tier1 }
tiers:
  tier1:
    agents: 1
    machine: { disk.replay: 20 s }
    source: avro
    channel: { type: file, capacity: 2000, transactionCapacity: 100, checkpointInterval: 1 s }
    sinks: { type: "null", batchSize: 10 }
faults:
  - { at: 5 s, for: 1 s, on: "tier1[0]", kind: crash }
  - { at: 20 s, for: 30 s, on: "tier1[0]", kind: hang }
record: { every: 1 s, series: all }
`);
  expect(recording.end.kind).toBe("finished");
  expect(at("tier1[0].channel", "CheckpointWriteErrorCount", 79)).toBe(0);
  expect(at("tier1[0].sink", "EventDrainSuccessCount", 79)).toBeGreaterThan(0);
});
