/**
 * What was done to the agents and services of a recording, as faults of a scenario; and what held its load clients
 * up when they began.
 *
 * Kill and start are a crash (of a service: down, until it can be written to again); stop and cont a hang; a
 * choke is a row of hangs, each as long as the process was stopped; a start with no kill before it starts a
 * late agent. What HDFS was told: safe mode, and its NameNode or a DataNode stopped and started again.
 */
import { LAB_STARTS } from "../scenario/machine-profiles.js";
import { clientName, duration, type Clock, type Document } from "./document.js";
import type { ReferenceTrace, TraceFault } from "./trace.js";

export function faultDocuments(
  trace: ReferenceTrace,
  clock: Clock,
  unsupported: string[],
): Document[] {
  const faults = new FaultDocuments(trace, clock);
  trace.clients.forEach((_, group) => faults.addFirstCall(clientName(group)));
  for (const fault of trace.actualFaults ?? []) {
    if (faults.add(fault)) continue;
    const { actualMs, ...rest } = fault;
    const text = JSON.stringify(rest);
    unsupported.push(`fault at ${duration(actualMs)}: ${text} is not simulated`);
  }
  return faults.documents;
}

class FaultDocuments {
  readonly documents: Document[] = [];
  readonly #services: NonNullable<ReferenceTrace["services"]>;
  readonly #life: NonNullable<ReferenceTrace["life"]>;
  readonly #clock: Clock;
  readonly #open = new Map<string, Document>();
  /** Running DataNodes in the order in which HDFS counts them, by service: one that stops moves the others up. */
  readonly #running = new Map<string, number[]>();
  readonly #stopped: string[] = []; // addresses of DataNodes, the last on top

  constructor(trace: ReferenceTrace, clock: Clock) {
    this.#services = trace.services ?? {};
    this.#life = trace.life ?? [];
    this.#clock = clock;
    for (const [name, { datanodes = 0 }] of Object.entries(this.#services)) {
      this.#running.set(
        name,
        Array.from({ length: datanodes }, (_, i) => i),
      );
    }
  }

  /** Until its first call is through a load client generates, and delivers nothing. */
  addFirstCall(on: string): void {
    const held = duration(LAB_STARTS.clientFirstCallMs);
    this.documents.push({ on, kind: "hang", at: this.#clock.at(0), for: held });
  }

  /** @returns whether it can be said in a scenario */
  add(fault: TraceFault): boolean {
    const { actualMs, kill, start, stop, cont, choke, tell, line = "" } = fault;
    if (kill !== undefined)
      return this.#begin(kill, this.#isService(kill) ? "down" : "crash", fault);
    if (start !== undefined) return this.#start(start, actualMs);
    if (stop !== undefined) return this.#begin(stop, "hang", fault);
    if (cont !== undefined) return this.#end(cont, "hang", actualMs);
    if (choke !== undefined) return this.#choke(choke, fault);
    return tell !== undefined && this.#tell(tell, line.trim().split(/\s+/), fault);
  }

  #isService(name: string): boolean {
    return this.#services[name] !== undefined;
  }

  #begin(on: string, kind: string, { actualMs }: TraceFault): true {
    const document: Document = { on, kind, at: this.#clock.at(actualMs) };
    this.#open.set(`${kind} ${on}`, document);
    this.documents.push(document);
    return true;
  }

  /** @returns whether there was such a fault to be ended */
  #end(on: string, kind: string, atMs: number): boolean {
    const key = `${kind} ${on}`;
    const document = this.#open.get(key);
    if (document !== undefined) document["until"] = this.#clock.at(atMs);
    return this.#open.delete(key);
  }

  #start(name: string, atMs: number): boolean {
    if (this.#isService(name)) return this.#startService(name, atMs);
    const startMs = this.#startMs(name, atMs);
    if (this.#end(name, "crash", startMs)) return true;
    this.documents.push({ on: name, kind: "start", at: this.#clock.at(startMs) });
    return true;
  }

  /**
   * A JVM takes now 1.2 s to start, now 2 s, and when it first answered is written down: the process is started so
   * that with the profile's times its sources are bound then. Until they are it refuses, whatever else it does.
   */
  #startMs(agent: string, atMs: number): number {
    const life = this.#life.find(
      (each) => each.agent === agent && Math.abs(each.startedMs - atMs) <= LAB_STARTS.bookedMs,
    );
    return Math.max(atMs, (life?.upMs ?? 0) - LAB_STARTS.startToSeenMs);
  }

  #startService(on: string, atMs: number): boolean {
    const { hdfsStartMs, hdfsColdMs, hdfsColdFactor: factor } = LAB_STARTS;
    const at = this.#clock.at(atMs + hdfsStartMs);
    this.documents.push({ on, kind: "slow", at, for: duration(hdfsColdMs), factor });
    return this.#end(on, "down", atMs + hdfsStartMs);
  }

  /** It begins with a stop. */
  #choke(on: string, { actualMs, forMs = 0, runMs = 0, pauseMs = 0 }: TraceFault): boolean {
    if (pauseMs <= 0 || runMs < 0) return false;
    const stops: string[] = [];
    for (let ms = 0; ms < forMs; ms += pauseMs + runMs) stops.push(this.#clock.at(actualMs + ms));
    if (stops.length > 0) {
      this.documents.push({ on, kind: "hang", at: stops, for: duration(pauseMs) });
    }
    return true;
  }

  #tell(service: string, [what, argument]: string[], fault: TraceFault): boolean {
    const { actualMs } = fault;
    const nameNode = `${service}.namenode`;
    switch (what) {
      case "safemode":
        if (argument === "enter") return this.#begin(service, "safe-mode", fault);
        return argument === "leave" && this.#end(service, "safe-mode", actualMs);
      case "stopnn":
        return this.#begin(nameNode, "down", fault);
      case "startnn":
        return this.#end(nameNode, "down", actualMs);
      case "stopdn":
        return this.#stopDataNode(service, Number(argument), fault);
      case "restartdn":
        return this.#restartDataNode(service, actualMs);
      default:
        return false;
    }
  }

  #stopDataNode(service: string, place: number, fault: TraceFault): boolean {
    const [index] = this.#running.get(service)?.splice(place, 1) ?? [];
    if (index === undefined) return false;
    const address = `${service}.datanodes[${String(index)}]`;
    this.#stopped.push(address);
    return this.#begin(address, "down", fault);
  }

  /** The one that was stopped last is started again, and is counted as the last. */
  #restartDataNode(service: string, atMs: number): boolean {
    const address = this.#stopped.pop();
    if (address === undefined) return false;
    this.#running.get(service)!.push(Number(/\[(\d+)\]$/.exec(address)![1]));
    return this.#end(address, "down", atMs);
  }
}
