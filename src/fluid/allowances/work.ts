/** How far off the share of the time may be that sinks work. */
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { Basis } from "./basis.js";
import type { Reasons } from "./reasons.js";
import { RUNNER_SLEEP_SECONDS, inHands, keepAliveSeconds, serviceSwing, swing } from "./sizes.js";

/** Share of the time; only sinks that take whole batches work as much as the fluid says. */
export function workingReasons(basis: Basis, layer: string): Reasons {
  const { tiers } = basis.plant.scenario;
  const tier = tiers.find(({ name }) => name === layer)!;
  const { workingShare } = basis.found.layers.find((each) => each.layer === layer)!;
  const takesParts = tier.templates.some(({ channels }) =>
    channels.some(({ kind }) => kind !== "memory"),
  );
  const batches = basis.buffersOf(layer).reduce((sum, b) => {
    return sum + inHands(basis.pieces[0]!, b);
  }, 0);
  const events = basis.buffersOf(layer).reduce((sum, b) => sum + basis.offered(b) * basis.end, 0);
  if (events === 0) return {};
  return {
    batches: takesParts ? 1 - workingShare : (workingShare * batches) / events,
    chance: (workingShare * swing(events, basis.index)) / events,
    "service times": (workingShare * serviceShare(basis, layer)) / events,
    "idle time": (workingShare * basis.idle(layer)) / basis.end,
    copies: copiesShare(basis, layer),
    retries: retriesShare(basis, layer),
    streams: streamsShare(basis, layer),
  };
}

/** Share of the sinks' time in which streams write while their sinks would be ready for more. */
function streamsShare(basis: Basis, layer: string): number {
  const own = basis.buffersOf(layer);
  let [time, alone] = [0, 0];
  for (const { seconds, network, flows } of basis.pieces) {
    network.threads.forEach(({ buffer, copies, exits }, t) => {
      if (!own.includes(buffer)) return;
      const able = flows.able[t]!.value;
      const share = exits.reduce((sum, exit) => sum + exit.share * exit.streamShare, 0);
      time += copies * seconds;
      if (able > 0) alone += Math.min(1, flows.sent[t]!.value / able) * share * copies * seconds;
    });
  }
  return time === 0 ? 0 : alone / time;
}

function serviceShare(basis: Basis, layer: string): number {
  return basis.buffersOf(layer).reduce((sum, b) => {
    return sum + serviceSwing(basis.pieces, b, 0, basis.end) * basis.plant.buffers[b]!.members;
  }, 0);
}

/** Share of the sinks' time that goes into tries that fail: connect, send, be refused, every few seconds. */
function retriesShare(basis: Basis, layer: string): number {
  const tier = basis.plant.scenario.tiers.find(({ name }) => name === layer)!;
  const { heldUpShare } = basis.found.layers.find((each) => each.layer === layer)!;
  const { network } = basis.pieces[0]!;
  const batch = network.threads.reduce((most, { buffer, copies, exits }) => {
    if (!basis.buffersOf(layer).includes(buffer)) return most;
    return Math.max(most, ...exits.map((exit) => (copies * exit.batchEvents) / exit.rate));
  }, 0);
  const connect = tier.templates.reduce((most, { machine: { rpc } }) => {
    return Math.max(most, rpc.connectTicks + rpc.handshakeTicks + rpc.refusedTicks);
  }, 0);
  return (heldUpShare * 2 * (connect / TICKS_PER_SECOND + batch)) / RUNNER_SLEEP_SECONDS;
}

/** Share of the sinks' time that goes into copies: with several channels a batch is put to some of them again. */
function copiesShare(basis: Basis, layer: string): number {
  const tier = basis.plant.scenario.tiers.find(({ name }) => name === layer)!;
  if (!tier.templates.some(({ channels }) => channels.length > 1)) return 0;
  const wait = keepAliveSeconds(basis.plant.scenario);
  const full = Math.max(...basis.buffersOf(layer).map((b) => basis.found.buffers[b]!.fullSeconds));
  const { network, flows } = basis.pieces[0]!;
  const able = network.threads.reduce((sum, { buffer }, t) => {
    return basis.buffersOf(layer).includes(buffer) ? sum + flows.able[t]!.value : sum;
  }, 0);
  const tried = basis.plant.scenario.servers.reduce((sum, { count, batchEvents, client }) => {
    return sum + (count * batchEvents) / (wait + client.retryTicks / TICKS_PER_SECOND);
  }, 0);
  return able === 0 ? 0 : (tried * full) / able / basis.end;
}
