/** What all Flume agents of a run share: the clock, the random streams, the wires, and the tables of components. */
import type { Simulator } from "../kernel/simulator.js";
import type { Connections } from "../model/avro-connection.js";
import type { Origins } from "../model/origins.js";
import type { Probe } from "../model/probe.js";
import type { Streams } from "../random/streams.js";
import { AgentLives } from "./agent-life.js";
import { MemoryChannels } from "./channels/memory-channel.js";
import { SinkRunners } from "./sink-runner.js";
import { AvroSinks } from "./sinks/avro-sink.js";
import { NullSinks } from "./sinks/null-sink.js";
import { TimedSinks } from "./sinks/timed-sink.js";
import { AvroSources } from "./sources/avro-source.js";

export interface RunContext {
  readonly sim: Simulator;
  readonly streams: Streams;
  readonly probe: Probe;
  readonly origins: Origins;
  readonly wires: Connections;
}

export class Flume {
  readonly context: RunContext;
  readonly lives: AgentLives;
  readonly memoryChannels: MemoryChannels;
  readonly avroSources: AvroSources;
  readonly avroSinks: AvroSinks;
  readonly timedSinks: TimedSinks;
  readonly nullSinks: NullSinks;
  readonly runners: SinkRunners;

  constructor(context: RunContext) {
    const { sim, probe, origins } = context;
    this.context = context;
    this.lives = new AgentLives(sim);
    this.memoryChannels = new MemoryChannels(sim, probe, origins);
    this.avroSources = new AvroSources(sim);
    this.avroSinks = new AvroSinks(sim);
    this.timedSinks = new TimedSinks(sim);
    this.nullSinks = new NullSinks(sim);
    this.runners = new SinkRunners(sim);
  }
}
