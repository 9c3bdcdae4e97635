/**
 * Goal: what the README says of the recordings is what verifying them gives. Method: the table and the pictures are
 * made again, and the list of misses is that of the tests.
 */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { figureSvg } from "../../src/report/verification/figures.js";
import { summaryText } from "../../src/report/verification/summary.js";
import { overlay } from "../../src/verify/overlay.js";
import { scores, scoresByName, type Outcome } from "../../src/verify/score.js";
import { verify } from "../../src/verify/verify.js";
import { reference, references } from "../support/references.js";

const readme = readFileSync("README.md", "utf8");
const outcomes: Outcome[] = [];

beforeAll(() => {
  const all = references();
  for (const { file, trace } of all) {
    const repeats = all.filter((other) => other.trace.name === trace.name && other.file !== file);
    const outcome = verify(
      trace,
      repeats.map((other) => other.trace),
    );
    if ("checks" in outcome) outcomes.push(outcome);
  }
}, 120_000);

describe("the README's fidelity section", () => {
  test("shows the table that `npm run verify` prints", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as {
      scripts: { verify: string };
    };
    const calibration = /--calibration (\S+)/.exec(scripts.verify)![1]!.split(",");
    const table = summaryText(scoresByName(outcomes), scores(outcomes, calibration), calibration);
    expect(readme).toContain(`\`\`\`text\n${table}\n\`\`\``);
  });

  test("names every recording that misses", () => {
    const names = outcomes.flatMap(({ name, checks }) =>
      checks.every(({ isPassed }) => isPassed) ? [] : [name],
    );
    const listed = [...readme.matchAll(/^\| `([\w-]+)` +\| .*\|$/gm)].map(([, name]) => name!);
    expect([...new Set(listed)].sort()).toEqual([...new Set(names)].sort());
  });

  test.each([
    { picture: "outage-cascade.svg", file: "outage-cascade", subject: "CHANNEL.c of t1a" },
    { picture: "hdfs-kill.svg", file: "hdfs-kill", subject: "CHANNEL.c of a" },
  ])("shows $picture as it is drawn today", ({ picture, file, subject }) => {
    const trace = reference(file);
    const over = overlay(trace, verify(trace, []));
    const figure = over.figures.find((each) => each.subject === subject)!;
    expect(readme).toContain(`](.readme/${picture})`);
    expect(readFileSync(`.readme/${picture}`, "utf8")).toBe(figureSvg(trace, over, figure));
  });
});
