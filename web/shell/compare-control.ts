/** Compares runs: pins the one that is shown, and runs or reads another in a worker of its own. */
import { EngineClient } from "../engine/client.js";
import type { EngineWorker, Reply, ScenarioText } from "../engine/protocol.js";
import { RunModel } from "../model/run-model.js";
import type { Comparing, Held, SharedComparison, Source } from "./compare-state.js";
import type { Opened } from "./opened.js";
import type { ShippedScenario } from "./scenarios.js";
import type { PageState } from "./state.js";
import type { Store, View } from "./store.js";
import { say, sayCount } from "../text/say.js";

/** What is wanted of a source that is being run. */
interface Wanted {
  readonly as: "pinned" | "other";
  readonly label: string;
  readonly source: Source;
  readonly name: string;
}

export class CompareControl implements View<PageState> {
  readonly #store: Store<PageState>;
  readonly #scenarios: readonly ShippedScenario[];
  readonly #client: EngineClient;
  #wanted: Wanted | undefined;
  /** What a link wants beyond what is being run. */
  #queue: { readonly as: Wanted["as"]; readonly source: Source }[] = [];

  constructor(
    store: Store<PageState>,
    scenarios: readonly ShippedScenario[],
    makeWorker: () => EngineWorker,
  ) {
    this.#store = store;
    this.#scenarios = scenarios;
    this.#client = new EngineClient(makeWorker, {
      onReply: (reply) => {
        this.#onReply(reply);
      },
      onLost: (why) => {
        this.#refuse(
          say("The run to compare with stopped unexpectedly"),
          why,
          say("Choose it again."),
        );
      },
    });
  }

  /** Of a run that simulates real agents both are shown; without one that choice is gone. */
  update({ run, compare, status }: PageState, before: PageState | undefined): void {
    if (before === undefined || run === before.run || run === undefined) return;
    if (status === "running") return;
    if (run.measured !== undefined) {
      this.choose({ a: "current", b: "measured" });
      this.#store.set({ tab: "compare" });
    } else if (compare.a === "measured" || compare.b === "measured") {
      this.choose({ a: "pinned", b: "current" });
    }
  }

  choose(change: Partial<Comparing>): void {
    this.#change(change);
  }

  swap(): void {
    const { a, b } = this.#store.state.compare;
    this.choose({ a: b, b: a });
  }

  /** Keeps the run that is shown, as the baseline of what comes. */
  pin(): void {
    const { run } = this.#store.state;
    if (run === undefined) return;
    const { seed, digest, scenario } = run.recording;
    const label = labelOf(scenario.name, seed, digest);
    const pinned: Held = { label, run, source: sourceOf(this.#store.state, this.#scenarios) };
    this.#change({ pinned, a: "pinned", b: "current" });
  }

  unpin(): void {
    this.#change({ pinned: undefined });
  }

  /** Runs a shipped scenario to compare with. */
  loadShipped(id: string): void {
    const shipped = this.#scenarios.find((each) => each.id === id);
    if (shipped !== undefined)
      this.#run("other", { kind: "shipped", id, seed: -1 }, shipped, undefined);
  }

  /** Runs or reads a file to compare with. */
  load(opened: Opened): void {
    if (opened.kind === "unreadable") {
      this.#change({ refusal: opened.refusal });
      return;
    }
    if (opened.kind === "scenario") {
      const { name, text, files } = opened;
      const scenario = { name, text, files };
      this.#run("other", { kind: "text", scenario, seed: -1 }, scenario, undefined);
      return;
    }
    const { name, text } = opened;
    this.#begin({ as: "other", label: name, source: { kind: "file", name }, name });
    this.#client.start({ kind: "open", name, text });
  }

  cancel(): void {
    this.#client.stop();
    this.#queue = [];
    this.#change({ loading: undefined });
  }

  /** What a link says: its runs are run again. */
  restore({ pinned, other, ...comparing }: SharedComparison): void {
    this.#change(comparing);
    this.#queue = [
      ...(pinned === undefined ? [] : [{ as: "pinned" as const, source: pinned }]),
      ...(other === undefined ? [] : [{ as: "other" as const, source: other }]),
    ];
    this.#next();
  }

  #next(): void {
    const [first, ...rest] = this.#queue;
    this.#queue = rest;
    if (first === undefined) return;
    const { as, source } = first;
    if (source.kind === "text") this.#run(as, source, source.scenario, source.seed);
    else if (source.kind === "shipped") {
      const shipped = this.#scenarios.find(({ id }) => id === source.id);
      if (shipped !== undefined) this.#run(as, source, shipped, source.seed);
    } else {
      const advice = say("A link cannot carry a recording: open the file below.");
      this.#refuse(
        say("The link compares with the recording {name}", { name: source.name }),
        "",
        advice,
      );
    }
  }

  #run(as: Wanted["as"], source: Source, scenario: ScenarioText, seed: number | undefined): void {
    const { name, text, files } = scenario;
    this.#begin({ as, label: name, source, name });
    const request = { kind: "run" as const, scenario: { name, text, files }, seed };
    this.#client.start({ ...request, everyTicks: undefined, isSure: false });
  }

  #begin(wanted: Wanted): void {
    this.#wanted = wanted;
    this.#change({ loading: { label: wanted.label, progress: undefined }, refusal: undefined });
  }

  #onReply(reply: Reply): void {
    const wanted = this.#wanted;
    if (wanted === undefined) return;
    if (reply.kind === "progress") {
      this.#change({ loading: { label: wanted.label, progress: reply.progress } });
    } else if (reply.kind === "done") {
      const run = new RunModel(reply.result);
      const { seed, digest, scenario } = run.recording;
      const label = labelOf(scenario.name, seed, digest);
      const source = wanted.source.kind === "file" ? wanted.source : { ...wanted.source, seed };
      const held: Held = { label, run, source };
      const { a, b } = this.#store.state.compare;
      // What was just asked for is shown, in the place that nothing else has a claim to.
      const isShown = a === wanted.as || b === wanted.as;
      this.#change({
        [wanted.as]: held,
        loading: undefined,
        ...(isShown ? {} : { a: "current", b: wanted.as }),
      });
      this.#next();
    } else if (reply.kind === "problems") {
      const title = sayCount(
        reply.problems.length,
        { one: "{name} has {count} problem", other: "{name} has {count} problems" },
        { name: wanted.name },
      );
      this.#refuse(title, "", say("Open it by itself: they are listed there."));
    } else if (reply.kind === "too-large") {
      const title = say("{name} is too large to be run beside another", { name: wanted.name });
      this.#refuse(title, "", say("Run it by itself."));
    } else if (reply.kind === "refused") {
      const { title, details, advice } = reply.refusal;
      this.#refuse(title, details, advice);
    } else if (reply.kind === "failed") {
      const title = say("{name} could not be run", { name: wanted.name });
      this.#refuse(title, reply.message, say("Choose another one."));
    }
  }

  #refuse(title: string, details: string, advice: string): void {
    this.#change({ loading: undefined, refusal: { title, details, advice } });
  }

  #change(change: Partial<PageState["compare"]>): void {
    this.#store.set({ compare: { ...this.#store.state.compare, ...change } });
  }
}

/** By which a run is told from others. */
function labelOf(name: string, seed: number, digest: string): string {
  return say("{name}, seed {seed}, {digest}", { name, seed, digest: digest.slice(0, 8) });
}

/** What the run that is shown can be made again from. */
function sourceOf(
  { run, scenario, ranText, draft }: PageState,
  scenarios: readonly ShippedScenario[],
): Source {
  const seed = run?.recording.seed ?? 0;
  if (ranText === undefined || draft === undefined) return { kind: "file", name: scenario };
  const shipped = scenarios.find(({ text }) => text === ranText);
  if (shipped !== undefined) return { kind: "shipped", id: shipped.id, seed };
  return { kind: "text", scenario: { ...draft, text: ranText }, seed };
}
