/**
 * The NameNode: every change of the namespace goes through one journal, in order of arrival; reading calls
 * need a handler only. A handler waits with its call for the journal, so that under too many changes reads
 * queue behind them.
 *
 * Follows Hadoop 3.3 hdfs/server/namenode (FSNamesystem, FSEditLog). In safe mode every change is refused
 * (checkNameNodeSafeMode), also the end of a file and the lease that would be recovered; reads go on. The
 * answer of a call is known when it is made, for the line is served in order and never broken: so a call costs
 * no notice here, only the caller's one for its answer.
 */
import { Station } from "../../kernel/station.js";
import { Condition } from "../../model/condition.js";
import type { HdfsStorage } from "../../scenario/types/storages.js";
import type { SimTime } from "../../units/time.js";
import { NameNodeCounters } from "./counters.js";

/** What a client can ask for; all but `exists` go through the journal. */
export type NameNodeOperation = Exclude<keyof NameNodeCounters, "refused">;

export class NameNode {
  /** Index among the run's parts. */
  readonly part: number;
  readonly condition = new Condition();
  readonly counters = new NameNodeCounters();
  readonly #settings: HdfsStorage["nameNode"];
  readonly #journal = new Station(1);
  readonly #handlers: Station;
  readonly #safeModes = new Set<string>();

  constructor(part: number, settings: HdfsStorage["nameNode"]) {
    this.part = part;
    this.#settings = settings;
    this.#handlers = new Station(settings.handlers);
  }

  /** [ticks] there and back, and nothing done: what a refused call takes. */
  get roundTripTicks(): number {
    return this.#settings.roundTripTicks;
  }

  /** Whether a call would be carried out now. */
  serves(operation: NameNodeOperation): boolean {
    return !this.condition.isDown && (operation === "exists" || this.#safeModes.size === 0);
  }

  /** @param by who asks for it: the NameNode itself, or the cluster; it is over when nobody does */
  setSafeMode(by: string, isSafe: boolean): void {
    if (isSafe) this.#safeModes.add(by);
    else this.#safeModes.delete(by);
  }

  /** Carries a call out. @param slowFactor of the whole cluster @returns when its answer is at the client */
  call(now: SimTime, operation: NameNodeOperation, slowFactor: number): SimTime {
    const { mutationTicks, readTicks, roundTripTicks } = this.#settings;
    const factor = slowFactor * this.condition.slowFactor;
    this.counters[operation]++;
    let served: number;
    if (operation === "exists") {
      served = this.#handlers.admit(now, Math.round(readTicks * factor));
    } else {
      const atHandler = this.#handlers.startIfAdmitted(now);
      served = this.#journal.admit(atHandler, Math.round(mutationTicks * factor));
      this.#handlers.admit(now, served - atHandler);
    }
    return (served + Math.round(roundTripTicks * factor)) as SimTime;
  }

  /** [ticks] a change of the namespace that came now would wait for its turn. */
  queueTicks(now: SimTime): number {
    const atHandler = this.#handlers.startIfAdmitted(now);
    return this.#journal.startIfAdmitted(atHandler) - now;
  }

  /** [ticks] the journal has been busy up to now. */
  journalBusyTicks(now: SimTime): number {
    return this.#journal.busyTicksUntil(now);
  }
}
