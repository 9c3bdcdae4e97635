/** A report of a run, of many runs, of a plan: the sections in the order in which they are read. */
import { auditSection } from "../audit/section.js";
import type { Document, Section } from "../document/document.js";
import { curvesSection } from "../plan/curves-section.js";
import { planSections } from "../plan/plan-sections.js";
import { regimeSection } from "../regime/section.js";
import { assumptionsSection, outsideSection, reproduceSection } from "./assumptions.js";
import { courseSection } from "./course-section.js";
import { causesSection, ledgerSection, storageSection } from "./details.js";
import { firstPage } from "./first-page.js";
import type { ReportInput } from "./input.js";
import { numbersSection } from "./numbers-section.js";

const AS_IT_IS = "as it is";
const RECOMMENDED = "with the recommended settings";

/** @param input with a run, many runs, or both */
export function reportDocument(input: ReportInput): Document {
  const { name, about, run, replications, plan, curves, audit, origin } = input;
  const sections: (Section | undefined)[] = [
    firstPage(input),
    ...(plan === null ? [] : planSections(plan)),
    ...(curves === null ? [] : [curvesSection(curves, whoseCurves(input))]),
    ...(run === null ? [] : [courseSection(run.course)]),
    ...mapSection(input),
    ...(audit === null ? [] : [auditSection(audit)]),
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

/** Curves are made with the settings that they were asked with: those of the file, or those of the plan. */
function whoseCurves({ curves, plan }: ReportInput): string {
  const settings = plan?.recommended?.settings ?? [];
  const isPlanned =
    settings.length > 0 && settings.every((setting) => curves?.set.includes(setting) === true);
  return isPlanned ? RECOMMENDED : AS_IT_IS;
}

/** As it is, and as the plan would have it. */
function mapSection(input: ReportInput): Section[] {
  const { map, curves, plan } = input;
  const ofCurves = whoseCurves(input) === AS_IT_IS ? curves?.map : undefined;
  const isPlanned = plan !== null && plan.recommended !== null;
  const own = map ?? ofCurves ?? (isPlanned ? null : plan?.map) ?? null;
  const planned = isPlanned ? plan.map : null;
  const maps = [
    ...(own === null ? [] : [{ whose: AS_IT_IS, map: own }]),
    ...(planned === null ? [] : [{ whose: RECOMMENDED, map: planned }]),
  ];
  return maps.length === 0 ? [] : [regimeSection(maps)];
}

function footerOf({ name, run, origin }: ReportInput, date: string): string {
  const digest = run === null ? "" : `, digest ${run.findings.digest.slice(0, 16)}`;
  const when = date === "" ? "" : `, ${date}`;
  return `${name}: fanin ${origin.version}${digest}${when}`;
}
