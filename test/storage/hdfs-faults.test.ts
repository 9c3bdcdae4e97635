/** Goal: what goes wrong in HDFS shows at its clients as it does in Hadoop. Method: one fault at a time, times from Hadoop 3.3's defaults. */
import { describe, expect, test } from "vitest";
import { OsProcess } from "../../src/model/process.js";
import { TICKS_PER_MILLISECOND, ticksFromSeconds } from "../../src/units/time.js";
import { HdfsWorld, Outcome, hdfsStorage } from "../support/hdfs-world.js";

const MS = TICKS_PER_MILLISECOND;

describe("hdfs faults", () => {
  test("while HDFS is down a call fails after a round trip", () => {
    const world = new HdfsWorld(hdfsStorage({ nameNode: { roundTripTicks: 7 * MS } }));
    world.hdfs.setDown(true);
    const file = world.makeClient().newFile();
    expect(world.call((owner) => file.open(owner))).toMatchObject({ isOk: false, at: 7 * MS });
    expect(world.hdfs.nameNode.counters).toMatchObject({ create: 0, refused: 1 });
  });

  test("when HDFS dies its calls end and its streams are broken for good", () => {
    const world = new HdfsWorld(hdfsStorage({ hflushTicks: { kind: "constant", value: 50 * MS } }));
    const client = world.makeClient();
    const file = world.writtenFile(client);
    world.append(file, 10);
    const outcome = new Outcome(world.sim);
    file.hflush(outcome);
    world.hdfs.setDown(true);
    world.runTo(1);
    expect(outcome.isOk).toBe(false);
    world.hdfs.setDown(false);
    expect(world.call((owner) => file.hflush(owner)).isOk).toBe(false);
    expect(world.call((owner) => file.close(owner)).isOk).toBe(false);
    expect(world.delivered).toBe(10);
    expect(world.hdfs.counters).toMatchObject({ openFiles: 1, abandonedFiles: 1 });
  });

  test("a file whose writer died is readable once the hard limit of its lease is over", () => {
    const world = new HdfsWorld(hdfsStorage({ leaseHardLimitTicks: ticksFromSeconds(1200) }));
    const process = new OsProcess(world.sim);
    const client = world.makeClient(process);
    world.writtenFile(client);
    world.runTo(100);
    process.kill();
    client.onKilled();
    world.runTo(1299);
    expect([world.readable, world.hdfs.counters.openFiles]).toEqual([0, 1]);
    world.runTo(1300);
    expect([world.readable, world.hdfs.counters.openFiles]).toEqual([10, 0]);
    expect(world.hdfs.nameNode.counters.recoverLease).toBe(1);
  });

  test("what was open when HDFS died cannot be read before its lease is recovered", () => {
    const world = new HdfsWorld(hdfsStorage({ leaseHardLimitTicks: ticksFromSeconds(1200) }));
    const client = world.makeClient();
    const closed = world.writtenFile(client, 40);
    world.call((owner) => closed.close(owner));
    world.writtenFile(client, 10);
    const { counters } = world.hdfs;
    world.runTo(10);
    expect(counters.eventsToRecover).toBe(0); // open, and can be read
    world.hdfs.setDown(true);
    world.hdfs.setDown(false);
    world.hdfs.setDown(true); // what is lost from view already is not counted twice
    world.hdfs.setDown(false);
    world.runTo(1209);
    expect(counters.eventsToRecover).toBe(10);
    world.runTo(1211);
    expect(counters).toMatchObject({ eventsToRecover: 0, filesRecovered: 1 });
  });

  test("a process that goes on writing keeps the lease of the files it gave up", () => {
    const world = new HdfsWorld(hdfsStorage({ leaseHardLimitTicks: ticksFromSeconds(1200) }));
    const client = world.makeClient();
    world.writtenFile(client).giveUp();
    const other = world.writtenFile(client);
    world.runTo(5000);
    expect(world.readable).toBe(0);
    world.call((owner) => other.close(owner));
    world.runTo(5000 + 1201);
    expect(world.readable).toBe(10); // the given-up file; the other has not got its name
  });

  test("a hang holds calls until it ends", () => {
    const world = new HdfsWorld(hdfsStorage({ nameNode: { roundTripTicks: 5 * MS } }));
    const file = world.makeClient().newFile();
    world.hdfs.condition.hang();
    const outcome = world.call((owner) => file.open(owner), 60);
    expect(outcome).toMatchObject({ isOk: undefined, stalls: 1 });
    world.hdfs.condition.answerAgain();
    world.runTo(61);
    expect(outcome).toMatchObject({ isOk: true, at: ticksFromSeconds(60) + 5 * MS });
  });

  test("a NameNode that hangs on is given up after 120 s", () => {
    const world = new HdfsWorld();
    world.hdfs.nameNode.condition.hang();
    const file = world.makeClient().newFile();
    const outcome = world.call((owner) => file.open(owner), 1000);
    expect(outcome).toMatchObject({ isOk: false, at: ticksFromSeconds(120) });
  });

  test("open files go on without the NameNode", () => {
    const world = new HdfsWorld();
    const client = world.makeClient();
    const file = world.writtenFile(client);
    world.hdfs.nameNode.condition.isDown = true;
    world.append(file, 10);
    expect(world.call((owner) => file.hflush(owner)).isOk).toBe(true);
    expect(world.call((owner) => client.newFile().open(owner)).isOk).toBe(false);
    expect(world.call((owner) => file.close(owner)).isOk).toBe(false);
    expect(world.delivered).toBe(20);
  });

  test("a slow-down is a factor on every service time", () => {
    const world = new HdfsWorld(
      hdfsStorage({
        hflushTicks: { kind: "constant", value: 5 * MS },
        nameNode: { mutationTicks: 1 * MS, roundTripTicks: 2 * MS },
      }),
    );
    world.hdfs.condition.slowFactor = 10;
    const file = world.makeClient().newFile();
    expect(world.call((owner) => file.open(owner)).at).toBe(30 * MS);
    world.append(file, 10);
    expect(world.call((owner) => file.hflush(owner)).at).toBe((30 + 160) * MS);
  });

  test("a pipeline replaces a DataNode that dies, and copies the block so far to the new one", () => {
    const world = new HdfsWorld(hdfsStorage({ datanodes: 4, dataNode: { bytesPerSecond: 1e6 } }));
    const file = world.writtenFile(world.makeClient(), 1000); // 300 kB
    const before = new Set(file.pipeline.nodes);
    const dead = file.pipeline.nodes[0]!;
    world.hdfs.setDataNodeDown(dead.index, true);
    world.append(file, 10);
    const began = world.now;
    const outcome = world.call((owner) => file.hflush(owner));
    expect(outcome.isOk).toBe(true);
    const added = file.pipeline.nodes.find((node) => !before.has(node))!;
    expect(file.pipeline.nodes).toHaveLength(3);
    // 300 kB at 1 MB/s to the new node, then 3 kB to all
    expect(added.counters.bytes).toBe(303_000);
    expect(outcome.at - began).toBe(303 * MS);
    expect(world.hdfs.nameNode.counters.updatePipeline).toBe(1);
  });

  test("without a spare DataNode a flushed block cannot go on, and the stream is broken", () => {
    const world = new HdfsWorld();
    const client = world.makeClient();
    const file = world.writtenFile(client);
    world.hdfs.setDataNodeDown(0, true);
    expect(file.isBroken).toBe(true);
    const next = world.writtenFile(client);
    expect(next.pipeline.isUnderReplicated).toBe(true);
  });

  test("the NameNode goes on choosing a dead DataNode for 630 s: its writers ask again without it", () => {
    const world = new HdfsWorld(); // three nodes for three replicas: the dead one is always among those chosen
    const client = world.makeClient();
    const { nameNode } = world.hdfs;
    const asked = (): number[] => {
      const before = { ...nameNode.counters };
      const file = world.writtenFile(client);
      expect(file.pipeline.nodes.map(({ index }) => index).sort()).toEqual([0, 2]);
      const { addBlock, abandonBlock } = nameNode.counters;
      return [addBlock - before.addBlock, abandonBlock - before.abandonBlock];
    };
    world.runTo(10);
    world.hdfs.setDataNodeDown(1, true);
    expect(asked()).toEqual([2, 1]);
    world.runTo(639);
    expect(asked()).toEqual([2, 1]);
    world.runTo(641); // 2 × 300 s + 10 × 3 s after it went down
    expect(asked()).toEqual([1, 0]);
    world.hdfs.setDataNodeDown(1, false);
    expect(world.writtenFile(client).pipeline.nodes).toHaveLength(3);
  });

  test("two replicas are no reason to replace a node: the pipeline goes on with one", () => {
    const world = new HdfsWorld(hdfsStorage({ datanodes: 2, replication: 2 }));
    const file = world.writtenFile(world.makeClient());
    world.hdfs.setDataNodeDown(0, true);
    world.append(file, 10);
    expect(world.call((owner) => file.hflush(owner)).isOk).toBe(true);
    expect(file.pipeline.nodes).toHaveLength(1);
  });

  test("a DataNode that hangs stalls its pipelines for 75 s, and is then left out", () => {
    const world = new HdfsWorld(hdfsStorage({ datanodes: 4 }));
    const file = world.writtenFile(world.makeClient());
    const silent = file.pipeline.nodes[1]!;
    silent.condition.hang();
    world.append(file, 10);
    const began = world.now;
    const outcome = world.call((owner) => file.hflush(owner), 1000);
    expect(outcome.isOk).toBe(true);
    expect(outcome.at - began).toBe(ticksFromSeconds(75)); // 60 s + 5 s for each of 3 nodes
    expect(file.pipeline.nodes).not.toContain(silent);
  });

  test("a link that goes down breaks the streams over it, and refuses", () => {
    const world = new HdfsWorld();
    const client = world.makeClient();
    const file = world.writtenFile(client);
    client.links.there.goDown();
    expect(file.isBroken).toBe(true);
    expect(world.call((owner) => client.newFile().open(owner)).isOk).toBe(false);
    client.links.there.comeBack();
    expect(world.call((owner) => client.newFile().open(owner)).isOk).toBe(true);
  });

  test("a partition holds calls until it heals", () => {
    const world = new HdfsWorld();
    const client = world.makeClient();
    const file = world.writtenFile(client);
    client.links.there.partition();
    world.append(file, 10);
    const outcome = world.call((owner) => file.hflush(owner), 20);
    expect(outcome.isOk).toBeUndefined();
    client.links.there.heal();
    world.runTo(21);
    expect(outcome.isOk).toBe(true);
  });

  test("a caller that stops waiting for an hflush loses nothing: the next one takes its events along", () => {
    const world = new HdfsWorld();
    const file = world.writtenFile(world.makeClient());
    world.hdfs.condition.hang();
    world.append(file, 10);
    file.hflush(new Outcome(world.sim)).interrupt();
    world.append(file, 5);
    world.hdfs.condition.answerAgain();
    world.call((owner) => file.hflush(owner));
    expect(world.delivered).toBe(10 + 15);
  });

  test("a close interrupted after its flush leaves a dead stream and an open file", () => {
    const world = new HdfsWorld();
    const file = world.writtenFile(world.makeClient());
    world.hdfs.condition.hang();
    file.close(new Outcome(world.sim)).interrupt();
    world.hdfs.condition.answerAgain();
    expect(world.call((owner) => file.close(owner)).isOk).toBe(false);
    expect(world.hdfs.counters).toMatchObject({ openFiles: 1, abandonedFiles: 1 });
  });

  test("a create that nobody waits for any more is carried out all the same, and leaves an open file", () => {
    // Recorded: three sinks with a callTimeout of 8 s and an HDFS that hung for 20 s left a file more than they had opened.
    const world = new HdfsWorld();
    const client = world.makeClient();
    world.writtenFile(client);
    world.hdfs.condition.hang();
    client.newFile().open(new Outcome(world.sim)).interrupt();
    expect(world.hdfs.counters.filesCreated).toBe(1);
    world.hdfs.condition.answerAgain();
    expect(world.hdfs.counters).toMatchObject({ filesCreated: 2, openFiles: 2, abandonedFiles: 1 });
  });

  test("but not by a NameNode that died with the request", () => {
    const world = new HdfsWorld();
    const client = world.makeClient();
    world.writtenFile(client);
    world.hdfs.condition.hang();
    client.newFile().open(new Outcome(world.sim)).interrupt();
    world.hdfs.setDown(true);
    world.hdfs.condition.answerAgain();
    expect(world.hdfs.counters.filesCreated).toBe(1);
  });
});
