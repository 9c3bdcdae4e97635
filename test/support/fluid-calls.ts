/**
 * Who sends how much to whom in one step of time (fluid-steps.ts): what threads want, what channels have room for, and
 * both agreed by turns.
 */

export interface Holder {
  readonly address: string;
  readonly isServer: boolean;
  /** Group or tier, and its number there. */
  readonly place: number;
  readonly member: number;
  /** Tier it sends to; the number of tiers: the end. */
  readonly to: number;
  readonly room: number;
  readonly threads: readonly Thread[];
  /** [1/step] what an event put, or taken, uses up of its log; undefined: it has none. */
  readonly log: { readonly put: number; readonly take: number } | undefined;
  /** Of a spillable channel. */
  readonly memory: MemoryPart | undefined;
  content: number;
  /** [events] accepted in the last step, and sent in it. */
  came: number;
  went: number;
  /** [s] When it is up again after a crash. */
  upAt: number;
}

/** What of a spillable channel is where, in the order of its puts. */
export interface MemoryPart {
  readonly room: number;
  runs: { events: number; readonly isInMemory: boolean }[];
}

export interface Thread {
  readonly order: "even" | "first";
  /** Agents of the tier it sends to; −1: the end. */
  readonly exits: readonly number[];
  readonly batch: number;
}

/** A thread as faults leave it, and what it gets in one step. */
export interface Call extends Thread {
  readonly holder: Holder;
  /** [events] that it can send in a step. */
  readonly most: number;
  readonly isOpen: readonly boolean[];
  /** [events] that each exit accepts, and takes. */
  accepts: number[];
  gets: number[];
}

/** Who calls a channel, by which exit. */
export interface Caller {
  readonly call: Call;
  readonly exit: number;
}

/** Channels of an agent, and the share of what comes to it that goes to each. */
export interface Gate {
  readonly routes: readonly {
    readonly holder: Holder;
    readonly share: number;
    readonly isOptional: boolean;
  }[];
  readonly callers: readonly Caller[];
}

/** All that sends to one tier, from one beginning or end of a fault to the next. */
export interface Sending {
  readonly calls: readonly Call[];
  readonly byHolder: readonly (readonly Call[])[];
  readonly gates: readonly Gate[];
}

const MOST_ROUNDS = 500;

/** Who gets how much of what: until what the channels accept and what the callers want agree. */
export function settle({ calls, byHolder, gates }: Sending): void {
  for (const call of calls) call.accepts = call.isOpen.map((open) => (open ? Infinity : 0));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (const own of byHolder) want(own);
    let isSettled = true;
    for (const { routes, callers } of gates) {
      const room = Math.min(
        ...routes.map(({ holder, share, isOptional }) => {
          return (isOptional ? beside(holder, "put", holder.went) : acceptedBy(holder)) / share;
        }),
      );
      if (sum(callers.map(({ call }) => Math.min(call.most, call.holder.content))) <= room)
        continue;
      const wanted = callers.map(({ call, exit }) => {
        return wantedAt(
          call,
          exit,
          byHolder.find((own) => own.includes(call))!,
        );
      });
      const weights = callers.map(({ call }) => weightOf(call));
      const { isEnough, level } = poured(room, wanted, weights);
      callers.forEach(({ call, exit }, i) => {
        const accepts = isEnough ? Infinity : level * weights[i]!;
        const before = call.accepts[exit]!;
        if (before !== accepts && !(Math.abs(before - accepts) <= 1e-9 * (1 + accepts))) {
          isSettled = false;
        }
        call.accepts[exit] = accepts;
      });
    }
    if (isSettled) return;
  }
  throw new Error("the calls of a step do not settle");
}

/** [events] that a channel accepts in a step. */
function acceptedBy(holder: Holder): number {
  const room = Math.max(0, holder.room - holder.content);
  return Math.min(room, beside(holder, "put", holder.went));
}

/** [events] that a log puts, or takes, beside the other; where it is short of time it does as many of both. */
function beside({ log }: Holder, what: "put" | "take", others: number): number {
  if (log === undefined) return Infinity;
  const other = what === "put" ? log.take : log.put;
  return Math.max(1 / (log.put + log.take), (1 - other * others) / log[what]);
}

/** [events] of its calls under way at one channel: a thread with several exits is at each for a part of the time. */
function weightOf({ exits, batch }: Thread): number {
  return batch / exits.length;
}

/** What each thread of one holder sends, and where. */
function want(calls: readonly Call[]): void {
  const most = calls.map((call) => Math.min(call.most, sum(call.accepts)));
  const even = calls.map(() => 1);
  const { holder } = calls[0]!;
  const supply = Math.min(holder.content, beside(holder, "take", holder.came));
  const sent = poured(supply, most, even);
  calls.forEach((call, i) => {
    const events = sent.isEnough ? most[i]! : Math.min(most[i]!, sent.level);
    call.gets = overExits(call, events);
  });
}

function overExits({ order, accepts }: Call, events: number): number[] {
  if (order === "even") {
    const even = accepts.map(() => 1);
    const { isEnough, level } = poured(events, accepts, even);
    return accepts.map((each) => (isEnough ? each : Math.min(each, level)));
  }
  let left = events;
  return accepts.map((each) => {
    const gets = Math.min(each, left);
    left -= gets;
    return gets;
  });
}

/** What a call would send to one of its exits if that took all. */
function wantedAt(call: Call, e: number, siblings: readonly Call[]): number {
  const [accepts, gets] = [call.accepts, siblings.map((each) => each.gets)];
  call.accepts = accepts.with(e, Infinity);
  want(siblings);
  const wanted = call.gets[e]!;
  call.accepts = accepts;
  siblings.forEach((each, i) => {
    each.gets = gets[i]!;
  });
  return wanted;
}

/** An amount poured into vessels of so much room, as high as it comes by their weights. */
function poured(
  amount: number,
  rooms: readonly number[],
  weights: readonly number[],
): { readonly isEnough: boolean; readonly level: number } {
  if (sum(rooms) <= amount) return { isEnough: true, level: Infinity };
  const heights = rooms.map((room, i) => ({ height: room / weights[i]!, weight: weights[i]! }));
  heights.sort((a, b) => a.height - b.height);
  let [left, weight] = [amount, sum(weights)];
  for (const each of heights) {
    if (each.height * weight >= left) break;
    left -= each.height * each.weight;
    weight -= each.weight;
  }
  return { isEnough: false, level: left / weight };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
