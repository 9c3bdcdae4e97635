/**
 * Goal: which way events go around a dead or full destination agrees with Flume's rules, counted by hand.
 * Method: the penalties and back-offs of each header added up; bounds from a batch for each try, from three
 * standard deviations of the Poisson arrivals, and from what the sinks have in their hands.
 */
import { expect, test } from "vitest";
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import { expectBetween, expectNear, shipped, threeSigma } from "./shipped.js";

shipped("failover", (scenario) => {
  const penalties = [1, 2, 3, 4, 5].map((failures) => Math.min(2 ** failures, 30));
  const away = penalties.reduce((sum, seconds) => sum + seconds, 0);
  /** [s] to gather a batch of 500: what each of the five tries, and the notice of the kill, may be late by. */
  const late = 6 * (500 / 1000);

  test("the primary is refused once and at each try but the last", () => {
    expect(scenario.layer("tier2").connectionRefusals).toBe(penalties.length);
  });

  test("it is tried with success after the sum of its penalties", () => {
    const changes = scenario.run().recording.episodes.filter(({ kind }) => kind === "failed-over");
    const times = changes.map(({ fromTicks }) => fromTicks / TICKS_PER_SECOND);
    expect(times).toHaveLength(2);
    expectBetween(times[0]!, 120, 120 + 0.5 + 0.1);
    expectBetween(times[1]!, 120 + away, 120 + away + late + 0.1);
  });

  test("the standby gets what comes meanwhile", () => {
    const standby = scenario.run().total("tier2[1].source", "EventAcceptedCount");
    const noise = threeSigma(away * 1000);
    expectBetween(standby, away * 1000 - noise - 500, (away + late) * 1000 + noise + 500);
  });

  test("lost are two batches at the most, and tier 1 holds one and what ten servers send", () => {
    expect(scenario.run().found.mishaps.lostEvents).toBeLessThanOrEqual(2 * 500);
    expect(scenario.layer("tier1").peak!.events).toBeLessThanOrEqual(500 + 10 * 50);
  });

  test("with both away tier 1 holds what comes until the look at 70 s", () => {
    // Each penalty runs from the look that found it over; the next look after its end is a multiple of 5 s.
    const look = penalties.reduce((last, seconds) => Math.ceil((last + seconds) / 5) * 5, 0);
    expect(look).toBe(70);
    const { peak } = scenario.layer("tier1", "faults[0].on=tier2");
    // Noticed up to 0.5 s after the kill, and each look is some milliseconds later than 5 s.
    const noise = threeSigma(look * 1000) + 500;
    expectBetween(peak!.events, look * 1000 - noise, (look + 1) * 1000 + noise);
  });
});

shipped("dead-agent", (scenario) => {
  const accepted = (agent: number, ...set: string[]): number => {
    const { at } = scenario.run(...set);
    const part = `tier1[${String(agent)}].source`;
    return at(part, "EventAcceptedCount", 720) - at(part, "EventAcceptedCount", 120);
  };
  const noise = threeSigma(600 * 3000) + 30 * 100;

  test("with back-off each server meets the dead agent 21 to 24 times", () => {
    const first = 2 + 4 + 8 + 16;
    const most = 1 + 4 + Math.floor((600 - first) / 30);
    const least = 1 + 4 + Math.floor((600 - 3 - first - 4 * 3) / (30 + 3));
    expect([least, most]).toEqual([21, 24]);
    expectBetween(scenario.layer("tier1").connectionRefusals, 30 * least, 30 * most);
  });

  test("the other two take half each, but for the batches that were refused", () => {
    const refused = scenario.layer("tier1").connectionRefusals * 100;
    expectNear(accepted(0), 900_000 + refused / 4, refused / 4 + noise);
    expectNear(accepted(1), 900_000 - refused / 4, refused / 4 + noise);
  });

  test("without back-off it is met by every third batch, which then goes to agent 0", () => {
    const set = "web.client.backoff=false";
    const refusals = (30 * 600) / 3;
    // A server sends 600 batches, give or take three times sqrt(60,000) / 100 events, and its phase is any.
    const tolerance = 30 + threeSigma(30 * 60_000) / 100 / 3;
    expectNear(scenario.layer("tier1", set).connectionRefusals, refusals, tolerance);
    expectNear(accepted(0, set), 600 * 2000, noise);
    expectNear(accepted(1, set), 600 * 1000, noise);
  });

  test("two agents that are too slow fill up together", () => {
    const set = "tier1.sinks.service=800 ms";
    const drain = 1000 / (0.8 + 0.000_142);
    const [first, second] = [0, 1].map((agent) => {
      const sink = `tier1[${String(agent)}]`;
      const { at } = scenario.run(set);
      return (
        at(`${sink}.channel`, "EventPutSuccessCount", 420) -
        at(`${sink}.channel`, "EventTakeSuccessCount", 420)
      );
    });
    const tolerance = threeSigma(300 * 3000) + 2 * 1000;
    expectNear(first! + second!, 300 * (3000 - 2 * drain), tolerance);
    expect(scenario.layer("web", set).blockedShare).toBeGreaterThan(0.01);
  });
});

shipped("multiplexing", (scenario) => {
  const audit = 0.1 * 20 * 100;
  const down = 120;
  const fill = [(20_000 - 1000) / audit, 20_000 / audit] as const;

  test("the audit channel is full after its room / its rate", () => {
    const noise = (0.1 * threeSigma(20 * 100 * 100) + 10) / audit;
    expectBetween(scenario.fullAt("collector"), down + fill[0] - noise, down + fill[1] + noise);
    scenario.says(down + fill[0]);
    scenario.says(down + fill[1]);
    expect(scenario.layer("collector").firstFull!.where).toBe("collector[0].channels.audit");
  });

  test("the servers keep everything, not only the audit events", () => {
    const noise = threeSigma(600 * 2000) + 2000;
    const kept = scenario.run().at("web", "backlogEvents", 720);
    expectBetween(kept, (600 - fill[1]) * 2000 - noise, (600 - fill[0]) * 2000 + noise);
  });

  test("they are held up until the access sink has let all of that through", () => {
    const accepted = 1000 / (0.1 + 0.000_142) / 0.7;
    const heldUp = fill.map((seconds) => {
      const kept = 600 - seconds;
      return (kept + (kept * 2000) / (accepted - 2000)) / 1200;
    });
    // The channels of access and error take 100,000 events before their sinks set the pace.
    const ahead = 200_000 / (accepted - 2000) / 1200;
    const { blockedShare } = scenario.layer("web");
    expectBetween(blockedShare, heldUp[1]! - ahead, heldUp[0]! + 5 / 1200);
  });

  test("what the other channels had taken is written again with every try", () => {
    const { ledgers } = scenario.run().found;
    const copies = new Map(ledgers.map((ledger) => [ledger.destination, ledger.copies]));
    const tries = scenario.layer("collector").rejections;
    expectBetween(copies.get("collector.sinks.access")!, 1, 70 * tries);
    expectBetween(copies.get("collector.sinks.error")!, 1, 20 * tries);
    expect(copies.get("collector.sinks.audit")).toBe(0);
  });

  test("with room for the whole outage nobody notices", () => {
    const set = "collector.channels.audit.capacity=150000";
    const part = "collector[0].channels.audit";
    const noise = 0.1 * threeSigma(600 * 2000) + 1000;
    const peak = scenario.run(set).total(part, "peakEvents");
    expectBetween(peak, audit * 600 - noise, audit * 605 + noise);
    expect(scenario.layer("web", set).blockedShare).toBe(0);
  });
});
