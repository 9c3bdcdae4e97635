/** Goal: a file's calls cost what Hadoop's client makes them cost. Method: one client, and times that can be added up by hand. */
import { describe, expect, test } from "vitest";
import { OsProcess } from "../../src/model/process.js";
import { TICKS_PER_MILLISECOND } from "../../src/units/time.js";
import { HdfsWorld, hdfsStorage } from "../support/hdfs-world.js";

const MS = TICKS_PER_MILLISECOND;
const MB = 1e6;

describe("hdfs file", () => {
  test("a file of one block costs six NameNode calls, five of them changes", () => {
    const world = new HdfsWorld();
    const file = world.writtenFile(world.makeClient());
    expect(world.call((owner) => file.close(owner)).isOk).toBe(true);
    expect(world.call((owner) => file.rename(owner)).isOk).toBe(true);
    expect({ ...world.hdfs.nameNode.counters }).toEqual({
      create: 1,
      addBlock: 1, // with the first bytes, not with create
      fsync: 1, // with the first hflush of the block
      complete: 1,
      exists: 1,
      rename: 1,
      abandonBlock: 0,
      updatePipeline: 0,
      recoverLease: 0,
      refused: 0,
    });
  });

  test("later hflushes cost the NameNode nothing", () => {
    const world = new HdfsWorld();
    const file = world.writtenFile(world.makeClient());
    for (let i = 0; i < 5; i++) {
      world.append(file, 10);
      world.call((owner) => file.hflush(owner));
    }
    const { addBlock, fsync } = world.hdfs.nameNode.counters;
    expect({ addBlock, fsync, hflushes: world.hdfs.counters.hflushes }).toEqual({
      addBlock: 1,
      fsync: 1,
      hflushes: 6,
    });
  });

  test("the first hflush waits for the block and the pipeline, later ones only for their own bytes", () => {
    const world = new HdfsWorld(
      hdfsStorage({
        hflushTicks: { kind: "constant", value: 5 * MS },
        nameNode: { mutationTicks: 1 * MS, roundTripTicks: 2 * MS },
      }),
    );
    const file = world.makeClient().newFile();
    expect(world.call((owner) => file.open(owner)).at).toBe(3 * MS); // create
    world.append(file, 10);
    // addBlock 3, pipeline 5, bytes and their acknowledgement 5, fsync 3
    expect(world.call((owner) => file.hflush(owner)).at).toBe((3 + 16) * MS);
    world.append(file, 10);
    expect(world.call((owner) => file.hflush(owner)).at).toBe((19 + 5) * MS);
  });

  test("bytes go at the stream's bandwidth, or at that of the DataNodes if that is less", () => {
    const times = [1000, 25].map((nodeMegabytes) => {
      const world = new HdfsWorld(
        hdfsStorage({
          writerBytesPerSecond: 50 * MB,
          dataNode: { bytesPerSecond: nodeMegabytes * MB },
        }),
      );
      const file = world.writtenFile(world.makeClient());
      const began = world.now;
      world.append(file, 1000, 5 * MB);
      return world.call((owner) => file.hflush(owner)).at - began;
    });
    expect(times).toEqual([100 * MS, 200 * MS]); // 5 MB at 50 MB/s, at 25 MB/s
  });

  test("writers share the bandwidth of their DataNodes", () => {
    const world = new HdfsWorld(
      hdfsStorage({ writerBytesPerSecond: 50 * MB, dataNode: { bytesPerSecond: 100 * MB } }),
    );
    const files = [1, 2, 3, 4].map(() => world.writtenFile(world.makeClient()));
    const began = world.now;
    for (const file of files) world.append(file, 1000, 5 * MB);
    const ends = files.map((file) => world.call((owner) => file.hflush(owner)).at - began);
    // With 3 nodes every byte goes to each: 4 × 5 MB at 100 MB/s, although each stream alone takes 100 ms
    expect(Math.max(...ends)).toBe(200 * MS);
  });

  test("a block of its own is begun every blockSize bytes, wherever batches end", () => {
    const world = new HdfsWorld(hdfsStorage({ blockBytes: 1 * MB }));
    const file = world.makeClient().newFile();
    world.call((owner) => file.open(owner));
    for (let i = 0; i < 7; i++) {
      world.append(file, 1000, 0.7 * MB);
      world.call((owner) => file.hflush(owner));
    }
    // 4.9 MB: four full blocks, and 0.9 MB of a fifth
    const { addBlock, fsync } = world.hdfs.nameNode.counters;
    expect([addBlock, fsync]).toEqual([5, 5]);
    expect(world.hdfs.dataNodes.map(({ counters }) => counters.transferThreads)).toEqual([1, 1, 1]);
  });

  test("one append can fill several blocks", () => {
    const world = new HdfsWorld(hdfsStorage({ blockBytes: 1 * MB }));
    const file = world.makeClient().newFile();
    world.call((owner) => file.open(owner));
    world.append(file, 1000, 3.5 * MB);
    world.call((owner) => file.hflush(owner));
    expect(world.hdfs.nameNode.counters.addBlock).toBe(4);
    expect(world.delivered).toBe(1000);
  });

  test("the stream's window holds a writer up that is faster than the pipeline", () => {
    const world = new HdfsWorld(hdfsStorage({ writerBytesPerSecond: 65_536 * 80 })); // a window a second
    const file = world.writtenFile(world.makeClient(), 0);
    world.append(file, 1, 1);
    world.call((owner) => file.hflush(owner));
    const heldUpTo = world.append(file, 1000, 65_536 * 80 * 3);
    // three windows are through after 3 s; the writer is let go when all but one are
    expect(heldUpTo - world.now).toBeCloseTo(2e9, -2);
  });

  test("as many three-replica files are open as a DataNode has transfer threads, where all have three", () => {
    const world = new HdfsWorld(hdfsStorage({ dataNode: { transferThreads: 20 } }));
    const client = world.makeClient();
    for (let i = 0; i < 20; i++) world.writtenFile(client);
    const peaks = world.hdfs.dataNodes.map(({ counters }) => counters.transferThreadsPeak);
    expect(peaks).toEqual([20, 20, 20]);
    const oneMore = client.newFile();
    world.call((owner) => oneMore.open(owner)); // create costs no thread
    world.append(oneMore, 10);
    expect(world.call((owner) => oneMore.hflush(owner)).isOk).toBe(false);
    // Each refusal leaves a node out: three blocks are given up, and for a fourth there is no node.
    expect(world.hdfs.nameNode.counters.abandonBlock).toBe(3);
  });

  test("ten DataNodes of 4,096 threads hold about 13,600 open three-replica files", () => {
    // Scaled down by 64: 64 threads a node hold 10 · 64 / 3 = 213 files with all their replicas.
    const world = new HdfsWorld(hdfsStorage({ datanodes: 10, dataNode: { transferThreads: 64 } }));
    const client = world.makeClient();
    let whole = 0;
    for (let isWhole = true; isWhole;) {
      const file = world.writtenFile(client);
      isWhole = file.isWritable && !file.pipeline.isUnderReplicated;
      if (isWhole) whole++;
    }
    expect(whole).toBeGreaterThan(213 * 0.93); // placement is random, so that some node is full first
    expect(whole).toBeLessThanOrEqual(213);
  });

  test("a close frees the transfer threads", () => {
    const world = new HdfsWorld();
    const file = world.writtenFile(world.makeClient());
    world.call((owner) => file.close(owner));
    expect(world.hdfs.dataNodes.map(({ counters }) => counters.transferThreads)).toEqual([0, 0, 0]);
    expect(world.hdfs.counters.openFiles).toBe(0);
  });

  test("flushed events are delivered; they are readable when the file is closed and has its name", () => {
    const world = new HdfsWorld();
    const file = world.makeClient().newFile();
    world.call((owner) => file.open(owner));
    world.append(file, 10);
    const seen = [[world.delivered, world.readable]];
    for (const step of ["hflush", "close", "rename"] as const) {
      world.call((owner) => file[step](owner));
      seen.push([world.delivered, world.readable]);
    }
    expect(seen).toEqual([
      [0, 0],
      [10, 0],
      [10, 0],
      [10, 10],
    ]);
  });

  test("the first use of the file system by a process costs once", () => {
    const world = new HdfsWorld();
    const client = world.makeClient();
    expect(client.isSetUp).toBe(false);
    world.writtenFile(client);
    expect(client.isSetUp).toBe(true);
  });

  test("a stopped process hears of the answer when it goes on", () => {
    const world = new HdfsWorld(hdfsStorage({ nameNode: { roundTripTicks: 10 * MS } }));
    const process = new OsProcess(world.sim);
    const client = world.makeClient(process);
    client.isSetUp = true;
    const file = client.newFile();
    process.stop();
    const outcome = world.call((owner) => file.open(owner), 1);
    expect(outcome.isOk).toBeUndefined();
    process.continue();
    world.runTo(2);
    expect(outcome).toMatchObject({ isOk: true, at: 1000 * MS });
  });
});
