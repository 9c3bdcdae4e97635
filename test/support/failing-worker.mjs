/** A thread that does its jobs, except those of two seeds: it throws, or ends. */
import { parentPort } from "node:worker_threads";
import { carryOut } from "../../dist/experiment/carry-out.js";

parentPort.on("message", ({ job }) => {
  if (job.seed === 101) throw new Error("the disk is on fire");
  if (job.seed === 102) process.exit(7);
  parentPort.postMessage({ kind: "result", result: carryOut(job) });
});
