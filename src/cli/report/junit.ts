/** `--junit FILE`: what is decided so far, written after each scenario, so that an interrupted command leaves it too. */
import { basename, dirname } from "node:path";
import type { CheckSuite } from "../../report/ci/check-suite.js";
import { junitXml } from "../../report/ci/junit.js";
import type { Arguments } from "../arguments.js";
import { writeText } from "../files.js";

export function writeJunit(args: Arguments, suites: readonly CheckSuite[]): void {
  const file = args.value("junit");
  if (file !== undefined) writeText(dirname(file), basename(file), junitXml(suites));
}
