/** Why a plan says what it says: derivations, what cheaper settings fail at, formulas, effort. */
import type { CheaperCandidate, Derivation, Failure, Plan } from "../../experiment/plan/result.js";
import {
  formatBytes,
  formatClock,
  formatCount,
  formatDuration,
  formatFraction,
} from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { Block, Cell, Section } from "../document/document.js";
import { moneyText } from "./money.js";
import { tierTable } from "./plan-page.js";

export function planSections(plan: Plan): Section[] {
  return [
    ...(plan.recommended === null
      ? []
      : [
          {
            id: "tiers",
            heading: "Tier by tier, and what it costs",
            blocks: tierTable(plan),
            startsPage: true,
          },
          { id: "derivations", heading: "Where each number comes from", blocks: derivations(plan) },
        ]),
    { id: "less", heading: "Why not less", blocks: [...cheaper(plan), ...impossible(plan)] },
    { id: "search", heading: "How the plan was found", blocks: effort(plan) },
  ];
}

/** Inputs → bound → simulated quantile → rounding. */
function derivations({ derivations: all, tiers }: Plan): Block[] {
  const formulas = tiers.flatMap(({ tier, machines }) =>
    machines.flatMap(({ channels }) =>
      channels.flatMap(({ name, formulas: of }) =>
        of.map(({ what, formula, value, unit, source }): Cell[] => [
          `${tier}, ${name}: ${what}`,
          formula,
          { text: amount(value, unit), value, unit },
          source,
        ]),
      ),
    ),
  );
  return [
    {
      kind: "table",
      caption:
        "Each setting: from its inputs over the fluid bound and what the runs showed to the value",
      columns: [
        { name: "setting" },
        { name: "inputs" },
        { name: "bound" },
        { name: "simulated" },
        { name: "rounding" },
      ],
      rows: all.map(derivationRow),
    },
    ...(formulas.length === 0
      ? []
      : [
          {
            kind: "table" as const,
            caption: "Memory, disk and replay",
            columns: [
              { name: "what" },
              { name: "formula" },
              { name: "value", isNumber: true },
              { name: "source" },
            ],
            rows: formulas,
          },
        ]),
  ];
}

function derivationRow({ path, value, inputs, bound, simulated, rounding }: Derivation): Cell[] {
  return [
    `\`${path} = ${value}\``,
    inputs.map(({ what, value: of, source }) => `${what}: ${of} (${source})`).join("; "),
    bound === null
      ? "says nothing of it"
      : { text: `${bound.what}: ${bound.formula}`, value: bound.value, unit: bound.unit },
    simulated === null
      ? "–"
      : { text: simulated.text, value: simulated.value, unit: simulated.unit },
    rounding,
  ];
}

function amount(value: number, unit: string): string {
  if (unit === "bytes") return formatBytes(value);
  if (unit === "s") return formatDuration(value * TICKS_PER_SECOND);
  return formatCount(value);
}

function cheaper({ cheaper: all, best, outcome }: Plan): Block[] {
  const shown = outcome === "not-found" && best !== null ? [best, ...all] : all;
  if (shown.length === 0) {
    return [
      { kind: "prose", text: "There is nothing cheaper within the bounds that was looked at." },
    ];
  }
  const replays = shown.flatMap(({ failure }) => (failure === null ? [] : [failure.replay]));
  const commands: Block[] =
    replays.length === 0
      ? []
      : [
          { kind: "heading", text: "To see them fail" },
          { kind: "code", language: "sh", text: replays.join("\n") },
        ];
  return [
    {
      kind: "table",
      caption:
        outcome === "not-found"
          ? "The most of everything, and how it fails"
          : "The nearest cheaper settings, each a step from the recommended ones",
      columns: [
        { name: "change" },
        { name: "cost", isNumber: true },
        { name: "met in", isNumber: true },
        { name: "fails at" },
        { name: "median of when", isNumber: true },
        { name: "misses" },
      ],
      rows: shown.map(cheaperRow),
    },
    ...commands,
  ];
}

function cheaperRow({ changes, settings, cost, evidence, failure }: CheaperCandidate): Cell[] {
  const { successes, trials } = evidence.met;
  const what = changes.length === 0 ? settings : changes.map(({ path, to }) => `${path}=${to}`);
  return [
    what.map((text) => `\`${text}\``).join(", "),
    { text: moneyText(cost.total), value: cost.total, unit: "cost" },
    {
      text: `${String(successes)} of ${String(trials)}`,
      value: trials === 0 ? null : successes / trials,
      unit: "share",
    },
    ...failureCells(failure),
  ];
}

function failureCells(failure: Failure | null): Cell[] {
  if (failure === null) return ["in no seed that was run", "–", "–"];
  const { layer, what, medianSeconds, objective, found } = failure;
  return [
    layer === null ? "no layer" : `${layer} ${what ?? ""}`.trim(),
    medianSeconds === null
      ? "–"
      : { text: formatClock(medianSeconds * TICKS_PER_SECOND), value: medianSeconds, unit: "s" },
    `${objective}: ${found}`,
  ];
}

function impossible({ impossible: all }: Plan): Block[] {
  if (all.length === 0) return [];
  return [
    {
      kind: "table",
      caption: "What makes it impossible",
      columns: ["objective", "bound", "layer", "needs", "has", "what to do"].map((name) => ({
        name,
      })),
      rows: all.map(({ objective, bound, layer, needs, has, fix }) => {
        return [objective, bound, layer ?? "–", needs, has, fix];
      }),
    },
  ];
}

function effort({ effort: of, asked, uncertain, notes }: Plan): Block[] {
  const fresh =
    of.freshSeeds.count === 0
      ? ""
      : ` Confirmed on seeds ${String(of.freshSeeds.first)} to ${String(of.freshSeeds.first + of.freshSeeds.count - 1)}, which no choice was made on.`;
  const text =
    `${formatCount(of.runs)} runs of ${String(of.simulated)} ${of.simulated === 1 ? "configuration" : "configurations"}, of ${formatCount(of.configurations)}` +
    ` within the bounds; ${formatCount(of.excluded)} were left out because the bound or a worse one's failure decides them.` +
    ` Each decision at a confidence of ${formatFraction(asked.confidence)}.${fresh}`;
  const blocks: Block[] = [{ kind: "prose", text }];
  if (uncertain.length > 0) {
    blocks.push({
      kind: "table",
      caption: "Inputs known as intervals, drawn anew for every seed",
      columns: ["input", "least", "likely", "most", "law"].map((name) => ({ name })),
      rows: uncertain.map(({ path, least, likely, most, law }) => {
        return [`\`${path}\``, least, likely ?? "–", most, law];
      }),
    });
  }
  if (notes.length > 0) blocks.push({ kind: "list", items: notes.map((note) => ({ text: note })) });
  return blocks;
}
