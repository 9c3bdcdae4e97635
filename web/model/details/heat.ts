/** All channels over time, and what servers keep: one row each, bins of samples, each bin its maximum. */
import { grown } from "../deltas.js";
import { blocksOf, type Block, type GraphNode } from "../graph.js";
import type { RunModel } from "../run-model.js";
import { say } from "../../text/say.js";

export const HEAT_LAYERS = ["state", "fill", "refusals"] as const;
export type HeatLayer = (typeof HEAT_LAYERS)[number];
export const HEAT_ORDERS = ["topology", "saturated", "refused"] as const;
export type HeatOrder = (typeof HEAT_ORDERS)[number];

export interface HeatRow {
  /** Address of a channel, or the block of servers it stands for. */
  readonly name: string;
  readonly layer: string;
  /** What Enter looks into. */
  readonly node: GraphNode;
  /** Of a block: all its servers. */
  readonly nodes: readonly GraphNode[];
  /** Part of its channel; −1 for servers. */
  readonly channel: number;
  /** Of a block of several servers: what it is opened by; undefined: there is nothing to open. */
  readonly block?: string;
  /** Of a block: its servers are shown one by one below it. */
  readonly isOpened?: boolean;
}

/**
 * From the storages back to the servers: where trouble comes from is on top.
 * @param opened blocks whose servers follow them one by one
 */
export function heatRows(run: RunModel, opened: readonly string[] = []): HeatRow[] {
  return [...run.graph.layers].reverse().flatMap((layer): HeatRow[] => {
    if (layer.kind === "storage") return [];
    if (layer.kind === "tier") {
      return layer.nodes.flatMap((node) => {
        return node.channels.map((channel) => {
          const name = run.view.part(channel).address;
          return { name, layer: layer.name, node, nodes: [node], channel };
        });
      });
    }
    return blocksOf(layer).flatMap((block) => blockRows(layer.name, block, opened));
  });
}

function blockRows(layer: string, { target, nodes }: Block, opened: readonly string[]): HeatRow[] {
  const ofBlock = { layer, channel: -1 };
  const name =
    target === ""
      ? say("{count} of {layer}", { count: nodes.length, layer })
      : say("{count} of {layer} → {target}", { count: nodes.length, layer, target });
  const row = { ...ofBlock, name, node: nodes[0]!, nodes };
  if (nodes.length === 1) return [row];
  const block = `${layer}→${target}`;
  const isOpened = opened.includes(block);
  const servers = isOpened
    ? nodes.map((node) => ({ ...ofBlock, name: node.address, node, nodes: [node] }))
    : [];
  return [{ ...row, block, isOpened }, ...servers];
}

/** Samples of each bin: `from` inclusive, `to` exclusive. */
export interface Bins {
  readonly count: number;
  from(bin: number): number;
  to(bin: number): number;
  of(sample: number): number;
}

/** @param first the sample that the first bin begins with */
export function binsOf(samples: number, most: number, first = 0): Bins {
  const count = Math.max(1, Math.min(samples, most));
  const from = (bin: number): number => first + Math.floor((bin * samples) / count);
  return {
    count,
    from,
    to: (bin) => from(bin + 1),
    of: (sample) => {
      const guess = Math.floor(((sample - first) * count) / samples);
      let bin = Math.max(0, Math.min(count - 1, guess));
      while (bin + 1 < count && from(bin + 1) <= sample) bin++;
      return bin;
    },
  };
}

/** @returns by bin the largest value of a row within it; NaN where it did not live, or was not recorded */
export function heatValues(
  run: RunModel,
  row: HeatRow,
  layer: HeatLayer,
  bins: Bins,
): Float64Array {
  const value = valueReader(run, row, layer);
  const values = new Float64Array(bins.count).fill(NaN);
  for (let bin = 0; bin < bins.count; bin++) {
    for (let sample = bins.from(bin); sample < bins.to(bin); sample++) {
      const found = value(sample);
      if (!(found <= values[bin]!) && !Number.isNaN(found)) values[bin] = found;
    }
  }
  return values;
}

function valueReader(run: RunModel, row: HeatRow, layer: HeatLayer): (sample: number) => number {
  if (layer === "state") {
    const indices = row.nodes.map(({ index }) => index);
    return (sample) => {
      let worst = 0;
      for (const index of indices) worst = Math.max(worst, run.state(index, sample));
      return worst;
    };
  }
  if (layer === "fill") {
    if (row.channel >= 0) {
      const fill = run.channelFill(row.channel);
      return (sample) => fill?.[sample] ?? NaN;
    }
    return largestOf(row.nodes.flatMap((node) => run.fill(node) ?? []));
  }
  const parts = row.channel < 0 ? row.nodes.map(({ part }) => part) : row.node.sources;
  const name = row.channel < 0 ? "failedCalls" : "ChannelWriteFail";
  const columns = parts.flatMap((part) => run.view.series(part, name) ?? []);
  if (columns.length === 0) return () => NaN;
  return (sample) => {
    let sum = 0;
    for (const column of columns) sum += grown(column, sample);
    return sum;
  };
}

function largestOf(columns: readonly Float64Array[]): (sample: number) => number {
  return (sample) => {
    let most = NaN;
    for (const column of columns) {
      const share = column[sample]!;
      if (!(share <= most) && !Number.isNaN(share)) most = share;
    }
    return most;
  };
}

/** Rows with their values, as asked for; of equals the topology's order stays. */
export function orderRows<Row extends { readonly values: Float64Array }>(
  rows: readonly Row[],
  order: HeatOrder,
  layers: Readonly<Record<"fill" | "refusals", (row: Row) => Float64Array>>,
): readonly Row[] {
  if (order === "topology") return rows;
  const key = (row: Row): number => {
    if (order === "saturated") {
      const first = layers.fill(row).findIndex((share) => share >= 1);
      return first < 0 ? Infinity : first;
    }
    return -layers.refusals(row).reduce((sum, count) => sum + (Number.isNaN(count) ? 0 : count), 0);
  };
  const keys = new Map(rows.map((row) => [row, key(row)]));
  return [...rows].sort((a, b) => {
    const [x, y] = [keys.get(a)!, keys.get(b)!];
    return x === y ? 0 : x - y;
  });
}
