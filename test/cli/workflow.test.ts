/**
 * Goal: a pull request that makes a channel smaller is answered by numbers. Method: the steps of the GitHub workflow,
 * as that runs them, in a repository with such a commit; `gh` is a file that keeps what it is given.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { assertFresh } from "../support/cli.js";

const WORKFLOW = ".github/workflows/capacity.yml";
/** Needs room for 5,700 to 6,200 events; its `plan` varies the capacity in steps of 1,000. */
const SCENARIO = readFileSync("test/experiment/plan/scenarios/room.yaml", "utf8");

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
}

const { defaults, jobs } = parse(readFileSync(WORKFLOW, "utf8")) as {
  defaults?: { run?: { shell?: string } };
  jobs: { answer: { steps: readonly Step[] } };
};
/** As GitHub starts it: with pipefail only where the workflow asks for bash by its name. */
const shellFlags = defaults?.run?.shell === "bash" ? "--noprofile --norc -eo pipefail" : "-e";
const steps = jobs.answer.steps.filter(({ run }) => run !== undefined && run !== "npm ci");

let folder = "";
const at = (...names: string[]): string => join(folder, ...names);

beforeAll(() => {
  assertFresh();
  folder = mkdtempSync(join(tmpdir(), "fanin-pull-"));
  mkdirSync(at("repository", "scenarios"), { recursive: true });
  mkdirSync(at("bin"));
  mkdirSync(at("repository", "node_modules", ".bin"), { recursive: true });
  const fanin = `exec "${process.execPath}" "${resolve("dist/cli/main.js")}" "$@"`;
  writeProgram(at("repository", "node_modules", ".bin", "fanin"), fanin);
  writeProgram(at("bin", "gh"), `printf '%s ' "$@" > ${at("said.txt")}`);
  writeFileSync(at("repository", ".gitignore"), "node_modules\nanswer\n");
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test("capacity 8000 → 3000: no longer met, by how much, and which capacity would do", () => {
  git("init", "--quiet");
  const base = commit(SCENARIO.replace("capacity: 3000", "capacity: 8000"));
  commit(SCENARIO);
  const { failed, ran } = carryOut(base);
  expect(failed).toEqual(["Are the objectives met"]);
  expect(ran).toEqual(steps.map(({ name }) => name));
  const answer = readFileSync(at("summary.md"), "utf8");
  expect(answer).toContain("All objectives are met in 0 of 20 seeds with B");
  expect(answer).toMatch(/\| tier1\.peakFill \| 84 % \| 100 % \|/);
  expect(answer).not.toContain("****");
  expect(answer).toMatch(/^-.*capacity: 8000/m);
  expect(answer).toMatch(/^.*tier1\.channel\.capacity.*3000.*7000/m);
  for (const shown of readmeQuotes()) expect(answer.replaceAll(/ +/g, " ")).toContain(shown);
  const said = readFileSync(at("said.txt"), "utf8");
  expect(said).toBe("pr comment 17 --edit-last --create-if-none --body-file answer/answer.md ");
  const objectives = readFileSync(at("repository", "answer", "objectives.xml"), "utf8");
  expect(objectives).toContain("met in 0 of 20 seeds");
  expect(readFileSync(at("repository", "answer", "plan.xml"), "utf8")).toContain(
    "take tier1.channel.capacity=7000 (now 3000), tier1.sinks.count=1: met in",
  );
}, 180_000);

function writeProgram(file: string, command: string): void {
  writeFileSync(file, `#!/bin/sh\n${command}\n`);
  chmodSync(file, 0o755);
}

function commit(text: string): string {
  writeFileSync(at("repository", "scenarios", "site.yaml"), text);
  git("add", ".");
  git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "capacity");
  return git("rev-parse", "HEAD").trim();
}

/** What the README shows of this answer: the lines of its quotation but for the rules of tables. */
function readmeQuotes(): string[] {
  const section = /answers a pull request.*?\n\n((?:>[^\n]*\n)+)/s.exec(
    readFileSync("README.md", "utf8"),
  );
  const lines = section![1]!.split("\n").map((line) => line.slice(2).replaceAll(/ +/g, " "));
  return lines.filter((line) => /\w/.test(line)).map((line) => line.replace(/ …$/, ""));
}

function git(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync("git", args, {
    cwd: at("repository"),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  return stdout;
}

/** As GitHub does: each step in a shell that ends at the first failure, conditions by what went before. */
function carryOut(base: string): { failed: string[]; ran: (string | undefined)[] } {
  const failed: string[] = [];
  const ran: (string | undefined)[] = [];
  for (const { name, run, if: condition = "success()" } of steps) {
    const holds = {
      "success()": failed.length === 0,
      "failure()": failed.length > 0,
      "always()": true,
    };
    expect(Object.keys(holds)).toContain(condition);
    if (!holds[condition as keyof typeof holds]) continue;
    const { status, stderr } = spawnSync("bash", [...shellFlags.split(" "), "-c", run!], {
      cwd: at("repository"),
      encoding: "utf8",
      env: {
        ...process.env,
        PATH: `${at("bin")}:${process.env["PATH"]!}`,
        BASE: base,
        NUMBER: "17",
        GITHUB_STEP_SUMMARY: at("summary.md"),
      },
    });
    ran.push(name);
    if (status !== 0) failed.push(name!);
    if (status !== 0 && status !== 1) throw new Error(`${name!}: ${stderr}`);
  }
  return { failed, ran };
}
