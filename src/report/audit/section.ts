/** Rules of thumb in a report: what each says, what is needed, and what would have become of a system sized by it. */
import type { Audit, RuleFinding } from "../../experiment/audit/result.js";
import type { Block, Cell, NumberCell, Section } from "../document/document.js";
import { amountOf, needText, outcomeText, ratioText, referenceText, TONES } from "./words.js";

export function auditSection(audit: Audit): Section {
  const { findings, left } = audit;
  const bad = findings.filter(({ verdict }) => verdict === "fails" || verdict === "cannot-be");
  const lead =
    `Of ${String(findings.length)} numbers that rules of thumb give here, ${String(bad.length)} would have failed.` +
    (audit.isWhole ? "" : " It was interrupted: rules are missing.");
  const texts = left.map(({ rule, tier, why }) => `${tier ?? "the whole"}: ${rule} (${why})`);
  const rest: Block[] =
    left.length === 0
      ? []
      : [{ kind: "prose", text: `Not asked: ${texts.join("; ")}.`, isAside: true }];
  const blocks: Block[] = [
    { kind: "prose", text: lead },
    { kind: "prose", text: referenceText(audit) },
    ...(findings.length === 0 ? [] : [rulesTable(findings), sourcesTable(findings)]),
    ...rest,
  ];
  return { id: "audit", heading: "Rules of thumb", blocks, startsPage: true };
}

function rulesTable(findings: readonly RuleFinding[]): Block {
  return {
    kind: "table",
    caption: "What each rule says, what is needed, and what a system sized by it does",
    columns: [
      { name: "rule" },
      { name: "layer" },
      { name: "says", isNumber: true },
      { name: "needs", isNumber: true },
      { name: "of need", isNumber: true },
      { name: "a system sized by it" },
    ],
    rows: findings.map((finding): Cell[] => {
      const { rule, tier, value, unit, need, verdict } = finding;
      const number = (of: number | null, text: string): NumberCell => ({ text, value: of, unit });
      return [
        rule,
        tier ?? "the whole",
        number(value, amountOf(value, unit)),
        number(need.value, needText(need, unit)),
        ratioText(finding),
        { text: outcomeText(finding), value: null, unit: "", tone: TONES[verdict] },
      ];
    }),
  };
}

function sourcesTable(findings: readonly RuleFinding[]): Block {
  return {
    kind: "table",
    caption: "Where they are from, and how they come to their numbers",
    columns: [{ name: "rule" }, { name: "layer" }, { name: "formula" }, { name: "source" }],
    rows: findings.map(({ rule, tier, formula, source }) => {
      return [rule, tier ?? "the whole", formula, source];
    }),
  };
}
