/**
 * What tells the servers of a group apart: how much each of them generates, which agent it tries first, and the
 * header value of each where values go by server. Drawn from named streams, so whoever asks gets the same.
 */
import { exp, ln } from "../random/elementary.js";
import type { RandomStream } from "../random/stream.js";
import type { ServerGroup, Skew } from "../scenario/types/servers.js";
import { ClassMix } from "./mixture.js";

export type StreamOf = (name: string) => RandomStream;

/** Weights of the servers, mean 1. */
export function weightsOf(group: ServerGroup, stream: StreamOf): number[] {
  const raw = rawWeights(group.skew, group.count, stream, group.name);
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return raw.map((weight) => (weight * group.count) / sum);
}

function rawWeights(skew: Skew, count: number, stream: StreamOf, name: string): number[] {
  const servers = Array.from({ length: count }, (_, i) => i);
  if (skew.kind === "even") return servers.map(() => 1);
  if (skew.kind === "weights") return [...skew.weights];
  if (skew.kind === "zipf") return servers.map((i) => zipf(i, skew.exponent));
  const random = stream(`${name}/skew`);
  return servers.map(() => exp(skew.sigma * random.normal()));
}

/** Index of the agent that each server tries first. */
export function firstChoices(group: ServerGroup, stream: StreamOf): number[] {
  const servers = Array.from({ length: group.count }, (_, i) => i);
  if (group.client.kind === "hdfs") return servers.map(() => -1);
  const { agents } = group.client.to;
  const { kind, weights, exponent } = group.client.placement;
  if (kind === "listed") return servers.map(() => 0);
  if (kind === "round-robin") return servers.map((i) => i % agents.length);
  if (kind === "random") {
    const random = stream(`${group.name}/placement`);
    return servers.map(() => random.integer(agents.length));
  }
  const raw = kind === "weights" ? weights! : agents.map((_, i) => zipf(i, exponent!));
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return apportion(
    raw.map((weight) => weight / sum),
    group.count,
  );
}

function zipf(rank: number, exponent: number): number {
  return exp(-exponent * ln(rank + 1));
}

/** Index of each server's header value; empty where a server has no value of its own. */
export function headerOfEach({ header, count }: ServerGroup): number[] {
  return header?.by === "server" ? apportion(header.shares, count) : [];
}

/** The class that each of `count` members gets, so that after every member the shares are kept best. */
function apportion(shares: readonly number[], count: number): number[] {
  const mix = new ClassMix(shares);
  const given: number[] = [];
  for (let i = 0; i < count; i++) given.push(mix.next(1).indexOf(1));
  return given;
}
