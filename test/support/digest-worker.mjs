/** Simulates a scenario text in a worker, in slices, and posts the digest. */
import { parentPort, workerData } from "node:worker_threads";
import { parseScenario, Run } from "fanin";

const { scenario } = parseScenario(workerData.text, { file: "worker.yaml" });
const run = new Run(scenario);
while (!run.advance(workerData.slice).isOver);
parentPort.postMessage(run.finish().digest);
