/**
 * Goal: a plan that stops when it is sure is sure. Method: by hand for small counts; then how often either answer is
 * wrong, over many sequences that are looked at after every trial.
 */
import { describe, expect, test } from "vitest";
import { Streams } from "../../src/random/streams.js";
import { decideShare } from "../../src/statistics/share-test.js";

describe("a share of 95 % at a confidence of 95 %", () => {
  test.each([
    // All succeed: (0.95^-n + (1 - 0.95^(n+1)) / ((n + 1) 0.05 0.95^n)) / 2 reaches 20 at n = 68.
    [67, 67, "undecided"],
    [68, 68, "meets"],
    // None of n: n = 1 gives (20 + 0.49875 / 0.95 / 0.05) / 2 = 15.2, n = 2 gives 270.
    [0, 1, "undecided"],
    [0, 2, "fails"],
    [95, 100, "undecided"],
    [19, 20, "undecided"],
    [1000, 1000, "meets"],
    [800, 1000, "fails"],
  ])("%d of %d: %s", (successes, trials, verdict) => {
    expect(decideShare({ successes, trials }, 0.95, 0.95)).toBe(verdict);
  });

  test("in the limit either answer is given", () => {
    expect(decideShare({ successes: 96_000, trials: 100_000 }, 0.95, 0.95)).toBe("meets");
    expect(decideShare({ successes: 94_000, trials: 100_000 }, 0.95, 0.95)).toBe("fails");
  });
});

test.each([
  [0.9, "meets"],
  [0.9, "fails"],
] as const)(
  "a share of exactly %d is not said to be otherwise more often than allowed (%s)",
  (share, wrong) => {
    const stream = new Streams(11).stream("trials");
    const sequences = 400;
    let errors = 0;
    for (let i = 0; i < sequences; i++) {
      let successes = 0;
      for (let trials = 1; trials <= 150; trials++) {
        if (stream.uniform() < share) successes += 1;
        if (decideShare({ successes, trials }, share, 0.95) !== wrong) continue;
        errors += 1;
        break;
      }
    }
    // 5 % of 400 are 20; a binomial of that mean is above 30 once in a hundred times.
    expect(errors).toBeLessThanOrEqual(30);
    expect(errors).toBeGreaterThan(0);
  },
);
