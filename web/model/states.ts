/**
 * The state of every node at every sample: the first that is true of down, refusing, backpressured, filling,
 * ok, idle, in the interval that ends with the sample.
 *
 * A number is a state's severity, so that the worst of several is their maximum.
 */
import type { RecordingView } from "../../src/analysis/view.js";
import type { EpisodeRecord } from "../../src/record/recording.js";
import type { Fault } from "../../src/scenario/types/faults.js";
import { ticksFromSeconds } from "../../src/units/time.js";
import { grown, held } from "./deltas.js";
import { fillOf } from "./fill.js";
import type { Graph, GraphNode } from "./graph.js";

export const IDLE = 0;
export const OK = 1;
export const FILLING = 2;
export const BACKPRESSURED = 3;
export const REFUSING = 4;
export const DOWN = 5;

/** Of its senders' time, held up: from here on a node is back-pressured. */
export const HELD_UP_SHARE = 0.1;
/** From here on a channel is filling, whichever way it goes. */
export const FILLING_SHARE = 0.6;
/** … and below it when it has grown for this many samples and will be full within this time. */
const GROWING_SAMPLES = 3;
const SOON_TICKS = ticksFromSeconds(300);

const FAILED_CALLS = ["call-rejected", "connection-refused", "call-broken", "call-timed-out"];
const FAULT_STATES: Readonly<Partial<Record<Fault["kind"], number>>> = {
  down: DOWN,
  hang: DOWN,
  crash: DOWN,
  partition: DOWN,
  "safe-mode": REFUSING,
};

/** @returns by sample, then by node: `states[sample · nodes + node]` */
export function statesOf(graph: Graph, view: RecordingView): Uint8Array {
  const board = new Board(graph, view.recording.times);
  for (const node of graph.nodes) {
    if (node.kind === "agent") raiseAgent(board, node, view);
    else if (node.kind === "server") raiseServer(board, node, view);
    else raiseStorage(board, node, graph, view);
  }
  const nodeOfPart = nodesByPart(graph);
  for (const episode of view.recording.episodes) raiseEpisode(board, episode, nodeOfPart, view);
  return board.states;
}

class Board {
  readonly states: Uint8Array;
  readonly times: Float64Array;
  readonly #nodes: number;
  readonly #graph: Graph;

