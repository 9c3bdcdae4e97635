/** The report of a run as one HTML file: the one that `fanin report` makes of a recording. */
import { courseOf } from "../../src/analysis/course.js";
import { runBesideFluid } from "../../src/experiment/beside-fluid.js";
import { headlines } from "../../src/experiment/headlines.js";
import { standardMap } from "../../src/fluid/regime/standard.js";
import { documentHtml } from "../../src/report/document/html.js";
import { reportDocument } from "../../src/report/run/report.js";
import type { RunModel } from "./run-model.js";

/** @param source file and text of the scenario; undefined where a recording is all there is */
export function runReport(
  { recording, findings, view }: RunModel,
  source: { readonly file: string; readonly text: string } | undefined,
  version: string,
): string {
  const { scenario, seed } = recording;
  const { name, about } = scenario;
  const file = source?.file ?? "";
  const isPlain = /^[\w./-]+$/.test(file);
  const command = isPlain ? `fanin run ${file} --seed ${String(seed)}` : null;
  const run = {
    scenario,
    findings,
    headlines: headlines(findings, recording),
    course: courseOf(view),
    fluid: runBesideFluid(findings, recording),
  };
  const origin = { version, command, file, text: source?.text ?? null, set: [], date: "" };
  const rest = {
    replications: null,
    plan: null,
    curves: null,
    audit: null,
    map: standardMap(scenario),
  };
  return documentHtml(reportDocument({ name, about, run, ...rest, origin }));
}
