/** Goal: safe mode shows at clients as in Hadoop (FSNamesystem.checkNameNodeSafeMode). Method: one call of each kind. */
import { describe, expect, test } from "vitest";
import { HdfsWorld, hdfsStorage } from "../support/hdfs-world.js";
import { HDFS, edited } from "../support/scenario.js";
import { simulated } from "../support/simulated.js";

describe("safe mode", () => {
  test("an open block goes on; no file is created, closed or renamed", () => {
    const world = new HdfsWorld();
    const client = world.makeClient();
    const file = world.writtenFile(client);
    const closed = world.writtenFile(client);
    world.call((owner) => closed.close(owner));
    world.hdfs.nameNode.setSafeMode("test", true);
    world.append(file, 10);
    expect(world.call((owner) => file.hflush(owner)).isOk).toBe(true);
    expect(world.delivered).toBe(30);
    expect(world.call((owner) => client.newFile().open(owner)).isOk).toBe(false);
    expect(world.call((owner) => closed.rename(owner)).isOk).toBe(false);
    expect(world.call((owner) => file.close(owner)).isOk).toBe(false);
    // Whether a file is there may still be asked.
    expect(world.hdfs.nameNode.counters).toMatchObject({ exists: 1, refused: 3 });
  });

  test("no block is begun", () => {
    const world = new HdfsWorld();
    const file = world.makeClient().newFile();
    world.call((owner) => file.open(owner));
    world.hdfs.nameNode.setSafeMode("test", true);
    world.append(file, 10);
    expect(world.call((owner) => file.hflush(owner)).isOk).toBe(false);
  });

  test("it is over when nobody asks for it any more", () => {
    const world = new HdfsWorld(hdfsStorage());
    const { nameNode } = world.hdfs;
    nameNode.setSafeMode("storage", true);
    nameNode.setSafeMode("namenode", true);
    nameNode.setSafeMode("storage", false);
    const outcome = (): boolean | undefined => {
      const file = world.makeClient().newFile();
      return world.call((owner) => file.open(owner)).isOk;
    };
    expect(outcome()).toBe(false);
    nameNode.setSafeMode("namenode", false);
    expect(outcome()).toBe(true);
  });

  test("as a fault: open files fill up to their roll, then nothing is written until it is over", () => {
    const text = edited(
      HDFS,
      ["duration: 1 h", "duration: 10 min"],
      [
        "hdfs.path: /logs }",
        "hdfs.path: /logs, hdfs.rollInterval: 60, hdfs.rollSize: 0, hdfs.rollCount: 0 }",
      ],
    );
    const fault = "faults:\n  - { at: 90 s, for: 5 min, on: hadoop, kind: safe-mode }\n";
    const { at, total } = simulated(text + fault);
    const drained = (seconds: number): number =>
      at("tier1[0].sink", "EventDrainSuccessCount", seconds);
    // Files are opened at the first event and a minute later: the second goes on until after 2 min.
    expect(drained(118)).toBeGreaterThan(drained(92));
    expect(drained(385)).toBe(drained(145));
    expect(drained(420)).toBeGreaterThan(drained(385));
    // Neither of the two files that were to be closed in safe mode was.
    expect(total("hadoop", "openFiles")).toBe(4);
  });
});
