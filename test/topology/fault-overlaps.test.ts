/**
 * Goal: several faults on one part, or on a part and its agent, make together what each says. Method: windows that overlap,
 * and counters at times between their ends.
 */
import { describe, expect, test } from "vitest";
import { simulated } from "../support/simulated.js";

const ONE_CHANNEL = `    source: { type: avro }
    channel: { type: file, capacity: 100000, transactionCapacity: 1000 }
    sinks: { type: timed, batchSize: 100, service: 10 ms }`;

/** One tier of one agent: 100 events/s in batches of 50 into a file channel, drained by a timed sink of 10 ms a batch. */
function agent(
  faults: string,
  more: readonly string[] = [],
  parts = ONE_CHANNEL,
): ReturnType<typeof simulated> {
  return simulated(
    `
fanin: 1
duration: 100 s
record: { every: 500 ms, series: all }
machine: { profile: lab, sleepOvershoot: 0 s, start: { jvm: 1 s } }
network: { latency: 0 s }
servers:
  web: { count: 2, rate: 50 events/s, batch: 50, arrivals: periodic, client: { type: avro, backlog: unlimited }, to: agent }
tiers:
  agent:
    agents: 1
${parts}
faults:
${faults}`,
    more,
  );
}

const drained = (run: ReturnType<typeof simulated>, seconds: number): number =>
  run.at("agent[0].sink", "EventDrainSuccessCount", seconds);

describe("several windows of one kind on one part", () => {
  test("a hang lasts to the end of the last of them", () => {
    const run = agent(`  - { at: 20 s, for: 20 s, on: agent.sink, kind: hang }
  - { at: 30 s, for: 30 s, on: "agent[0].sinks.sink", kind: hang }`);
    expect(drained(run, 59)).toBe(drained(run, 21));
    expect(drained(run, 62)).toBeGreaterThan(drained(run, 59) + 3500);
  });

  test("slow factors multiply: 10 ms · 20 is 500 events/s, · 20 again is 25", () => {
    const run = agent(`  - { at: 20 s, for: 60 s, on: agent.sink, kind: slow, factor: 20 }
  - { at: 40 s, for: 20 s, on: agent.sink, kind: slow, factor: 20 }`);
    const rate = (from: number, to: number): number =>
      (drained(run, to) - drained(run, from)) / (to - from);
    expect(Math.abs(rate(25, 39) - 100)).toBeLessThanOrEqual(10); // it keeps up
    expect(Math.abs(rate(44, 60) - 25)).toBeLessThanOrEqual(7); // 100 events in 4 s
    expect(rate(61, 66)).toBeGreaterThan(250); // and then catches up
  });

  test("each window of a list is one of its own", () => {
    const run = agent("  - { at: [10 s, 30 s, 50 s], for: 5 s, on: agent.source, kind: down }");
    const accepted = [9, 14, 29, 34, 49, 54].map((seconds) => run.at("web", "acked", seconds));
    expect(accepted[1]! - accepted[0]!).toBeLessThanOrEqual(100);
    expect(accepted[2]! - accepted[1]!).toBeGreaterThanOrEqual(1400);
    expect(accepted[3]! - accepted[2]!).toBeLessThanOrEqual(100);
    expect(accepted[5]! - accepted[4]!).toBeLessThanOrEqual(100);
    expect(run.found.steps.filter(({ what }) => what === "fault")).toHaveLength(3);
  });
});

describe("the end of a slow source", () => {
  test("is at its usual pace at once, whatever its threads are at", () => {
    // 50 events are 0.9 ms of work, so 4.7 s each, and the 4 ms of a new connection 20 s more: calls time out, and
    // the source is left with many of them. At 40 s all of that is a matter of milliseconds.
    const run = agent("  - { at: 20 s, for: 20 s, on: agent.source, kind: slow, factor: 5000 }", [
      "web.client.connect-timeout=3 s",
      "web.client.request-timeout=3 s",
    ]);
    expect(run.at("web", "acked", 39.5)).toBeLessThan(2500);
    expect(run.at("web", "acked", 43)).toBeGreaterThan(4000);
  });
});

