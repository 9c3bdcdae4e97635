/** A run as the page reads it: the recording with its graph, states, log and what is derived on demand. */
import { RecordingView } from "../../src/analysis/view.js";
import type { Findings } from "../../src/analysis/findings.js";
import type { Recording } from "../../src/record/recording.js";
import { secondsFromTicks } from "../../src/units/time.js";
import type { Measured, RunResult } from "../engine/protocol.js";
import { sampleAt } from "./deltas.js";
import { channelFill, fillOf } from "./fill.js";
import { graphOf, type Graph, type GraphNode } from "./graph.js";
import { logOf, type LogEntry } from "./log.js";
import { STATE_NAMES } from "./state-names.js";

export class RunModel {
  readonly recording: Recording;
  readonly findings: Findings;
  readonly view: RecordingView;
  readonly graph: Graph;
  readonly log: readonly LogEntry[];
  /** [s] sample times. */
  readonly seconds: Float64Array;
  /** [ticks] between samples that the scenario asks for, where they are further apart here. */
  readonly askedEveryTicks: number | undefined;
  /** What was measured of the real agents that this run simulates. */
  readonly measured: Measured | undefined;
  /** Whether the file that it was read from was changed after it was written. */
  readonly isAltered: boolean;
  readonly #states: Uint8Array;
  readonly #channelFills = new Map<number, Float64Array>();
  readonly #fills = new Map<number, Float64Array | undefined>();

  constructor({
    recording,
    findings,
    states,
    askedEveryTicks,
    measured,
    isAltered = false,
  }: RunResult) {
    this.measured = measured;
    this.isAltered = isAltered;
    this.askedEveryTicks = askedEveryTicks;
    this.recording = recording;
    this.findings = findings;
    this.view = new RecordingView(recording);
    this.graph = graphOf(recording);
    this.log = logOf(findings);
    this.seconds = recording.times.map(secondsFromTicks);
    this.#states = states;
  }

  partsOfKind(kind: string): readonly number[] {
    return this.recording.parts.flatMap((part, i) => (part.kind === kind ? [i] : []));
  }

  /** [ticks] where the recording ends. */
  get endTicks(): number {
    return this.recording.end.atTicks;
  }

  /** [ticks] of the whole run, also of one that was cancelled. */
  get durationTicks(): number {
    return this.recording.scenario.durationTicks;
  }

  /** The last sample at or before a time; the first before there is one. */
  sampleAt(atTicks: number): number {
    return Math.max(0, sampleAt(this.recording.times, atTicks));
  }

  state(node: number, sample: number): number {
    return this.#states[sample * this.graph.nodes.length + node] ?? 0;
  }

  /** Shares by sample; see fillOf. */
  fill(node: GraphNode): Float64Array | undefined {
    if (!this.#fills.has(node.index)) this.#fills.set(node.index, fillOf(node, this.view));
    return this.#fills.get(node.index);
  }

  /** Shares of one channel by sample. */
  channelFill(channel: number): Float64Array | undefined {
    const known = this.#channelFills.get(channel);
    const fill = known ?? channelFill(channel, this.view);
    if (known === undefined && fill !== undefined) this.#channelFills.set(channel, fill);
    return fill;
  }

  /** Whether any node is in another state than at the sample before. */
  hasChange(sample: number): boolean {
    const nodes = this.graph.nodes.length;
    if (sample === 0) return false;
    for (let i = sample * nodes; i < (sample + 1) * nodes; i++) {
      if (this.#states[i] !== this.#states[i - nodes]) return true;
    }
    return false;
  }

  /** How many nodes are in each state at a sample, by severity. */
  countStates(sample: number): number[] {
    const counts = STATE_NAMES.map(() => 0);
    const nodes = this.graph.nodes.length;
    for (let i = sample * nodes; i < (sample + 1) * nodes; i++) counts[this.#states[i] ?? 0]!++;
    return counts;
  }

  /** [ticks] since when a node has been in the state that it has at a sample. */
  stateSince(node: number, sample: number): number {
    const state = this.state(node, sample);
    let first = sample;
    while (first > 0 && this.state(node, first - 1) === state) first--;
    return this.recording.times[Math.max(0, first - 1)] ?? 0;
  }
}