  constructor(graph: Graph, times: Float64Array) {
    this.#graph = graph;
    this.#nodes = graph.nodes.length;
    this.times = times;
    this.states = new Uint8Array(times.length * this.#nodes);
  }

  raise(node: number, sample: number, state: number): void {
    const i = sample * this.#nodes + node;
    if (this.states[i]! < state) this.states[i] = state;
  }

  /** In each interval that a stretch of time touches. */
  raiseWithin(node: number, fromTicks: number, toTicks: number, state: number): void {
    const first = firstFrom(this.times, fromTicks);
    const last = Math.min(firstFrom(this.times, toTicks), this.times.length - 1);
    for (let i = first; i <= last; i++) this.raise(node, i, state);
  }

  raiseAddress(address: string, episode: EpisodeRecord, state: number): void {
    const node = this.#graph.byAddress.get(address);
    if (node !== undefined) {
      this.raiseWithin(node.index, episode.fromTicks, episode.toTicks, state);
    }
  }

  /** The nodes of a layer, or the one of a member. */
  nodesOf(layer: string, member: number | undefined): readonly GraphNode[] {
    const nodes = this.#graph.layers.find(({ name }) => name === layer)?.nodes ?? [];
    return member === undefined ? nodes : nodes.filter((node) => node.member === member);
  }
}

function raiseAgent(board: Board, node: GraphNode, view: RecordingView): void {
  const sizes = node.channels.map((part) => view.series(part, "ChannelSize"));
  const moves = node.channels.flatMap((part) => [
    view.series(part, "EventPutSuccessCount"),
    view.series(part, "EventTakeSuccessCount"),
  ]);
  const failures = node.sources.map((part) => view.series(part, "ChannelWriteFail"));
  const heldUp = heldUpShare(node.sinks, node.sinks.length, view);
  board.times.forEach((_, i) => {
    const isThere = sizes.some((column) => held(column, i) > 0);
    if (isThere || moves.some((column) => grown(column, i) > 0)) board.raise(node.index, i, OK);
    if (heldUp(i) > HELD_UP_SHARE) board.raise(node.index, i, BACKPRESSURED);
    if (failures.some((column) => grown(column, i) > 0)) board.raise(node.index, i, REFUSING);
    // A channel without a size has no process around it.
    if (sizes.some((column) => Number.isNaN(column?.[i]))) board.raise(node.index, i, DOWN);
  });
  raiseFilling(board, node, view);
}

/** Without series of each server, what the group as a whole does. */
function raiseServer(board: Board, node: GraphNode, view: RecordingView): void {
  const group = view.partsOf(node.layer, "servers")[0]!;
  const generated = view.series(group, "generated");
  const failures = view.series(node.part, "failedCalls");
  const own = view.series(node.part, "blockedTicks") !== undefined;
  const heldUp = own
    ? heldUpShare([node.part], 1, view)
    : heldUpShare([group], view.part(group).constants["servers"]!, view);
  board.times.forEach((_, i) => {
    if (grown(generated, i) > 0) board.raise(node.index, i, OK);
    if (heldUp(i) > HELD_UP_SHARE) board.raise(node.index, i, BACKPRESSURED);
    if (grown(failures, i) > 0) board.raise(node.index, i, REFUSING);
  });
  raiseFilling(board, node, view);
}

function raiseStorage(board: Board, node: GraphNode, graph: Graph, view: RecordingView): void {
  const writers = writersOf(node.address, graph, view);
  const threads = writers.reduce((sum, part) => {
    return sum + (view.part(part).constants["servers"] ?? 1);
  }, 0);
  const written = writers.map((part) => {
    return view.series(part, "EventDrainSuccessCount") ?? view.series(part, "acked");
  });
  const heldUp = heldUpShare(writers, threads, view);
  board.times.forEach((_, i) => {
    if (written.some((column) => grown(column, i) > 0)) board.raise(node.index, i, OK);
    if (heldUp(i) > HELD_UP_SHARE) board.raise(node.index, i, BACKPRESSURED);
  });
}

/** The sinks, and the server groups, that write to a storage. */
export function writersOf(storage: string, graph: Graph, view: RecordingView): number[] {
  const { servers, tiers } = view.recording.scenario;
  const groups = servers
    .filter(({ client }) => client.kind === "hdfs" && client.storage === storage)
    .map(({ name }) => view.partsOf(name, "servers")[0]!);
  const sinks = graph.nodes.flatMap((node) => {
    const tier = tiers.find(({ name }) => name === node.layer);
    if (tier === undefined) return [];
    const template = tier.templates[tier.agents[node.member]!.template]!;
    return node.sinks.filter((part) => {
      const sink = template.sinks.find(({ name }) => name === view.part(part).name);
      return sink?.kind === "hdfs" && sink.storage === storage;
    });
  });
  return [...groups, ...sinks];
}

/** @returns by sample: the share of the interval that the senders were blocked or rested after a failure */
export function heldUpShare(
  senders: readonly number[],
  threads: number,
  view: RecordingView,
): (sample: number) => number {
  const { times } = view.recording;
  const columns = senders.flatMap((part) => [
    view.series(part, "blockedTicks"),
    view.series(part, "backingOffTicks"),
  ]);
  return (i) => {
    if (i === 0 || threads === 0) return 0;
    const ticks = columns.reduce((sum, column) => sum + grown(column, i), 0);
    return ticks / (threads * (times[i]! - times[i - 1]!));
  };
}

function raiseFilling(board: Board, node: GraphNode, view: RecordingView): void {
  const fill = fillOf(node, view);
  if (fill === undefined) return;
  let growing = 0;
  fill.forEach((share, i) => {
    growing = i > 0 && share > fill[i - 1]! ? growing + 1 : 0;
    const isSoonFull = growing >= GROWING_SAMPLES && timeToFull(fill, board.times, i) < SOON_TICKS;
    if (share > FILLING_SHARE || isSoonFull) board.raise(node.index, i, FILLING);
  });
}

/** [ticks] at the pace of the last samples. */
function timeToFull(fill: Float64Array, times: Float64Array, i: number): number {
  const before = i - GROWING_SAMPLES;
  const pace = (fill[i]! - fill[before]!) / (times[i]! - times[before]!);
  return (1 - fill[i]!) / pace;
}

function raiseEpisode(
  board: Board,
  episode: EpisodeRecord,
  nodeOfPart: ReadonlyMap<number, number>,
  view: RecordingView,
): void {
  const { kind, part, other, fromTicks, toTicks } = episode;
  if (kind === "fault") {
    raiseFault(board, episode, view.recording.scenario.faults[part]!);
    return;
  }
  const raise = (place: number, state: number): void => {
    const node = nodeOfPart.get(place);
    if (node !== undefined) board.raiseWithin(node, fromTicks, toTicks, state);
  };
  if (kind === "put-waited") raise(part, BACKPRESSURED);
  if (kind === "put-rejected" || kind === "dropped") raise(part, REFUSING);
  if (kind === "connection-refused") raise(other, REFUSING);
  // With series of each server its failed calls are known by the interval.
  if (FAILED_CALLS.includes(kind) && view.part(part).kind === "server") {
    if (view.series(part, "failedCalls") === undefined) raise(part, REFUSING);
  }
}

function raiseFault(board: Board, episode: EpisodeRecord, { kind, targets }: Fault): void {
  const state = FAULT_STATES[kind];
  if (state === undefined) return;
  const all = (layer: string, member: number | undefined): void => {
    for (const { address } of board.nodesOf(layer, member)) {
      board.raiseAddress(address, episode, state);
    }
  };
  for (const target of targets) {
    if (target.kind === "servers") all(target.group, target.server < 0 ? undefined : target.server);
    if (target.kind === "agent" || target.kind === "component") all(target.tier, target.agent);
    if (target.kind === "storage" || target.kind === "namenode") all(target.storage, undefined);
  }
}

function nodesByPart(graph: Graph): Map<number, number> {
  const found = new Map<number, number>();
  for (const { index, part, sources, channels, sinks } of graph.nodes) {
    for (const own of [part, ...sources, ...channels, ...sinks]) found.set(own, index);
  }
  return found;
}

/** The first sample at or after a time; as many as there are when there is none. */
function firstFrom(times: Float64Array, ticks: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < ticks) low = middle + 1;
    else high = middle;
  }
  return low;
}
