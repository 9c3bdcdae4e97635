/**
 * The flows of a network at one moment, as straight lines up to a horizon.
 *
 * With the buffers' state known (empty, full, neither) the flows are the solution of
 *   out of a buffer  = the least of what its threads can send, what the gates let in, and, if it is empty, what comes in
 *   into a full one  = what goes out of it, shared out among those who send, evenly by their calls
 * found by turns: forward with what the gates let in, backward with what comes, until nothing changes.
 */
import { assert } from "../assert.js";
import {
  Horizon,
  UNLIMITED,
  ZERO,
  isLower,
  isSame,
  line,
  minus,
  plus,
  sum,
  times,
  type Line,
} from "./linear.js";
import type { GateSpec, Network, SharedLog, ThreadSpec } from "./network.js";
import { levelOf, shareEvenly, shareInOrder } from "./share-out.js";

export const EMPTY = 0;
export const PARTLY = 1;
export const FULL = 2;
export type Fill = typeof EMPTY | typeof PARTLY | typeof FULL;

export interface Flows {
  /** By buffer [events/s]: accepted, sent on, and dropped for want of room. */
  readonly into: readonly Line[];
  readonly out: readonly Line[];
  readonly dropped: readonly Line[];
  /** By thread: what it sends, and what it could if nobody held it up and it never ran dry. */
  readonly sent: readonly Line[];
  readonly able: readonly Line[];
  /** By thread: whether a gate lets in less than it would send. */
  readonly isHeldUp: readonly boolean[];
  /** By gate [events/s]. */
  readonly through: readonly Line[];
  /** [s] for which all this holds, as far as flows go. */
  readonly holdsSeconds: number;
}

/** Far more turns than any network of layers needs. */
const MOST_TURNS = 200;

/** @param fills by buffer @param arrivals by buffer: what servers generate */
export function flowsOf(
  network: Network,
  fills: readonly Fill[],
  arrivals: readonly Line[],
): Flows {
  const solver = new FlowSolver(network, fills, arrivals);
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    solver.goForward();
    if (solver.goBackward()) return solver.result();
  }
  assert(false, "flows settle", { fills });
}

class FlowSolver {
  readonly #network: Network;
  readonly #fills: readonly Fill[];
  readonly #arrivals: readonly Line[];
  readonly #threadsOf: readonly (readonly number[])[];
  /** By thread and exit: what the gate lets in of it. */
  readonly #allowed: Line[][];
  readonly #able: Line[];
  #sent: Line[];
  #exitFlows: Line[][];
  #into: Line[];
  #offered: Line[];
  #out: Line[];
  #through: Line[];
  #horizon = new Horizon();

