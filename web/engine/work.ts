/**
 * What the worker does, apart from being one: runs a scenario in slices and hears of a cancel between two of
 * them, or opens a recording.
 */
import { findings } from "../../src/analysis/find.js";
import { RecordingView } from "../../src/analysis/view.js";
import { Run } from "../../src/experiment/run.js";
import type { Recording } from "../../src/record/recording.js";
import { graphOf } from "../model/graph.js";
import { statesOf } from "../model/states.js";
import { measuredSeries } from "../../src/verify/measured.js";
import { parsed } from "./desk.js";
import { MOST_BYTES, needOf } from "./need.js";
import { opening } from "./opening.js";
import { preparedFor } from "./prepare.js";
import type { Progress, Reply, Request, RunResult } from "./protocol.js";
import { say } from "../text/say.js";

export interface Post {
  (reply: Reply): void;
}

/** [ms] of work between two looks at the messages. */
const SLICE_MS = 25;
const PROGRESS_MS = 100;
/** Partial results cost as much as the recording is large: at most this share of the time. */
const PARTIAL_SHARE = 0.1;
const LEAST_PARTIAL_MS = 700;
const FIRST_NOTICES = 5_000;

export class Work {
  readonly #post: Post;
  readonly #now: () => number;
  /** Lets messages in: resolves when those that wait have been heard. */
  readonly #pause: () => Promise<void>;
  #isCancelled = false;

  constructor(post: Post, now: () => number, pause: () => Promise<void>) {
    this.#post = post;
    this.#now = now;
    this.#pause = pause;
  }

  async handle(request: Request): Promise<void> {
    if (request.kind === "cancel") {
      this.#isCancelled = true;
      return;
    }
    this.#isCancelled = false;
    if (request.kind === "open") await this.#open(request.name, request.text);
    else await this.#run(request);
  }

  /** Of a recording of real agents: what was set up there is simulated first. */
  async #open(name: string, text: string): Promise<void> {
    const opened = opening(name, text);
    if (opened.kind === "refused") {
      this.#post(opened);
      return;
    }
    if (opened.kind === "recording") {
      this.#post(shown(name, opened.recording, opened.isAltered));
      return;
    }
    const { trace, scenario, offsetMs } = opened;
    const run = new Run(scenario);
    await this.#advance(run, resultOf);
    const recording = run.finish();
    const measured = { name: trace.name, series: measuredSeries(trace, recording, offsetMs) };
    this.#post({ kind: "done", result: { ...resultOf(recording), measured } });
  }

  async #run(request: Request & { kind: "run" }): Promise<void> {
    const { scenario: text, seed, everyTicks, isSure } = request;
    const { scenario, problems } = parsed(text);
    if (scenario === undefined) {
      this.#post({ kind: "problems", problems });
      return;
    }
    const prepared = preparedFor(scenario, everyTicks);
    const need = needOf(prepared);
    if (need.bytes > MOST_BYTES && !isSure) {
      this.#post({ kind: "too-large", need });
      return;
    }
    const asked = scenario.record.everyTicks;
    const isCoarser = prepared.record.everyTicks > asked;
    const finish = (recording: Recording): RunResult => {
      return { ...resultOf(recording), ...(isCoarser ? { askedEveryTicks: asked } : {}) };
    };
    const run = new Run(prepared, seed === undefined ? {} : { seed });
    await this.#advance(run, finish);
    this.#post({ kind: "done", result: finish(run.finish()) });
  }

  async #advance(run: Run, finish: (recording: Recording) => RunResult): Promise<void> {
    const begun = this.#now();
    let notices = FIRST_NOTICES;
    let told = begun;
    let shown = begun;
    let partialCost = 0;
    for (;;) {
      const from = this.#now();
      const { isOver } = run.advance(notices);
      const now = this.#now();
      notices = nextSlice(notices, now - from);
      if (isOver) return;
      if (now - told >= PROGRESS_MS) {
        told = now;
        this.#post({ kind: "progress", progress: progressOf(run, now - begun) });
      }
      if (now - shown >= Math.max(LEAST_PARTIAL_MS, partialCost / PARTIAL_SHARE)) {
        this.#post({ kind: "partial", result: finish(run.snapshot()) });
        shown = this.#now();
        partialCost = shown - now;
      }
      await this.#pause();
      if (this.#isCancelled) {
        run.cancel();
        return;
      }
    }
  }
}

/** The shape of a recording was looked at; whether its parts belong together shows when it is read. */
function shown(name: string, recording: Recording, isAltered: boolean): Reply {
  try {
    return { kind: "done", result: { ...resultOf(recording), isAltered } };
  } catch (error) {
    const details = say("{file}: its parts do not fit together ({why})", {
      file: name,
      why: String(error),
    });
    const advice = say("It was changed after it was written: run its scenario again.");
    return {
      kind: "refused",
      refusal: { title: say("This recording is damaged"), details, advice },
    };
  }
}

function resultOf(recording: Recording): RunResult {
  const states = statesOf(graphOf(recording), new RecordingView(recording));
  return { recording, findings: findings(recording), states };
}

function progressOf(run: Run, wallMs: number): Progress {
  const { atTicks, durationTicks, notices, generatedEvents } = run.progress;
  return { atTicks, durationTicks, notices, generatedEvents, wallMs };
}

/** As many notices as fit into a slice, from how long the last ones took. */
function nextSlice(notices: number, tookMs: number): number {
  const wanted = (notices * SLICE_MS) / Math.max(tookMs, 1);
  return Math.max(500, Math.min(Math.round(wanted), notices * 2));
}
