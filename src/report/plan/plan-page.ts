/** A plan on the first page: what to set, what it costs, and how sure that is. */
import type { Binding, Cost, CostPart, Plan, TierPlan } from "../../experiment/plan/result.js";
import { formatBytes, formatCount, formatFraction, formatNumber } from "../../units/format.js";
import { countCell, shareCell } from "../document/cells.js";
import type { Block, Cell, Fact, Item, NumberCell, TableBlock } from "../document/document.js";
import { shareRange } from "../many/numbers.js";
import { changeText, costText, moneyText } from "./money.js";

export function planVerdict(plan: Plan): Block {
  const { outcome, asked, recommended } = plan;
  const share = formatFraction(asked.probability);
  if (outcome === "found" && recommended !== null) {
    const { met, isFresh } = recommended.evidence;
    const of = `${String(met.successes)} of ${String(met.trials)}${isFresh ? " fresh" : ""} seeds`;
    const text =
      `The settings below are the cheapest found that meet all objectives in ${share} of seeds, at a cost of` +
      ` ${costText(plan)}. They met them in ${of}.`;
    return { kind: "verdict", tone: "good", word: "THIS WILL DO", text };
  }
  if (outcome === "impossible") {
    const text = "No settings within the bounds can meet the objectives; a bound says why, below.";
    return { kind: "verdict", tone: "bad", word: "IMPOSSIBLE", text };
  }
  if (outcome === "interrupted") {
    const text = "The search was interrupted; what is known so far stands below.";
    return { kind: "verdict", tone: "open", word: "INTERRUPTED", text };
  }
  const text = `Nothing within the bounds meets all objectives in ${share} of seeds.`;
  return { kind: "verdict", tone: "bad", word: "NO PLAN", text };
}

/** Cost and risk of what is recommended. */
export function planFacts(plan: Plan): Fact[] {
  const { recommended, costUnit, asked, tiers } = plan;
  if (recommended === null) return [];
  const { met, isFresh } = recommended.evidence;
  const missed = met.trials - met.successes;
  const unit = costUnit ?? "weights of cost";
  return [
    {
      name: "cost",
      value: { text: moneyText(recommended.cost.total), value: recommended.cost.total, unit },
      note: [costUnit ?? "in weights: the scenario names no prices", changeText(plan)]
        .filter((text) => text !== null)
        .join("; "),
    },
    {
      name: "risk of missing an objective",
      value: shareCell(missed / met.trials),
      note:
        `missed in ${String(missed)} of ${String(met.trials)}${isFresh ? " fresh" : ""} seeds; 95 % interval` +
        ` ${shareRange(1 - met.high, 1 - met.low)}; asked for: at most ${formatFraction(1 - asked.probability)}`,
      tone: "good",
    },
    ...provided(tiers),
  ];
}

/** What has to be there, of all tiers and spare agents. */
function provided(tiers: readonly TierPlan[]): Fact[] {
  const sum = (of: (tier: TierPlan) => number): number =>
    tiers.reduce((total, tier) => total + of(tier), 0);
  const ofAll = (of: (machine: TierPlan["machines"][number]) => number) => (tier: TierPlan) => {
    const needed = tier.machines.reduce((total, each) => total + each.agents * of(each), 0);
    return (needed * tier.agents.total) / tier.agents.needed;
  };
  const spare = sum(({ agents }) => agents.spare);
  const names = tiers.map(({ tier, agents }) => `${String(agents.total)} ${tier}`).join(", ");
  const memory = sum(ofAll(({ heapBytes, directBytes }) => heapBytes + directBytes));
  const disk = sum(ofAll(({ diskBytes }) => diskBytes));
  return [
    {
      name: "agents",
      value: countCell(
        sum(({ agents }) => agents.total),
        "agents",
      ),
      note: spare === 0 ? names : `${names}; ${String(spare)} of them spare`,
    },
    {
      name: "memory for channels",
      value: bytes(memory),
      note:
        disk === 0
          ? "of all agents; nothing on disk"
          : `of all agents; and ${formatBytes(disk)} of disk`,
    },
  ];
}

const KINDS: Readonly<Record<Binding["kind"], string>> = {
  binding: "yes: one step less fails",
  "at-lowest": "no: at its lowest",
  "not-binding": "no: less would do too",
  "cannot-be": "yes: less cannot be",
  undecided: "not decided",
};

export function settingsTable({ variables, bindings, recommended }: Plan): Block[] {
  if (recommended === null) return [];
  const table: TableBlock = {
    kind: "table",
    caption: "Recommended settings",
    columns: [
      { name: "setting" },
      { name: "now", isNumber: true },
      { name: "take", isNumber: true },
      { name: "binding" },
      { name: "one step less" },
    ],
    rows: bindings.map(({ path, value, less, kind, met }, i): Cell[] => [
      `\`${path}\``,
      variables[i]?.current ?? "–",
      value,
      KINDS[kind],
      less === null
        ? "–"
        : `${less}${met === null ? "" : `: met in ${String(met.successes)} of ${String(met.trials)}`}`,
    ]),
  };
  return [{ kind: "heading", text: "What to set" }, table];
}

