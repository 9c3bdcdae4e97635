/** Goal: sinks count as equal when only their names differ. Method: configurations of two or three sinks. */
import { describe, expect, test } from "vitest";
import { equalSinks } from "../../src/verify/equal-sinks.js";
import { verify } from "../../src/verify/verify.js";
import { reference } from "../support/references.js";

const hdfs = (name: string, batch: number): string[] => [
  `sinks.${name}.type = hdfs`,
  `sinks.${name}.hdfs.path = hdfs://h/logs`,
  `sinks.${name}.hdfs.filePrefix = ${name}`,
  `sinks.${name}.hdfs.batchSize = ${batch}`,
  `sinks.${name}.channel = c`,
];
const avro = (name: string, port: number): string[] => [
  `sinks.${name}.type = avro`,
  `sinks.${name}.hostname = h`,
  `sinks.${name}.port = ${port}`,
  `sinks.${name}.channel = c`,
];
const three = ["channels = c", "sinks = k1 k2 k3"];

describe("equal sinks", () => {
  test("files are named after their sinks, and that is no difference", () => {
    const conf = [...three, ...hdfs("k2", 100), ...hdfs("k1", 100), ...hdfs("k3", 50)];
    expect(equalSinks(conf)).toEqual([["SINK.k1", "SINK.k2"]]);
  });

  test("another destination is one", () => {
    expect(equalSinks([...three, ...avro("k1", 1), ...avro("k2", 2)])).toEqual([]);
    expect(equalSinks([...three, ...avro("k1", 1), ...avro("k2", 1)])).toHaveLength(1);
  });

  test("sinks of a group do not race: its processor decides", () => {
    const group = ["sinkgroups = g", "sinkgroups.g.sinks = k1 k2", "sinkgroups.g.type = failover"];
    expect(equalSinks([...three, ...group, ...avro("k1", 1), ...avro("k2", 1)])).toEqual([]);
  });
});

test("they are compared one by one, and by what they drain together", () => {
  const outcome = verify(reference("hdfs-steady"), []);
  const checks = "checks" in outcome ? outcome.checks : [];
  const ofSinks = checks.filter(({ subject }) => subject.startsWith("SINK."));
  expect(ofSinks.map(({ subject, what, recorded }) => [subject, what, recorded])).toEqual([
    ["SINK.k1 of a", "EventDrainSuccessCount", 27_000],
    ["SINK.k2 of a", "EventDrainSuccessCount", 26_500],
    ["SINK.k1, SINK.k2 of a", "EventDrainSuccessCount, together", 53_500],
  ]);
});
