/**
 * Mean time of the calls of recorded clients: Σ blocked / Σ calls over the stretches in which none failed and the
 * agents that they send to had room, so that no call waited for it.
 *
 * A ratio of sums over windows: its variance is Σ (T − r B)² / (W − 1) · W / (Σ B)² (Cochran, Sampling Techniques,
 * 1977, section 2.11).
 */
import { columnValues, type SeenTrace } from "../verify/trace.js";
import type { Caller } from "./call-times.js";
import { studentT } from "./quantiles.js";
import type { AgentPlan } from "./setup.js";

const WINDOWS = 20;
/** A channel counts as having room below this share of its capacity. */
const ROOM = 0.5;
const FEWEST_CALLS = 50;

/** @returns the caller that a client group is, or why its calls say nothing */
export function clientCalls(
  trace: SeenTrace,
  group: number,
  plans: ReadonlyMap<string, AgentPlan>,
): Caller | string {
  const client = trace.clients[group]!;
  const seen = trace.clients_seen[group]!;
  const { t, blockedMs, okCalls, failedCalls } = seen;
  if (t === undefined || blockedMs === undefined || okCalls === undefined) {
    return "how long its calls took is not recorded";
  }
  const targets = targetsOf(client.hosts).map((name) => plans.get(name));
  const kinds = new Set(targets.map((plan) => plan?.fileChannels));
  if (targets.includes(undefined) || kinds.size !== 1) {
    return "the agents that it sends to have channels of different kinds, or are not in the recording";
  }
  const fileChannels = targets[0]!.fileChannels;
  const from = t.findIndex((ms) => ms >= trace.warmupMs);
  if (from < 0) return "nothing is recorded after the warm-up";
  const step = Math.max(1, Math.floor((t.length - from) / WINDOWS));
  const windows: { blocked: number; calls: number }[] = [];
  for (let i = from; i + step < t.length; i += step) {
    const failed = (failedCalls?.[i + step] ?? 0) - (failedCalls?.[i] ?? 0);
    const isQuiet = failed === 0 && haveRoom(trace, client.hosts, t[i]!, t[i + step]!);
    if (!isQuiet) continue;
    windows.push({
      blocked: blockedMs[i + step]! - blockedMs[i]!,
      calls: okCalls[i + step]! - okCalls[i]!,
    });
  }
  const calls = windows.reduce((total, window) => total + window.calls, 0);
  if (windows.length < 3 || calls < FEWEST_CALLS) {
    return "it made too few calls while the agents that it sends to had room";
  }
  const meanMs = windows.reduce((total, { blocked }) => total + blocked, 0) / calls;
  const squares = windows.reduce((total, window) => {
    const off = window.blocked - meanMs * window.calls;
    return total + off * off;
  }, 0);
  const count = windows.length;
  const deviation = Math.sqrt((squares / (count - 1)) * count) / calls;
  return {
    who: `clients ${String(group)} of ${trace.name}`,
    batch: client.batch,
    meanMs,
    halfWidthMs: studentT(count - 1) * deviation,
    fileCommits: fileChannels,
    isIntoFile: fileChannels > 0,
    isFromFile: false,
  };
}

/** `127.0.0.1:${port:a};127.0.0.1:${port:b}` → a, b */
function targetsOf(hosts: string): string[] {
  return [...hosts.matchAll(/\$\{port:([\w-]+)\}/g)].map((match) => match[1]!);
}

function haveRoom(trace: SeenTrace, hosts: string, fromMs: number, toMs: number): boolean {
  return targetsOf(hosts).every((agent) => {
    const series = trace.series[agent]!;
    return Object.entries(series.components).every(([component, columns]) => {
      if (!component.startsWith("CHANNEL.")) return true;
      const sizes = columnValues(columns["ChannelSize"], series.t.length);
      const capacities = columnValues(columns["ChannelCapacity"], series.t.length);
      return series.t.every((ms, i) => {
        const isInside = ms >= fromMs && ms <= toMs;
        return !isInside || sizes[i]! <= ROOM * capacities[i]!;
      });
    });
  });
}
