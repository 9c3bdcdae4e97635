/**
 * Goal: of each rule of thumb an audit says what it says, what is needed, and what becomes of a system sized by it.
 * Method: a scenario whose rules are worked out by hand, carried out in this thread.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { makeAudit } from "../../../src/engine/audit.js";
import type { Engine } from "../../../src/engine/engine.js";
import { auditRows } from "../../../src/experiment/audit/tables.js";
import type { Audit, RuleFinding } from "../../../src/experiment/audit/result.js";
import { auditSection } from "../../../src/report/audit/section.js";
import { auditText } from "../../../src/report/audit/text.js";
import { documentHtml } from "../../../src/report/document/html.js";
import { HERE, requestOf } from "../../support/plans.js";
import { tableOf } from "../../support/report-page.js";
import { AUDITED } from "./scenario.js";

let audit: Audit;
let text = "";
const estimates: (readonly [number, number])[] = [];

beforeAll(async () => {
  audit = await makeAudit(HERE, requestOf(AUDITED), 2, {
    onProgress: (done, runs) => estimates.push([done, runs]),
  });
  text = auditText(audit);
});

function ruleOf(of: Audit, name: string): RuleFinding {
  return of.findings.find(({ rule }) => rule === name)!;
}

describe("worked out by hand", () => {
  test.each([
    // rule, says, least and most that it may need, seconds at which its channel is full
    ["one agent for 16 senders", 2, [4, 4], "late"],
    ["one agent for 4 senders", 8, [4, 4], null],
    ["MB/s by kind of channel", 1, [4, 4], "late"],
    ["(sources + sinks) / 2 cores", 1, [1, 1], null],
    ["rate × outage", 4000, [6000, 6400], 120 + 4000 / 60],
    ["rate × outage × 1.10", 4400, [6000, 6400], 120 + 4400 / 60],
    ["10 minutes of data", 24_000, [6000, 6400], null],
    ["2 hours for a repair", 288_000, [6000, 6400], null],
    ["Flume's default capacity", 100, [6000, 6400], 120 + 100 / 60],
  ] as const)("%s", (name, says, [least, most], fullAt) => {
    const { value, need, verdict, failure, met, tier } = ruleOf(audit, name);
    expect({ value, tier }).toEqual({ value: says, tier: "agent" });
    expect(need.value).toBeGreaterThanOrEqual(least);
    expect(need.value).toBeLessThanOrEqual(most);
    expect(verdict).toBe(fullAt === null ? "holds" : "fails");
    expect(met!.successes).toBe(fullAt === null ? 2 : 0);
    if (fullAt === null) expect(failure).toBeNull();
    else expect(failure).toMatchObject({ layer: "agent", what: "full", seeds: 2 });
    // The batches in hands are a second of load at the most.
    if (typeof fullAt === "number")
      expect(Math.abs(failure!.medianSeconds! - fullAt)).toBeLessThan(1);
  });

  test("the forecast of the recovery forgets what goes on coming", () => {
    const { value, need, verdict, unit, tier } = ruleOf(audit, "outage × write / send");
    expect({ verdict, unit, tier }).toEqual({ verdict: "fails", unit: "s", tier: null });
    expect(value).toBeCloseTo(40, 1);
    expect(need.value).toBeGreaterThan(149);
    expect(need.value).toBeLessThan(166);
  });

  test("the system that all are tried in has a quarter more room than is needed, and meets the objectives", () => {
    const { rooms, met, settings } = audit.reference!;
    const [room] = rooms;
    expect(room).toMatchObject({ tier: "agent", now: 3000 });
    expect(room!.has).toBe(Math.ceil(1.25 * room!.needs));
    expect(settings).toContain(`agent.channel.capacity=${String(room!.has)}`);
    expect(met).toMatchObject({ successes: 2, trials: 2 });
  });

  test("fewer agents share the same room", () => {
    const { settings } = ruleOf(audit, "one agent for 16 senders");
    const has = audit.reference!.rooms[0]!.has;
    expect(settings).toContain("agent.agents=2");
    expect(settings).toContain(`agent.channel.capacity=${String(2 * has)}`);
  });

  test("rules that say nothing are named with their reason", () => {
    expect(audit.left).toEqual([
      { rule: "1,000 events/s an HDFS sink", tier: "agent", why: "no sink of it writes to HDFS" },
    ]);
  });
});

describe("how long it takes", () => {
  test("how many runs it will take is told from the start, and at the end all of them are done", () => {
    const [done, runs] = estimates.at(-1)!;
    expect(done).toBe(runs);
    expect(audit.runs).toBe(done);
    for (const [, expected] of estimates) {
      expect(Math.abs(expected - runs)).toBeLessThanOrEqual(0.2 * runs);
    }
  });
});

describe("how it is shown", () => {
  test("text: what each rule says beside what is needed, and the reason below what fails", () => {
    expect(text).toMatch(/✓ one agent for 4 senders +8 agents +4 agents +2 ×\n/);
    expect(text).toMatch(/✗ rate × outage +4 k events +6\.\d+ k events +6\d(\.\d)? %\n/);
    const words = text.replaceAll(/\s+/g, " ");
    expect(words).toContain("fails: agent full at 00:03:06; no refusals:");
    expect(words).toContain("(in 2 of 2 seeds)");
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("room that is short, where no objective forbids what becomes of the rest, is told so", () => {
    const [first] = audit.findings.filter(({ unit }) => unit === "events");
    const lucky = { ...first!, verdict: "holds", failure: null } as const;
    expect(auditText({ ...audit, findings: [lucky] })).toContain("holds, though short");
    const enough = { ...lucky, value: lucky.need.value! };
    expect(auditText({ ...audit, findings: [enough] })).not.toContain("though short");
  });

  test("report: the same numbers, exactly", () => {
    const document = { title: "t", about: "", sections: [auditSection(audit)], footer: "" };
    const { rows } = tableOf(documentHtml(document), "What each rule says");
    expect(rows.size).toBe(audit.findings.length);
    for (const { rule, value, need } of audit.findings) {
      expect(rows.get(rule)!.get("says")!.value).toBe(value);
      expect(rows.get(rule)!.get("needs")!.value).toBe(need.value);
    }
    expect(rows.get("rate × outage")!.get("a system sized by it")!.text).toMatch(
      /^fails: agent full at 00:03:06; no refusals: .* \(in 2 of 2 seeds\)$/,
    );
  });

  test("table: a row a rule", () => {
    const rows = auditRows(audit);
    expect(rows).toHaveLength(audit.findings.length);
    expect(rows[4]).toMatchObject({ rule: "rate × outage", says: 4000, verdict: "fails", met: 0 });
  });
});

describe("what a rule is not to blame for", () => {
  let hopeless: Audit;
  let simulated = 0;
  beforeAll(async () => {
    const counting: Engine = {
      ...HERE,
      run: async (jobs, watch) => {
        const outcome = await HERE.run(jobs, watch);
        simulated += outcome.results.filter(({ kind }) => kind === "run").length;
        return outcome;
      },
    };
    const changed = AUDITED.replace("within 4 min", "within 10 s")
      .replace("batchSize: 40, service: 400 ms", "batchSize: 400, service: 4 s")
      .replace("transactionCapacity: 100", "transactionCapacity: 1000");
    hopeless = await makeAudit(counting, requestOf(changed), 1);
  });

  test("an objective that no room meets leaves open what fails", () => {
    expect(hopeless.reference!.met.successes).toBe(0);
    expect(ruleOf(hopeless, "rate × outage").verdict).toBe("open");
    expect(auditText(hopeless)).toContain("not decided: with room for all it is missed as well");
    expect(auditText(hopeless).replaceAll(/\s+/g, " ")).toContain("in 0 of 1 seeds only (drained");
  });

  test("a number that does is not found, and how far was looked is said", () => {
    const { need } = ruleOf(hopeless, "one agent for 4 senders");
    expect(need).toMatchObject({ value: null, tried: 8 });
    expect(auditText(hopeless)).toMatch(/one agent for 4 senders +8 agents +over 8 agents/);
  });

  test("settings that Flume refuses are not run: the problem is the answer", () => {
    const { verdict, problem, met } = ruleOf(hopeless, "Flume's default capacity");
    expect({ verdict, met }).toEqual({ verdict: "cannot-be", met: null });
    expect(hopeless.runs).toBe(simulated);
    expect(problem).toContain("sinks.batchSize: expected at most 100 events");
  });
});

test("an audit that is interrupted says so, and keeps what it has", async () => {
  let batches = 0;
  const cut: Engine = {
    ...HERE,
    run: async (jobs, watch) => {
      batches += 1;
      const { results } = await HERE.run(batches > 2 ? [] : jobs, watch);
      return { results, isInterrupted: batches > 2 };
    },
  };
  const { isWhole, findings, reference, runs } = await makeAudit(cut, requestOf(AUDITED), 1);
  expect({ isWhole, findings: findings.length, runs }).toEqual({
    isWhole: false,
    findings: 0,
    runs: 2,
  });
  expect(reference!.met.trials).toBe(1);
});
