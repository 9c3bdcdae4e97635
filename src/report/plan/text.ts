/** A plan as text for a terminal: what to set, what it costs, why not less, and how sure that is. */
import type {
  Binding,
  CheaperCandidate,
  Evidence,
  Failure,
  Plan,
  TierPlan,
} from "../../experiment/plan/result.js";
import {
  formatBytes,
  formatClock,
  formatCount,
  formatDuration,
  formatFraction,
  formatNumber,
} from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { shareRange } from "../many/numbers.js";
import { textTable, wrap } from "../table.js";
import { changeText, costText, moneyText } from "./money.js";

const COLUMNS = 80;
const INDENT = "    ";
const DIGEST_CHARACTERS = 16;

/** @returns with a line feed at its end */
export function planText(plan: Plan): string {
  const sections = [
    heading(plan),
    settings(plan),
    tiers(plan),
    cheaper(plan),
    derived(plan),
    reasons(plan),
    unfound(plan),
    notes(plan),
    effort(plan),
  ];
  const text = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
  return `${text}\n`;
}

const OUTCOMES: Readonly<Record<Plan["outcome"], string>> = {
  found: "PLAN  ",
  "not-found": "NO PLAN  ",
  impossible: "IMPOSSIBLE  ",
  interrupted: "INTERRUPTED  ",
};

function heading(plan: Plan): string[] {
  const { outcome, scenario, asked, recommended } = plan;
  const { name } = scenario;
  const share = formatFraction(asked.probability);
  const lines = wrap(`${OUTCOMES[outcome]}${name}`, COLUMNS, INDENT);
  if (recommended !== null) {
    lines.push(
      ...wrap(
        `The cheapest settings found that meet all objectives in ${share} of seeds cost ${costText(plan)}: ` +
          metText(recommended.evidence),
        COLUMNS,
        "",
      ),
    );
  } else if (outcome === "not-found") {
    lines.push(
      ...wrap(`Nothing within the bounds meets all objectives in ${share} of seeds.`, COLUMNS, ""),
    );
  } else if (outcome === "impossible") {
    lines.push(
      ...wrap("No settings within the bounds can do; nothing was simulated.", COLUMNS, ""),
    );
  }
  const faults = asked.faults.length === 0 ? "no fault" : asked.faults.join("; ");
  return [...lines, ...wrap(`To survive: ${faults}`, COLUMNS, INDENT)];
}

function metText({ met, isFresh }: Evidence): string {
  const of = `${String(met.successes)} of ${String(met.trials)}${isFresh ? " fresh" : ""} seeds`;
  return `met in ${of} (95 % interval ${shareRange(met.low, met.high)}).`;
}

const KINDS: Readonly<Record<Binding["kind"], string>> = {
  binding: "binding",
  "at-lowest": "not binding: at its lowest",
  "not-binding": "not binding",
  "cannot-be": "binding: less cannot be",
  undecided: "undecided",
};

function settings({ variables, recommended, bindings }: Plan): string[] {
  if (recommended === null) return [];
  const rows = bindings.map(({ path, value, less, kind, met }, i) => [
    path,
    variables[i]!.current ?? "-",
    value,
    KINDS[kind],
    less === null
      ? ""
      : met === null
        ? less
        : `${less}: ${String(met.successes)} of ${String(met.trials)}`,
  ]);
  return textTable(
    [["setting", "now", "take", "", "one step less"], ...rows],
    ["left", "right", "right", "left", "left"],
  );
}

function tiers(plan: Plan): string[] {
  const { tiers: all, recommended } = plan;
  if (recommended === null) return [];
  const rows = all.flatMap((tier) =>
    tier.machines.flatMap(({ channels, sinks }) =>
      channels.map((channel, c) => [
        c === 0 ? tier.tier : "",
        c === 0 ? agentsText(tier) : "",
        channel.kind,
        formatCount(channel.capacityEvents),
        formatBytes(channel.capacityBytes),
        String(channel.transactionCapacityEvents),
        c === 0
          ? sinks
              .map(({ count, batchEvents }) => `${String(count)} × ${String(batchEvents)}`)
              .join(", ")
          : "",
        formatBytes(channel.heapBytes),
        formatBytes(channel.directBytes),
        formatBytes(channel.diskBytes),
        channel.replay === null ? "-" : formatDuration(channel.replay.seconds * TICKS_PER_SECOND),
      ]),
    ),
  );
  const head = [
    "tier",
    "n",
    "channel",
    "events",
    "bytes",
    "trans.",
    "sinks",
    "heap",
    "direct",
    "disk",
    "replay",
  ];
  const costs = recommended.cost.parts
    .filter(({ cost }) => cost > 0)
    .map(({ what, amount, unit, cost }) => {
      const words = amount === 1 ? what.replace(/^agents /, "agent ") : what;
      const counted = `${formatNumber(amount)} ${unit === "GB" ? `GB of ${what}` : words}`;
      return `${counted} ${moneyText(cost)}`;
    });
  const change = changeText(plan);
  return [
    ...textTable(
      [head, ...rows],
      [
        "left",
        "right",
        "left",
        "right",
        "right",
        "right",
        "left",
        "right",
        "right",
        "right",
        "right",
      ],
    ),
    ...wrap(
      `Cost: ${costs.join(" + ")} = ${moneyText(recommended.cost.total)}${change === null ? "" : `; ${change}`}`,
      COLUMNS,
      INDENT,
    ),
  ];
}

