/**
 * Goal: a verification that passes means something. Method: change one setting of a recorded experiment before it
 * is simulated, as if the model were wrong there, and the comparison must miss.
 */
import { describe, expect, test } from "vitest";
import type { ReferenceTrace } from "../../src/verify/trace.js";
import { verify } from "../../src/verify/verify.js";
import { reference } from "../support/references.js";

interface Change {
  readonly file: string;
  readonly from: RegExp;
  readonly to: string;
  readonly misses: string;
}

const CHANGES: readonly Change[] = [
  {
    file: "outage-absorbed",
    from: /^sinks\.k\.perBatchMs = .*/,
    to: "sinks.k.perBatchMs = 60",
    misses: "fill, worst distance",
  },
  {
    file: "overload-keepalive-0",
    from: /^channels\.c\.keep-alive = 0$/,
    to: "channels.c.keep-alive = 3",
    misses: "failed appends",
  },
  {
    file: "outage-cascade",
    from: /^channels\.c\.capacity = .*/,
    to: "channels.c.capacity = 3300",
    misses: "fill, mean distance",
  },
  {
    file: "byte-capacity",
    from: /^channels\.c\.byteCapacity = .*/,
    to: "channels.c.byteCapacity = 3000000",
    misses: "EventPutSuccessCount",
  },
  {
    file: "hdfs-steady",
    from: /^sinks\.k1\.hdfs\.rollInterval = .*/,
    to: "sinks.k1.hdfs.rollInterval = 8",
    misses: "files",
  },
  {
    file: "hdfs-kill",
    from: /^sinks\.k1\.hdfs\.rollInterval = .*/,
    to: "sinks.k1.hdfs.rollInterval = 30",
    misses: "events that can be read",
  },
];

describe("a wrong model would be found out", () => {
  test.each(CHANGES)("$file with $to misses", ({ file, from, to, misses }) => {
    const trace = reference(file);
    const changed = withLine(trace, from, to);
    const outcome = verify(changed, []);
    expect("checks" in outcome && !outcome.isPassed).toBe(true);
    const missed = "checks" in outcome ? outcome.checks.filter(({ isPassed }) => !isPassed) : [];
    expect(missed.map(({ what }) => what)).toContain(misses);
  });
});

/** The trace with one line of each agent's configuration replaced where it matches. */
function withLine(trace: ReferenceTrace, from: RegExp, to: string): ReferenceTrace {
  let isChanged = false;
  const agents = Object.entries(trace.agents).map(([name, agent]) => {
    const conf = agent.conf.map((line) => {
      if (!from.test(line)) return line;
      isChanged = true;
      return to;
    });
    return [name, { ...agent, conf }] as const;
  });
  expect(isChanged).toBe(true);
  return { ...trace, agents: Object.fromEntries(agents) };
}
