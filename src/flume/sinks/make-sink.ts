/** Makes a sink of an agent's life from its settings and its place. */
import type { AgentLife } from "../agent-life.js";
import type { SinkPlace } from "../agent-place.js";
import type { Channel } from "../channels/channel.js";
import type { Flume } from "../flume.js";
import { assertNever } from "../../assert.js";
import { Sampler } from "../../random/sampler.js";
import type {
  HdfsSink as HdfsSettings,
  Sink as SinkSettings,
  TimedSink as TimedSettings,
} from "../../scenario/types/sinks.js";
import { AvroSink } from "./avro-sink.js";
import { Buckets } from "../../storage/hdfs/buckets.js";
import { HdfsSink } from "./hdfs-sink.js";
import { NullSink } from "./null-sink.js";
import type { BaseSink, SinkContext } from "./sink.js";
import { TimedSink } from "./timed-sink.js";

export function makeSink(
  flume: Flume,
  life: AgentLife,
  settings: SinkSettings,
  place: SinkPlace,
  channel: Channel,
): BaseSink {
  const { sim, probe, wires } = flume.context;
  const context: SinkContext = {
    sim,
    probe,
    part: place.part,
    name: settings.name,
    process: life.osProcess,
    host: life.place.host,
    condition: place.condition,
    steps: flume.sinkSteps,
    channel,
    batchEvents: settings.batchEvents,
  };
  switch (settings.kind) {
    case "avro": {
      const { address, links } = place.target!;
      const { rpc } = life.place.template.machine;
      return new AvroSink(flume.avroSinks, wires, context, { ...settings, address, links, rpc });
    }
    case "timed":
      return makeTimedSink(flume, context, settings, place, life.number);
    case "null":
      return new NullSink(flume.nullSinks, context, place.destination);
    case "hdfs":
      return makeHdfsSink(flume, life, context, settings, place);
    default:
      return assertNever(settings, "a sink");
  }
}

function makeHdfsSink(
  flume: Flume,
  life: AgentLife,
  context: SinkContext,
  settings: HdfsSettings,
  place: SinkPlace,
): HdfsSink {
  const { storages, hdfsClients, streams, origins } = flume.context;
  const { process, host } = context;
  const costs = life.place.template.machine.hdfsClient;
  const client = life.hdfs.clientOf(
    storages.get(settings.storage)!,
    { clients: hdfsClients, streams },
    costs,
    { process, host, links: place.storageLinks! },
  );
  return new HdfsSink(context, settings, {
    notices: flume.hdfsNotices,
    client,
    openLock: life.hdfs.openLock,
    buckets: new Buckets(settings.writer.buckets, origins, true),
    appendPerEventTicks: costs.appendPerEventTicks,
  });
}

function makeTimedSink(
  flume: Flume,
  context: SinkContext,
  settings: TimedSettings,
  place: SinkPlace,
  life: number,
): TimedSink {
  const { streams } = flume.context;
  const stream = (purpose: string) => () =>
    streams.stream(`${place.address}/${purpose}/${String(life)}`);
  return new TimedSink(flume.timedSinks, context, {
    destination: place.destination,
    perBatchTicks: new Sampler(settings.perBatchTicks, stream("service")),
    perEventTicks: settings.perEventTicks,
    noise: new Sampler(settings.noise, stream("noise")),
    answerWhenDown: settings.onDown.answer,
    failAfterTicks: settings.onDown.afterTicks,
  });
}
