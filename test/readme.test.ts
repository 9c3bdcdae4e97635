/**
 * Goal: what the README shows is what a reader gets. Method: run its commands, its scenario and its example, and
 * compare what they print with what it shows.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatProblem, parseScenario } from "../src/index.js";
import { fanin } from "./support/cli.js";
import { missesOf } from "../src/experiment/plan/bound.js";
import { readmeBlocks } from "./support/readme.js";

const readme = readFileSync("README.md", "utf8");
const [install = "", everyTest = ""] = readmeBlocks("sh");
const [mainJob, problem, exampleOutput] = readmeBlocks("text");

describe("the README", () => {
  test("its first command installs and runs the main job, which prints what is shown", () => {
    expect(install).toBe("npm ci && npm run -s main-job\n");
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as {
      scripts: Record<string, string>;
    };
    const [, ...args] = scripts["main-job"]!.split(" ").slice(1);
    const { code, out, err } = fanin(args);
    expect({ code, out, err }).toEqual({ code: 1, out: mainJob, err: "" });
  });

  test("its second command is what CI runs", () => {
    const script = readFileSync(".ci/run", "utf8");
    expect(script.trim().split("\n").at(-1)).toBe(everyTest.trim());
  });

  test("its scenario has no problem and no warning", () => {
    const [yaml = ""] = readmeBlocks("yaml");
    const { problems, warnings } = parseScenario(yaml);
    expect([...problems, ...warnings].map(formatProblem)).toEqual([]);
  });

  test("its scenario has room for what the servers send while HDFS is there", () => {
    const [yaml = ""] = readmeBlocks("yaml");
    const { scenario } = parseScenario(yaml, { set: ["faults=[]"] });
    expect(missesOf(scenario!, 1)).toEqual([]);
  });

  test("its problem is what is said when the batch is larger than the transaction", () => {
    const [yaml = ""] = readmeBlocks("yaml");
    const wrong = yaml.replace("batch: 100", "batch: 2000");
    const { problems } = parseScenario(wrong, { file: "outage.yaml" });
    expect(`${problems.map(formatProblem).join("\n")}\n`).toBe(problem);
  });

  test("its example prints what is shown", () => {
    const [example = ""] = readmeBlocks("js");
    const folder = join("out", "readme");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "example.mjs"), example);
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, "example.mjs")], {
      encoding: "utf8",
    });
    rmSync(folder, { recursive: true });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: exampleOutput, stderr: "" });
  });

  test.each(["plan", "audit"])("its %s is what the command prints", (name) => {
    const command = readmeBlocks("sh").find((block) => block.startsWith(`fanin ${name} `))!;
    const shown = readmeBlocks("text").find((block) => block.startsWith(`${name.toUpperCase()} `));
    const { code, out, err } = fanin(wordsOf(command).slice(1));
    // On a busy machine it takes more than a minute, and says how far it is.
    const rest = err.replaceAll(/^fanin: \d+ of \d+ runs .*\n/gm, "");
    expect({ code, out, rest }).toEqual({ code: 0, out: shown, rest: "" });
  });

  test("it lists every shipped scenario with its question", () => {
    for (const file of readdirSync("scenarios").filter((name) => name.endsWith(".yaml"))) {
      expect(readme).toContain(`| [\`${file}\`](scenarios/${file})`);
    }
  });
});

/** A command as a shell takes it apart: words, some of them between quotes, and lines that go on. */
function wordsOf(command: string): string[] {
  const words = command.replaceAll("\\\n", " ").match(/'[^']*'|[^\s']+/g) ?? [];
  return words.map((word) => word.replaceAll("'", ""));
}