describe("different kinds on one part", () => {
  test("down within slow: nothing goes while it is down, and slowly before and after", () => {
    const run = agent(`  - { at: 20 s, for: 60 s, on: agent.sink, kind: slow, factor: 200 }
  - { at: 40 s, for: 20 s, on: agent.sink, kind: down }`);
    const rate = (from: number, to: number): number =>
      (drained(run, to) - drained(run, from)) / (to - from);
    expect(Math.abs(rate(24, 39) - 50)).toBeLessThanOrEqual(10); // 100 events in 2 s
    expect(drained(run, 60)).toBe(drained(run, 43));
    expect(Math.abs(rate(65, 79) - 50)).toBeLessThanOrEqual(10);
    expect(drained(run, 90)).toBeGreaterThan(8500); // and it catches up
  });

  test("a process that starts within a hang stands still until the hang is over", () => {
    const run = agent(`  - { at: 20 s, for: 40 s, on: agent, kind: hang }
  - { at: 30 s, for: 10 s, on: agent, kind: crash }`);
    expect(run.at("agent[0].source", "EventAcceptedCount", 55)).toBeNaN(); // its boot stands still
    expect(
      run.recording.episodes.find(({ kind }) => kind === "process-up")!.fromTicks,
    ).toBeGreaterThan(60e9);
    expect(run.at("web", "acked", 99)).toBeGreaterThan(9000);
    expect(run.found.ledgers[0]).toMatchObject({ lost: 0, dropped: 0, balances: true });
  });

  test("an agent that is started again while its ports are closed opens them at the end of that", () => {
    const run = agent(`  - { at: 20 s, for: 10 s, on: agent, kind: crash }
  - { at: 25 s, for: 35 s, on: agent, kind: down }`);
    expect(run.at("agent[0].source", "EventReceivedCount", 59)).toBe(0); // it lives, and nobody reaches it
    expect(run.at("agent[0].source", "EventReceivedCount", 63)).toBeGreaterThan(3500);
  });

  test("of an agent and its source, one that is down is enough", () => {
    const run = agent(`  - { at: 20 s, for: 20 s, on: agent, kind: down }
  - { at: 30 s, for: 20 s, on: agent.source, kind: down }`);
    expect(run.at("web", "acked", 49)).toBe(run.at("web", "acked", 21));
    expect(run.at("web", "acked", 53)).toBeGreaterThan(run.at("web", "acked", 49) + 2500);
  });

  test("a crash ends the wait of a source and a sink that hang", () => {
    const run = agent(`  - { at: 20 s, for: 40 s, on: agent.sink, kind: hang }
  - { at: 25 s, for: 35 s, on: agent.source, kind: hang }
  - { at: 30 s, for: 10 s, on: agent, kind: crash }`);
    // What the hanging sink had taken is in the file channel again: the new sink hangs with it.
    expect(drained(run, 59)).toBe(0);
    expect(run.at("web", "acked", 59)).toBe(run.at("web", "acked", 30));
    expect(run.at("web", "acked", 99)).toBeGreaterThan(9000);
    expect(run.found.ledgers[0]).toMatchObject({ lost: 0, dropped: 0, balances: true });
  });
});

describe("late agents", () => {
  test("a crash before the start does not start them, and one during the start puts it off", () => {
    const run = agent(
      `  - { at: 10 s, for: 5 s, on: agent, kind: crash }
  - { at: 30 s, for: 20 s, on: agent, kind: crash }
  - { at: 40 s, on: agent, kind: start }`,
      ["agent.late=true", "accept=[fault-on-absent]"],
    );
    const ups = run.recording.episodes.filter(({ kind }) => kind === "process-up");
    expect(ups).toHaveLength(1);
    expect(Math.abs(ups[0]!.fromTicks / 1e9 - 51.8)).toBeLessThan(0.5); // 50 s, JVM 1 s, 0.5 s, source 0.26 s
  });
});

