/**
 * A channel between Poisson clients and a sink with exponential service, worked out by hand from the very numbers
 * that the lab's programs drew: what chance did in a recording, without fanin.
 */
import type { ReferenceTrace, TraceClients } from "../../src/verify/trace.js";
import { JavaRandom } from "./java-random.js";

/** Events queued after each change, by time [ms]. */
export interface QueueCurve {
  readonly times: readonly number[];
  readonly events: readonly number[];
}

/** The sink's takes leave the queue at once; when it has a batch it serves it, and takes nothing meanwhile. */
export function replayedQueue(trace: ReferenceTrace): QueueCurve {
  const [client] = trace.clients;
  const { batch } = client!;
  const sink = setting(trace, "sinks.k.batchSize");
  const service = new JavaRandom(setting(trace, "sinks.k.seed"));
  const arrivals = arrivalsOf(trace);
  const times: number[] = [];
  const events: number[] = [];
  let queued = 0;
  let next = 0;
  const arrive = (): void => {
    queued += batch;
    times.push(arrivals[next++]!);
    events.push(queued);
  };
  for (let now = 0; next < arrivals.length;) {
    for (let taken = 0; taken < sink && next < arrivals.length;) {
      if (queued === 0) {
        now = Math.max(now, arrivals[next]!);
        arrive();
      }
      const more = Math.min(queued, sink - taken);
      queued -= more;
      taken += more;
    }
    now += setting(trace, "sinks.k.perBatchMs") * service.exponential();
    while (next < arrivals.length && arrivals[next]! <= now) arrive();
    times.push(now);
    events.push(queued);
  }
  return { times, events };
}

/** When each call of each server was due [ms]. */
function arrivalsOf(trace: ReferenceTrace): number[] {
  const [client] = trace.clients;
  const { servers, rate, batch, seed = 0 } = client! as TraceClients & { readonly seed?: number };
  const [from, to, factor] = client!.rateChange!.split(",").map(Number);
  const all: number[] = [];
  for (let server = 0; server < servers; server++) {
    const random = new JavaRandom(1000 + server + 100 * seed);
    for (let at = 0; at < trace.durationMs;) {
      all.push(at);
      const slower = at >= from! && at < to! ? factor! : 1;
      let gaps = 0;
      for (let i = 0; i < batch; i++) gaps += random.exponential();
      at += (gaps * 1000) / (rate * slower);
    }
  }
  return all.sort((a, b) => a - b);
}

function setting({ agents }: ReferenceTrace, key: string): number {
  const line = agents["a"]!.conf.find((each) => each.startsWith(`${key} = `))!;
  return Number(line.slice(key.length + " = ".length));
}
