/** One recording on the page: verdict, what misses, what was done, the curves, all comparisons. */
import type { Check } from "../../verify/checks.js";
import type { OverlaySpan } from "../../verify/overlay.js";
import type { ReferenceTrace } from "../../verify/trace.js";
import { formatNumber } from "../../units/format.js";
import { html, type Html } from "../html/markup.js";
import { figureHtml } from "./figures.js";
import { verdictHtml, verdictOf, withinLimits, type Verified } from "./verdict.js";
import { checkSentence, measureText, valueText } from "./words.js";

export function recordingSection(verified: Verified, id: string, title: string): Html {
  const { trace, overlay, checks, unusable } = verified;
  const figures = overlay?.figures.map((figure) => figureHtml(trace!, overlay, figure)) ?? [];
  const count = checks.length === 0 ? "" : `${withinLimits(verified)} comparisons within limits.`;
  return html`<section class="recording" id="${id}">
    <h2>${title} ${verdictHtml(verdictOf(verified))}</h2>
    ${trace === undefined ? [] : [html`<p class="prose">${trace.about}</p>`]}
    <p>${count} <a class="back" href="#summary">Back to the summary</a></p>
    ${cannot(unusable)} ${misses(checks)} ${overlay === undefined ? [] : [done(overlay.spans)]}
    <p class="muted">${origin(verified)}</p>
    <div class="figures">${figures}</div>
    ${checks.length === 0 ? [] : [allChecks(checks)]}
  </section> `;
}

function cannot(reasons: readonly string[]): Html[] {
  if (reasons.length === 0) return [];
  const items = reasons.map((reason) => html`<li>${reason}</li>`);
  return [
    html`<p>It cannot be simulated:</p>
      <ul>
        ${items}
      </ul>`,
  ];
}

function misses(checks: readonly Check[]): Html[] {
  const missed = checks.filter(({ isPassed }) => !isPassed);
  if (missed.length === 0) return [];
  const items = missed.map((check) => html`<li>${check.subject}: ${checkSentence(check)}</li>`);
  return [
    html`<p><b class="miss">✗ What misses</b></p>
      <ul>
        ${items}
      </ul>`,
  ];
}

function done(spans: readonly OverlaySpan[]): Html {
  const texts = spans.map(({ what, fromMs, toMs }) => {
    const from = seconds(fromMs);
    return toMs > fromMs ? `${what} from ${from} to ${seconds(toMs)}` : `${what} at ${from}`;
  });
  return html`<p>Faults: ${texts.length === 0 ? "none" : texts.join("; ")}.</p>`;
}

function origin({ file, trace, repeats }: Verified): string {
  if (trace === undefined) return file;
  const others = repeats === 1 ? "recording" : "recordings";
  const compared =
    repeats === 0
      ? "no other recording of this experiment was given"
      : `limits as ${String(repeats)} other ${others} of this experiment allow`;
  return `${file}: Flume ${trace.flume}, ${lengthOf(trace)}, ${compared}.`;
}

function lengthOf({ durationMs, warmupMs, sampleMs }: ReferenceTrace): string {
  return `${seconds(durationMs)} of which ${seconds(warmupMs)} warm-up, a sample every ${seconds(sampleMs)}`;
}

/** A time of an axis, with all its digits up to a tenth. */
function seconds(ms: number): string {
  const value = Math.abs(ms) < 1000 ? formatNumber(ms / 1000) : String(Math.round(ms / 100) / 10);
  return `${value} s`;
}

function allChecks(checks: readonly Check[]): Html {
  const rows = checks.map((check) => {
    const texts = [
      valueText(check, check.recorded),
      valueText(check, check.other),
      measureText(check, check.deviation),
      measureText(check, check.allowed),
    ];
    const cells = texts.map((text) => html`<td class="number">${text}</td>`);
    const result = check.isPassed
      ? html`<td class="pass">✓ within</td>`
      : html`<td class="miss">✗ misses</td>`;
    return html`<tr>
      ${result}
      <td>${check.subject}</td>
      <td>${check.what}</td>
      ${cells}
    </tr> `;
  });
  const heading = ["recorded", "simulated", "off by", "limit"].map((text) => {
    return html`<th scope="col" class="number">${text}</th>`;
  });
  return html`<details>
    <summary>All ${checks.length} comparisons</summary>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">result</th>
            <th scope="col">where</th>
            <th scope="col">what</th>
            ${heading}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </details>`;
}
