/** What an audit says, in few words: for the text and for the report alike. */
import type { Audit, AuditUnit, Need, RuleFinding } from "../../experiment/audit/result.js";
import {
  formatClock,
  formatCount,
  formatDuration,
  formatFraction,
  formatNumber,
} from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { Tone } from "../document/document.js";

export const TONES: Readonly<Record<RuleFinding["verdict"], Tone>> = {
  holds: "good",
  fails: "bad",
  "cannot-be": "bad",
  open: "open",
};

/** `13 agents`, `14.4 M events`, `4 min 36 s` */
export function amountOf(value: number, unit: AuditUnit): string {
  if (unit === "s") return formatDuration(value * TICKS_PER_SECOND);
  return `${formatCount(value)} ${value === 1 ? unit.replace(/s$/, "") : unit}`;
}

export function needText({ value, tried }: Need, unit: AuditUnit): string {
  if (value !== null) return amountOf(value, unit);
  return unit === "s" ? "not in the run" : `over ${amountOf(tried, unit)}`;
}

const SHORT = "holds, though short: nothing that is asked for forbids what becomes of the rest";
const LONGER = "takes longer: new events keep coming while it drains";
/** A system that runs, though its channels can never hold so much. */
const TOO_LARGE = "heap or disk of the machine hold less than that";

/** By how much it is off, of what is needed: `72 %`, `6.5 ×`. Empty: there is nothing to hold it against. */
export function ratioText({ value, need }: RuleFinding): string {
  if (need.value === null || need.value === 0) return "";
  const ratio = value / need.value;
  if (ratio < 0.01) return "under 1 %";
  return ratio < 1.995 ? formatFraction(ratio) : `${formatNumber(ratio)} ×`;
}

/** What becomes of a system that is sized so: `fails: tier2 full at 00:51:36; no refusals: 565 calls … (in 5 of 5 seeds)`. */
export function outcomeText(finding: RuleFinding): string {
  const miss = missText(finding);
  return [
    verdictText(finding),
    ...(miss === "" ? [] : [miss]),
    ...(finding.isTooLarge ? [TOO_LARGE] : []),
  ].join("; ");
}

function verdictText(finding: RuleFinding): string {
  const { verdict, unit, failure, problem } = finding;
  if (unit === "s") return verdict === "holds" ? "comes true" : LONGER;
  switch (verdict) {
    case "holds":
      return isShort(finding) ? SHORT : "holds";
    case "cannot-be":
      return `Flume refuses it: ${problem ?? ""}`;
    case "open":
      return "not decided: with room for all it is missed as well";
    case "fails":
      return `fails: ${placeOf(failure)}`;
  }
}

/** Less room than is needed, and still all that is asked for holds. */
function isShort({ unit, value, need }: RuleFinding): boolean {
  return unit === "events" && need.value !== null && value < need.value;
}

/** Where it shows first, and when. */
function placeOf(failure: RuleFinding["failure"]): string {
  if (failure === null) return "an objective is missed";
  const { layer, what, medianSeconds, objective } = failure;
  if (layer === null || medianSeconds === null) return objective;
  return `${layer} ${what ?? ""} at ${formatClock(medianSeconds * TICKS_PER_SECOND)}`;
}

/** Which objective is missed, by how much, and in how many seeds; empty: none is. */
function missText({ failure }: RuleFinding): string {
  if (failure === null) return "";
  const { objective, found, seeds, trials } = failure;
  return `${objective}: ${found} (in ${String(seeds)} of ${String(trials)} seeds)`;
}

/** What each rule was tried in. */
export function referenceText({ reference, probability }: Audit): string {
  if (reference === null) return "It was interrupted before anything could be said.";
  const { rooms, met, failure } = reference;
  const raised = rooms.filter(({ now, has }) => has > now);
  const kept = rooms.filter(({ now, has }) => has <= now);
  const parts = [
    ...raised.map(({ tier, needs, has }) => {
      return `${tier} with room for ${formatCount(has)} events a channel (it needs ${formatCount(needs)})`;
    }),
    ...kept.map(({ tier, now }) => `${tier} with the ${formatCount(now)} that it has`),
  ];
  const seeds = `${String(met.successes)} of ${String(met.trials)} seeds`;
  const result =
    met.successes >= probability * met.trials
      ? `That meets all objectives in ${seeds}.`
      : `That meets them in ${seeds} only (${failure?.objective ?? ""}): room alone does not help, so a rule that` +
        " fails in it is not decided.";
  return `Each rule is laid alone over the file with room for what piles up: ${parts.join(", ")}. ${result}`;
}
