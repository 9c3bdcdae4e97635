/**
 * What a host refuses goes to the next one in the list (Flume 1.11, util/OrderSelector and api/LoadBalancingRpcClient):
 * all of it to one of the others, where a fluid shares it out among them.
 */
import type { Scenario } from "../../scenario/types/scenario.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { ThreadSpec } from "../network.js";
import type { Piece } from "../solve.js";

/** [s] The first time that a host is left out (Flume 1.11, util/OrderSelector.java). */
const FIRST_BACKOFF_SECONDS = 2;

/** [events] of one member of a buffer that come to it, or to another in its place, in a time. */
export function nextHostEvents(
  scenario: Scenario,
  pieces: readonly Piece[],
  b: number,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  return pieces.reduce((total, piece) => {
    const seconds = Math.min(piece.atSeconds + piece.seconds, to) - Math.max(piece.atSeconds, from);
    if (seconds <= 0) return total;
    const { threads } = piece.network;
    return [...threads.keys()].reduce((sum, t) => {
      return sum + refusedInStep(scenario, piece, { t, b, seconds });
    }, total);
  }, 0);
}

function refusedInStep(
  scenario: Scenario,
  piece: Piece,
  { t, b, seconds }: { readonly t: number; readonly b: number; readonly seconds: number },
): number {
  const thread = piece.network.threads[t]!;
  const { order, copies, exits } = thread;
  const isLive = ({ rate }: ThreadSpec["exits"][number]): boolean => rate > 0;
  const live = exits.filter(isLive);
  const routes = live.flatMap(({ gate }) => piece.network.gates[gate]!.routes);
  const share = routes.find(({ buffer }) => buffer === b)?.share;
  if (order !== "even" || share === undefined || live.length === exits.length) return 0;
  const hosts = (of: ThreadSpec["exits"]): number =>
    of.reduce((n, exit) => n + hostsOf(piece, exit), 0);
  const others = 1 - 1 / hosts(live);
  const dead = exits.filter((exit) => !isLive(exit));
  const deadShare = dead.reduce((sum, exit) => sum + exit.share, 0);
  const inTurn = piece.flows.sent[t]!.value * deadShare * seconds;
  const backoff = longestBackoff(scenario, piece.network.buffers[thread.buffer]!.layer);
  const batch = Math.max(...exits.map(({ batchEvents }) => batchEvents));
  const tried = copies * hosts(dead) * batch * triesIn(seconds, backoff);
  return Math.min(inTurn, tried) * others * share;
}

function hostsOf({ network }: Piece, { gate }: ThreadSpec["exits"][number]): number {
  const [route] = network.gates[gate]!.routes;
  return route === undefined ? 1 : network.buffers[route.buffer]!.members;
}

/** How often a sender meets a dead host in a time: left out for 2, 4, 8 … s, and then for the longest each time. */
function triesIn(seconds: number, backoff: number): number {
  if (backoff === 0) return Infinity;
  let tries = 1;
  for (let wait = FIRST_BACKOFF_SECONDS; wait < backoff; wait *= 2) tries++;
  return tries + seconds / backoff;
}

/** [s] of the senders of a layer; 0: a host that failed is not left out. */
function longestBackoff({ servers, tiers }: Scenario, layer: string): number {
  const client = servers.find(({ name }) => name === layer)?.client;
  if (client?.kind === "avro") {
    return client.backoff ? client.maxBackoffTicks / TICKS_PER_SECOND : 0;
  }
  const tier = tiers.find(({ name }) => name === layer);
  const each = (tier?.templates ?? []).flatMap(({ groups }) =>
    groups.flatMap(({ processor }) => {
      if (processor.kind !== "load_balance") return [];
      return [processor.backoff ? processor.maxTimeOutTicks / TICKS_PER_SECOND : 0];
    }),
  );
  return each.length === 0 ? 0 : Math.min(...each);
}