/** With what the runs of the recommended settings showed, where there are any. */
export function askedItems({ asked, recommended }: Plan): Item[] {
  const faults = asked.faults.length === 0 ? "no fault" : asked.faults.join("; ");
  const shown = recommended?.evidence.objectives ?? [];
  return [
    ...asked.objectives.map((text): Item => {
      const found = shown.find((objective) => objective.text === text);
      if (found === undefined) return { text };
      const { successes, trials } = found;
      const tone = successes >= asked.probability * trials ? "good" : "bad";
      return { tone, text: `${text}: met in ${String(successes)} of ${String(trials)} seeds` };
    }),
    { text: `in ${formatFraction(asked.probability)} of seeds, with ${faults}` },
  ];
}

/** What each tier is made of, spare agents included. */
export function tierTable(plan: Plan): Block[] {
  const { tiers, recommended, present } = plan;
  if (recommended === null) return [];
  const rows = tiers.flatMap((tier) =>
    tier.machines.flatMap(({ channels, sinks }) =>
      channels.map((channel): Cell[] => [
        `${tier.tier}, ${channel.name}`,
        agentsCell(tier),
        channel.kind,
        number(channel.capacityEvents, "events"),
        bytes(channel.capacityBytes),
        number(channel.transactionCapacityEvents, "events"),
        sinks
          .map(
            ({ count, kind, batchEvents }) =>
              `${String(count)} ${kind}, batches of ${String(batchEvents)}`,
          )
          .join("; "),
        bytes(channel.heapBytes),
        bytes(channel.directBytes),
        bytes(channel.diskBytes),
        channel.replay === null
          ? "–"
          : {
              text: `${formatNumber(channel.replay.seconds)} s`,
              value: channel.replay.seconds,
              unit: "s",
            },
      ]),
    ),
  );
  const names = [
    "agents",
    "channel",
    "capacity",
    "of bodies",
    "transaction",
    "sinks of each",
    "heap",
    "direct",
    "disk",
    "replay",
  ];
  const texts = ["channel", "sinks of each"];
  return [
    {
      kind: "table",
      caption:
        "Tier by tier, for each agent; heap, direct memory and disk of the channel, replay after a crash at the fullest",
      columns: [
        { name: "tier" },
        ...names.map((name) => ({ name, isNumber: !texts.includes(name) })),
      ],
      rows,
    },
    present === null ? costAlone(recommended.cost) : costBeside(present, recommended.cost),
  ];
}

/** What the recommended settings cost, part by part. */
function costAlone({ parts, total }: Cost): TableBlock {
  const rows = parts
    .filter(({ cost }) => cost > 0)
    .map((part): Cell[] => [part.what, amountCell(part), costCell(part.cost)]);
  return {
    kind: "table",
    caption: "Cost",
    columns: costColumns("amount", "cost"),
    rows: [...rows, ["total", "", costCell(total)]],
  };
}

/** Beside what is there now, which has the same parts. */
function costBeside(now: Cost, { parts, total }: Cost): TableBlock {
  const rows = parts
    .map((part, i) => ({ part, before: now.parts[i]! }))
    .filter(({ part, before }) => part.cost > 0 || before.cost > 0)
    .map(({ part, before }): Cell[] => [
      part.what,
      amountCell(before),
      costCell(before.cost),
      amountCell(part),
      costCell(part.cost),
      costCell(part.cost - before.cost),
    ]);
  const sums = [costCell(now.total), "", costCell(total), costCell(total - now.total)];
  return {
    kind: "table",
    caption: "Cost, and what it is as the file is now",
    columns: costColumns("now", "cost now", "amount", "cost", "difference"),
    rows: [...rows, ["total", "", ...sums]],
  };
}

function costColumns(...numbers: readonly string[]): TableBlock["columns"] {
  return [{ name: "what" }, ...numbers.map((name) => ({ name, isNumber: true }))];
}

function amountCell({ amount, unit }: CostPart): NumberCell {
  return { text: `${formatNumber(amount)}${unit === "GB" ? " GB" : ""}`, value: amount, unit };
}

function costCell(cost: number): NumberCell {
  return { text: moneyText(cost), value: cost, unit: "cost" };
}

function agentsCell({ agents: { needed, spare, total } }: TierPlan): NumberCell {
  const text = spare === 0 ? String(needed) : `${String(needed)} + ${String(spare)} spare`;
  return { text, value: total, unit: "agents" };
}

function number(value: number, unit: string): NumberCell {
  return { text: formatCount(value), value, unit };
}

function bytes(value: number): NumberCell {
  return value === 0
    ? { text: "0", value, unit: "bytes" }
    : { text: formatBytes(value), value, unit: "bytes" };
}
