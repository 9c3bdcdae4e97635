/** What a person can do, and what follows: between the address bar, the worker and the store. */
import { EngineClient } from "../engine/client.js";
import { DeskClient } from "../engine/desk-client.js";
import type { EngineWorker, Reply, RunResult, ScenarioText } from "../engine/protocol.js";
import { parseQuery, withState } from "../model/query.js";
import { RunModel } from "../model/run-model.js";
import { Address, type Place } from "./address/address.js";
import { ClockControl } from "./time/clock-control.js";
import { CompareControl } from "./compare-control.js";
import { readComparison } from "./compare-state.js";
import { DetailsControl } from "./details-control.js";
import { DraftDesk } from "./draft-desk.js";
import { keepDraft } from "./draft-history.js";
import { notRun, tooLarge, unknownScenario, unreadableLink, workerLost } from "./failures.js";
import { loadOpened, type Opened } from "./opened.js";
import { routeOf, viewAt } from "./address/place.js";
import { readRoute, writeRoute, writeView, type Route } from "./address/route.js";
import { Verification } from "./verification.js";
import type { ShippedScenario } from "./scenarios.js";
import { TimeControl } from "./time/time-control.js";
import { TopologyControl } from "./topology-control.js";
import {
  isShareLink,
  LinkError,
  readShareLink,
  writeShareLink,
  type SharedView,
} from "./address/share-link.js";
import { FRESH_VIEW, type Failure, type PageState } from "./state.js";
import type { Store, View } from "./store.js";

export interface RunWish {
  /** [ticks] between samples, instead of the scenario's. */
  readonly everyTicks?: number | undefined;
  /** Also when it may be too large. */
  readonly isSure?: boolean;
  /** Nobody asked for it: each stop of a slider is no draft to keep. */
  readonly isAuto?: boolean;
}

/** Characters of the digest that a link carries. */
const PROMISED_CHARACTERS = 16;

export class Controller implements View<PageState> {
  readonly #store: Store<PageState>;
  readonly #scenarios: readonly ShippedScenario[];
  readonly #client: EngineClient;
  readonly clock: ClockControl;
  /** The window of time and its marks. */
  readonly time: TimeControl;
  readonly #address = new Address(() => this.#place());
  readonly topology: TopologyControl;
  readonly details: DetailsControl;
  readonly comparison: CompareControl;
  /** The text that is edited. */
  readonly drafts: DraftDesk;
  readonly #verification: Verification;
  #opened: Opened | undefined;
  /** The text that `fanin show FILE` was started with: its address needs no more than a name. */
  #servedText: string | undefined;
  #seed: number | undefined;
  /** What the worker is at. */
  #runningText: string | undefined;
  /** What the address wants of a run that is not there yet. */
  #wanted: Route | undefined;

