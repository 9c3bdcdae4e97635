/** The first page, for the person who pays: verdict, what it costs, how sure that is, and what happens otherwise. */
import type { Findings, LayerFinding } from "../../analysis/findings.js";
import type { Replications } from "../../experiment/estimates.js";
import type { Plan } from "../../experiment/plan/result.js";
import { formatClock, formatDuration, formatFraction } from "../../units/format.js";
import { bytesCell, countCell, eventsCell, NONE, shareCell } from "../document/cells.js";
import type { Block, Fact, Item, Section, Tone } from "../document/document.js";
import { shareRange } from "../many/numbers.js";
import { askedItems, planFacts, planVerdict, settingsTable } from "../plan/plan-page.js";
import { verdictWord } from "../text.js";
import type { ReportInput } from "./input.js";
import { firstTrouble, reasonOf, storyOf } from "./story.js";

export function firstPage(input: ReportInput): Section {
  const { run, plan } = input;
  if (plan !== null) return planPage(input, plan);
  if (run === null && input.replications === null) return withoutVerdict();
  const blocks: Block[] = [
    verdict(input),
    { kind: "facts", facts: [...risk(input), ...(run === null ? [] : runFacts(run.findings))] },
  ];
  const items = objectives(input);
  if (items.length > 0) {
    blocks.push({ kind: "heading", text: "What is asked for" }, { kind: "list", items });
  }
  blocks.push(...unchanged(input), ...advice(input));
  return { id: "answer", heading: "", blocks };
}

/** Curves and audits judge no settings. */
function withoutVerdict(): Section {
  const text =
    "Here is no verdict: a plan or a scenario given beside these files puts one here" +
    " (`fanin report plan.json curves.json -o …`).";
  return { id: "answer", heading: "", blocks: [{ kind: "prose", text, isAside: true }] };
}

/** Of a plan: what to set comes first; what the scenario does as it is, where a run of it is there. */
function planPage(input: ReportInput, plan: Plan): Section {
  const items = askedItems(plan);
  const blocks: Block[] = [
    planVerdict(plan),
    { kind: "facts", facts: planFacts(plan) },
    ...settingsTable(plan),
    { kind: "heading", text: "What is asked for" },
    { kind: "list", items },
    ...unchanged(input),
  ];
  const isEmpty = (block: Block): boolean => block.kind === "facts" && block.facts.length === 0;
  return { id: "answer", heading: "", blocks: blocks.filter((block) => !isEmpty(block)) };
}

function unchanged({ run, replications, plan }: ReportInput): Block[] {
  if (run !== null) return unchangedRun(run.findings);
  if (replications !== null) return troublesOfSeeds(replications);
  if (plan === null) return [];
  const text =
    `What happens with the settings as they are is not in a plan: \`fanin report plan.json` +
    ` ${plan.scenario.file} -o …\` puts it beside.`;
  return [{ kind: "prose", text, isAside: true }];
}

function verdict({ run, replications }: ReportInput): Block {
  if (replications !== null) return seedsVerdict(replications, run?.findings ?? null);
  const { findings } = run!;
  const word = verdictWord(findings);
  const tone = word.startsWith("MET") ? "good" : word === "UNDECIDED" ? "open" : "bad";
  return { kind: "verdict", tone, word, text: sentence(findings, tone) };
}

function seedsVerdict(found: Replications, findings: Findings | null): Block {
  const { successes, trials, isMet } = found.verdict;
  const of = `${String(successes)} of ${String(trials)} seeds`;
  const asked = formatFraction(found.verdict.asked);
  const tone: Tone = isMet ? "good" : "bad";
  const open = found.verdict.isDecided
    ? ""
    : ` That many seeds do not decide whether ${asked} of all would.`;
  const why = findings === null ? "" : ` ${sentence(findings, tone)}`;
  const text = `All objectives are met in ${of}; asked for are ${asked}.${open}${why}`;
  return { kind: "verdict", tone, word: isMet ? "MET" : "NOT MET", text };
}

