/**
 * One life of an agent: from the start of its process to its end.
 *
 * Follows Flume 1.11 node/Application.java: channels first; the main thread looks every 500 ms whether all
 * have started (a file channel replays here); then sink runners, then sources. A restarted agent is a new
 * life with new components, so its counters begin at zero and nothing of the old life reaches it.
 */
import type { NoticeKind, Simulator } from "../kernel/simulator.js";
import { LOST, PROCESS_DOWN, PROCESS_UP } from "../model/probe.js";
import { OsProcess } from "../model/process.js";
import { Sampler } from "../random/sampler.js";
import { ticksFromMilliseconds } from "../units/time.js";
import type { AgentPlace } from "./agent-place.js";
import type { Channel } from "./channels/channel.js";
import { TransactionNumbers } from "./channels/file-core.js";
import { makeChannel } from "./channels/make-channel.js";
import type { Flume } from "./flume.js";
import { makeProcessors } from "./processors/make-processors.js";
import { routesByClass } from "./selector.js";
import { HdfsJvm } from "./sinks/hdfs-jvm.js";
import { makeSink } from "./sinks/make-sink.js";
import type { BaseSink } from "./sinks/sink.js";
import { AvroSource } from "./sources/avro-source.js";

/** How often the main thread looks whether the channels have started. */
const START_CHECK_TICKS = ticksFromMilliseconds(500);

const BOOTING = 0; // the JVM starts
const CHANNELS_STARTING = 1;
const SOURCES_STARTING = 2; // sinks run
const UP = 3;

export class AgentLife {
  readonly osProcess: OsProcess;
  readonly place: AgentPlace;
  /** Which life of the place this is, from 0: part of the names of its random streams. */
  readonly number: number;
  /** What the HDFS sinks of this process share. */
  readonly hdfs: HdfsJvm;
  /** Of the file channels of this process. */
  readonly fileTransactions = new TransactionNumbers();
  channels: Channel[] = [];
  sources: AvroSource[] = [];
  sinks: BaseSink[] = [];
  readonly #flume: Flume;
  readonly #index: number;
  #stage = BOOTING;

  constructor(flume: Flume, place: AgentPlace, number: number) {
    this.#flume = flume;
    this.place = place;
    this.number = number;
    this.osProcess = new OsProcess(flume.context.sim);
    this.hdfs = new HdfsJvm(`${place.address}/${String(number)}`);
    this.#index = flume.lives.add(this);
  }

  /** The agent has been up for long when the run begins. */
  startAsRunning(): void {
    this.#startChannels(true);
    this.#startSinks();
    this.#startSources();
  }

  /** Starts the process; it takes its time. */
  boot(): void {
    const { streams } = this.#flume.context;
    const name = `${this.place.address}/boot/${String(this.number)}`;
    const jvm = new Sampler(this.place.template.machine.start.jvmTicks, () => streams.stream(name));
    this.#flume.lives.postStep(Math.round(jvm.draw()), this.#index);
  }

