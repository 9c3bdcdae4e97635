/** Checks as JUnit XML, the form that CI systems show test results from. */
import { escapeMarkup } from "../../charts/escape.js";
import type { Check, CheckSuite } from "./check-suite.js";

export function junitXml(suites: readonly CheckSuite[]): string {
  const all = suites.flatMap(({ checks }) => checks);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="fanin" ${counts(all)}>`,
    ...suites.flatMap(suiteLines),
    "</testsuites>",
    "",
  ].join("\n");
}

function suiteLines({ name, file, properties, checks }: CheckSuite): string[] {
  return [
    `  <testsuite name="${escapeMarkup(name)}" file="${escapeMarkup(file)}" ${counts(checks)}>`,
    "    <properties>",
    ...Object.entries(properties).map(
      ([key, value]) =>
        `      <property name="${escapeMarkup(key)}" value="${escapeMarkup(value)}"/>`,
    ),
    "    </properties>",
    ...checks.flatMap((check) => checkLines(file, check)),
    "  </testsuite>",
  ];
}

/** What is not judged is no success either: it is an error, as a test that could not be carried out. */
function checkLines(file: string, { name, outcome, found, why }: Check): string[] {
  const head = `    <testcase name="${escapeMarkup(name)}" classname="${escapeMarkup(file)}"`;
  if (outcome === "met") {
    return [`${head}>`, `      <system-out>${escapeMarkup(found)}</system-out>`, "    </testcase>"];
  }
  const element = outcome === "not met" ? "failure" : "error";
  const lines = [found, ...why].map(escapeMarkup).join("\n");
  return [
    `${head}>`,
    `      <${element} type="${outcome}" message="${escapeMarkup(`${name}: ${found}`)}">${lines}</${element}>`,
    "    </testcase>",
  ];
}

function counts(checks: readonly Check[]): string {
  const of = (outcome: Check["outcome"]): string =>
    String(checks.filter((check) => check.outcome === outcome).length);
  return `tests="${String(checks.length)}" failures="${of("not met")}" errors="${of("not judged")}"`;
}
