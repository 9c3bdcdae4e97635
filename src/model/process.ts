/**
 * An operating-system process: what runs an agent, a server's client or a storage, and can be stopped,
 * continued or killed.
 *
 * Every notice of a component belongs to a process. A stopped process (SIGSTOP) carries out nothing:
 * its notices are kept and carried out, in their order, the moment it continues, as threads wake whose
 * sleep has run out meanwhile. A dead process drops them: a restarted agent is a new process with new
 * components, so nothing of the old one can reach it.
 */
import type { NoticeKind, Simulator } from "../kernel/simulator.js";

export class OsProcess {
  /** Neither stopped nor dead: its notices are carried out. */
  isRunning = true;
  isDead = false;
  readonly #sim: Simulator;
  readonly #keptKinds: NoticeKind[] = [];
  readonly #keptComponents: number[] = [];

  constructor(sim: Simulator) {
    this.#sim = sim;
  }

  /** What a handler calls instead of its work when the process does not run. */
  keep(kind: NoticeKind, component: number): void {
    if (this.isDead) return;
    this.#keptKinds.push(kind);
    this.#keptComponents.push(component);
  }

  stop(): void {
    this.isRunning = false;
  }

  continue(): void {
    if (this.isDead) return;
    this.isRunning = true;
    for (let i = 0; i < this.#keptKinds.length; i++) {
      this.#sim.post(0, this.#keptKinds[i]!, this.#keptComponents[i]!);
    }
    this.#keptKinds.length = 0;
    this.#keptComponents.length = 0;
  }

  kill(): void {
    this.isRunning = false;
    this.isDead = true;
    this.#keptKinds.length = 0;
    this.#keptComponents.length = 0;
  }
}
