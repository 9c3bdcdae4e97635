/**
 * Goal: what a plan recommends does it, and nothing less does, for those who did not make the plan. Method: five small
 * scenarios whose answers are derived by hand in their headers. The recommended settings are run on 400 seeds that the
 * plan never saw, with the uncertain inputs drawn here: so many must pass that a share under the asked one is ruled out by
 * an exact one-sided test. Each binding setting one step less must fail: so few pass that the asked share is ruled out. Where an agent may be down, one is in every run, each in turn.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findings } from "../../../src/analysis/find.js";
import { simulate } from "../../../src/experiment/run.js";
import type { Binding, Plan } from "../../../src/experiment/plan/result.js";
import { parseScenario } from "../../../src/scenario/parse-scenario.js";
import type { UncertainSetting } from "../../../src/scenario/types/plan.js";
import { incompleteBeta, incompleteBetaInverse } from "../../../src/statistics/beta.js";
import { Streams } from "../../../src/random/streams.js";
import { planOf } from "../../support/plans.js";

const SEEDS = 400;
const FIRST_SEED = 50_000_000;
/** Of each test: chance that it rules out what is so. */
const SIGNIFICANCE = 0.05;

interface Expected {
  readonly file: string;
  readonly settings: readonly string[];
  readonly kinds: readonly Binding["kind"][];
}

const EXPECTED: readonly Expected[] = [
  {
    file: "room",
    settings: ["tier1.channel.capacity=7000", "tier1.sinks.count=1"],
    kinds: ["binding", "at-lowest"],
  },
  {
    file: "drain",
    settings: ["tier1.channel.capacity=4500", "tier1.sinks.count=2"],
    kinds: ["binding", "binding"],
  },
  {
    file: "two-tiers",
    settings: ["tier1.channel.capacity=1000", "tier2.channel.capacity=6000"],
    kinds: ["at-lowest", "binding"],
  },
  {
    file: "agents",
    settings: ["tier1.agents=3", "tier1.channel.capacity=1000"],
    kinds: ["binding", "at-lowest"],
  },
  {
    file: "crash",
    settings: ["tier1.channel.type=file", "tier1.channel.capacity=3500"],
    kinds: ["binding", "binding"],
  },
];

/** P(X ≤ k) of 400 seeds that each meet the objectives with that chance: I_(1-p)(n - k, k + 1). */
function chanceOfAtMost(k: number, share: number): number {
  return k < SEEDS ? incompleteBeta(1 - share, SEEDS - k, k + 1) : 1;
}

/** The least number of 400 that is not too few for a share: P(X ≤ it) is at least the significance. */
function leastOf(share: number): number {
  let k = 0;
  while (chanceOfAtMost(k, share) < SIGNIFICANCE) k += 1;
  return k;
}

/** The least number of 400 that is too many for a smaller share: P(X ≥ it) is at most the significance. */
function enoughFor(share: number): number {
  let k = 1;
  while (1 - chanceOfAtMost(k - 1, share) > SIGNIFICANCE) k += 1;
  return k;
}

function draw({ law, least, likely, most }: UncertainSetting, uniform: number): number {
  const width = most - least;
  if (law === "uniform") return least + uniform * width;
  if (law === "beta") {
    const alpha = 1 + (4 * (likely - least)) / width;
    return least + width * incompleteBetaInverse(uniform, alpha, 6 - alpha);
  }
  const mode = (likely - least) / width;
  return uniform < mode
    ? least + width * Math.sqrt(uniform * mode)
    : most - width * Math.sqrt((1 - uniform) * (1 - mode));
}

/** Seeds of 400 that meet the objectives; no more are run than it takes to fail. */
function successes(text: string, settings: readonly string[], needed: number): number {
  const { plan } = parseScenario(text);
  const oneDown = (i: number): string[] =>
    [...plan!.spare.keys()].flatMap((tier) => {
      const agents =
        1 + Number(settings.find((each) => each.startsWith(`${tier}.agents=`))!.split("=")[1]);
      const down = `{ at: 0 s, on: "${tier}[${String(i % agents)}]", kind: down }`;
      return [`${tier}.agents=${String(agents)}`, `faults=[${down}]`];
    });
  const bare = text.slice(0, text.indexOf("\nplan:"));
  let met = 0;
  for (let i = 0; i < SEEDS && SEEDS - (i - met) >= needed; i++) {
    const stream = new Streams(FIRST_SEED + i).stream("outside");
    const drawn = plan!.uncertain.map((input) => {
      return `${input.path}=${draw(input, stream.uniform()).toPrecision(7)} ${input.unit}`;
    });
    const { scenario } = parseScenario(bare, { set: [...drawn, ...settings, ...oneDown(i)] });
    if (findings(simulate(scenario!, { seed: FIRST_SEED + i })).verdict.isMet) met += 1;
  }
  return met;
}

test("under 373 of 400 rule 95 % out, and from 388 on less is ruled out", () => {
  // Normal approximation with its correction of half a seed: 380 ∓ 1.645 × √19 ∓ 0.5 = 372.3 and 387.7.
  expect([leastOf(0.95), enoughFor(0.95)]).toEqual([373, 388]);
});

describe.each(EXPECTED)("$file", ({ file, settings, kinds }) => {
  const text = readFileSync(`test/experiment/plan/scenarios/${file}.yaml`, "utf8");
  let plan: Plan;

  test("is planned as its header derives it", async () => {
    plan = await planOf(text);
    expect(plan.outcome).toBe("found");
    expect(plan.recommended!.settings).toEqual(settings);
    expect(plan.bindings.map(({ kind }) => kind)).toEqual(kinds);
  });

  test("the recommended settings pass on seeds that the plan never saw", () => {
    const enough = enoughFor(0.95);
    expect(successes(text, plan.recommended!.settings, enough)).toBeGreaterThanOrEqual(enough);
  });

  test("each binding setting one step less fails", () => {
    const least = leastOf(0.95);
    plan.bindings.forEach(({ kind, path, less }, i) => {
      if (kind !== "binding") return;
      const shrunk = plan.recommended!.settings.with(i, `${path}=${less!}`);
      expect([path, successes(text, shrunk, least) < least]).toEqual([path, true]);
    });
  });

  test("every failing neighbour is named with an objective, a seed, and a command", () => {
    for (const { failure, evidence } of plan.cheaper) {
      expect(evidence.verdict).toBe("fails");
      expect(plan.asked.objectives).toContain(failure!.objective);
      expect(failure!.replay).toMatch(/^fanin run plan\.yaml --set .* --seed \d+$/);
    }
  });
});
