/** What all Flume agents of a run share: the clock, the random streams, the wires, and the tables of components. */
import type { Simulator } from "../kernel/simulator.js";
import type { Connections } from "../model/avro-connection.js";
import type { Origins } from "../model/origins.js";
import type { Probe } from "../model/probe.js";
import type { Streams } from "../random/streams.js";
import type { Hdfs } from "../storage/hdfs/hdfs.js";
import type { HdfsClients } from "../storage/hdfs/hdfs-client.js";
import { AgentLives } from "./agent-life.js";
import { FileChannels } from "./channels/file-transactions.js";
import { MemoryChannels } from "./channels/memory-channel.js";
import { SpillableChannels } from "./channels/spillable-core.js";
import { SinkRunners } from "./sink-runner.js";
import { AvroSinks } from "./sinks/avro-sink.js";
import { HdfsNotices } from "./sinks/hdfs-notices.js";
import { NullSinks } from "./sinks/null-sink.js";
import { SinkSteps } from "./sinks/sink-steps.js";
import { TimedSinks } from "./sinks/timed-sink.js";
import { AvroSources } from "./sources/avro-source.js";

export interface RunContext {
  readonly sim: Simulator;
  readonly streams: Streams;
  readonly probe: Probe;
  readonly origins: Origins;
  readonly wires: Connections;
  /** By name. */
  readonly storages: ReadonlyMap<string, Hdfs>;
  readonly hdfsClients: HdfsClients;
}

export class Flume {
  readonly context: RunContext;
  readonly lives: AgentLives;
  readonly memoryChannels: MemoryChannels;
  readonly fileChannels: FileChannels;
  readonly spillableChannels: SpillableChannels;
  readonly avroSources: AvroSources;
  readonly avroSinks: AvroSinks;
  readonly timedSinks: TimedSinks;
  readonly nullSinks: NullSinks;
  readonly sinkSteps: SinkSteps;
  readonly hdfsNotices: HdfsNotices;
  readonly runners: SinkRunners;

  constructor(context: RunContext) {
    const { sim, probe, origins } = context;
    this.context = context;
    this.lives = new AgentLives(sim);
    this.memoryChannels = new MemoryChannels(sim, probe, origins);
    this.fileChannels = new FileChannels(sim, probe);
    this.spillableChannels = new SpillableChannels(sim, probe, origins);
    this.avroSources = new AvroSources(sim);
    this.avroSinks = new AvroSinks(sim);
    this.timedSinks = new TimedSinks(sim);
    this.nullSinks = new NullSinks(sim);
    this.sinkSteps = new SinkSteps(sim);
    this.hdfsNotices = new HdfsNotices(sim);
    this.runners = new SinkRunners(sim);
  }
}
