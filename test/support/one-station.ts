/** A queue as a scenario: one server, one agent, one sink. Calls cost nothing, so what is left is the queue in the channel. */
import { findings } from "../../src/analysis/find.js";
import { simulate } from "../../src/experiment/run.js";
import type { Recording } from "../../src/record/recording.js";
import { replicate, type Interval, type Replicated } from "./confidence.js";
import { scenarioOf } from "./simulated.js";

export interface StationText {
  /** Of a batch of the sink, as a file has it: `10 ms`. */
  readonly service: string;
  readonly duration?: string;
  readonly warmUp?: string;
  readonly eventsPerSecond?: number;
  readonly arrivals?: string;
  readonly backlog?: string;
  readonly capacity?: number;
  /** [events] that the sink takes together. */
  readonly batch?: number;
  /** Lines at the end: faults, sampling. */
  readonly more?: string;
}

export function station({
  service,
  duration = "250 s",
  warmUp = "0 s",
  eventsPerSecond = 80,
  arrivals = "poisson",
  backlog = "unlimited",
  capacity = 100_000,
  batch = 1,
  more = "",
}: StationText): string {
  return `
fanin: 1
duration: ${duration}
warm-up: ${warmUp}
machine:
  profile: lab
  sleepOvershoot: 0 s
  rpc: { clientCall: 0 s, clientPerEvent: 0 s, serverCall: 0 s, serverPerEvent: 0 s, handshake: 0 s }
  memory: { putPerEvent: 0 s, takePerEvent: 0 s }
network: { latency: 0 s }
servers:
  web:
    count: 1
    rate: ${String(eventsPerSecond)} events/s
    batch: 1
    arrivals: ${arrivals}
    client: { type: avro, backlog: ${backlog} }
    to: agent
tiers:
  agent:
    agents: 1
    source: { type: avro }
    channel: { type: memory, capacity: ${String(capacity)}, transactionCapacity: ${String(batch)} }
    sinks: { type: timed, batchSize: ${String(batch)}, service: ${service} }
${more}
`;
}

/** Interval of a figure of a run, over replications of it. */
export function interval(
  text: string,
  of: (recording: Recording) => number,
  how?: Replicated,
): Interval {
  const scenario = scenarioOf(text);
  return replicate((seed) => of(simulate(scenario, { seed })), how);
}

/** Mean time from generation to delivery [ms]. */
export function meanLatencyMs(recording: Recording): number {
  const { sum, count } = recording.latencies[0]!.delivered;
  return sum / count / 1e6;
}

/** [s] from a moment until a put first waits for room. */
export function fullAfter(recording: Recording, seconds: number): number {
  const { firstFull } = findings(recording).layers.find(({ layer }) => layer === "agent")!;
  return firstFull!.atTicks / 1e9 - seconds;
}
