/**
 * The state of each node at a sample, straight from what a recording holds: of down, refusing, backpressured, filling,
 * ok and idle the first that was true in the interval that ends with the sample. For sites of server groups with series
 * of each server, tiers of agents without crashes, and one HDFS that may be down.
 */
import type { EpisodeRecord, Recording } from "../../../src/record/recording.js";

export const STATES = ["idle", "ok", "filling", "backpressured", "refusing", "down"] as const;
export type State = (typeof STATES)[number];

const HELD_UP = 0.1;
const FULL_SOON_TICKS = 300e9;

export function statesAt(recording: Recording, i: number): Map<string, State> {
  const { parts, series, times, episodes, scenario } = recording;
  const [from, to] = [times[i - 1]!, times[i]!];
  const columns = (of: readonly number[], name: string): Float64Array[] =>
    series
      .filter((each) => each.name === name && of.includes(each.part))
      .map(({ values }) => values);
  const grew = (of: readonly number[], name: string): number =>
    columns(of, name).reduce((sum, values) => sum + values[i]! - values[i - 1]!, 0);
  const heldUp = (of: readonly number[]): boolean => {
    const ticks = grew(of, "blockedTicks") + grew(of, "backingOffTicks");
    return ticks / (of.length * (to - from)) > HELD_UP;
  };
  const isFilling = (fill: readonly number[]): boolean => {
    const [a, b, c, d] = [fill[i - 3]!, fill[i - 2]!, fill[i - 1]!, fill[i]!];
    const isGrowing = a < b && b < c && c < d;
    const left = ((1 - d) / (d - a)) * (times[i]! - times[i - 3]!);
    return d > 0.6 || (isGrowing && left < FULL_SOON_TICKS);
  };
  const happened = (test: (episode: EpisodeRecord) => boolean): boolean =>
    episodes.some((each) => each.fromTicks <= to && each.toTicks > from && test(each));
  const partsWithin = (address: string, kind: string): number[] =>
    parts.flatMap((part, p) => {
      return part.kind === kind && part.address.startsWith(`${address}.`) ? [p] : [];
    });

  const agent = (address: string): State => {
    const [sources, channels, sinks] = ["source", "channel", "sink"].map((kind) =>
      partsWithin(address, kind),
    ) as [number[], number[], number[]];
    const own = [...sources, ...channels, ...sinks];
    const isOwn = (kind: string): boolean =>
      happened((episode) => episode.kind === kind && own.includes(episode.part));
    const [sizes] = columns(channels, "ChannelSize") as [Float64Array];
    const capacity = parts[channels[0]!]!.constants["ChannelCapacity"]!;
    if (grew(sources, "ChannelWriteFail") > 0 || isOwn("put-rejected")) return "refusing";
    if (heldUp(sinks) || isOwn("put-waited")) return "backpressured";
    if (isFilling([...sizes].map((size) => size / capacity))) return "filling";
    const moved = grew(channels, "EventPutSuccessCount") + grew(channels, "EventTakeSuccessCount");
    return sizes[i]! > 0 || moved > 0 ? "ok" : "idle";
  };
  const server = (address: string, part: number): State => {
    const group = scenario.servers.find(({ name }) => address.startsWith(`${name}[`))!;
    const [kept] = columns([part], "backlogBytes") as [Float64Array];
    if (grew([part], "failedCalls") > 0) return "refusing";
    if (heldUp([part])) return "backpressured";
    if (isFilling([...kept].map((bytes) => bytes / group.backlog.bytes!))) return "filling";
    const whole = parts.findIndex(({ kind, layer }) => kind === "servers" && layer === group.name);
    return grew([whole], "generated") > 0 ? "ok" : "idle";
  };
  const storage = (address: string): State => {
    const isDown = happened(({ kind, part }) => {
      const fault = kind === "fault" ? scenario.faults[part] : undefined;
      return fault?.kind === "down" && fault.on === address;
    });

    const sinks = parts.flatMap(({ kind, layer }, p) => {
      return kind === "sink" && layer === scenario.tiers.at(-1)!.name ? [p] : [];
    });
    if (isDown) return "down";
    if (heldUp(sinks)) return "backpressured";
    return grew(sinks, "EventDrainSuccessCount") > 0 ? "ok" : "idle";
  };

  const found = new Map<string, State>();
  parts.forEach(({ kind, address }, p) => {
    if (kind === "agent") found.set(address, agent(address));
    if (kind === "server") found.set(address, server(address, p));
    if (kind === "storage") found.set(address, storage(address));
  });
  return found;
}
