/** An audit as text for a terminal. */
import type { Audit, RuleFinding } from "../../experiment/audit/result.js";
import { formatDuration } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import { SIGNS } from "../document/signs.js";
import { textTable, wrap } from "../table.js";
import { amountOf, needText, outcomeText, ratioText, referenceText, TONES } from "./words.js";

const COLUMNS = 80;
const INDENT = "    ";

/** @returns with a line feed at its end */
export function auditText(audit: Audit): string {
  const sections = [heading(audit), ...groups(audit), left(audit), sources(audit), footer(audit)];
  const text = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
  return `${text}\n`;
}

function heading(audit: Audit): string[] {
  const { scenario, outage, isWhole } = audit;
  const about =
    outage === null
      ? "no outage that ends"
      : `${outage.on} ${outage.kind} for ${formatDuration(outage.forSeconds * TICKS_PER_SECOND)}`;
  const cut = isWhole ? "" : " (interrupted: rules are missing)";
  return [
    ...wrap(`AUDIT  ${scenario.name}${cut}`, COLUMNS, INDENT),
    ...wrap(`Rules of thumb beside what runs say is needed; ${about}.`, COLUMNS, INDENT),
    ...wrap(referenceText(audit), COLUMNS, INDENT),
  ];
}

/** A table for all, so that columns stand below each other; a heading for each tier. */
function groups({ findings, layers }: Audit): string[][] {
  const table = textTable(
    [["", "says", "needs", "of need"], ...findings.map(row)],
    ["left", "right", "right", "right"],
  );
  const [head = "", ...rows] = table;
  const of = (tier: string | null): string[] =>
    findings.flatMap((finding, i) => (finding.tier === tier ? lines(rows[i]!, finding) : []));
  const tiers = layers.filter((layer) => findings.some(({ tier }) => tier === layer));
  const blocks = tiers.map((tier) => [tier, ...of(tier)]);
  const whole = of(null);
  if (whole.length > 0) blocks.push(["the whole chain", ...whole]);
  return blocks.map((block, i) => (i === 0 ? [head, ...block] : block));
}

function row(finding: RuleFinding): string[] {
  const { rule, verdict, value, unit, need } = finding;
  return [
    `  ${SIGNS[TONES[verdict]]} ${rule}`,
    amountOf(value, unit),
    needText(need, unit),
    ratioText(finding),
  ];
}

/** What fails has its reasons below it. */
function lines(text: string, finding: RuleFinding): string[] {
  const outcome = outcomeText(finding);
  if (outcome === "holds") return [text];
  return [text, ...wrap(`      ${outcome}`, COLUMNS, "        ")];
}

function left({ left: all }: Audit): string[] {
  if (all.length === 0) return [];
  const texts = all.map(
    ({ rule, tier, why }) => `${tier === null ? "" : `${tier}: `}${rule} (${why})`,
  );
  return wrap(`Not asked: ${texts.join("; ")}.`, COLUMNS, INDENT);
}

function sources({ findings }: Audit): string[] {
  if (findings.length === 0) return [];
  const all = [...new Set(findings.map(({ source }) => source))].map((source) => {
    const own = findings.filter((finding) => finding.source === source);
    return { source, rules: [...new Set(own.map(({ rule }) => rule))] };
  });
  return [
    "Where they are from",
    ...all.flatMap(({ source, rules }) =>
      wrap(`  ${rules.join(", ")}: ${source}`, COLUMNS, INDENT),
    ),
  ];
}

function footer({ runs, seeds, findings }: Audit): string[] {
  const needs = [...new Set(findings.map(({ need }) => need.how))];
  const text =
    `${String(runs)} runs, seeds ${String(seeds[0])} to ${String(seeds.at(-1))}.` +
    (needs.length === 0 ? "" : ` Needs: ${needs.join("; ")}.`);
  return wrap(text, COLUMNS, "");
}
