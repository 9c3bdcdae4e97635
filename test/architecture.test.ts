/** Goal: the layers stay layers. Method: read every import and look it up in one table; count lines; look for banned words. */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

/**
 * What a layer may import besides itself; "type:x" allows `import type` alone, "npm:x" a package. Imports go
 * down: a new edge is a change to this table, with its reason.
 */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "src/assert.ts": [],
  "src/units": ["src/assert.ts"],
  "src/random": ["src/assert.ts", "src/units", "npm:seedrandom"],
  "src/kernel": ["src/assert.ts", "src/units"],
  "src/scenario": ["src/assert.ts", "src/units", "src/random", "npm:yaml"],
  // What storage, flume and traffic have in common: events, processes, hosts, links, connections.
  "src/model": ["src/assert.ts", "src/units", "src/random", "src/kernel", "type:src/scenario"],
  // Below flume and traffic, because agents and servers both write to it.
  "src/storage": [
    "src/assert.ts",
    "src/units",
    "src/random",
    "src/kernel",
    "src/model",
    "type:src/scenario",
  ],
  "src/flume": [
    "src/assert.ts",
    "src/units",
    "src/random",
    "src/kernel",
    "src/model",
    "src/storage",
    "type:src/scenario",
  ],
  "src/traffic": [
    "src/assert.ts",
    "src/units",
    "src/random",
    "src/kernel",
    "src/model",
    "src/storage",
    "type:src/scenario",
  ],
  "src/topology": [
    "src/assert.ts",
    "src/units",
    "src/random",
    "src/kernel",
    "src/model",
    "src/storage",
    "src/flume",
    "src/traffic",
    "type:src/scenario",
  ],
  "src/record": [
    "src/assert.ts",
    "src/units",
    "src/model",
    "src/flume",
    "src/topology",
    "type:src/scenario",
    "npm:@noble/hashes",
  ],
  "src/analysis": ["src/assert.ts", "src/units", "src/random", "src/record", "type:src/scenario"],
  // The fluid of the same scenario: who sends where (traffic) and what a selector says (flume) are asked of the model.
  "src/fluid": [
    "src/assert.ts",
    "src/units",
    "src/random",
    "src/scenario",
    "src/flume",
    "src/traffic",
  ],
  // What a scenario's numbers come to, before any run: the fluid of it, and formulas, each at its place in the text.
  "src/lint": ["src/units", "src/scenario", "src/fluid"],
  // Estimators on plain numbers: whose numbers they are is not known there.
  "src/statistics": ["src/assert.ts", "src/random"],
  // A job carries a scenario's text: whoever carries it out parses it. Jobs have hashed identities.
  "src/experiment": [
    "src/assert.ts",
    "src/units",
    "src/random",
    "src/statistics",
    "src/scenario",
    "npm:@noble/hashes",
    "src/topology",
    "src/record",
    "src/analysis",
    "src/fluid",
  ],
  // Pictures for report and page alike: below both, and knows neither. Only drawing may use these packages.
  "src/charts": ["src/assert.ts", "src/units", "npm:d3-array", "npm:d3-scale", "npm:d3-shape"],
  "src/report": [
    "src/assert.ts",
    "src/units",
    "src/charts",
    // The policy of a page names the one script that it may run by its hash.
    "npm:@noble/hashes",
    "npm:diff",
    "npm:hyparquet-writer",
    "type:src/analysis",
    "src/fluid",
    "type:src/experiment",
    "type:src/scenario",
    "type:src/verify",
  ],
  "src/flumeconf": ["src/assert.ts", "src/units"],
  // Carries out jobs side by side: beside the command line the one folder that knows threads and files.
  // The queue's packages are optional: their types alone, and import() where a Redis is asked for.
  "src/engine": [
    "src/assert.ts",
    "src/units",
    "src/experiment",
    "type:src/scenario",
    "node",
    "type:npm:bullmq",
    "type:npm:ioredis",
  ],
  // Holds the simulator against recordings: needs the whole way from a flume.conf to a recording.
  "src/verify": [
    "src/assert.ts",
    "src/units",
    "src/scenario",
    "src/flumeconf",
    "src/experiment",
    "type:src/record",
  ],
  // The words of the page and how it writes numbers: in the reader's language, which below web nothing knows of.
  "web/text": ["src/units"],
  // The page: what a run says (model), the engine in a worker, the shell around both, and what is seen.
  "web/model": [
    "src/units",
    "web/text",
    "src/charts",
    "src/analysis",
    "src/report",
    "type:src/record",
    "type:src/scenario",
    "type:web/engine",
    // Of recordings of real agents the page knows what was measured.
    "type:src/verify",
    "npm:d3-array",
    // The report of a run is the one that the command line makes, its fluid included.
    "src/experiment",
    "src/fluid",
  ],
  // Recordings of real agents are simulated in the worker, to be laid over what was measured.
  "web/engine": [
    "src/lint",
    "src/scenario",
    "src/experiment",
    "src/record",
    "src/analysis",
    "src/verify",
    "web/text",
    "web/model",
  ],
  // A file that is brought is a recording when record says so.
  "web/shell": ["src/units", "src/record", "src/scenario", "web/text", "web/engine", "web/model"],
  "web/view": [
    "src/units",
    "src/scenario",
    "src/charts",
    "src/report",
    "type:src/analysis",
    // What is exported is written by the code that the command line writes it with.
    "src/record",
    "web/text",
    "type:web/engine",
    "web/model",
    "web/shell",
    "type:web/editor",
    "npm:d3-shape",
    "npm:d3-scale-chromatic",
  ],
  // The text editor, a chunk of its own that is fetched when it is opened: only it may use these packages.
  "web/editor": [
    "type:src/scenario",
    "web/text",
    "npm:@codemirror/autocomplete",
    "npm:@codemirror/commands",
    "npm:@codemirror/lang-yaml",
    "npm:@codemirror/language",
    "npm:@codemirror/lint",
    "npm:@codemirror/search",
    "npm:@codemirror/state",
    "npm:@codemirror/view",
    "npm:@lezer/highlight",
  ],
  // Starts the engine, in a worker or in the page.
  "web/main.ts": ["web/engine", "web/text", "web/shell", "web/view"],
  // Weighs what it built.
  "web/vite.config.ts": ["npm:vite", "node"],
  // Estimates what machines cost from recordings: reads them as verify does, and writes a scenario with comments.
  "src/calibrate": [
    "src/assert.ts",
    "src/units",
    "src/random",
    "src/scenario",
    "src/flumeconf",
    "src/verify",
    "npm:yaml",
  ],
  "src/index.ts": [
    "src/scenario",
    "src/experiment",
    "src/analysis",
    "src/fluid",
    "src/record",
    "src/report",
  ],
  "src/cli": [
    "src/assert.ts",
    "src/units",
    "src/scenario",
    "src/experiment",
    "src/record",
    "src/analysis",
    "src/fluid",
    "src/lint",
    // The map is drawn, and a picture is one of the files a command writes.
    "src/charts",
    "src/report",
    "src/flumeconf",
    "src/verify",
    "src/calibrate",
    "src/engine",
    "node",
  ],
};

