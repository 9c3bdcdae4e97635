/** What happened to each layer: peaks, first moments, counts, shares of time. */
import type { EpisodeRecord } from "../record/recording.js";
import type { LayerFinding, Moment, Peak, Recovery } from "./findings.js";
import { sharesOverall } from "./shares.js";
import type { RecordingView } from "./view.js";

/** Layers in the direction of the flow. */
export function layerFindings(
  view: RecordingView,
  recoveries: readonly Recovery[],
): LayerFinding[] {
  const { servers, tiers, storages } = view.recording.scenario;
  const drainedAtTicks = recoveries.at(-1)?.drainedAtTicks;
  const layers = [
    ...servers.map(({ name }) => ({ layer: name, kind: "servers" as const })),
    ...tiers.map(({ name }) => ({ layer: name, kind: "tier" as const })),
    ...storages.map(({ name }) => ({ layer: name, kind: "storage" as const })),
  ];
  return layers.map(({ layer, kind }) => ({
    layer,
    kind,
    members: membersOf(view, layer, kind),
    peak: kind === "servers" ? serverPeak(view, layer) : channelPeak(view, layer),
    firstFull: firstAt(view, layer, ["channel-full"]),
    firstBlockedPut: firstAt(view, layer, ["put-waited"]),
    firstRejection: firstAt(view, layer, ["put-rejected"]),
    firstConnectionRefused: firstConcerning(view, layer, ["connection-refused"]),
    firstLoss: firstAt(view, layer, ["lost"]),
    firstDrop: firstAt(view, layer, ["dropped", "unrouted"]),
    rejections: countConcerning(view, layer, ["call-rejected"]),
    connectionRefusals: countConcerning(view, layer, ["connection-refused"]),
    blockedShare: sharesOverall(view, layer).heldUp,
    workingShare: sharesOverall(view, layer).working,
    lostEvents: booked(view, layer, "lostBy"),
    droppedEvents: booked(view, layer, "droppedBy"),
    drainedAtTicks,
  }));
}

/** Episodes of the judged part of the run. */
export function judgedEpisodes(view: RecordingView): EpisodeRecord[] {
  return view.recording.episodes.filter(({ toTicks }) => toTicks >= view.judgedFrom);
}

function membersOf(view: RecordingView, layer: string, kind: LayerFinding["kind"]): number {
  if (kind === "storage") return view.partsOf(layer, "datanode").length;
  return view.partsOf(layer, kind === "servers" ? "server" : "agent").length;
}

/** The channel that came nearest to its capacity. */
function channelPeak(view: RecordingView, layer: string): Peak | undefined {
  let peak: Peak | undefined;
  for (const index of view.partsOf(layer, "channel")) {
    const { totals, constants, address } = view.part(index);
    const events = totals["peakEvents"] ?? 0;
    const share = events / constants["ChannelCapacity"]!;
    if (peak === undefined || share > peak.share!) {
      peak = { events, bytes: undefined, share, where: address };
    }
  }
  return peak;
}

/** The server that kept most. */
function serverPeak(view: RecordingView, layer: string): Peak | undefined {
  const group = view.recording.scenario.servers.find(({ name }) => name === layer)!;
  const limit = group.backlog.bytes;
  let peak: Peak | undefined;
  for (const index of view.partsOf(layer, "server")) {
    const { totals, address } = view.part(index);
    const events = totals["peakBacklogEvents"] ?? 0;
    const bytes = totals["peakBacklogBytes"] ?? 0;
    const share = limit === undefined ? undefined : bytes / limit;
    if (peak === undefined || bytes > peak.bytes!) peak = { events, bytes, share, where: address };
  }
  return peak;
}

/** When something first happened in a layer. */
function firstAt(view: RecordingView, layer: string, kinds: readonly string[]): Moment | undefined {
  return earliest(view, ({ kind, part }) => {
    return kinds.includes(kind) && view.part(part).layer === layer;
  });
}

/** When something first happened that concerns a layer as the one called. */
function firstConcerning(
  view: RecordingView,
  layer: string,
  kinds: readonly string[],
): Moment | undefined {
  return earliest(view, (episode) => kinds.includes(episode.kind) && isAbout(view, episode, layer));
}

function earliest(
  view: RecordingView,
  fits: (episode: EpisodeRecord) => boolean,
): Moment | undefined {
  // Episodes are in the order of their beginning.
  const found = judgedEpisodes(view).find(fits);
  if (found === undefined) return undefined;
  return { atTicks: found.fromTicks, where: view.part(found.part).address };
}

function countConcerning(view: RecordingView, layer: string, kinds: readonly string[]): number {
  return judgedEpisodes(view)
    .filter((episode) => kinds.includes(episode.kind) && isAbout(view, episode, layer))
    .reduce((total, { count }) => total + count, 0);
}

function isAbout(view: RecordingView, { other }: EpisodeRecord, layer: string): boolean {
  return other >= 0 && view.part(other).layer === layer;
}

/** Events that the ledgers charge to a layer's parts, over all destinations. */
function booked(view: RecordingView, layer: string, by: "lostBy" | "droppedBy"): number {
  return view.recording.ledgers
    .flatMap((ledger) => ledger[by])
    .filter(({ part }) => view.part(part).layer === layer)
    .reduce((total, { events }) => total + events, 0);
}
