/** All channels over time, and what servers keep: one row each, bins of samples, each bin its maximum. */
import { grown } from "./deltas.js";
import type { GraphNode } from "./graph.js";
import { blocksOf } from "./graph.js";
import type { RunModel } from "./run-model.js";

export type HeatLayer = "state" | "fill" | "refusals";

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
}

/** From the storages back to the servers: where trouble comes from is on top. */
export function heatRows(run: RunModel): HeatRow[] {
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
    return blocksOf(layer).map(({ target, nodes }) => {
      const name = `${String(nodes.length)} of ${layer.name}${target === "" ? "" : ` → ${target}`}`;
      return { name, layer: layer.name, node: nodes[0]!, nodes, channel: -1 };
    });
  });
}

/** Samples of each bin: `from` inclusive, `to` exclusive. */
export interface Bins {
  readonly count: number;
  from(bin: number): number;
  to(bin: number): number;
  of(sample: number): number;
}

export function binsOf(samples: number, most: number): Bins {
  const count = Math.max(1, Math.min(samples, most));
  const from = (bin: number): number => Math.floor((bin * samples) / count);
  return {
    count,
    from,
    to: (bin) => from(bin + 1),
    of: (sample) => {
      let bin = Math.min(count - 1, Math.floor((sample * count) / samples));
      while (bin + 1 < count && from(bin + 1) <= sample) bin++;
      return bin;
    },
  };
}

/** @returns the largest value of a row within a bin; NaN where it did not live */
export function heatValue(
  run: RunModel,
  row: HeatRow,
  layer: HeatLayer,
  bins: Bins,
  bin: number,
): number {
  let most = NaN;
  for (let sample = bins.from(bin); sample < bins.to(bin); sample++) {
    const value = valueAt(run, row, layer, sample);
    if (!(value <= most)) most = Number.isNaN(value) ? most : value;
  }
  return most;
}

function valueAt(run: RunModel, row: HeatRow, layer: HeatLayer, sample: number): number {
  if (layer === "state") return Math.max(...row.nodes.map(({ index }) => run.state(index, sample)));
  if (layer === "fill") return fillAt(run, row, sample);
  const parts = row.channel < 0 ? row.nodes.map(({ part }) => part) : row.node.sources;
  const name = row.channel < 0 ? "failedCalls" : "ChannelWriteFail";
  return parts.reduce((sum, part) => sum + grown(run.view.series(part, name), sample), 0);
}

function fillAt(run: RunModel, row: HeatRow, sample: number): number {
  if (row.channel >= 0) return run.channelFill(row.channel)?.[sample] ?? NaN;
  let most = NaN;
  for (const node of row.nodes) {
    const share = run.fill(node)?.[sample] ?? NaN;
    if (!(share <= most)) most = Number.isNaN(share) ? most : share;
  }
  return most;
}
