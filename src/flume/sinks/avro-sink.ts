/**
 * The avro sink: one outstanding appendBatch over one connection.
 *
 * Follows Flume 1.11 sink/AbstractRpcSink.java: connect before taking; a FAILED answer from a full channel is
 * treated like a dead host (roll back, close, EventDeliveryException, so the runner sleeps 5 s and then
 * connects again); an empty channel is BACKOFF.
 */
import type { NoticeKind, Simulator, Timer } from "../../kernel/simulator.js";
import { WORKING } from "../../model/activity.js";
import type { AvroConnection, ConnectionOwner, Connections } from "../../model/avro-connection.js";
import type { Link } from "../../model/link.js";
import { incidentOf } from "../../model/probe.js";
import type { Failure, RpcAddress } from "../../model/rpc.js";
import type { RpcCosts } from "../../scenario/types/machine.js";
import type { SimTime } from "../../units/time.js";
import { BACKOFF, BaseSink, EXCEPTION, type SinkContext } from "./sink.js";

export interface AvroSinkSettings {
  readonly address: RpcAddress;
  readonly links: { readonly there: Link; readonly back: Link };
  readonly rpc: RpcCosts;
  readonly connectTimeoutTicks: number;
  readonly requestTimeoutTicks: number;
  readonly resetConnectionTicks: number;
}

export class AvroSink extends BaseSink implements ConnectionOwner {
  readonly #wires: Connections;
  readonly #connection: AvroConnection;
  readonly #settings: AvroSinkSettings;
  readonly #resetTimer: Timer | undefined;
  #mustReset = false;
  #onStarted: (() => void) | undefined;

  constructor(
    sinks: AvroSinks,
    wires: Connections,
    context: SinkContext,
    settings: AvroSinkSettings,
  ) {
    super(context);
    this.#wires = wires;
    this.#settings = settings;
    this.#connection = wires.make(
      {
        owner: this,
        process: context.process,
        host: context.host,
        activity: this.activity,
        rpc: settings.rpc,
        pace: context.condition,
        connectTimeoutTicks: settings.connectTimeoutTicks,
        requestTimeoutTicks: settings.requestTimeoutTicks,
      },
      settings.address,
      settings.links,
    );
    if (settings.resetConnectionTicks > 0) this.#resetTimer = sinks.makeResetTimer(this);
  }

  /** Connects; a failure is only counted, and the first round tries again. */
  override start(onStarted: () => void): void {
    this.#onStarted = onStarted;
    this.#connection.open();
  }

  override process(): void {
    if (this.condition.isDown) return this.failAtOnce();
    if (this.#mustReset) this.#reset();
    if (this.#connection.isOpen) return this.take();
    this.activity.change(this.sim.now, WORKING);
    this.#connection.open();
  }

  onConnected(): void {
    this.counters.ConnectionCreatedCount++;
    if (this.#resetTimer !== undefined) {
      const at = this.sim.now + this.#settings.resetConnectionTicks;
      this.sim.arm(this.#resetTimer, at as SimTime);
    }
    if (this.#endStart()) return;
    this.take();
  }

  onConnectFailed(_connection: AvroConnection, why: Failure): void {
    this.counters.ConnectionFailedCount++;
    this.probe.incident(incidentOf(why), this.part, this.#settings.address.part, 0);
    if (this.#endStart()) return;
    this.counters.EventWriteFail++;
    this.end(EXCEPTION);
  }

  onCallOk(): void {
    this.commit();
  }

  onCallFailed(_connection: AvroConnection, why: Failure, batchIsGone: boolean): void {
    const { events } = this.taken;
    const taken = this.taken;
    if (batchIsGone) {
      // The call keeps its batch: the server may yet commit it. Ours is a copy.
      this.taken = this.#wires.calls.takeBatch();
      this.taken.append(taken);
    }
    this.channel.rollbackTake(this);
    this.counters.EventWriteFail++;
    this.counters.ConnectionClosedCount++;
    this.probe.incident(incidentOf(why), this.part, this.#settings.address.part, events);
    this.end(EXCEPTION);
  }

  onResetDue(): void {
    this.#mustReset = true;
  }

  /** A ChannelException is BACKOFF here, and leaves the connection; a closed channel throws before that is caught. */
  override onTakeFailed(): void {
    if (this.channel.isClosed) return super.onTakeFailed();
    this.counters.ChannelReadFail++;
    this.end(BACKOFF);
  }

  protected override onBatch(): void {
    if (this.holdsWhileHung()) return;
    this.#connection.send(this.taken, this.takeTicks);
  }

  override onKilled(): void {
    this.#connection.close();
  }

  /** @returns whether the connection was made, or failed, within the start */
  #endStart(): boolean {
    const onStarted = this.#onStarted;
    this.#onStarted = undefined;
    onStarted?.();
    return onStarted !== undefined;
  }

  #reset(): void {
    this.#mustReset = false;
    if (!this.#connection.isOpen) return;
    this.#connection.close();
    this.counters.ConnectionClosedCount++;
  }
}

/** The reset timers of all avro sinks of a run. */
export class AvroSinks {
  readonly #sim: Simulator;
  readonly #sinks: AvroSink[] = [];
  readonly #resetDue: NoticeKind;

  constructor(sim: Simulator) {
    this.#sim = sim;
    this.#resetDue = sim.on((index) => {
      const sink = this.#sinks[index]!;
      if (sink.osProcess.isRunning) sink.onResetDue();
      else sink.osProcess.keep(this.#resetDue, index);
    });
  }

  makeResetTimer(sink: AvroSink): Timer {
    this.#sinks.push(sink);
    return this.#sim.timer(this.#resetDue, this.#sinks.length - 1);
  }
}