  constructor(
    store: Store<PageState>,
    scenarios: readonly ShippedScenario[],
    makeWorker: () => EngineWorker,
  ) {
    this.#store = store;
    this.#scenarios = scenarios;
    this.clock = new ClockControl(store);
    this.time = new TimeControl(store);
    this.details = new DetailsControl(store);
    this.topology = new TopologyControl(store);
    this.#verification = new Verification(store, makeWorker);
    this.#client = new EngineClient(makeWorker, {
      onReply: (reply) => {
        this.#onReply(reply);
      },
      onLost: (why) => {
        this.#fail(workerLost(why));
      },
    });
    this.comparison = new CompareControl(store, scenarios, makeWorker);
    this.drafts = new DraftDesk(
      store,
      new DeskClient(makeWorker),
      () => {
        this.run({ isAuto: true });
      },
      (why) => {
        this.#fail(workerLost(why));
      },
    );
  }

  /** Goes where the address says. */
  follow(hash: string): void {
    if (isShareLink(hash)) void this.#followLink(hash);
    else this.#followRoute(readRoute(hash));
  }

  #followRoute(route: Route, promisedDigest = ""): void {
    const { state } = this.#store;
    if (route.page === "gallery") {
      this.#client.stop();
      this.#store.set({ page: "gallery", status: "empty", isPlaying: false, failure: undefined });
      return;
    }
    const isHere = state.page === "run" && state.scenario === route.scenario && !this.#isOwn();
    if (isHere && route.seed === this.#seed && state.failure === undefined) {
      this.#goIn(route);
      this.#address.arrive();
      return;
    }
    this.#goTo(route, promisedDigest);
  }

  #goTo(route: Route, promisedDigest: string): void {
    this.#address.leave();
    this.#wanted = route;
    this.#seed = route.seed;
    const { scenario } = route;
    this.#store.set({ page: "run", scenario, promisedDigest, ...FRESH_VIEW });
    void this.#begin(scenario);
  }

  async #followLink(hash: string): Promise<void> {
    let shared: SharedView;
    try {
      shared = await readShareLink(hash);
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      this.#client.stop();
      this.#store.set({ page: "run", scenario: "", run: undefined, draft: undefined });
      this.#fail(unreadableLink(error));
      return;
    }
    const { what, view, digest } = shared;
    const scenario = "shipped" in what ? what.shipped : "opened";
    const route = readRoute(`#/run/${encodeURIComponent(scenario)}?${view}`);
    if ("shipped" in what) {
      this.#followRoute(route, digest);
      return;
    }
    if (this.#store.state.draft?.text === what.text && route.seed === this.#seed) {
      this.#goIn(route);
      this.#address.arrive();
      return;
    }
    this.#opened = { kind: "scenario", ...what };
    this.#goTo(route, digest);
  }

  /** A link to what is shown, whoever opens it. */
  shareLink(): Promise<string> {
    const { draft, scenario, run } = this.#store.state;
    const what = draft === undefined || !this.#isOwn() ? { shipped: scenario } : draft;
    const digest = run?.recording.digest.slice(0, PROMISED_CHARACTERS) ?? "";
    return writeShareLink({
      what,
      view: writeView(routeOf(this.#store.state, this.#seed)),
      digest,
    });
  }

  /** Runs what is shown once more, with another seed if one is given. */
  rerun(seed: number | undefined): void {
    this.#seed = seed;
    this.run();
  }

  /** Runs the text as it is now; a recording is read again. */
  run({ everyTicks, isSure = false, isAuto = false }: RunWish = {}): void {
    const { draft, scenario: id } = this.#store.state;
    if (draft === undefined) {
      void this.#begin(id);
      return;
    }
    if (this.#isOwn() && !isAuto) keepDraft(draft);
    const { name, text, files } = draft;
    this.#runningText = text;
    this.#verification.stop();
    this.#store.set({ status: "running", progress: undefined, failure: undefined });
    const scenario: ScenarioText = { name, text, files };
    this.#client.start({ kind: "run", scenario, seed: this.#seed, everyTicks, isSure });
  }

  edit(isEditing: boolean): void {
    this.#store.set({ isEditing });
    if (isEditing && this.#store.state.checked === undefined) void this.drafts.check();
  }

  /** The same text and seed once more, beside: is the digest the same? */
  verify(): void {
    const { run, draft, ranText } = this.#store.state;
    if (run === undefined || draft === undefined || ranText === undefined) return;
    const { name, files } = draft;
    const { seed, digest } = run.recording;
    this.#verification.start({ name, text: ranText, files }, seed, digest);
  }

  cancel(): void {
    this.#client.cancel();
  }

  /** What a person brought: a scenario of their own, or a recording. */
  open(opened: Opened): void {
    if (opened.kind === "unreadable") {
      this.#store.set({ page: "run" });
      this.#fail({ ...opened.refusal, offers: [] });
      return;
    }
    this.#opened = opened;
    this.#servedText = undefined;
    this.#address.leave();
    this.#seed = opened.kind === "scenario" ? opened.seed : undefined;
    this.#wanted = undefined;
    const scenario = "opened";
    this.#store.set({ page: "run", scenario, promisedDigest: "", ...FRESH_VIEW });
    history.pushState(null, "", "#/run/opened");
    void this.#begin(scenario);
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

  /** Numbers and times are to be written in another way. */
  redraw(): void {
    this.#store.redraw();
  }

  /** Keeps the address as the page is. */
  update(): void {
    this.#address.touch();
  }

  #place(): Place | undefined {
    const { page, run, draft, failure, tab, selected, draftId, scenario, topology } =
      this.#store.state;
    if (page !== "run" || (run === undefined && (draft === undefined || failure !== undefined))) {
      return undefined;
    }
    const isOwn = this.#isOwn();
    return {
      step: JSON.stringify([scenario, draftId, isOwn, tab, selected, topology.inside]),
      hash: () =>
        isOwn || this.#comparesText()
          ? this.shareLink()
          : writeRoute(routeOf(this.#store.state, this.#seed)),
    };
  }

  /** Whether what is compared with has a text of its own, which is for a link to carry. */
  #comparesText(): boolean {
    const { pinned, other } = this.#store.state.compare;
    return [pinned, other].some((held) => held?.source.kind === "text");
  }

  /** Whether the text is a person's own: neither shipped as it is, nor the server's. */
  #isOwn(): boolean {
    const { draft, scenario } = this.#store.state;
    if (draft === undefined || draft.text === this.#servedText) return false;
    return this.#scenarios.find(({ id }) => id === scenario)?.text !== draft.text;
  }

  async #begin(scenario: string): Promise<void> {
    this.#verification.stop();
    this.#store.set({ status: "running", progress: undefined, failure: undefined });
    const opened = scenario === "opened" ? (this.#opened ??= await this.#loadServed()) : undefined;
    const { draftId } = this.#store.state;
    const none = { ranText: undefined, checked: undefined, runMs: undefined, draftId: draftId + 1 };
    if (opened?.kind === "unreadable") return;
    if (opened?.kind === "recording") {
      this.#runningText = undefined;
      this.#store.set({ ...none, draft: undefined });
      this.#client.start({ kind: "open", name: opened.name, text: opened.text });
      return;
    }
    const draft = opened ?? this.#scenarios.find(({ id }) => id === scenario);
    if (draft === undefined) {
      this.#store.set({ ...none, draft: undefined });
      this.#fail(unknownScenario(scenario, this.#scenarios));
      return;
    }
    const { name, text, files } = draft;
    this.#store.set({ ...none, draft: { name, text, files } });
    this.run();
    if (this.#store.state.isEditing) await this.drafts.check();
  }

  async #loadServed(): Promise<Opened | undefined> {
    const served = await loadOpened();
    if (served?.kind === "scenario") this.#servedText = served.text;
    return served;
  }

  #onReply(reply: Reply): void {
    if (reply.kind === "progress") this.#store.set({ progress: reply.progress });
    else if (reply.kind === "partial") this.#take(reply.result, "running");
    else if (reply.kind === "done") {
      this.#take(reply.result, "over");
    } else if (reply.kind === "problems") this.#refuse();
    else if (reply.kind === "too-large") this.#fail(tooLarge(reply.need));
    else if (reply.kind === "refused") this.#fail({ ...reply.refusal, offers: [] });
    else this.#fail(notRun(reply.message));
  }

  /** The text has problems: they are listed where they can be mended; what was there before stays. */
  #refuse(): void {
    const { run } = this.#store.state;
    const before = run === undefined ? "error" : statusOf(run);
    this.#store.set({ status: before, progress: undefined, isEditing: true });
    void this.drafts.check();
  }

  #fail(failure: Failure): void {
    this.#store.set({ status: "error", failure, progress: undefined });
  }

  #take(result: RunResult, stage: "running" | "over"): void {
    const run = new RunModel(result);
    const { run: before, atTicks, selected } = this.#store.state;
    const address = selected === undefined ? undefined : before?.graph.nodes[selected]?.address;
    // The view follows the tail of a run that goes on, until a person looks elsewhere.
    const follows = before === undefined || atTicks >= before.endTicks;
    const isRunning = stage === "running";
    this.#store.set({
      run,
      ranText: this.#runningText,
      status: isRunning ? "running" : statusOf(run),
      atTicks: follows && isRunning ? run.endTicks : Math.min(atTicks, run.endTicks),
      selected: address === undefined ? undefined : run.graph.byAddress.get(address)?.index,
      ...(isRunning ? {} : { progress: undefined }),
    });
    if (!isRunning) this.#settle(run, follows);
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
    if (route !== undefined) this.#goIn(route);
    const comparison = readComparison(route?.comparison);
    if (comparison !== undefined) this.comparison.restore(comparison);
    this.#address.arrive();
  }

  /** To where in the run that is shown. */
  #goIn(route: Route): void {
    const { run } = this.#store.state;
    if (run !== undefined) this.#store.set(viewAt(route, run));
  }
}

function statusOf({ recording }: RunModel): PageState["status"] {
  return recording.end.kind === "finished" ? "done" : "partial";
}