describe("a broken or hanging disk when an agent starts", () => {
  test("surprise 15: a failed replay leaves a started but closed channel, until the next start", () => {
    const run = agent(`  - { at: 20 s, for: 10 s, on: agent, kind: crash }
  - { at: 25 s, for: 10 s, on: agent.channel, kind: down }
  - { at: 60 s, for: 10 s, on: agent, kind: crash }`);
    // The disk is well again at 35 s, which helps nobody: every put is refused, every take throws.
    expect(run.at("agent[0].channel", "Unhealthy", 59)).toBe(1);
    expect(run.at("agent[0].source", "EventReceivedCount", 59)).toBeGreaterThan(0);
    expect(run.at("agent[0].source", "EventAcceptedCount", 59)).toBe(0);
    expect(run.at("agent[0].channel", "Unhealthy", 80)).toBe(0);
    expect(run.at("web", "acked", 99)).toBeGreaterThan(9000);
    expect(run.found.ledgers[0]).toMatchObject({ lost: 0, dropped: 0, balances: true });
  });

  test("surprise 15: a replay delays the whole agent, sources that do not use the channel, too", () => {
    // Source and channel m have nothing to do with channel c, whose replay takes 20 s.
    const run = agent(
      "  - { at: 20 s, for: 10 s, on: agent, kind: crash }",
      ["agent.machine={ disk: { replay: 20 s } }", "accept=[channel-without-source]"],
      `    source: { type: avro, channels: m }
    channels:
      m: { type: memory, capacity: 10000 }
      c: { type: file, capacity: 10000, transactionCapacity: 100 }
    sinks:
      k: { type: timed, channel: m, batchSize: 100, service: 10 ms }
      other: { type: timed, channel: c, batchSize: 100, service: 10 ms }`,
    );
    const up = run.recording.episodes.find(({ kind }) => kind === "process-up")!;
    // 30 s, JVM 1 s, replay 20 s, seen at the next look (each 500 ms), the source's own 0.26 s.
    expect(Math.abs(up.fromTicks / 1e9 - 51.3)).toBeLessThan(0.3);
    expect(run.at("web", "acked", 51)).toBe(run.at("web", "acked", 21));
    expect(run.at("web", "acked", 60)).toBeGreaterThan(5000);
  });

  test("an agent whose disk hangs when it starts waits for the disk with all that it has", () => {
    const run = agent(`  - { at: 20 s, for: 10 s, on: agent, kind: crash }
  - { at: 25 s, for: 35 s, on: agent.channel, kind: hang }`);
    const up = run.recording.episodes.find(({ kind }) => kind === "process-up")!;
    expect(up.fromTicks).toBeGreaterThan(60e9);
    expect(up.fromTicks).toBeLessThan(62e9);
    expect(run.found.ledgers[0]).toMatchObject({ lost: 0, dropped: 0, balances: true });
  });
});

describe("servers", () => {
  test("a crash within a hang loses the backlog that has grown, and the call under way", () => {
    const run = agent(`  - { at: 20 s, for: 30 s, on: web, kind: hang }
  - { at: 30 s, for: 10 s, on: web, kind: crash }`);
    const [ledger] = run.found.ledgers;
    // 10 s of 100 events/s; the crash generates nothing for 10 s; what comes from 40 s on waits for the end of the hang.
    expect(Math.abs(ledger!.lost - 1000)).toBeLessThanOrEqual(100);
    expect(run.at("web", "generated", 39)).toBe(run.at("web", "generated", 31));
    expect(run.at("web", "acked", 49)).toBe(run.at("web", "acked", 21));
    expect(run.at("web", "generated", 49) - run.at("web", "generated", 40)).toBeGreaterThan(800);
    expect(run.at("web", "acked", 52)).toBeGreaterThan(run.at("web", "acked", 49) + 900);
    expect(ledger).toMatchObject({ dropped: 0, balances: true });
  });

  test("a retry that was due dies with its process", () => {
    // Refused from 19 s on, so at 20 s each server rests before its retry; the new one has nothing of that batch.
    const run = agent(
      `  - { at: 19 s, for: 20 s, on: agent.source, kind: down }
  - { at: 20 s, for: 1 ms, on: web, kind: crash }`,
      ["web.client.retry=5 s"],
    );
    const [ledger] = run.found.ledgers;
    expect(ledger!.lost).toBeGreaterThan(0);
    expect(ledger!.copies).toBe(0);
    expect(run.total("web", "acked") + ledger!.lost + ledger!.waiting).toBe(ledger!.generated);
  });
});

