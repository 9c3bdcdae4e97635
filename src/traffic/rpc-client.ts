/**
 * Flume's RPC clients as web servers use them: default, failover, load-balancing.
 *
 * Each holds the batch that is being sent, and tells its owner how the whole attempt ended: one attempt may
 * try several hosts. Connections are made when they are first needed.
 * Follows Flume 1.11 SDK api/NettyAvroRpcClient.java, FailoverRpcClient.java, LoadBalancingRpcClient.java.
 */
import type { Activity } from "../model/activity.js";
import type {
  AvroConnection,
  ConnectionOwner,
  ConnectionSettings,
  Connections,
} from "../model/avro-connection.js";
import { CohortQueue } from "../model/cohorts.js";
import type { Pace } from "../model/condition.js";
import type { Link } from "../model/link.js";
import type { OrderSelector } from "../model/order-selector.js";
import type { OsProcess } from "../model/process.js";
import { incidentOf, type Probe } from "../model/probe.js";
import type { Failure, RpcAddress } from "../model/rpc.js";
import type { RpcCosts } from "../scenario/types/machine.js";
import type { SimTime } from "../units/time.js";

export interface RpcClientOwner {
  onSent(): void;
  onSendFailed(): void;
}

/** One agent that a client may send to. */
export interface RpcHost {
  readonly address: RpcAddress;
  readonly links: { readonly there: Link; readonly back: Link };
}

export interface RpcClientSettings {
  readonly owner: RpcClientOwner;
  readonly part: number;
  readonly process: OsProcess;
  readonly activity: Activity;
  readonly rpc: RpcCosts;
  readonly pace: Pace;
  readonly connectTimeoutTicks: number;
  readonly requestTimeoutTicks: number;
  /** In the order in which the client knows them. */
  readonly hosts: readonly RpcHost[];
}

export abstract class RpcClient implements ConnectionOwner {
  /** The batch that is being sent, or was last. */
  sending = new CohortQueue();
  protected readonly settings: RpcClientSettings;
  readonly #wires: Connections;
  readonly #probe: Probe;
  readonly #connectionSettings: ConnectionSettings;
  readonly #connections: (AvroConnection | undefined)[];

  constructor(wires: Connections, probe: Probe, settings: RpcClientSettings) {
    this.#wires = wires;
    this.#probe = probe;
    this.settings = settings;
    this.#connections = new Array<AvroConnection | undefined>(settings.hosts.length);
    this.#connectionSettings = { ...settings, owner: this, host: undefined };
  }

  /** Sends `sending`; the owner hears of the end later. */
  abstract send(): void;

  onConnected(connection: AvroConnection): void {
    connection.send(this.sending, 0);
  }

  onConnectFailed(connection: AvroConnection, why: Failure): void {
    this.#probe.incident(incidentOf(why), this.settings.part, connection.address.part, 0);
    this.onHostFailed(false);
  }

  onCallOk(): void {
    this.settings.owner.onSent();
  }

  onCallFailed(connection: AvroConnection, why: Failure, batchIsGone: boolean): void {
    const { events } = this.sending;
    this.#probe.incident(incidentOf(why), this.settings.part, connection.address.part, events);
    if (batchIsGone) {
      const copy = this.#wires.calls.takeBatch();
      copy.append(this.sending);
      this.sending = copy;
    }
    this.onHostFailed(true);
  }

  /** Ends all connections: the server's process died. */
  onKilled(): void {
    for (const connection of this.#connections) connection?.close();
  }

  protected get now(): SimTime {
    return this.#wires.sim.now;
  }

  /** The host tried last failed. @param wasConnected false when the connect failed */
  protected abstract onHostFailed(wasConnected: boolean): void;

  /** Sends `sending` to one host, connecting first if need be. */
  protected sendTo(host: number): void {
    const connection = this.#connections[host] ?? this.#make(host);
    if (connection.isOpen) connection.send(this.sending, 0);
    else connection.open();
  }

  protected isOpenTo(host: number): boolean {
    return this.#connections[host]?.isOpen ?? false;
  }

  #make(host: number): AvroConnection {
    const { address, links } = this.settings.hosts[host]!;
    const connection = this.#wires.make(this.#connectionSettings, address, links);
    this.#connections[host] = connection;
    return connection;
  }
}

/** NettyAvroRpcClient: one host; a failure is the caller's to handle. */
export class DefaultRpcClient extends RpcClient {
  override send(): void {
    this.sendTo(0);
  }

  protected override onHostFailed(): void {
    this.settings.owner.onSendFailed();
  }
}

/**
 * FailoverRpcClient: keeps one host until it fails, then goes on in list order, wrapping, up to
 * max-attempts calls. No back-off, no way back to the first host; when no host can be connected the
 * attempt fails at once.
 */
export class FailoverRpcClient extends RpcClient {
  readonly #maxAttempts: number;
  #host = -1; // the host checked last
  #attempts = 0;
  #refusals = 0; // hosts that could not be connected, in a row

  constructor(
    wires: Connections,
    probe: Probe,
    settings: RpcClientSettings,
    maxAttempts: number | undefined,
  ) {
    super(wires, probe, settings);
    this.#maxAttempts = maxAttempts ?? settings.hosts.length;
  }

  override send(): void {
    this.#attempts = 0;
    this.#tryCurrent();
  }

  protected override onHostFailed(wasConnected: boolean): void {
    if (!wasConnected) {
      this.#refusals++;
      if (this.#refusals < this.settings.hosts.length) return this.#tryNextHost();
      this.#host = -1;
      return this.settings.owner.onSendFailed();
    }
    if (this.#attempts < this.#maxAttempts) return this.#tryCurrent();
    this.settings.owner.onSendFailed();
  }

  /** One of the attempts: on the connection there is, or on the next host that takes one. */
  #tryCurrent(): void {
    this.#attempts++;
    this.#refusals = 0;
    if (this.#host >= 0 && this.isOpenTo(this.#host)) this.sendTo(this.#host);
    else this.#tryNextHost();
  }

  #tryNextHost(): void {
    this.#host = (this.#host + 1) % this.settings.hosts.length;
    this.sendTo(this.#host);
  }
}

/** LoadBalancingRpcClient: walks the selector's order until one host accepts. It never sleeps. */
export class LoadBalancingRpcClient extends RpcClient {
  readonly #selector: OrderSelector;
  #candidates = 0;
  #turn = 0;

  constructor(
    wires: Connections,
    probe: Probe,
    settings: RpcClientSettings,
    selector: OrderSelector,
  ) {
    super(wires, probe, settings);
    this.#selector = selector;
  }

  override send(): void {
    this.#candidates = this.#selector.begin(this.now);
    this.#turn = 0;
    this.#tryNext();
  }

  protected override onHostFailed(): void {
    this.#selector.informFailure(this.now, this.#selector.candidate(this.#turn));
    this.#turn++;
    this.#tryNext();
  }

  #tryNext(): void {
    if (this.#turn >= this.#candidates) return this.settings.owner.onSendFailed();
    this.sendTo(this.#selector.candidate(this.#turn));
  }
}
