/** `fanin verify --html`: the curves over each other, as a file. */
import { basename, dirname } from "node:path";
import { verificationPage } from "../report/verification/page.js";
import type { Verified } from "../report/verification/verdict.js";
import { overlay } from "../verify/overlay.js";
import type { ReferenceTrace } from "../verify/trace.js";
import type { Verification } from "../verify/verify.js";
import { UsageError, type Arguments } from "./arguments.js";
import { writeText } from "./files.js";
import { problemsText } from "./scenario-files.js";

export function writePage(file: string, verified: readonly Verified[]): void {
  const written = writeText(dirname(file), basename(file), verificationPage(verified));
  process.stderr.write(`written: ${written}\n`);
}

/** A name that cannot be that of a recording, which a forgotten name would overwrite. */
export function pageFile(args: Arguments): string | undefined {
  const file = args.value("html");
  if (file === undefined || /\.html?$/i.test(file)) return file;
  throw new UsageError(`--html: expected a name that ends in .html, found ${file}`);
}

export function unusableFile(file: string, unusable: readonly string[]): Verified {
  return { file, trace: undefined, overlay: undefined, repeats: 0, checks: [], unusable };
}

export function verifiedFile(
  file: string,
  trace: ReferenceTrace,
  outcome: Verification,
  repeats: number,
): Verified {
  const curves = overlay(trace, outcome);
  if ("checks" in outcome) {
    return { file, trace, overlay: curves, repeats, checks: outcome.checks, unusable: [] };
  }
  return { ...unusableFile(file, reasonsOf(outcome)), trace, overlay: curves, repeats };
}

/** Why a recording cannot be simulated. */
export function reasonsOf({
  unusable,
  problems,
}: Extract<Verification, { unusable: unknown }>): string[] {
  return [...unusable, ...(problems.length > 0 ? [problemsText(problems, "problem")] : [])];
}
