/**
 * Goal: what files cost is in the fluid: by Flume's own `hdfs.rollSize` of 1,024 bytes a sink makes a file of every few
 * events. Method: an HDFS sink that has more to do than it can; what it delivers, against a sum done by hand and the fluid.
 */
import { expect, test } from "vitest";
import { fluidCourse } from "../../src/fluid/fluid.js";
import { parseScenario } from "../../src/scenario/parse-scenario.js";
import { simulate } from "../../src/experiment/run.js";
import { findings } from "../../src/analysis/find.js";

const SECONDS = 60;

function text(rolls: string): string {
  return `fanin: 1
duration: ${String(SECONDS)} s
servers:
  web: { count: 4, rate: 1000 events/s, size: 300 B, batch: 100, to: collector }
tiers:
  collector:
    agents: 1
    machine: { heap: 4 GB }
    source: { type: avro }
    channel: { type: memory, capacity: 1000000, transactionCapacity: 1000 }
    sinks: { type: hdfs, hdfs.path: /logs, hdfs.batchSize: 1000${rolls}, to: hadoop }
storage:
  hadoop: { type: hdfs, datanodes: 5, hflush: 4 ms }
`;
}

/**
 * [ms] three rounds of the pipeline (connect, flush, last packet) of 4 ms and a network round of 0.4 ms; create, addBlock,
 * fsync, complete, rename and exists, each 0.2 ms of work and 0.5 + 0.4 ms there and back.
 */
const FILE = 3 * 4.4 + 6 * 1.1;
/** [ms] the flush at the end of a batch that ends in the middle of a file: two of three where 60 events make one. */
const LAST_FLUSH = (4.4 * 2) / 3;

test.each([
  ["Flume's own rolls: 1,024 B are passed by the fourth event of 300 B", "", 4, 0],
  ["by count alone", ", hdfs.rollSize: 0, hdfs.rollCount: 10", 10, 0],
  ["by size alone", ", hdfs.rollSize: 18000, hdfs.rollCount: 0", 60, LAST_FLUSH],
])("%s", (_, rolls, eventsPerFile, last) => {
  const { scenario } = parseScenario(text(rolls), { file: "files.yaml" });
  const [fluid] = fluidCourse(scenario!).destinations;
  const [run] = findings(simulate(scenario!)).ledgers;
  const files = 1000 / eventsPerFile;
  const append = 1000 * 0.01; // 10 us an event
  const stream = 300 / 125 + 300 / 50; // 300 kB over the network and through the writer, when all is appended
  const batch = files * FILE + append + stream + last;
  const byHand = (SECONDS * 1000 * 1000) / batch;
  expect(fluid!.deliveredEvents / byHand).toBeCloseTo(1, 1.5);
  expect(run!.delivered / fluid!.deliveredEvents).toBeCloseTo(1, 1.5);
});