/** `3`, or `3+1` with a spare one. */
function agentsText({ agents: { needed, spare } }: TierPlan): string {
  return spare === 0 ? String(needed) : `${String(needed)}+${String(spare)}`;
}

function cheaper({ cheaper: all }: Plan): string[] {
  if (all.length === 0) return [];
  return [
    "Why not less:",
    ...all.flatMap((candidate) => wrap(`  ${lessText(candidate)}`, COLUMNS, INDENT)),
  ];
}

function lessText(candidate: CheaperCandidate): string {
  const changes = candidate.changes.map(({ path, to }) => `${path}=${to}`).join(", ");
  const { evidence, failure, cost } = candidate;
  const price = `(${moneyText(cost.total)})`;
  if (failure === null) return `${changes} ${price}: ${metText(evidence)}`;
  return `${changes} ${price}: ${failureText(failure)}`;
}

function failureText(failure: Failure): string {
  const { seeds, trials, objective, found, layer, what, medianSeconds } = failure;
  const at =
    layer === null || what === null || medianSeconds === null
      ? ""
      : `; ${layer} ${what} at ${formatClock(medianSeconds * TICKS_PER_SECOND)}`;
  return `fails in ${String(seeds)} of ${String(trials)} seeds: ${objective}: ${found}${at}`;
}

function derived({ derivations }: Plan): string[] {
  if (derivations.length === 0) return [];
  const inputs = new Map(
    derivations
      .flatMap(({ inputs: all }) => all)
      .filter(({ source }) => source !== "this plan")
      .map(({ what, value }) => [what, value]),
  );
  const lines = [...inputs].flatMap(([what, value]) =>
    wrap(`  ${what}: ${value}`, COLUMNS, INDENT),
  );
  const chains = derivations.flatMap(({ path, value, bound, simulated, rounding }) => {
    const steps = [
      ...(bound === null ? [] : [`${bound.what}: ${bound.formula}`]),
      ...(simulated === null ? [] : [simulated.text]),
      rounding,
    ];
    return wrap(`  ${path} = ${value}: ${steps.join(" → ")}`, COLUMNS, INDENT);
  });
  return ["Derived from:", ...lines, ...chains];
}

function reasons({ impossible }: Plan): string[] {
  return impossible.flatMap(({ objective, bound, layer, needs, has, fix }) => [
    ...wrap(`${objective}${layer === null ? "" : ` (${layer})`}`, COLUMNS, INDENT),
    ...wrap(`  bound: ${bound}`, COLUMNS, INDENT),
    ...wrap(`  needs: ${needs}`, COLUMNS, INDENT),
    ...wrap(`  has: ${has}`, COLUMNS, INDENT),
    ...wrap(`  fix: ${fix}`, COLUMNS, INDENT),
  ]);
}

function unfound({ outcome, best }: Plan): string[] {
  if (outcome !== "not-found" || best === null) return [];
  const { settings: most, failure, evidence } = best;
  const how = failure === null ? metText(evidence) : failureText(failure);
  return wrap(`With the most of everything (${most.join(", ")}): ${how}`, COLUMNS, INDENT);
}

function notes({ notes: all }: Plan): string[] {
  return all.flatMap((note) => wrap(note, COLUMNS, INDENT));
}

function effort({ effort: of, outcome, asked, uncertain }: Plan): string[] {
  if (outcome === "impossible") return [];
  const drawn =
    uncertain.length === 0
      ? ""
      : `, with ${uncertain.map(({ path, least, most }) => `${path} from ${least} to ${most}`).join(", ")} drawn for each`;
  const fresh =
    of.freshSeeds.count === 0
      ? ""
      : ` Confirmed on seeds ${String(of.freshSeeds.first)} to ${String(of.freshSeeds.first + of.freshSeeds.count - 1)}, which no choice was made on.`;
  const digest =
    of.digest === null
      ? ""
      : ` Digest of seed ${String(of.digest.seed)}: ${of.digest.digest.slice(0, DIGEST_CHARACTERS)}.`;
  return wrap(
    `${formatCount(of.runs)} runs of ${String(of.simulated)} ${of.simulated === 1 ? "configuration" : "configurations"}, of ${formatCount(of.configurations)} within the bounds` +
      `${drawn}. Each decision at a confidence of ${formatFraction(asked.confidence)}.${fresh}${digest}`,
    COLUMNS,
    INDENT,
  );
}
