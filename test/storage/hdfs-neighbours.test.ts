/**
 * Goal: what a client of HDFS meets does not depend on what others do apart from it. Method: calls are kept in a pool;
 * one that somebody gave up is used again by another, and must behave like a new one.
 */
import { expect, test } from "vitest";
import { TICKS_PER_MILLISECOND } from "../../src/units/time.js";
import { HdfsWorld, Outcome, hdfsStorage } from "../support/hdfs-world.js";

/** Writes down who hears of the end of a call. */
class Named extends Outcome {
  readonly name: string;
  readonly ended: string[];

  constructor(world: HdfsWorld, name: string, ended: string[]) {
    super(world.sim);
    this.name = name;
    this.ended = ended;
  }

  override onCallEnded(isOk: boolean): void {
    super.onCallEnded(isOk);
    this.ended.push(this.name);
  }
}

test("after a hang calls go on in the order in which they began to wait", () => {
  const mutationTicks = 10 * TICKS_PER_MILLISECOND;
  const world = new HdfsWorld(hdfsStorage({ nameNode: { mutationTicks } }));
  const ended: string[] = [];
  world.hdfs.nameNode.condition.hang();
  const first = world
    .makeClient()
    .newFile()
    .open(new Named(world, "first", ended));
  world.runTo(1);
  world
    .makeClient()
    .newFile()
    .open(new Named(world, "second", ended));
  world.runTo(2);
  first.interrupt();
  world
    .makeClient()
    .newFile()
    .open(new Named(world, "third", ended));
  world.runTo(3);
  world.hdfs.nameNode.condition.answerAgain();
  world.runTo(4);
  expect(ended).toEqual(["second", "third"]);
});

test("when a link breaks, the calls over it end in the order in which they began", () => {
  const world = new HdfsWorld(hdfsStorage({}));
  const ended: string[] = [];
  world.hdfs.nameNode.condition.hang();
  const other = world
    .makeClient()
    .newFile()
    .open(new Named(world, "other", ended));
  const client = world.makeClient();
  client.newFile().open(new Named(world, "first", ended));
  world.runTo(1);
  other.interrupt();
  client.newFile().open(new Named(world, "second", ended));
  world.runTo(2);
  client.links.there.goDown();
  world.runTo(3);
  expect(ended).toEqual(["first", "second"]);
});