  constructor(network: Network, fills: readonly Fill[], arrivals: readonly Line[]) {
    this.#network = network;
    this.#fills = fills;
    this.#arrivals = arrivals;
    const { buffers, threads, gates } = network;
    this.#threadsOf = buffers.map((_, b) =>
      [...threads.keys()].filter((t) => threads[t]!.buffer === b),
    );
    this.#allowed = threads.map(({ exits }) =>
      exits.map(({ rate }) => {
        return rate === 0 ? ZERO : UNLIMITED;
      }),
    );
    this.#able = threads.map(ableOf);
    this.#sent = threads.map(() => ZERO);
    this.#exitFlows = threads.map(({ exits }) => exits.map(() => ZERO));
    this.#into = buffers.map(() => ZERO);
    this.#offered = buffers.map(() => ZERO);
    this.#out = buffers.map(() => ZERO);
    this.#through = gates.map(() => ZERO);
  }

  /** With what the gates let in: what comes into each buffer, and what leaves it. */
  goForward(): void {
    const { buffers, gates } = this.#network;
    this.#horizon = new Horizon();
    this.#through = gates.map(() => ZERO);
    // All that sends to the gates of a buffer stands before it.
    buffers.forEach((_, b) => {
      this.#offered[b] = gates.reduce((sum, { routes }, g) => {
        const share = routes.reduce(
          (all, { buffer, share: each }) => all + (buffer === b ? each : 0),
          0,
        );
        return share === 0 ? sum : plus(sum, times(this.#through[g]!, share));
      }, this.#arrivals[b]!);
      this.#drain(b);
    });
  }

  /** With what comes: what each gate lets in of each thread. @returns whether nothing has changed */
  goBackward(): boolean {
    const { gates } = this.#network;
    let isSettled = true;
    for (let g = gates.length - 1; g >= 0; g--) {
      const accepted = this.#acceptedBy(gates[g]!);
      if (accepted === undefined) continue;
      const callers = this.#callersOf(g);
      const wanted = callers.map(({ thread, exit }) => this.#wanted(thread, exit));
      const weights = callers.map(({ thread, exit }) => {
        return this.#network.threads[thread]!.exits[exit]!.weight;
      });
      const level = levelOf(accepted, wanted, weights, this.#horizon);
      callers.forEach(({ thread, exit }, i) => {
        const allowed = level === undefined ? UNLIMITED : times(level, weights[i]!);
        if (!isEqual(this.#allowed[thread]![exit]!, allowed)) isSettled = false;
        this.#allowed[thread]![exit] = allowed;
      });
    }
    return isSettled;
  }

  result(): Flows {
    const { buffers, threads } = this.#network;
    const dropped = buffers.map((_, b) => minus(this.#offered[b]!, this.#into[b]!));
    return {
      into: this.#into,
      out: this.#out,
      dropped,
      sent: this.#sent,
      able: this.#able,
      isHeldUp: threads.map((_, t) => {
        return isLower(this.#room(t), this.#able[t]!) && !isLower(this.#sent[t]!, this.#room(t));
      }),
      through: this.#through,
      holdsSeconds: this.#horizon.seconds,
    };
  }

  #drain(b: number): void {
    const buffer = this.#network.buffers[b]!;
    const threads = this.#threadsOf[b]!;
    const rooms = threads.map((t) => this.#horizon.lower(this.#able[t]!, this.#room(t)));
    const flows = shareEvenly(this.#supply(b), rooms, this.#copiesOf(threads), this.#horizon);
    threads.forEach((t, i) => {
      this.#sent[t] = flows[i]!;
      this.#exitFlows[t] = this.#overExits(t, flows[i]!, this.#allowed[t]!);
      this.#network.threads[t]!.exits.forEach(({ gate }, e) => {
        this.#through[gate] = plus(this.#through[gate]!, this.#exitFlows[t]![e]!);
      });
    });
    this.#out[b] = sum(flows);
    const isRoomLimited = this.#fills[b] === FULL;
    this.#into[b] =
      isRoomLimited && buffer.capacityEvents < Infinity
        ? this.#horizon.lower(this.#offered[b]!, this.#out[b])
        : this.#offered[b]!;
  }

  /** What can leave a buffer before its threads are asked. */
  #supply(b: number): Line {
    const { mostOut, log, capacityEvents } = this.#network.buffers[b]!;
    let most = line(mostOut);
    if (log !== undefined) most = this.#horizon.lower(most, this.#beside(log, this.#offered[b]!));
    const hasNone = this.#fills[b] === EMPTY || capacityEvents === 0;
    return hasNone ? this.#horizon.lower(most, this.#offered[b]!) : most;
  }

  /** What a log takes out beside what is put in; where it is short of time both get the same number of events. */
  #beside({ putSeconds, takeSeconds }: SharedLog, put: Line): Line {
    const left = minus(line(1), times(put, putSeconds));
    return this.#horizon.upper(line(1 / (putSeconds + takeSeconds)), times(left, 1 / takeSeconds));
  }

  /** [events/s] that a gate accepts; undefined: whatever comes. */
  #acceptedBy(gate: GateSpec): Line | undefined {
    if (gate.most === 0) return undefined; // all exits to it are cut off
    let accepted = line(gate.most);
    for (const { buffer, share, isRequired } of gate.routes) {
      if (!isRequired || share === 0) continue;
      const limit = this.#roomIn(buffer);
      if (limit === undefined) continue;
      accepted = this.#horizon.lower(accepted, times(limit, 1 / share));
    }
    return accepted.value === Infinity ? undefined : accepted;
  }

  /** [events/s] that a channel has room for; undefined: whatever comes. */
  #roomIn(b: number): Line | undefined {
    const { log } = this.#network.buffers[b]!;
    if (this.#fills[b] === FULL) return this.#out[b]!;
    if (log === undefined) return undefined;
    // The same log, seen from the other side.
    const { putSeconds, takeSeconds } = log;
    return this.#beside({ putSeconds: takeSeconds, takeSeconds: putSeconds }, this.#out[b]!);
  }

  /** What a thread would send through an exit if its gate took all. */
  #wanted(t: number, e: number): Line {
    const { buffer, exits } = this.#network.threads[t]!;
    if (exits[e]!.rate === 0) return ZERO;
    const allowed = this.#allowed[t]!.map((each, i) => (i === e ? UNLIMITED : each));
    const threads = this.#threadsOf[buffer]!;
    const rooms = threads.map((other) => {
      return other === t
        ? this.#horizon.lower(this.#able[t]!, sum(allowed))
        : this.#horizon.lower(this.#able[other]!, this.#room(other));
    });
    const supply = this.#supply(buffer);
    const flows = shareEvenly(supply, rooms, this.#copiesOf(threads), this.#horizon);
    return this.#overExits(t, flows[threads.indexOf(t)]!, allowed)[e]!;
  }

  #copiesOf(threads: readonly number[]): number[] {
    return threads.map((t) => this.#network.threads[t]!.copies);
  }

  #room(t: number): Line {
    return sum(this.#allowed[t]!);
  }

  #overExits(t: number, flow: Line, allowed: readonly Line[]): Line[] {
    const { order, exits } = this.#network.threads[t]!;
    if (order === "first") return shareInOrder(flow, allowed, this.#horizon);
    return shareEvenly(
      flow,
      allowed,
      exits.map(({ share }) => share),
      this.#horizon,
    );
  }

  #callersOf(gate: number): { thread: number; exit: number }[] {
    return this.#network.threads.flatMap(({ exits }, thread) =>
      exits.flatMap((exit, e) =>
        exit.gate === gate && exit.rate > 0 ? [{ thread, exit: e }] : [],
      ),
    );
  }
}

/** [events/s] of a thread that never runs dry and is never held up: over open exits, in turn or the first. */
function ableOf({ order, exits }: ThreadSpec): Line {
  const open = exits.filter(({ rate }) => rate > 0);
  if (open.length === 0) return ZERO;
  if (order === "first") return line(open[0]!.rate);
  const shares = open.reduce((total, { share }) => total + share, 0);
  const seconds = open.reduce((total, { share, rate }) => total + share / shares / rate, 0);
  return line(seconds === 0 ? Infinity : 1 / seconds);
}

function isEqual(a: Line, b: Line): boolean {
  return isSame(a.value, b.value) && isSame(a.slope, b.slope);
}
