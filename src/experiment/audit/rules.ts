/** Rules of thumb as a table: where each is from, what it is about, and what it says for a tier. */
import { formatBytes, formatCount, formatDuration, formatRate } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { ChannelFacts, TierFacts } from "./facts.js";

export interface Rule {
  /** As people say it. */
  readonly name: string;
  readonly source: string;
  /** `room`: events in each channel of the tier. */
  readonly of: "agents" | "cores" | "sinks" | "room";
  /** A text says why it says nothing. */
  readonly says: (facts: TierFacts) => Said | string;
}

export interface Said {
  readonly value: number;
  /** With the numbers in it. */
  readonly formula: string;
  /** What belongs to it beside its own setting: `path=value`. */
  readonly alongside?: readonly string[];
}

const TALK =
  "A. Prabhakar, Planning and Deploying Apache Flume, ApacheCon 2013, and notes taken from it";
const GUIDE =
  "Flume 1.9 user guide, Sizing a Flume deployment: tens of MB/s on disk, hundreds in memory";
const REPAIR_SECONDS = 2 * 3600;
const TEN_MINUTES = 600;
const ELASTIC_FACTOR = 1.1;
const EVENTS_A_SINK = 1000;
/** [bytes/s] that an agent passes on: tens of MB/s with channels on disk, hundreds with channels in memory. */
const BYTES_A_SECOND = { memory: 100e6, file: 10e6, spillable: 10e6 } as const;
/** Flume's defaults: events held, and events of a transaction. */
const DEFAULTS = {
  memory: { capacity: 100, transaction: 100 },
  file: { capacity: 1_000_000, transaction: 10_000 },
  spillable: { capacity: 100_000_000, transaction: 10_000 },
} as const;

const NO_OUTAGE = "the file has no outage that ends";

export const RULES: readonly Rule[] = [
  {
    name: "one agent for 16 senders",
    source: TALK,
    of: "agents",
    says: ({ senders }) => fanIn(senders, 16),
  },
  {
    name: "one agent for 4 senders",
    source: TALK,
    of: "agents",
    says: ({ senders }) => fanIn(senders, 4),
  },
  {
    name: "MB/s by kind of channel",
    source: GUIDE,
    of: "agents",
    says: ({ bytesPerSecond, channels }) => {
      const least = Math.min(...channels.map(({ kind }) => BYTES_A_SECOND[kind]));
      const formula = `${formatBytes(bytesPerSecond)}/s ÷ ${formatBytes(least)}/s`;
      return { value: atLeastOne(bytesPerSecond / least), formula };
    },
  },
  {
    name: "(sources + sinks) / 2 cores",
    source: TALK,
    of: "cores",
    says: ({ sources, sinks }) => {
      const formula = `(${String(sources)} + ${String(sinks)}) ÷ 2`;
      return { value: atLeastOne((sources + sinks) / 2), formula };
    },
  },
  {
    name: "1,000 events/s an HDFS sink",
    source: TALK,
    of: "sinks",
    says: ({ agents, eventsPerSecond, hasSinkCount, writesToHdfs }) => {
      if (!writesToHdfs) return "no sink of it writes to HDFS";
      if (!hasSinkCount) return "its sinks are named one by one";
      const each = eventsPerSecond / agents;
      const formula = `${formatRate(each)} ÷ ${formatRate(EVENTS_A_SINK)}`;
      return { value: atLeastOne(each / EVENTS_A_SINK), formula };
    },
  },
  {
    name: "rate × outage",
    source: "OpenTelemetry Collector, exporterhelper: seconds × requests a second",
    of: "room",
    says: (facts) => rateTimes(facts, facts.outageSeconds, 1),
  },
  {
    name: "rate × outage × 1.10",
    source: "Logstash, persistent queues: × 1.10 in its example",
    of: "room",
    says: (facts) => rateTimes(facts, facts.outageSeconds, ELASTIC_FACTOR),
  },
  {
    name: "10 minutes of data",
    source: "Vector, sizing: 10 minutes of data per vCPU",
    of: "room",
    says: (facts) => rateTimes(facts, TEN_MINUTES, 1),
  },
  {
    name: "2 hours for a repair",
    source: TALK,
    of: "room",
    says: (facts) => rateTimes(facts, REPAIR_SECONDS, 1),
  },
  {
    name: "Flume's default capacity",
    source: "Flume 1.11, defaults of its channels",
    of: "room",
    says: ({ channels }) => {
      const { kind } = channels[0]!;
      const { capacity, transaction } = DEFAULTS[kind];
      const formula = `${kind} channel: capacity ${String(capacity)}, transactionCapacity ${String(transaction)}`;
      return { value: capacity, formula, alongside: channels.map(transactionOf) };
    },
  },
];

/** A forecast of the whole chain, not a setting. */
export const DRAIN_RULE = {
  name: "outage × write / send",
  source: "OpenShift logging, high-volume log loss: how long a recovery takes",
} as const;

function fanIn(senders: number, most: number): Said | string {
  if (senders === 0) return "nobody sends to it";
  return {
    value: atLeastOne(senders / most),
    formula: `${String(senders)} senders ÷ ${String(most)}`,
  };
}

function rateTimes(
  { agents, eventsPerSecond }: TierFacts,
  seconds: number | null,
  factor: number,
): Said | string {
  if (seconds === null) return NO_OUTAGE;
  const each = eventsPerSecond / agents;
  const times = factor === 1 ? "" : ` × ${formatCount(factor)}`;
  const formula = `${formatRate(each)} an agent × ${formatDuration(seconds * TICKS_PER_SECOND)}${times}`;
  return { value: atLeastOne(each * seconds * factor), formula };
}

function transactionOf({ path, kind }: ChannelFacts): string {
  const own = path.replace(/\.[^.]+$/, "");
  return `${own}.transactionCapacity=${String(DEFAULTS[kind].transaction)}`;
}

/** Whole ones; a rounding of the quotient is not one more. */
function atLeastOne(value: number): number {
  return Math.max(1, Math.ceil(value - 1e-9));
}
