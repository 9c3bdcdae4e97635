/**
 * Goal: what is published works without this checkout. Method: pack it, unpack it somewhere else beside its
 * production dependencies alone, and use it as a user does.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { smallScenario } from "../support/small-scenario.js";

interface Manifest {
  readonly dependencies: Record<string, string>;
  readonly bin: Record<string, string>;
}

let folder = "";
const at = (...names: string[]): string => join(folder, ...names);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fanin-package-"));
  const packed = execFileSync(
    "npm",
    ["pack", "--ignore-scripts", "--json", "--pack-destination", folder],
    {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  mkdirSync(at("node_modules", ".bin"), { recursive: true });
  execFileSync("tar", ["-xzf", at(filename), "-C", at("node_modules")]);
  execFileSync("mv", [at("node_modules", "package"), at("node_modules", "fanin")]);
  symlinkSync(join("..", "fanin", manifest().bin["fanin"]!), at("node_modules", ".bin", "fanin"));
  chmodSync(at("node_modules", "fanin", manifest().bin["fanin"]!), 0o755); // npm does, when it links a bin
  writeFileSync(at("package.json"), "{}");
  for (const name of productionDependencies()) {
    cpSync(resolve("node_modules", name), at("node_modules", name), { recursive: true });
  }
  writeFileSync(at("small.yaml"), smallScenario());
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the packed package", () => {
  test("runs a scenario by its command", () => {
    const { status, stdout, stderr } = spawnSync(
      "npx",
      ["--no-install", "fanin", "run", "small.yaml"],
      {
        cwd: folder,
        encoding: "utf8",
      },
    );
    expect({ status, first: stdout.split("\n")[0] }).toEqual({ status: 0, first: "MET  Small" });
    expect(stderr).not.toContain("Error");
  });

  test("shows the page", async () => {
    const program = at("node_modules", ".bin", "fanin");
    const child = spawn(process.execPath, [program, "show", "--port", "0"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const url = await new Promise<string>((resolve) => {
      child.stdout.once("data", (bytes: Buffer) => {
        resolve(bytes.toString().split("\n")[0]!);
      });
    });
    const page = await (await fetch(url)).text();
    child.kill("SIGINT");
    expect(page).toContain('<div id="page">');
    const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(page)![1]!;
    expect(existsSync(at("node_modules", "fanin", "dist", "web", script))).toBe(true);
  });

  test("brings the shipped scenarios along", () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [
        at("node_modules", ".bin", "fanin"),
        "check",
        at("node_modules", "fanin", "scenarios", "burst.yaml"),
      ],
      { encoding: "utf8" },
    );
    expect({ status, found: stdout.includes("no problems") }).toEqual({ status: 0, found: true });
  });

  test("is a library", () => {
    writeFileSync(
      at("use.mjs"),
      'import { parseScenario } from "fanin";\nconsole.log(parseScenario("fanin: 1").problems.length > 0);\n',
    );
    const { status, stdout } = spawnSync(process.execPath, [at("use.mjs")], { encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "true\n" });
  });

  test("no production dependency has an install script", () => {
    const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
      packages: Record<string, { dev?: boolean; hasInstallScript?: boolean }>;
    };
    const scripted = Object.entries(packages)
      .filter(([, each]) => each.hasInstallScript === true && each.dev !== true)
      .map(([name]) => name);
    expect(scripted).toEqual([]);
  });
});

function manifest(): Manifest {
  return JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
}

/** Names of the packages that a user's install brings, those of the packages' own too. */
function productionDependencies(): string[] {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { dev?: boolean; optional?: boolean }>;
  };
  return Object.entries(packages)
    .filter(([path, each]) => path !== "" && each.dev !== true && each.optional !== true)
    .map(([path]) => path.replace(/^node_modules\//, ""));
}

test("an install without development dependencies builds nothing, and says how to", () => {
  const empty = mkdtempSync(join(tmpdir(), "fanin-production-"));
  const { status, stderr } = spawnSync("node", [resolve(".ci/prepare.mjs")], {
    cwd: empty,
    encoding: "utf8",
  });
  rmSync(empty, { recursive: true });
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr:
      "fanin: not built, for that takes the development dependencies\n  fix: npm ci && npm ci --omit=dev\n",
  });
});
