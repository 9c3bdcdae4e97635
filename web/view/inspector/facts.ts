/** What is to be said of one node at one sample, as names and texts. */
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
import { say, sayCount } from "../../text/say.js";
import { formatCount, formatDuration, formatFraction } from "../../text/numbers.js";

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
    [say("fill"), fillText(run, node, sample)],
    [say("at this pace"), fateText(run, node, sample)],
    [say("rates"), ratesText(rates, node, sample)],
    [say("its sinks held up"), heldUpText(run, node, sample)],
    [say("connections"), connectionsText(run, node, sample)],
    [say("waits for"), waitsText(run, node, sample)],
    [say("waiting for it"), listed(waitingFor(run, node, sample))],
    [say("in the window"), windowText(run, node, window)],
    [say("feeds"), listed(nodesOf(run, linksOf(run).to[node.index]!))],
    [say("fed by"), listed(nodesOf(run, linksOf(run).from[node.index]!))],
    [
      say("its layer now"),
      told.length === 0 ? say("nothing is told of it") : told.map(({ text }) => text).join("; "),
    ],
  ].filter((fact): fact is [string, string] => fact[1] !== "");
}

function nodesOf(run: RunModel, indices: readonly number[]): GraphNode[] {
  return indices.map((index) => run.graph.nodes[index]!);
}

function listed(nodes: readonly GraphNode[]): string {
  const names = nodes.slice(0, MOST_NAMES).map(({ address }) => address);
  const rest = nodes.length - names.length;
  return withMore(names.join(", "), rest);
}

function withMore(names: string, rest: number): string {
  return rest > 0 ? say("{names} and {count} more", { names, count: rest }) : names;
}

/** Exact, because the run is over: when the fullest channel is full, or empty, next. */
function fateText(run: RunModel, node: GraphNode, sample: number): string {
  const fill = run.fill(node);
  if (fill === undefined || sample >= fill.length - 1) return "";
  const { times } = run.recording;
  const isRising = fill[sample + 1]! > fill[sample]!;
  for (let i = sample + 1; i < fill.length; i++) {
    const after = formatDuration(times[i]! - times[sample]!);
    if (isRising && fill[i]! >= 1) return say("full in {time}", { time: after });
    if (!isRising && fill[i]! <= 0)
      return fill[sample]! <= 0 ? "" : say("empty in {time}", { time: after });
    if (isRising ? fill[i]! < fill[i - 1]! : fill[i]! > fill[i - 1]!) return "";
  }
  return "";
}

function heldUpText(run: RunModel, { sinks }: GraphNode, sample: number): string {
  if (sinks.length === 0) return "";
  return say("{share} of the time", {
    share: formatFraction(heldUpShare(sinks, sinks.length, run.view)(sample)),
  });
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
    ...(open === undefined ? [] : [say("{count} open to it", { count: formatCount(open) })]),
    ...(failed === undefined
      ? []
      : [say("{count} of its own failed so far", { count: formatCount(failed) })]),
  ].join(", ");
}

/** `tier2[1]: refusing since t+00:52:32` */
function waitsText(run: RunModel, node: GraphNode, sample: number): string {
  const texts = waitsFor(run, node, sample).map(({ index, address }) => {
    const { word } = STATE_NAMES[run.state(index, sample)]!;
    return say("{node}: {state} since {time}", {
      node: address,
      state: word,
      time: clock(run.stateSince(index, sample)),
    });
  });
  const rest = texts.length - MOST_NAMES;
  return withMore(texts.slice(0, MOST_NAMES).join("; "), rest);
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
    return sayCount(
      [rejected, formatCount(rejected)],
      {
        one: "{taken} in, {out} out, {count} batch rejected",
        other: "{taken} in, {out} out, {count} batches rejected",
      },
      { taken: formatCount(taken), out: formatCount(out) },
    );
  }
  if (node.kind === "storage" || run.view.series(node.part, "acked") === undefined) return "";
  const failed = sum([node.part], "failedCalls");
  return sayCount(
    [failed, formatCount(failed)],
    {
      one: "{accepted} accepted, {count} call failed",
      other: "{accepted} accepted, {count} calls failed",
    },
    { accepted: formatCount(sum([node.part], "acked")) },
  );
}
