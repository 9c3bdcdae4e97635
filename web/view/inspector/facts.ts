/** What is to be said of one node at one sample, as names and texts. */
import { formatCount, formatDuration, formatFraction } from "../../../src/units/format.js";
import { grown, held } from "../../model/deltas.js";
import type { GraphNode } from "../../model/graph.js";
import { linksOf, waitingFor, waitsFor } from "../../model/links.js";
import type { RateReader } from "../../model/rates.js";
import type { RunModel } from "../../model/run-model.js";
import { STATE_NAMES } from "../../model/state-names.js";
import { heldUpShare } from "../../model/states.js";
import type { TimeWindow } from "../../shell/state.js";
import { clock } from "../../text/times.js";
import { fillText, ratesText } from "../topology/layer-cards.js";

export type Fact = readonly [name: string, text: string];

const MOST_NAMES = 10;

export function factsOf(
  run: RunModel,
  node: GraphNode,
  rates: RateReader,
  { sample, window }: { readonly sample: number; readonly window: TimeWindow },
): Fact[] {
  const at = run.recording.times[sample]!;
  const told = run.log.filter(({ layer, fromTicks, toTicks }) => {
    return layer === node.layer && fromTicks <= at && at <= toTicks;
  });
  return [
    ["fill", fillText(run, node, sample)],
    ["at this pace", fateText(run, node, sample)],
    ["rates", ratesText(rates, node, sample)],
    ["its sinks held up", heldUpText(run, node, sample)],
    ["connections", connectionsText(run, node, sample)],
    ["waits for", waitsText(run, node, sample)],
    ["waiting for it", listed(waitingFor(run, node, sample))],
    ["in the window", windowText(run, node, window)],
    ["feeds", listed(nodesOf(run, linksOf(run).to[node.index]!))],
    ["fed by", listed(nodesOf(run, linksOf(run).from[node.index]!))],
    [
      "its layer now",
      told.length === 0 ? "nothing is told of it" : told.map(({ text }) => text).join("; "),
    ],
  ].filter((fact): fact is [string, string] => fact[1] !== "");
}

function nodesOf(run: RunModel, indices: readonly number[]): GraphNode[] {
  return indices.map((index) => run.graph.nodes[index]!);
}

function listed(nodes: readonly GraphNode[]): string {
  const names = nodes.slice(0, MOST_NAMES).map(({ address }) => address);
  const rest = nodes.length - names.length;
  return `${names.join(", ")}${rest > 0 ? ` and ${String(rest)} more` : ""}`;
}

/** Exact, because the run is over: when the fullest channel is full, or empty, next. */
function fateText(run: RunModel, node: GraphNode, sample: number): string {
  const fill = run.fill(node);
  if (fill === undefined || sample >= fill.length - 1) return "";
  const { times } = run.recording;
  const isRising = fill[sample + 1]! > fill[sample]!;
  for (let i = sample + 1; i < fill.length; i++) {
    const after = formatDuration(times[i]! - times[sample]!);
    if (isRising && fill[i]! >= 1) return `full in ${after}`;
    if (!isRising && fill[i]! <= 0) return fill[sample]! <= 0 ? "" : `empty in ${after}`;
    if (isRising ? fill[i]! < fill[i - 1]! : fill[i]! > fill[i - 1]!) return "";
  }
  return "";
}

function heldUpText(run: RunModel, { sinks }: GraphNode, sample: number): string {
  if (sinks.length === 0) return "";
  return `${formatFraction(heldUpShare(sinks, sinks.length, run.view)(sample))} of the time`;
}

function connectionsText(run: RunModel, { sources, sinks }: GraphNode, sample: number): string {
  const sum = (parts: readonly number[], name: string): number | undefined => {
    const columns = parts.flatMap((part) => run.view.series(part, name) ?? []);
    if (columns.length === 0) return undefined;
    return columns.reduce((total, column) => total + held(column, sample), 0);
  };
  const open = sum(sources, "OpenConnectionCount");
  const failed = sum(sinks, "ConnectionFailedCount");
  return [
    ...(open === undefined ? [] : [`${formatCount(open)} open to it`]),
    ...(failed === undefined ? [] : [`${formatCount(failed)} of its own failed so far`]),
  ].join(", ");
}

/** `tier2[1]: refusing since t+00:52:32` */
function waitsText(run: RunModel, node: GraphNode, sample: number): string {
  const texts = waitsFor(run, node, sample).map(({ index, address }) => {
    const { word } = STATE_NAMES[run.state(index, sample)]!;
    return `${address}: ${word} since ${clock(run.stateSince(index, sample))}`;
  });
  const rest = texts.length - MOST_NAMES;
  return `${texts.slice(0, MOST_NAMES).join("; ")}${rest > 0 ? ` and ${String(rest)} more` : ""}`;
}

function windowText(run: RunModel, node: GraphNode, { fromTicks, toTicks }: TimeWindow): string {
  const [first, last] = [run.sampleAt(fromTicks), run.sampleAt(toTicks)];
  const sum = (parts: readonly number[], name: string): number => {
    let total = 0;
    for (const part of parts) {
      const column = run.view.series(part, name);
      for (let i = first + 1; i <= last; i++) total += grown(column, i);
    }
    return total;
  };
  if (node.kind === "agent") {
    const taken = sum(node.sources, "EventAcceptedCount");
    const out = sum(node.sinks, "EventDrainSuccessCount");
    const rejected = sum(node.sources, "ChannelWriteFail");
    return `${formatCount(taken)} in, ${formatCount(out)} out, ${formatCount(rejected)} batches rejected`;
  }
  if (node.kind === "storage" || run.view.series(node.part, "acked") === undefined) return "";
  const failed = sum([node.part], "failedCalls");
  return `${formatCount(sum([node.part], "acked"))} accepted, ${formatCount(failed)} calls failed`;
}
