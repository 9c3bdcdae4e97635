/** Both topologies at the same moment of the common clock. */
import { secondsFromTicks, TICKS_PER_SECOND } from "../../../src/units/time.js";
import { zeroOf } from "../../model/compare/alignment.js";
import type { RunModel } from "../../model/run-model.js";
import { h } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import { sinceStart } from "../../text/times.js";
import { svgElementOf } from "../picture/svg-node.js";
import { topologyPicture } from "../picture/topology-picture.js";
import { say } from "../../text/say.js";

const WIDTH = 900;

export class SideBySide {
  readonly element = h("div", { class: "side-by-side" });
  #key = "";

  show(state: PageState, a: RunModel | undefined, b: RunModel | undefined): void {
    if (a === undefined || b === undefined) return;
    const common = commonSeconds(state, a, b);
    const shown = [
      ["A", a],
      ["B", b],
    ] as const;
    const samples = shown.map(([, run]) => {
      const at = (common + zeroIn(state, run, [a, b])) * TICKS_PER_SECOND;
      return { sample: run.sampleAt(at), isThere: at >= 0 && at <= run.endTicks };
    });
    const key = `${a.recording.digest} ${b.recording.digest} ${state.theme} ${samples.map(({ sample }) => sample).join(" ")}`;
    // While it plays this would cost frames.
    if (key === this.#key || state.isPlaying) return;
    this.#key = key;
    this.element.replaceChildren(
      ...shown.map(([name, run], i) => {
        const { sample, isThere } = samples[i]!;
        const at = sinceStart(run.recording.times[sample] ?? 0);
        const label = sideText(name, run, at, isThere);
        const picture = svgElementOf(topologyPicture(run, sample, WIDTH, state.theme));
        picture.setAttribute("role", "img");
        picture.setAttribute("aria-label", say("Topology of {run}", { run: label }));
        return h("figure", { "data-side": name }, h("figcaption", {}, label), picture);
      }),
    );
  }
}

/** [s] of the common clock that the page's clock is at: it is that of the run that is shown, where that is one of the two. */
export function commonSeconds(state: PageState, a: RunModel, b: RunModel): number {
  const own = state.run === b && state.run !== a ? b : a;
  return secondsFromTicks(state.hoverTicks ?? state.atTicks) - zeroIn(state, own, [a, b]);
}

/** Without a fault in both they are laid from their start. */
export function zeroIn({ compare }: PageState, run: RunModel, both: readonly RunModel[]): number {
  const zeros = both.map((each) => zeroOf(each, compare.alignment));
  return zeros.includes(undefined) ? 0 : zeros[both.indexOf(run)]!;
}

function sideText(name: string, { recording }: RunModel, time: string, isThere: boolean): string {
  const said = { name, run: recording.scenario.name, time };
  return isThere
    ? say("{name}: {run} at {time} of its own clock", said)
    : say("{name}: {run} at {time} of its own clock (its nearest sample)", said);
}
