/** How full a node is: its fullest channel, or a server's backlog of the room it has. */
import type { RecordingView } from "../../src/analysis/view.js";
import type { GraphNode } from "./graph.js";

/** @returns shares by sample, 0–1, NaN where it did not live; undefined: it has no limit, or was not recorded */
export function fillOf(node: GraphNode, view: RecordingView): Float64Array | undefined {
  if (node.kind === "server") return serverFill(node, view);
  const columns = node.channels.flatMap((channel) => {
    const fill = channelFill(channel, view);
    return fill === undefined ? [] : [fill];
  });
  const [first, ...rest] = columns;
  if (first === undefined) return undefined;
  return rest.length === 0 ? first : first.map((_, i) => Math.max(...columns.map((of) => of[i]!)));
}

/** @returns shares by sample of Flume's ChannelCapacity */
export function channelFill(channel: number, view: RecordingView): Float64Array | undefined {
  const capacity = view.part(channel).constants["ChannelCapacity"]!;
  return view.series(channel, "ChannelSize")?.map((events) => events / capacity);
}

function serverFill({ part, layer }: GraphNode, view: RecordingView): Float64Array | undefined {
  const { bytes, events } = backlogLimit(layer, view);
  if (bytes !== undefined) return view.series(part, "backlogBytes")?.map((held) => held / bytes);
  if (events === undefined) return undefined;
  return view.series(part, "backlogEvents")?.map((held) => held / events);
}

/** What a server of a group may keep. */
export function backlogLimit(
  group: string,
  view: RecordingView,
): { readonly bytes: number | undefined; readonly events: number | undefined } {
  return view.recording.scenario.servers.find(({ name }) => name === group)!.backlog;
}