  onBootStep(): void {
    const { lives } = this.#flume;
    if (this.#stage === BOOTING) {
      const replayTicks = this.#startChannels(false);
      const checks = Math.max(1, Math.ceil(replayTicks / START_CHECK_TICKS));
      this.#stage = CHANNELS_STARTING;
      lives.postStep(checks * START_CHECK_TICKS, this.#index);
    } else if (this.#stage === CHANNELS_STARTING) {
      const areStarted = this.channels.every(({ isStarted }) => isStarted);
      if (!areStarted) return lives.postStep(START_CHECK_TICKS, this.#index); // its disk hangs
      this.#startSinks();
      this.#stage = SOURCES_STARTING;
      lives.postStep(this.place.template.machine.start.componentTicks, this.#index);
    } else {
      this.#startSources();
      this.#flume.context.probe.incident(PROCESS_UP, this.place.part, -1, 0);
    }
  }

  /** SIGKILL: volatile contents are lost, connections break, nothing more is carried out. */
  kill(): void {
    const { probe, wires } = this.#flume.context;
    this.osProcess.kill();
    probe.incident(PROCESS_DOWN, this.place.part, -1, 0);
    this.#unbind(true);
    for (const sink of this.sinks) sink.onKilled();
    for (const sink of this.sinks) sink.channel.onTakerKilled(sink);
    for (const channel of this.channels) this.#loseVolatile(channel);
    wires.calls.onKilled(this.osProcess);
  }

  /** SIGSTOP. */
  stop(): void {
    this.osProcess.stop();
    for (const source of this.sources) source.onStopped();
  }

  /** SIGCONT. */
  continue(): void {
    this.osProcess.continue();
  }

  /** The ports of all sources were closed; the process lives on. */
  breakConnections(): void {
    for (const source of this.sources) source.breakConnections(false);
  }

  /** Puts cost what the channels say by now. */
  refreshPutCosts(): void {
    const cost = putCost(this.channels);
    for (const source of this.sources) source.putPerEventTicks = cost;
  }

  #unbind(isDead: boolean): void {
    for (const address of this.place.sources) address.server = undefined;
    for (const source of this.sources) source.breakConnections(isDead);
  }

  #loseVolatile(channel: Channel): void {
    const { probe } = this.#flume.context;
    channel.onKilled((events) => {
      if (events.events === 0) return;
      probe.incident(LOST, channel.part, -1, events.events);
      probe.lost(channel.part, channel.part, events);
    });
  }

  /** @param areOpen they have been for long @returns [ticks] until the last channel has started */
  #startChannels(areOpen: boolean): number {
    const { template } = this.place;
    let slowest = 0;
    template.channels.forEach((_, i) => {
      const made = makeChannel(this.#flume, this, i, areOpen);
      this.channels.push(made.channel);
      slowest = Math.max(slowest, made.startTicks);
    });
    return slowest;
  }

  #startSinks(): void {
    const { template, host } = this.place;
    const names = template.channels.map((channel) => channel.name);
    template.sinks.forEach((settings, i) => {
      const channel = this.channels[names.indexOf(settings.channel)]!;
      this.sinks.push(makeSink(this.#flume, this, settings, this.place.sinks[i]!, channel));
    });
    for (const processor of makeProcessors(this.#flume, this, this.sinks)) {
      this.#flume.runners.make(this.osProcess, host, processor).start();
    }
  }

  #startSources(): void {
    const { template, host, flume, sources, condition } = this.place;
    const { context, avroSources } = this.#flume;
    const names = template.channels.map((channel) => channel.name);
    template.sources.forEach((settings, i) => {
      const routes = routesByClass(settings.selector, names, context.origins);
      const address = sources[i]!;
      const source = new AvroSource(avroSources, {
        part: address.part,
        flume,
        threads: settings.threads,
        process: this.osProcess,
        host,
        rpc: template.machine.rpc,
        condition: address.condition,
        agentCondition: condition,
        processor: {
          sourcePart: address.part,
          channels: this.channels,
          routes,
          isUniform: settings.selector.kind === "replicating",
          origins: context.origins,
          probe: context.probe,
        },
      });
      this.sources.push(source);
      address.server = source;
    });
    this.refreshPutCosts();
    this.#stage = UP;
  }
}

/** [ticks/event] of processor work to put an event: that of the dearest channel it may go to. */
function putCost(channels: readonly Channel[]): number {
  let most = 0;
  for (const channel of channels) most = Math.max(most, channel.putPerEventTicks);
  return most;
}

/** All lives of all agents of a run, and the notice of their boot steps. */
export class AgentLives {
  readonly #sim: Simulator;
  readonly #all: AgentLife[] = [];
  readonly #bootStep: NoticeKind;

  constructor(sim: Simulator) {
    this.#sim = sim;
    this.#bootStep = sim.on((index) => {
      const life = this.#all[index]!;
      if (life.osProcess.isRunning) life.onBootStep();
      else life.osProcess.keep(this.#bootStep, index);
    });
  }

  add(life: AgentLife): number {
    this.#all.push(life);
    return this.#all.length - 1;
  }

  postStep(delayTicks: number, index: number): void {
    this.#sim.post(delayTicks, this.#bootStep, index);
  }
}