/** `import … from "x"`, `import "x"`, `export … from "x"`. */
const IMPORT = /^(?:import|export) (type )?(?:[^;"]*? from )?"([^"]+)";/gm;

const MOST_LINES = 500;
const MOST_FILES_A_FOLDER = 20;

/** Words that have no place in the sources, and what to use instead. */
const BANNED: readonly (readonly [RegExp, string])[] = [
  [/\bas any\b/, "a type"],
  [/@ts-(ignore|expect-error|nocheck)/, "a type"],
  [/\bTODO\b|\bFIXME\b/, "an issue"],
];

const ALL_SOURCES = [...sourceFiles("src"), ...sourceFiles("web")];

describe("architecture", () => {
  test("every import goes down", () => {
    const forbidden = ALL_SOURCES.flatMap((file) =>
      importsOf(file)
        .filter(({ target, isType }) => !isAllowed(layerOf(file), target, isType))
        .map(({ target }) => `${file} imports ${target}`),
    );
    expect(forbidden).toEqual([]);
  });

  test("every file belongs to a layer of the table", () => {
    const strays = ALL_SOURCES.filter((file) => !Object.hasOwn(ALLOWED, layerOf(file)));
    expect(strays).toEqual([]);
  });

  test("no file is longer than 500 lines, no folder holds more than 20 files", () => {
    const long = ALL_SOURCES.filter((file) => linesOf(file).length > MOST_LINES);
    const byFolder = groupByFolder(ALL_SOURCES);
    const crowded = [...byFolder].filter(([, files]) => files.length > MOST_FILES_A_FOLDER);
    expect({ long, crowded: crowded.map(([folder]) => folder) }).toEqual({ long: [], crowded: [] });
  });

  test("the kernel and the randomness never name a Flume thing", () => {
    const words = /\b(flume|avro|hdfs|kafka|channel|sink|agent|tier|event batch)\b/i;
    const named = [...sourceFiles("src/kernel"), ...sourceFiles("src/random")].filter((file) =>
      words.test(readFileSync(file, "utf8")),
    );
    expect(named).toEqual([]);
  });

  test("the kernel compiles alone: with the language, assertions and units, and no more", () => {
    const program = ts.createProgram(sourceFiles("src/kernel"), {
      strict: true,
      noEmit: true,
      lib: ["lib.es2023.d.ts"],
      types: [],
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
    });
    const messages = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
    expect(messages).toEqual([]);
    const folders = program
      .getSourceFiles()
      .filter((file) => !program.isSourceFileDefaultLibrary(file))
      .map(({ fileName }) => layerOf(relative(".", fileName)));
    expect([...new Set(folders)].sort()).toEqual(["src/assert.ts", "src/kernel", "src/units"]);
  });

  test("no source has a banned word", () => {
    const found = ALL_SOURCES.flatMap((file) =>
      linesOf(file).flatMap((line, i) =>
        BANNED.filter(([word]) => word.test(line)).map(
          ([, instead]) => `${file}:${String(i + 1)}: use ${instead}`,
        ),
      ),
    );
    expect(found).toEqual([]);
  });

  test("no source names a recording: mechanisms are fitted, never files", () => {
    const names = readdirSync("test/reference")
      .filter((name) => name.endsWith(".json.gz"))
      .map((name) => name.replace(/\.json\.gz$/, ""));
    expect(names.length).toBeGreaterThan(10);
    const tellingNames = names.filter((name) => name.includes("-"));
    const found = sourceFiles("src").filter((file) => {
      const text = readFileSync(file, "utf8");
      return tellingNames.some(
        (name) => text.includes(`"${name}"`) || text.includes(`\`${name}\``),
      );
    });
    expect(found).toEqual([]);
  });
});

function isAllowed(layer: string, target: string, isType: boolean): boolean {
  const names = ALLOWED[layer] ?? [];
  return target === layer || names.includes(target) || (isType && names.includes(`type:${target}`));
}

function importsOf(file: string): { target: string; isType: boolean }[] {
  return [...readFileSync(file, "utf8").matchAll(IMPORT)].map(([, type, specifier = ""]) => {
    return { target: targetOf(file, specifier), isType: type !== undefined };
  });
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith(".")) return layerOf(join(dirname(file), specifier));
  if (specifier.startsWith("node:")) return "node";
  const [first = "", second = ""] = specifier.split("/");
  return `npm:${first.startsWith("@") ? `${first}/${second}` : first}`;
}

/** The layer of the table that a file belongs to; the file itself when there is none. */
function layerOf(path: string): string {
  const file = path.replace(/\.js$/, ".ts");
  const layer = Object.keys(ALLOWED).find((name) => file === name || file.startsWith(`${name}/`));
  return layer ?? file;
}

function sourceFiles(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return entries.filter((name) => name.endsWith(".ts")).map((name) => join(folder, name));
}

function linesOf(file: string): string[] {
  return readFileSync(file, "utf8").split("\n");
}

function groupByFolder(files: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    groups.set(dirname(file), [...(groups.get(dirname(file)) ?? []), file]);
  }
  return groups;
}