/** What fails and where it begins, or that nothing does. */
function sentence(findings: Findings, tone: Tone): string {
  const trouble = firstTrouble(findings);
  const { objectives: all } = findings.verdict;
  if (tone === "good") {
    if (trouble === undefined) return "Nothing is full, rejects, drops or loses.";
    return `${capital(trouble)}, and still everything that is asked for holds.`;
  }
  const missed = all.filter(({ isMet }) => isMet === false).length;
  const open = all.filter(({ isMet }) => isMet === undefined).length;
  const counts = [
    ...(missed > 0 ? [`${String(missed)} missed`] : []),
    ...(open > 0 ? [`${String(open)} not decided`] : []),
  ].join(", ");
  const first = trouble === undefined ? "" : ` It begins where ${trouble}.`;
  return `Of ${String(all.length)} objectives ${counts}.${first}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How sure it is. */
function risk({ replications }: ReportInput): Fact[] {
  if (replications === null) {
    const note = "one run says nothing of other seeds: `--replications`";
    return [{ name: "risk of missing an objective", value: "not known", note, tone: "open" }];
  }
  const { successes, trials, low, high, isMet } = replications.verdict;
  const missed = trials - successes;
  const range = shareRange(1 - high, 1 - low);
  return [
    {
      name: "risk of missing an objective",
      value: shareCell(missed / trials),
      note: `missed in ${String(missed)} of ${String(trials)} seeds; 95 % interval ${range}`,
      tone: isMet ? "good" : "bad",
    },
  ];
}

function runFacts(findings: Findings): Fact[] {
  const { mishaps, recoveries } = findings;
  const gone = mishaps.lostEvents + mishaps.droppedEvents;
  const refused = mishaps.rejections + mishaps.connectionRefusals;
  return [
    {
      name: "events lost or dropped",
      value: gone === 0 ? { ...countCell(0, "events"), text: "none" } : eventsCell(gone),
      note: "",
      tone: gone === 0 ? "good" : "bad",
    },
    {
      name: "calls turned away",
      value:
        refused === 0 ? { ...countCell(0, "calls"), text: "none" } : countCell(refused, "calls"),
      note: refused === 0 ? "" : "rejected or connection refused; their senders try again",
      ...(refused === 0 ? { tone: "good" as const } : {}),
    },
    ...fullest(findings),
    ...backlog(findings),
    ...recoveries.slice(-1).map(drained),
  ];
}

/** Of several that are full the one that was so first. */
function fullest({ layers }: Findings): Fact[] {
  const fullAt = ({ firstFull }: LayerFinding): number => firstFull?.atTicks ?? Infinity;
  const [first] = layers
    .filter(({ kind, peak }) => kind === "tier" && peak?.share !== undefined)
    .sort((a, b) => b.peak!.share! - a.peak!.share! || fullAt(a) - fullAt(b));
  if (first === undefined) return [];
  const { layer, peak, firstFull } = first;
  const note = `${layer}${firstFull === undefined ? "" : `, full at ${formatClock(firstFull.atTicks)}`}`;
  return [{ name: "fullest channel", value: shareCell(peak!.share!), note }];
}

function backlog({ layers }: Findings): Fact[] {
  const groups = layers.filter(({ kind, peak }) => kind === "servers" && peak?.bytes !== undefined);
  const [worst] = [...groups].sort((a, b) => b.peak!.bytes! - a.peak!.bytes!);
  if (worst === undefined) return [];
  const { bytes, share, where } = worst.peak!;
  const of = share === undefined ? "" : `, ${formatFraction(share)} of its room`;
  return [{ name: "largest backlog of a server", value: bytesCell(bytes!), note: `${where}${of}` }];
}

function drained({ fault, endTicks, drainedAtTicks, why }: Findings["recoveries"][number]): Fact {
  const name = "time to drain";
  if (drainedAtTicks === undefined) {
    return { name, value: NONE, note: why ?? "not before the run ends", tone: "open" };
  }
  const ticks = drainedAtTicks - endTicks;
  const value = { text: formatDuration(ticks), value: ticks / 1e9, unit: "s" };
  return { name, value, note: `after the end of “${fault}”, at ${formatClock(drainedAtTicks)}` };
}

function objectives({ run, replications }: ReportInput): Item[] {
  if (replications !== null) {
    return replications.objectives.map(({ text, successes, trials, low, high, miss }) => {
      const shown = miss === null ? "" : `; seed ${String(miss.seed)}: ${miss.found}`;
      const share = `${String(successes)} of ${String(trials)} seeds (${shareRange(low, high)})`;
      const tone = successes === trials ? "good" : "bad";
      return { tone, text: `${text}: met in ${share}${shown}` };
    });
  }
  return run!.findings.verdict.objectives.map(({ isMet, text, found }) => {
    const tone = isMet === undefined ? "open" : isMet ? "good" : "bad";
    return { tone, text: `${text}: ${found}` };
  });
}

function unchangedRun(findings: Findings): Block[] {
  const reason = reasonOf(findings);
  const why: Block[] = reason === "" ? [] : [{ kind: "prose", text: `Why: ${reason}.` }];
  return [
    { kind: "heading", text: "What happens if nothing is changed" },
    { kind: "list", items: storyOf(findings) },
    ...why,
  ];
}

function troublesOfSeeds({ troubles, seeds }: Replications): Block[] {
  const items = troubles.map(({ layer, what, seeds: count, earliestSeconds }): Item => {
    const earliest = formatClock(earliestSeconds * 1e9);
    const of = `${String(count)} of ${String(seeds.length)} seeds`;
    return { tone: "bad", text: `${layer} ${what} first in ${of}, at the earliest at ${earliest}` };
  });
  const none: Item = {
    tone: "good",
    text: "No channel was full and nothing was refused in any seed.",
  };
  return [
    { kind: "heading", text: "What happens if nothing is changed" },
    { kind: "list", items: items.length === 0 ? [none] : items },
  ];
}

/** What to do next, where there is no plan. */
function advice({ origin, replications, run }: ReportInput): Block[] {
  const isMet = replications?.verdict.isMet ?? run!.findings.verdict.isMet;
  const text = isMet
    ? "This is the report of a run: whether less would do is not looked at, and so no settings are" +
      " recommended and nothing is priced."
    : "This is the report of a run: it recommends no settings and prices none.";
  const file = /\.ya?ml$/.test(origin.file) ? origin.file : "FILE";
  const how = `\`fanin plan ${file}\` finds the cheapest settings that meet the objectives.`;
  return [{ kind: "prose", text: `${text} ${how}`, isAside: true }];
}
