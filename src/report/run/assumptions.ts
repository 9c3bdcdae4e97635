/** What the numbers stand on: values that nobody wrote, what no recording covers, and how to do it again. */
import type { DefaultUse } from "../../scenario/types/scenario.js";
import type { Block, Cell, Section, TableBlock } from "../document/document.js";
import type { Origin, ReportInput } from "./input.js";

/** In the order in which they should be doubted. */
const DOUBTFUL = {
  low: "Little trust: an estimate, or a figure of other people's machines. Measure these first.",
  medium: "Some trust: measured, on another machine than yours.",
} as const;

export function assumptionsSection(defaults: readonly DefaultUse[]): Section {
  const blocks = [
    ...(["low", "medium"] as const).flatMap((confidence) => doubtful(defaults, confidence)),
    ...trusted(defaults),
  ];
  const none: Block = { kind: "prose", text: "Everything is written in the scenario." };
  const lead: Block = {
    kind: "prose",
    text:
      "What the scenario does not say is filled in. A value written in the scenario takes the place of its" +
      " default; `fanin calibrate` estimates many of them from recordings of your agents.",
  };
  return {
    id: "assumptions",
    heading: "Assumptions",
    blocks: blocks.length === 0 ? [none] : [lead, ...blocks],
    startsPage: true,
  };
}

function doubtful(defaults: readonly DefaultUse[], confidence: "low" | "medium"): TableBlock[] {
  const own = defaults.filter((each) => each.confidence === confidence);
  if (own.length === 0) return [];
  return [
    {
      kind: "table",
      caption: DOUBTFUL[confidence],
      columns: [{ name: "setting" }, { name: "value" }, { name: "source" }],
      rows: own.map(({ path, value, source }): Cell[] => [`\`${path}\``, `\`${value}\``, source]),
    },
  ];
}

/** Those of one source in a row: they are many, and seldom wrong. */
function trusted(defaults: readonly DefaultUse[]): TableBlock[] {
  const bySource = new Map<string, string[]>();
  for (const { path, value, source, confidence } of defaults) {
    if (confidence !== "high") continue;
    bySource.set(source, [...(bySource.get(source) ?? []), `\`${path}: ${value}\``]);
  }
  if (bySource.size === 0) return [];
  return [
    {
      kind: "table",
      caption: "Much trust: what the software does unless told otherwise.",
      columns: [{ name: "source" }, { name: "settings" }],
      rows: [...bySource].map(([source, settings]) => [source, settings.join(", ")]),
    },
  ];
}

export function outsideSection(outside: readonly string[]): Section {
  const blocks: Block[] =
    outside.length === 0
      ? [{ kind: "prose", text: "Recordings of real agents cover what this run is made of." }]
      : [
          {
            kind: "prose",
            text:
              "The simulator is held against recordings of real Flume agents. What follows lies outside of them:" +
              " there it follows Flume's and Hadoop's code and published figures, and nothing real has been held against it.",
          },
          { kind: "list", items: outside.map((text) => ({ tone: "open", text })) },
        ];
  return { id: "outside", heading: "What no recording covers", blocks };
}

export function reproduceSection({ origin, run, replications, plan }: ReportInput): Section {
  const rows: Cell[][] = [["program", `fanin ${origin.version}`]];
  if (run !== null) {
    const { seed, digest, end } = run.findings;
    rows.push(["seed", String(seed)], ["digest", `\`${digest}\``]);
    rows.push(["notices", { text: String(end.notices), value: end.notices, unit: "notices" }]);
  }
  if (replications !== null) {
    const { seeds } = replications;
    rows.push(["seeds of the intervals", `${String(seeds[0])} to ${String(seeds.at(-1))}`]);
  }
  const planned = plan?.effort.digest ?? null;
  if (planned !== null) {
    const { seed, digest } = planned;
    rows.push([`digest of the recommended settings, seed ${String(seed)}`, `\`${digest}\``]);
  }
  if (origin.set.length > 0) rows.push(["settings", `\`${origin.set.join(" ")}\``]);
  if (origin.date !== "") rows.push(["written", origin.date]);
  return {
    id: "reproduce",
    heading: "How to do it again",
    blocks: [
      ...commandBlocks(origin),
      { kind: "table", caption: "", columns: [{ name: "what" }, { name: "value" }], rows },
      ...scenarioBlocks(origin),
    ],
  };
}

function commandBlocks({ command, file }: Origin): Block[] {
  if (command === null) {
    const text = `${file} does not say which scenario file it was made from.`;
    return [{ kind: "prose", text }];
  }
  return [
    { kind: "code", language: "sh", text: command },
    {
      kind: "prose",
      text: "The same scenario and seed give the same digest on every machine, in Node and in the browser.",
      isAside: true,
    },
  ];
}

function scenarioBlocks({ text, file }: Origin): Block[] {
  if (text === null) return [];
  return [
    { kind: "heading", text: `The scenario: ${file}` },
    { kind: "code", language: "yaml", text },
  ];
}
