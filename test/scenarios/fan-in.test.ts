/**
 * Goal: utilization and the cost at HDFS agree with counting by hand.
 * Method: the counts of each header, written out; bounds from three standard deviations of the Poisson
 * arrivals, from what is under way at the end of the run, and from the first two seconds, in which nothing comes.
 */
import { expect, test } from "vitest";
import { textReport } from "../../src/report/text.js";
import { expectBetween, expectNear, shipped, threeSigma, type Shipped } from "./shipped.js";

const SECONDS = 600;

shipped("two-tier-fan-in", (scenario) => {
  const serversOf = [15 + 3 * 14, 3 * 14 + 1]; // agents 0 and 1 have 15 each, the others 14
  const idleAtStart = 2 / SECONDS;

  test("the sinks work rate / (sinks x rate of one) of the time", () => {
    const busy = 10_000 / (2 * 2 * (1000 / 0.1));
    expectNear(scenario.layer("tier2").workingShare, busy, busy * (idleAtStart + 0.003));
    expect(textReport(scenario.run().found)).toMatch(/Sinks at work.*tier2 25 %/);
  });

  test("collector 0 has 57 servers, collector 1 has 43", () => {
    expect(serversOf).toEqual([57, 43]);
    serversOf.forEach((servers, collector) => {
      const busy = (servers * 100) / (2 * (1000 / 0.1));
      const ticks = [0, 1].map((sink) =>
        scenario
          .run()
          .total(`tier2[${String(collector)}].sinks.sink${String(sink)}`, "workingTicks"),
      );
      const share = (ticks[0]! + ticks[1]!) / (2 * SECONDS * 1e9);
      const noise = threeSigma(servers * 100 * SECONDS) / (servers * 100 * SECONDS);
      expectNear(share, busy, busy * (idleAtStart + noise + 0.003));
    });
  });

  test("a channel holds the batches of two sinks and of four agents at the most", () => {
    expect(scenario.layer("tier2").peak!.events).toBeLessThanOrEqual(6 * 1000);
  });

  test("with slower sinks collector 0 fills, though on average there is room", () => {
    const batch = 0.36 + 1000 * 0.000_02 + 0.000_142;
    const spare = (2 * 2 * 1000) / batch - 10_000;
    expect(spare).toBeGreaterThan(0);
    const grows = 5_700 - (2 * 1000) / batch;
    const { peak } = scenario.layer("tier2", "tier2.sinks.service=360 ms");
    expect(peak!.where).toBe("tier2[0].channel");
    expectNear(peak!.events, grows * SECONDS, threeSigma(5_700 * SECONDS) + 2 * 1000);
  });
});

interface Cost {
  readonly writers: number;
  readonly batch: number;
  /** [events] that have not reached HDFS at the end, at the most. */
  readonly underWay: number;
}

/** Files, NameNode calls and flushes of writers that roll every 60 s. */
function costs(scenario: Shipped, { writers, batch, underWay }: Cost): void {
  const rounds = SECONDS / 60;
  const closed = rounds - 1;

  test("files begun: one a writer and minute; all but the last round are closed", () => {
    expect(scenario.run().total("hadoop", "filesCreated")).toBe(writers * rounds);
    expect(scenario.run().total("hadoop", "filesRenamed")).toBe(writers * closed);
  });

  test("NameNode calls: three to begin a file, three to end it", () => {
    const [found] = scenario.run().found.storages;
    expect(found!.nameNodeCalls).toBe(writers * (3 * rounds + 3 * closed));
    // All but `exists` go through the journal, 0.2 ms each.
    const journal = writers * (3 * rounds + 2 * closed) * 0.000_2;
    expect(found!.journalShare).toBeCloseTo(journal / SECONDS, 9);
  });

  test("open files: one a writer, and one more for those that are closing theirs", () => {
    const { openFilesPeak } = scenario.run().found.storages[0]!;
    expectBetween(openFilesPeak, writers, 2 * writers);
    expect(scenario.run().total("hadoop", "openFiles")).toBe(writers);
    const threads = Array.from({ length: 10 }, (_, i) =>
      scenario.run().total(`hadoop.datanodes[${String(i)}]`, "transferThreads"),
    );
    expect(threads.reduce((sum, each) => sum + each, 0)).toBe(3 * writers);
  });

  test("hflushes: one a batch, and one more where a file rolls in the middle of one", () => {
    const events = 20_000 * SECONDS;
    const noise = threeSigma(events) / batch;
    const { hflushes } = scenario.run().found.storages[0]!;
    const most = events / batch + noise + writers * closed;
    expectBetween(hflushes, (events - underWay) / batch - noise, most);
  });
}

shipped("direct-to-hdfs", (scenario) => {
  costs(scenario, { writers: 200, batch: 100, underWay: 200 * 100 });

  test("50 times the files and calls, 10 times the flushes of the way through Flume", () => {
    expect(200 / 4).toBe(50);
    expect(scenario.header.text).toContain("11,400 in 10 min");
    expect(textReport(scenario.run().found)).toContain("Cost at hadoop: 2 k files begun");
  });

  test("too few transfer threads: who finds none waits for the first roll", () => {
    const set = "hadoop.datanode.transferThreads=50";
    expect(200).toBeGreaterThan((10 * 50) / 3);
    const waiting = 60 * 100;
    const { peak } = scenario.layer("web", set);
    expect(peak!.events).toBeGreaterThanOrEqual(waiting - threeSigma(waiting));
    expect(scenario.run(set).found.storages[0]!.refusedTransfers).toBeGreaterThan(0);
  });
});

shipped("through-flume", (scenario) => {
  // On the way: the batches that 8 and 4 sinks gather, and what 200 servers have begun.
  costs(scenario, { writers: 4, batch: 1000, underWay: 12 * 1000 + 200 * 100 });

  test("12 transfer threads are enough", () => {
    const [found] = scenario.run("hadoop.datanode.transferThreads=50").found.storages;
    expect(found!.refusedTransfers).toBe(0);
    expect(scenario.header.text).toContain("228 in 10 min");
  });
});
