/** What the run can be told apart by, and how it is shown. */
import { formatCount, formatDuration } from "../../src/units/format.js";
import type { RunModel } from "../model/run-model.js";
import type { Controller } from "../shell/controller.js";
import { button, h, setText } from "../shell/dom.js";
import type { PageState, Verified } from "../shell/state.js";
import type { View } from "../shell/store.js";

export class FooterView implements View<PageState> {
  readonly element = h("footer", { class: "facts-of-run" });

  readonly #verify: HTMLButtonElement;
  readonly #said = h("span", { role: "status", "data-testid": "verified" });

  constructor(controller: Controller) {
    this.#verify = button("Verify", () => controller.verify(), {
      title: "Run the same once more and compare the digests",
    });
  }

  update(state: PageState, before: PageState | undefined): void {
    const { run, promisedDigest, verified, status, ranText } = state;
    if (verified !== before?.verified) setText(this.#said, verifiedText(verified));
    // A recording cannot be run.
    this.#verify.hidden = ranText === undefined;
    this.#verify.disabled = status !== "done" || verified?.kind === "running";
    if (run === before?.run) return;
    this.element.hidden = run === undefined;
    if (run === undefined) return;
    const { recording, view } = run;
    const { seed, digest, end, times, scenario } = recording;
    const isApart = run.graph.nodes.some(({ kind, part }) => {
      return kind === "server" && view.series(part, "blockedTicks") !== undefined;
    });
    const notes = [
      `seed ${String(seed)}`,
      `${formatDuration(end.atTicks)} in ${formatCount(end.notices)} notices`,
      `${formatCount(times.length)} samples, one every ${formatDuration(scenario.record.everyTicks)}; a value holds from its sample to the next, bins show their maximum`,
      ...(isApart || run.graph.nodes.every(({ kind }) => kind !== "server")
        ? []
        : ["servers were not recorded one by one: each is shown as held up when its group is"]),
      ...coarserNote(run),
      ...promiseNote(run, promisedDigest),
      "the digest is that of `fanin run` with this text and seed, whatever is sampled",
      "one run: nothing is said about other seeds",
    ];
    this.element.replaceChildren(
      h("span", {}, "digest ", h("code", { "data-testid": "digest" }, digest)),
      this.#verify,
      this.#said,
      ...notes.map((text) => h("span", {}, text)),
    );
  }
}

function coarserNote({ askedEveryTicks, recording }: RunModel): string[] {
  if (askedEveryTicks === undefined) return [];
  const [asked, taken] = [askedEveryTicks, recording.scenario.record.everyTicks].map(
    formatDuration,
  );
  return [`sampled every ${taken!} and not every ${asked!}, so that it fits into the browser`];
}

/** Whoever shared the link saw a digest: the same one is the same run. */
function promiseNote({ recording: { digest, end } }: RunModel, promised: string): string[] {
  if (promised === "" || end.kind !== "finished") return [];
  return digest.startsWith(promised)
    ? ["✓ the digest that the link promised"]
    : [`✗ the link promised the digest ${promised}…: it was made with another fanin`];
}

function verifiedText(verified: Verified | undefined): string {
  if (verified === undefined) return "";
  if (verified.kind === "running") return `runs again: ${(verified.share * 100).toFixed(0)} %`;
  if (verified.kind === "same") return "✓ the same digest again";
  return `✗ not the same: ${verified.found}`;
}
