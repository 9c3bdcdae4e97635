/**
 * Goal: a scenario kept from the job before is only used for a job that asks for the same one. Method: every part that
 * a reading depends on changed in turn, and back; runs on one reader against runs on new ones.
 */
import { expect, test } from "vitest";
import { carryOut } from "../../src/experiment/carry-out.js";
import type { Job } from "../../src/experiment/job.js";
import { JobReader } from "../../src/experiment/job-reader.js";
import { jobsOf } from "../support/pool.js";
import { smallScenario } from "../support/small-scenario.js";

const job = jobsOf(smallScenario(), [1])[0]!;

test("another seed is the same scenario, read once", () => {
  const reader = new JobReader();
  const another: Job = { ...job, seed: 2 };
  const first = reader.read(job);
  expect(first.scenario).toBeDefined();
  expect(reader.read(another)).toBe(first);
  // Equal texts, whoever holds them: a job that came from another thread is a copy.
  expect(reader.read(structuredClone(job))).toBe(first);
});

test.each<readonly [string, Job]>([
  ["text", { ...job, source: { ...job.source, text: smallScenario({ duration: "2 min" }) } }],
  ["file", { ...job, source: { ...job.source, file: "other.yaml" } }],
  ["a file it names", { ...job, source: { ...job.source, files: { "load.csv": "0,1" } } }],
  ["a setting", { ...job, set: ["duration=2 min"] }],
])("another %s is read anew, and so is the one before after it", (_, other) => {
  const reader = new JobReader();
  const first = reader.read(job);
  const second = reader.read(other);
  expect(second).not.toBe(first);
  expect(second).toEqual(new JobReader().read(other));
  const again = reader.read(job);
  expect(again).not.toBe(first);
  expect(again).toEqual(first);
});

test("runs on one reader give the results of runs on their own", () => {
  const jobs = jobsOf(smallScenario(), [1, 2, 3]);
  const reader = new JobReader();
  const together = jobs.map((each) => carryOut(each, undefined, reader));
  expect(together).toEqual(jobs.map((each) => carryOut(each)));
});
