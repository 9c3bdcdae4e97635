/** An agent over the whole run: its place, and the life that is going on there, if any. */
import { AgentLife } from "../flume/agent-life.js";
import type { AgentPlace } from "../flume/agent-place.js";
import type { Channel } from "../flume/channels/channel.js";
import type { Flume } from "../flume/flume.js";
import type { BaseSink } from "../flume/sinks/sink.js";
import type { AvroSource } from "../flume/sources/avro-source.js";
import type { ActivityState } from "../model/activity.js";
import type { CohortQueue } from "../model/cohorts.js";
import type { SimTime } from "../units/time.js";
import { CarriedTotals } from "./carried-totals.js";
import { placeOf, type FaultyPlace } from "./faults.js";

export class AgentSlot {
  readonly place: AgentPlace;
  /** As faults see it: the whole process. */
  readonly faulty: FaultyPlace;
  readonly #flume: Flume;
  readonly #carried = new CarriedTotals();
  readonly #carriedTicks = new Map<string, number>(); // [ticks] by sink and activity
  readonly #peaks: number[] = []; // [events] by channel, of lives that ended
  /** The present life, or the last one; undefined before a late agent's first start. */
  #life: AgentLife | undefined;
  #lives = 0;
  /** It has been started: a late agent is not from the beginning. */
  #isStarted = false;
  #isCrashed = false;

  constructor(flume: Flume, place: AgentPlace) {
    this.#flume = flume;
    this.place = place;
    this.faulty = placeOf({
      setDown: (isDown) => {
        place.condition.isDown = isDown;
        if (isDown) this.#alive?.breakConnections();
      },
      setHung: (isHung) => {
        place.condition.isHung = isHung;
        if (isHung) this.#alive?.stop();
        else this.#alive?.continue();
      },
      setSlow: (factor) => {
        place.host.slowFactor = factor;
      },
      setCrashed: (isCrashed) => {
        this.#isCrashed = isCrashed;
        if (isCrashed) this.#kill();
        else this.#boot();
      },
      start: () => {
        this.#isStarted = true;
        this.#boot();
      },
    });
  }

  /** The agent is up at the beginning of the run, and has been for long. */
  startAsRunning(): void {
    this.#isStarted = true;
    this.#begin().startAsRunning();
  }

  /** Components by their index in the template; undefined while they do not live. */
  source(index: number): AvroSource | undefined {
    return this.#alive?.sources[index];
  }

  /** What a put costs has changed. */
  refreshPutCosts(): void {
    this.#alive?.refreshPutCosts();
  }

  channel(index: number): Channel | undefined {
    return this.#alive?.channels[index];
  }

  sink(index: number): BaseSink | undefined {
    return this.#alive?.sinks[index];
  }

  /** [ticks] that a sink spent in a state, over all its lives. */
  sinkTicks(index: number, state: ActivityState, now: SimTime): number {
    const carried = this.#carriedTicks.get(`${String(index)}/${String(state)}`) ?? 0;
    return carried + (this.sink(index)?.activity.ticksIn(state, now) ?? 0);
  }

  /** Counters of a part of this agent, over all its lives. */
  totals(part: number): Record<string, number> {
    const life = this.#alive;
    const components = [
      ...(life?.sources ?? []),
      ...(life?.channels ?? []),
      ...(life?.sinks ?? []),
    ];
    return this.#carried.totals(part, components.find((each) => each.part === part)?.counters);
  }

  /** [events] most that a channel held at one time, over all lives. */
  peakEvents(channel: number): number {
    const present = this.channel(channel)?.peakEvents ?? 0;
    return Math.max(present, this.#peaks[channel] ?? 0);
  }

  /**
   * Visits the queues whose events the agent holds, with the channel they are in or were taken from. What a
   * file channel has on disk is held while no process is there, too.
   */
  forEachHeld(visit: (events: CohortQueue, channel: number) => void): void {
    const life = this.#alive;
    const { channelParts, disks } = this.place;
    channelParts.forEach((part, i) => {
      const channel = life?.channels[i] ?? disks.stores[i];
      channel?.forEachHeld((events) => {
        visit(events, part);
      });
    });
    for (const sink of life?.sinks ?? []) visit(sink.taken, sink.channel.part);
  }

  /** The life that goes on; its process may be stopped. */
  get #alive(): AgentLife | undefined {
    return this.#life?.osProcess.isDead === false ? this.#life : undefined;
  }

  #boot(): void {
    if (!this.#isStarted || this.#isCrashed || this.#alive !== undefined) return;
    const life = this.#begin();
    if (this.place.condition.isHung) life.stop();
    life.boot();
  }

  #kill(): void {
    const life = this.#alive;
    if (life === undefined) return;
    for (const each of [...life.sources, ...life.channels, ...life.sinks]) {
      this.#carried.carry(each.part, each.counters);
    }
    life.channels.forEach((_, i) => {
      this.#peaks[i] = this.peakEvents(i);
    });
    const { now } = this.#flume.context.sim;
    life.sinks.forEach((sink, i) => {
      sink.activity.forEach(now, (state, ticks) => {
        const key = `${String(i)}/${String(state)}`;
        this.#carriedTicks.set(key, (this.#carriedTicks.get(key) ?? 0) + ticks);
      });
    });
    life.kill();
  }

  #begin(): AgentLife {
    this.#life = new AgentLife(this.#flume, this.place, this.#lives++);
    return this.#life;
  }
}
