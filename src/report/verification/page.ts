/** The page of `fanin verify --html`: a summary, then a section for each recording. */
import { html, type Html } from "../html/markup.js";
import { htmlPage } from "../html/page.js";
import { recordingSection } from "./section.js";
import {
  titlesOf,
  verdictHtml,
  verdictOf,
  withinLimits,
  type Verdict,
  type Verified,
} from "./verdict.js";
import { grouped } from "./words.js";

const TITLE = "fanin: recorded and simulated";

export function verificationPage(all: readonly Verified[]): string {
  const titles = titlesOf(all);
  const sections = all.map((each, i) => recordingSection(each, idOf(i), titles[i]!));
  return htmlPage(
    TITLE,
    html`<main>
      <header id="summary">
        <h1>Recorded and simulated</h1>
        <p class="prose">${headline(all)}</p>
        ${howToRead()} ${summary(all, titles)}
      </header>
      ${sections}
    </main>`,
  );
}

function idOf(index: number): string {
  return `recording-${String(index + 1)}`;
}

function headline(all: readonly Verified[]): string {
  const count = (verdict: Verdict): number =>
    all.filter((each) => verdictOf(each) === verdict).length;
  const checks = all.flatMap((each) => each.checks);
  const within = checks.filter(({ isPassed }) => isPassed).length;
  const unusable = count("unusable");
  const cannot = unusable === 0 ? "" : `, ${String(unusable)} cannot be simulated`;
  return (
    `${String(count("pass"))} of ${String(all.length)} recordings of real Flume agents pass, ` +
    `${String(count("miss"))} miss${cannot}. ` +
    `${grouped(within)} of ${grouped(checks.length)} comparisons are within their limits.`
  );
}

function howToRead(): Html {
  return html`<p class="prose muted">
    Solid: what real agents did. Dashed: what the simulator makes of the same set-up, load and
    faults. The shaded band is what the simulated channel holds within ±1 s: a recorded sample
    inside it counts as met, because two runs of the real thing differ by their phase. Fill is
    compared after the warm-up. Of each column of pixels the first, smallest, largest and last
    sample is drawn (M4), so no peak is left out; a gap is a time without answer.
  </p> `;
}

function summary(all: readonly Verified[], titles: readonly string[]): Html {
  const rows = all.map((each, i) => {
    const missed = each.checks.filter(({ isPassed }) => !isPassed);
    const misses = missed.map(({ subject, what }) => html`<div>${subject}: ${what}</div>`);
    const reason = each.unusable.slice(0, 1).map((text) => html`<div>${text}</div>`);
    return html`<tr>
      <td><a href="#${idOf(i)}">${titles[i]!}</a></td>
      <td>${verdictHtml(verdictOf(each))}</td>
      <td class="number">${withinLimits(each)}</td>
      <td class="extra muted">${[...misses, ...reason]}</td>
    </tr> `;
  });
  return html`<div class="scroll">
    <table class="summary">
      <caption>
        Recordings
      </caption>
      <thead>
        <tr>
          <th scope="col">recording</th>
          <th scope="col">verdict</th>
          <th scope="col" class="number">within limits</th>
          <th scope="col" class="extra">what misses</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div> `;
}
