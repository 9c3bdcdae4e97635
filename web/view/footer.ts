/** What the run can be told apart by, and how it is shown. */
import type { RunModel } from "../model/run-model.js";
import type { Controller } from "../shell/controller.js";
import { button, h, setHidden, setText } from "../shell/dom.js";
import type { PageState, Verified } from "../shell/state.js";
import type { View } from "../shell/store.js";
import { withCommands } from "./commands-in-text.js";
import { say, sayCount, sayParts } from "../text/say.js";
import { formatCount, formatDuration, formatFraction } from "../text/numbers.js";

export class FooterView implements View<PageState> {
  readonly element = h("footer", { class: "facts-of-run" });

  readonly #verify: HTMLButtonElement;
  readonly #said = h("span", { role: "status", "data-testid": "verified" });

  readonly #choices: HTMLElement;

  /** @param choices how numbers and times are written */
  constructor(controller: Controller, choices: HTMLElement) {
    this.#choices = choices;
    this.#verify = button(say("Verify"), () => controller.verify(), {
      title: say("Run the same once more and compare the digests"),
    });
  }

  update(state: PageState, before: PageState | undefined): void {
    const { run, promisedDigest, verified, status, ranText } = state;
    if (verified !== before?.verified) setText(this.#said, verifiedText(verified));
    // A recording cannot be run.
    setHidden(this.#verify, ranText === undefined);
    this.#verify.disabled = status !== "done" || verified?.kind === "running";
    if (run === before?.run) return;
    setHidden(this.element, run === undefined);
    if (run === undefined) return;
    const { recording, view } = run;
    const { seed, digest, end, times, scenario } = recording;
    const isApart = run.graph.nodes.some(({ kind, part }) => {
      return kind === "server" && view.series(part, "blockedTicks") !== undefined;
    });
    const notes = [
      say("seed {seed}", { seed }),
      sayCount(
        [end.notices, formatCount(end.notices)],
        {
          one: "{time} simulated with {count} event notice",
          other: "{time} simulated with {count} event notices",
        },
        { time: formatDuration(end.atTicks) },
      ),
      sayCount(
        [times.length, formatCount(times.length)],
        {
          one: "{count} sample, one every {time}; a value holds from its sample to the next, bins show their maximum",
          other:
            "{count} samples, one every {time}; a value holds from its sample to the next, bins show their maximum",
        },
        { time: formatDuration(scenario.record.everyTicks) },
      ),
      ...(isApart || run.graph.nodes.every(({ kind }) => kind !== "server")
        ? []
        : [
            say("servers were not recorded one by one: each is shown as held up when its group is"),
          ]),
      ...coarserNote(run),
      ...promiseNote(run, promisedDigest),
      say("the digest is that of {command} with this text and seed, whatever is sampled", {
        command: "`fanin run`",
      }),
      say("one run: nothing is said about other seeds"),
    ];
    this.element.replaceChildren(
      h(
        "span",
        {},
        ...sayParts("digest {digest}", {
          digest: h("code", { "data-testid": "digest" }, digest),
        }),
      ),
      this.#verify,
      this.#said,
      ...notes.map((text) => h("span", {}, ...withCommands(text))),
      this.#choices,
    );
  }
}

function coarserNote({ askedEveryTicks, recording }: RunModel): string[] {
  if (askedEveryTicks === undefined) return [];
  const [asked, taken] = [askedEveryTicks, recording.scenario.record.everyTicks].map(
    formatDuration,
  );
  return [
    say("sampled every {taken} and not every {asked}, so that it fits into the browser", {
      taken: taken!,
      asked: asked!,
    }),
  ];
}

/** Whoever shared the link saw a digest: the same one is the same run. */
function promiseNote({ recording: { digest, end } }: RunModel, promised: string): string[] {
  if (promised === "" || end.kind !== "finished") return [];
  return digest.startsWith(promised)
    ? [say("✓ the digest that the link promised")]
    : [
        say("✗ the link promised the digest {digest}…: it was made with another fanin", {
          digest: promised,
        }),
      ];
}

function verifiedText(verified: Verified | undefined): string {
  if (verified === undefined) return "";
  if (verified.kind === "running")
    return say("runs again: {share}", {
      share: formatFraction(Math.round(verified.share * 100) / 100),
    });
  if (verified.kind === "same") return say("✓ the same digest again");
  return say("✗ not the same: {found}", { found: verified.found });
}
