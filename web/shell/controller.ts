/** What a person can do, and what follows: between the address bar, the worker and the store. */
import { EngineClient } from "../engine/client.js";
import type { Reply, RunResult, ScenarioText } from "../engine/protocol.js";
import { parseQuery, withState } from "../model/query.js";
import { RunModel } from "../model/run-model.js";
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import { loadOpened, type Opened } from "./opened.js";
import { Playback } from "./playback.js";
import { writeRoute, type Route } from "./route.js";
import type { ShippedScenario } from "./scenarios.js";
import { TimeControl } from "./time-control.js";
import { FRESH_VIEW, TABS, type Failure, type PageState, type Tab } from "./state.js";
import type { Store, View } from "./store.js";

/** [ms] between two changes of the address while the time moves. */
const ADDRESS_MS = 250;

export class Controller implements View<PageState> {
  readonly #store: Store<PageState>;
  readonly #scenarios: readonly ShippedScenario[];
  readonly #client: EngineClient;
  readonly #playback: Playback;
  /** The window of time, its marks, and where playback stops. */
  readonly time: TimeControl;
  #opened: Opened | undefined;
  #seed: number | undefined;
  /** What the address wants of a run that is not there yet. */
  #wanted: Route | undefined;
  #addressTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    store: Store<PageState>,
    scenarios: readonly ShippedScenario[],
    makeWorker: () => Worker,
  ) {
    this.#store = store;
    this.#scenarios = scenarios;
    this.#playback = new Playback(store);
    this.time = new TimeControl(store);
    this.#client = new EngineClient(makeWorker, {
      onReply: (reply) => {
        this.#onReply(reply);
      },
      onLost: (why) => {
        this.#onLost(why);
      },
    });
  }

  /** Goes where the address says. */
  follow(route: Route): void {
    const { state } = this.#store;
    if (route.page === "gallery") {
      this.#client.stop();
      this.#store.set({ page: "gallery", status: "empty", isPlaying: false, failure: undefined });
      return;
    }
    const isHere = state.page === "run" && state.scenario === route.scenario;
    if (isHere && route.seed === this.#seed) {
      this.#seek(route);
      return;
    }
    this.#wanted = route;
    this.#seed = route.seed;
    this.#store.set({ page: "run", scenario: route.scenario, ...FRESH_VIEW });
    void this.#begin(route.scenario);
  }

  /** Runs what is shown once more, with another seed if one is given. */
  rerun(seed: number | undefined): void {
    this.#seed = seed;
    this.#wanted = undefined;
    void this.#begin(this.#store.state.scenario);
  }

  cancel(): void {
    this.#client.cancel();
  }

  /** A file from the picker or dropped on the page. */
  async openFile(file: File): Promise<void> {
    const text = await file.text();
    const isRecording = /\.json$/i.test(file.name);
    this.#opened = isRecording
      ? { kind: "recording", name: file.name, text }
      : { kind: "scenario", name: file.name, text, files: {} };
    this.#seed = undefined;
    this.#wanted = undefined;
    this.#store.set({ page: "run", scenario: "opened", ...FRESH_VIEW });
    history.pushState(null, "", "#/run/opened");
    void this.#begin("opened");
  }

  seek(atTicks: number): void {
    const { run } = this.#store.state;
    if (run === undefined) return;
    this.#store.set({ atTicks: Math.max(0, Math.min(atTicks, run.endTicks)) });
  }

  /** The crosshair of all charts; undefined: back to the clock. */
  hover(atTicks: number | undefined): void {
    this.#store.set({ hoverTicks: atTicks });
  }

  /** To a sample so many further on. */
  step(samples: number): void {
    const { run, atTicks } = this.#store.state;
    if (run === undefined) return;
    const { times } = run.recording;
    const i = Math.max(0, Math.min(run.sampleAt(atTicks) + samples, times.length - 1));
    this.seek(times[i] ?? 0);
  }

  /** To the next event (1) or the one before (−1); to the end where there is none. */
  stepEvent(direction: 1 | -1): void {
    const { run, atTicks } = this.#store.state;
    if (run === undefined) return;
    const times = run.log.map(({ fromTicks }) => fromTicks);
    const next =
      direction > 0
        ? (times.find((at) => at > atTicks) ?? run.endTicks)
        : (times.findLast((at) => at < atTicks) ?? 0);
    this.seek(next);
  }

  togglePlay(): void {
    this.#playback.toggle();
  }

  setSpeed(speed: PageState["speed"]): void {
    this.#store.set({ speed });
  }

  select(node: number | undefined): void {
    this.#store.set({ selected: node });
  }

  /** What does not match steps back. */
  ask(text: string): void {
    this.#store.set({ query: parseQuery(text) });
  }

  /** Nodes in another state step back; the same state again: all are as before. */
  pickState(state: number): void {
    this.ask(withState(this.#store.state.query, state));
  }

  /** Keys of one letter or sign, on or off; see commands.ts. */
  setKeys(hasKeys: boolean): void {
    this.#store.set({ hasKeys });
  }

  show(tab: Tab): void {
    this.#store.set({ tab });
  }

  /** Keeps the address as the page is, without a step for the back button. */
  update(state: PageState): void {
    if (state.page !== "run" || state.run === undefined) return;
    if (this.#addressTimer !== undefined) return;
    this.#addressTimer = setTimeout(() => {
      this.#addressTimer = undefined;
      this.#writeAddress();
    }, ADDRESS_MS);
  }

  #writeAddress(): void {
    const { page, scenario, run, atTicks, selected, tab } = this.#store.state;
    if (page !== "run" || run === undefined) return;
    const address = writeRoute({
      page,
      scenario,
      seed: this.#seed,
      atSeconds: atTicks === 0 ? undefined : atTicks / TICKS_PER_SECOND,
      node: selected === undefined ? undefined : run.graph.nodes[selected]?.address,
      tab: tab === "charts" ? undefined : tab,
    });
    if (address !== location.hash) history.replaceState(null, "", address);
  }

  async #begin(scenario: string): Promise<void> {
    this.#store.set({ status: "running", progress: undefined, failure: undefined });
    const opened = scenario === "opened" ? (this.#opened ??= await loadOpened()) : undefined;
    if (opened?.kind === "recording") {
      this.#client.start({ kind: "open", name: opened.name, text: opened.text });
      return;
    }
    const text: ScenarioText | undefined =
      opened ?? this.#scenarios.find(({ id }) => id === scenario);
    if (text === undefined) {
      this.#fail(unknownScenario(scenario, this.#scenarios));
      return;
    }
    const { name, text: yaml, files } = text;
    this.#client.start({ kind: "run", scenario: { name, text: yaml, files }, seed: this.#seed });
  }

  #onReply(reply: Reply): void {
    if (reply.kind === "progress") this.#store.set({ progress: reply.progress });
    else if (reply.kind === "partial") this.#take(reply.result, "running");
    else if (reply.kind === "done") {
      const isWhole = reply.result.recording.end.kind === "finished";
      this.#take(reply.result, isWhole ? "done" : "partial");
    } else if (reply.kind === "problems") {
      const { problems } = reply;
      const title = `The scenario has ${String(problems.length)} ${problems.length === 1 ? "problem" : "problems"}`;
      const advice = "Mend the file and open it again.";
      this.#fail({ title, problems, details: "", advice });
    } else {
      this.#fail({
        title: "This could not be run",
        problems: [],
        details: reply.message,
        advice: "What was there before is still here. Run it again, or open another scenario.",
      });
    }
  }

  #onLost(why: string): void {
    this.#fail({
      title: "The simulation stopped unexpectedly",
      problems: [],
      details: why,
      advice:
        "The page goes on working. Run it again; if it stops once more, the run may need more memory than " +
        "the browser gives: run it with `fanin run FILE --out FOLDER` and open the recording here.",
    });
  }

  #fail(failure: Failure): void {
    this.#store.set({ status: "error", failure, progress: undefined });
  }

  #take(result: RunResult, status: PageState["status"]): void {
    const run = new RunModel(result);
    const { run: before, atTicks, selected } = this.#store.state;
    const isSame = before?.recording.scenario.name === run.recording.scenario.name;
    // The view follows the tail of a run that goes on, until a person looks elsewhere.
    const follows = before === undefined || atTicks >= before.endTicks;
    this.#store.set({
      run,
      status,
      atTicks: follows && status === "running" ? run.endTicks : Math.min(atTicks, run.endTicks),
      selected: isSame ? selected : undefined,
      ...(status === "running" ? {} : { progress: undefined }),
    });
    if (status !== "running") this.#settle(run, follows);
  }

  /** A run that is over is shown where the address says, or where it first went wrong, unless a person looks elsewhere. */
  #settle(run: RunModel, isNew: boolean): void {
    const route = this.#wanted;
    this.#wanted = undefined;
    if (isNew) {
      const first = run.log.find(({ isFirstRefusal }) => isFirstRefusal) ?? run.log[0];
      // The first sample that shows it: states are those of the interval before a sample.
      const at = run.recording.times.find((ticks) => ticks >= (first?.fromTicks ?? 0));
      this.#store.set({ atTicks: at ?? 0 });
    }
    if (route !== undefined) this.#seek(route);
  }

  #seek({ atSeconds, node, tab }: Route): void {
    const { run } = this.#store.state;
    if (run === undefined) return;
    if (atSeconds !== undefined) this.seek(Math.round(atSeconds * TICKS_PER_SECOND));
    this.#store.set({
      selected: node === undefined ? undefined : run.graph.byAddress.get(node)?.index,
      tab: TABS.find((known) => known === tab) ?? "charts",
    });
  }
}

function unknownScenario(name: string, scenarios: readonly ShippedScenario[]): Failure {
  const title =
    name === "opened" ? "No file is open" : `There is no scenario called ${name.slice(0, 80)}`;
  return {
    title,
    problems: [],
    details: `known: ${scenarios.map(({ id }) => id).join(", ")}`,
    advice:
      name === "opened"
        ? "Open a file here, or start fanin with one: fanin show FILE."
        : "The link may be older or newer than this fanin. Choose one of the gallery.",
  };
}
