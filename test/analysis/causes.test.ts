/** Goal: the chain of causes says what led to what, and no more. Method: shipped scenarios whose story is known. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Findings, Step } from "../../src/analysis/findings.js";
import { simulated } from "../support/simulated.js";

function foundIn(file: string): Findings {
  return simulated(readFileSync(`scenarios/${file}.yaml`, "utf8")).found;
}

/** What led to a step, from the step back to its root. */
function chainOf({ steps }: Findings, step: Step): string[] {
  const cause = step.cause === undefined ? [] : chainOf({ steps } as Findings, steps[step.cause]!);
  return [`${step.layer}: ${step.what}`, ...cause];
}

describe("the chain of causes", () => {
  test("a group that takes the standby does so because nobody listens; its return has no such cause", () => {
    const found = foundIn("failover");
    const changes = found.steps.filter(({ what }) => what === "failed-over");
    expect(changes.map((step) => chainOf(found, step))).toEqual([
      ["tier1: failed-over", "tier1: connection-refused", "tier2: process-down", "tier2: fault"],
      ["tier1: failed-over"],
    ]);
  });

  test("what servers drop goes back to the destination that is down", () => {
    const text = readFileSync("scenarios/single-agent.yaml", "utf8");
    const { found } = simulated(text, ["web.client.backlog=20 MB"]);
    const dropped = found.steps.find(({ what }) => what === "dropped")!;
    expect(chainOf(found, dropped)).toEqual([
      "web: dropped",
      "web: backlog",
      "web: call-rejected",
      "collector: put-rejected",
      "collector: channel-full",
      "collector: write-failed",
      "collector: fault",
    ]);
  });

  test("a channel that fills with nothing wrong has more offered than it passes on", () => {
    const found = foundIn("burst");
    const text = readFileSync("scenarios/burst.yaml", "utf8");
    const full = simulated(text, ["collector.channel.capacity=1000000"]).found;
    const step = full.steps.find(({ what }) => what === "channel-full")!;
    expect(chainOf(full, step)).toEqual(["collector: channel-full", "collector: overload"]);
    expect(found.steps.some(({ what }) => what === "channel-full")).toBe(false);
  });
});
