/** A report of a run, of many runs, of a plan: the sections in the order in which they are read. */
import type { Document, Section } from "../document/document.js";
import { curvesSection } from "../plan/curves-section.js";
import { planSections } from "../plan/plan-sections.js";
import { assumptionsSection, outsideSection, reproduceSection } from "./assumptions.js";
import { courseSection } from "./course-section.js";
import { causesSection, ledgerSection, storageSection } from "./details.js";
import { firstPage } from "./first-page.js";
import type { ReportInput } from "./input.js";
import { numbersSection } from "./numbers-section.js";

/** @param input with a run, many runs, or both */
export function reportDocument(input: ReportInput): Document {
  const { name, about, run, replications, plan, curves, origin } = input;
  const sections: (Section | undefined)[] = [
    firstPage(input),
    ...(plan === null ? [] : planSections(plan)),
    ...(curves === null ? [] : [curvesSection(curves)]),
    ...(run === null ? [] : [courseSection(run.course)]),
    ...(run === null && replications === null ? [] : [numbersSection(input)]),
    ...(run === null
      ? []
      : [causesSection(run.findings), ledgerSection(run.findings), storageSection(run.findings)]),
    ...(run === null && plan === null
      ? []
      : [assumptionsSection(run?.scenario.defaults ?? plan!.assumptions)]),
    ...(run === null ? [] : [outsideSection(run.findings.outsideRecordings)]),
    reproduceSection(input),
  ];
  return {
    title: name,
    about,
    sections: sections.filter((section) => section !== undefined),
    footer: footerOf(input, origin.date),
  };
}

function footerOf({ name, run, origin }: ReportInput, date: string): string {
  const digest = run === null ? "" : `, digest ${run.findings.digest.slice(0, 16)}`;
  const when = date === "" ? "" : `, ${date}`;
  return `${name}: fanin ${origin.version}${digest}${when}`;
}
