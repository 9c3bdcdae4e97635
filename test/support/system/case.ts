/** A random system as a case of a property: its document, its scenario, and what it is made of. */
import { parseScenario, type ParseResult } from "../../../src/scenario/parse-scenario.js";
import { formatProblem } from "../../../src/scenario/problem.js";
import type { Scenario } from "../../../src/scenario/types/scenario.js";
import { documentOf, type Document } from "./document.js";
import { drawFaults, placesOf, type DrawnFault } from "./faults.js";
import type { SystemSpec } from "./spec.js";

export interface SystemCase {
  readonly document: Document;
  readonly scenario: Scenario;
  readonly faults: readonly DrawnFault[];
}

/** @returns the case, or what the parser says against it */
export function caseOf(spec: SystemSpec, seconds: number): SystemCase | string {
  const plain = documentOf(spec, seconds);
  const { scenario, problems } = read(plain);
  if (scenario === undefined) return problems.map(formatProblem).join("\n");
  const faults = drawFaults(spec.faults, placesOf(scenario));
  const all = [...plain.faults, ...faults.map(({ keys }) => keys)];
  const document = { ...plain, faults: all };
  const whole = read(document);
  if (whole.scenario === undefined) return whole.problems.map(formatProblem).join("\n");
  return { document, scenario: whole.scenario, faults };
}

/** @returns the scenario of a document that must have no problem */
export function scenarioOf(document: Document): Scenario {
  const { scenario, problems } = read(document);
  if (scenario !== undefined) return scenario;
  throw new Error(problems.map(formatProblem).join("\n"));
}

function read(document: Document): ParseResult {
  return parseScenario(JSON.stringify(document), { file: "case.json" });
}