describe("partition of one agent", () => {
  test("cuts it off from those before and behind it, and from nobody else", () => {
    const run = simulated(`
fanin: 1
duration: 60 s
record: { every: 500 ms, series: all }
machine: { profile: lab, sleepOvershoot: 0 s }
servers:
  web: { count: 2, rate: 100 events/s, batch: 50, arrivals: periodic, client: { type: avro, backlog: unlimited }, to: tier1 }
tiers:
  tier1:
    agents: 2
    source: { type: avro }
    channel: { type: memory, capacity: 100000, transactionCapacity: 1000 }
    sinks: { type: avro, batch-size: 100, to: tier2 }
  tier2:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: 100000, transactionCapacity: 1000 }
    sinks: { type: timed, batchSize: 100, service: 10 ms }
faults:
  - { at: 20 s, for: 15 s, on: "tier1[0]", kind: partition }
  - { at: 30 s, for: 10 s, on: "tier1[0]->tier2", kind: partition }
`);
    const sent = (agentIndex: number, seconds: number): number =>
      run.at(`tier1[${agentIndex}].sink`, "EventDrainSuccessCount", seconds);
    expect(sent(0, 39.5)).toBe(sent(0, 21)); // the second window goes on where the first ends
    expect(sent(1, 39.5) - sent(1, 21)).toBeGreaterThan(1700);
    // The first connects again at 35 s, when its own cut heals.
    const accepted = (seconds: number): number =>
      run.at("tier1[0].source", "EventAcceptedCount", seconds);
    expect(accepted(34.5)).toBe(accepted(21));
    expect(accepted(39.5)).toBeGreaterThan(accepted(34.5) + 1000);
    expect(sent(0, 59)).toBeGreaterThan(5000);
    expect(run.found.ledgers[0]).toMatchObject({ lost: 0, dropped: 0, balances: true });
  });
});

describe("servers that write to HDFS themselves", () => {
  const direct = (fault: string): ReturnType<typeof simulated> =>
    simulated(`
fanin: 1
duration: 100 s
record: { every: 500 ms, series: all }
machine: { profile: lab }
servers:
  web: { count: 2, rate: 100 events/s, batch: 50, arrivals: periodic, client: { type: hdfs, backlog: unlimited, hdfs.rollInterval: 10 }, to: hadoop }
storage:
  hadoop: { type: hdfs, datanodes: 4 }
faults:
  - { at: 20 s, for: 20 s, on: web, ${fault} }
`);

  test.each([
    // 50 events are 0.5 ms of appending: with a factor of 2,000, 1 s a batch in place of 0.5 s.
    ["kind: slow, factor: 2000", 800, 2400, 0],
    ["kind: hang", 0, 150, 0],
    ["kind: partition", 0, 150, 0],
    ["kind: down", 0, 150, 0],
    ["kind: crash", 0, 150, 200],
  ] as const)("%s", (fault, least, most, mostLost) => {
    const run = direct(fault);
    const acked = run.at("web", "acked", 39.5) - run.at("web", "acked", 20.5);
    expect(acked).toBeGreaterThanOrEqual(least);
    expect(acked).toBeLessThanOrEqual(most);
    expect(run.at("web", "acked", 99) - run.at("web", "acked", 80)).toBeGreaterThanOrEqual(3600);
    const [ledger] = run.found.ledgers;
    expect(ledger!.lost).toBeLessThanOrEqual(mostLost);
    expect(ledger!.waiting).toBeLessThanOrEqual(300);
    expect(ledger).toMatchObject({ dropped: 0, balances: true });
  });
});
