/**
 * A recording of real Flume agents (format `flume-reference-trace/1`): what was set up, what was done to
 * it, and what every counter showed.
 */

export const TRACE_FORMAT = "flume-reference-trace/1";

export interface ReferenceTrace {
  readonly format: typeof TRACE_FORMAT;
  readonly name: string;
  readonly about: string;
  readonly flume: string;
  readonly warmupMs: number;
  readonly durationMs: number;
  readonly sampleMs: number;
  readonly agents: Readonly<Record<string, TraceAgent>>;
  readonly clients: readonly TraceClients[];
  readonly services?: Readonly<
    Record<string, { readonly type: string; readonly datanodes?: number }>
  >;
  readonly actualFaults?: readonly TraceFault[];
  readonly life?: readonly TraceLife[];
  /** What lay in a service's files once the agents had ended, by service. */
  readonly stored?: Readonly<Record<string, TraceStored>>;
  readonly series: Readonly<Record<string, TraceSeries>>;
  readonly clients_seen: readonly Readonly<Record<string, readonly number[]>>[];
}

/** A recording of running agents, of which not all need be known. */
export type SeenTrace = Omit<ReferenceTrace, "agents"> & {
  /** When the recording's time 0 was, ISO 8601. */
  readonly start?: string;
  /** `conf`: lines of the configuration, where they were given. */
  readonly agents: Readonly<Record<string, Partial<TraceAgent>>>;
};

export interface TraceAgent {
  readonly conf: readonly string[];
  readonly late?: boolean;
}

export interface TraceClients {
  readonly servers: number;
  readonly rate: number; // events/s a server
  readonly batch: number;
  readonly bytes?: number;
  readonly hosts: string;
  readonly arrivals?: string;
  readonly rateChange?: string;
  readonly clientType?: string;
  readonly backoff?: string;
  readonly requestTimeout?: number;
  readonly connectTimeout?: number;
  readonly retryMs?: number;
  readonly policy?: string;
  readonly header?: string;
}

/** When an agent's process was started, and the sample at which it first answered over HTTP [ms]; `null`: never. */
export interface TraceLife {
  readonly agent: string;
  readonly startedMs: number;
  readonly upMs?: number | null;
}

/** One thing that was done, when it really happened. */
export interface TraceFault {
  readonly actualMs: number;
  readonly kill?: string;
  readonly start?: string;
  readonly stop?: string;
  readonly cont?: string;
  readonly choke?: string;
  readonly forMs?: number;
  readonly runMs?: number;
  readonly pauseMs?: number;
  readonly tell?: string;
  readonly line?: string;
}

export interface TraceSeries {
  readonly t: readonly number[]; // ms
  readonly components: Readonly<Record<string, Readonly<Record<string, TraceColumn>>>>;
}

export interface TraceStored {
  readonly files: number;
  /** Events that could be read, each counted once. */
  readonly distinct: number;
}

/** Values at the times of `t`, `null` where the agent did not answer; or one that never changed. */
export type TraceColumn =
  readonly (number | string | null)[] | { readonly constant: number | null };

/** The values of a column as numbers, NaN for `null`; `length` long. */
export function columnValues(column: TraceColumn | undefined, length: number): Float64Array {
  const values = new Float64Array(length).fill(NaN);
  if (column === undefined) return values;
  if ("constant" in column) return values.fill(column.constant ?? NaN);
  column.slice(0, length).forEach((value, i) => {
    if (value !== null) values[i] = Number(value);
  });
  return values;
}

/** What makes a text unusable as a recording to be simulated; empty when it is one (`ReferenceTrace`). */
export function traceFaults(value: unknown): string[] {
  const faults = seenTraceFaults(value);
  if (faults.length > 0) return faults;
  const { agents } = value as SeenTrace;
  const bare = Object.keys(agents).filter((name) => agents[name]!.conf === undefined);
  return bare.map(
    (name) =>
      `the recording has no configuration of agent ${name}, so it cannot be simulated: ` +
      `record it with --conf ${name}=flume.conf`,
  );
}

/** What makes a text unusable as a recording; empty when it is one (`SeenTrace`). */
export function seenTraceFaults(value: unknown): string[] {
  if (!isObject(value)) return ["expected a JSON object"];
  const found: string[] = [];
  const expect = (holds: boolean, what: string): void => {
    if (!holds) found.push(what);
  };
  expect(
    value["format"] === TRACE_FORMAT,
    `expected format \`${TRACE_FORMAT}\`, found ${quoted(value["format"])}`,
  );
  for (const key of ["warmupMs", "durationMs", "sampleMs"]) {
    const ms = value[key];
    const isTime = typeof ms === "number" && Number.isFinite(ms) && ms >= 0;
    expect(isTime, `expected \`${key}\` in ms, found ${quoted(ms)}`);
  }
  expect(typeof value["name"] === "string", "expected `name`, the experiment's");
  for (const key of ["agents", "series"]) {
    expect(isObject(value[key]), `expected \`${key}\`, by agent`);
  }
  for (const key of ["clients", "clients_seen"]) {
    expect(Array.isArray(value[key]), `expected \`${key}\`, a list by client group`);
  }
  if (found.length > 0) return found;
  return [...agentFaults(value), ...clientFaults(value)];
}

function agentFaults(value: Record<string, unknown>): string[] {
  const agents = value["agents"] as Record<string, unknown>;
  const series = value["series"] as Record<string, unknown>;
  return Object.entries(agents).flatMap(([name, agent]) => {
    const conf = isObject(agent) ? agent["conf"] : undefined;
    const isText = Array.isArray(conf) && conf.every((line) => typeof line === "string");
    const isKnown = !isObject(agent) || conf !== undefined;
    if (isKnown && !isText) return [`expected \`agents.${name}.conf\`, lines of its configuration`];
    const seen = series[name];
    const isSeries = isObject(seen) && Array.isArray(seen["t"]) && isObject(seen["components"]);
    return isSeries ? [] : [`expected \`series.${name}\` with \`t\` and \`components\``];
  });
}

function clientFaults(value: Record<string, unknown>): string[] {
  const clients = value["clients"] as unknown[];
  const seen = value["clients_seen"] as unknown[];
  if (clients.length !== seen.length) return ["expected as many `clients_seen` as `clients`"];
  return clients.flatMap((client, i) => {
    const where = `clients[${String(i)}]`;
    if (!isObject(client)) return [`expected \`${where}\` to be an object`];
    const numbers = ["servers", "rate", "batch"].filter((key) => typeof client[key] !== "number");
    const texts = ["hosts"].filter((key) => typeof client[key] !== "string");
    return [...numbers, ...texts].map((key) => `expected \`${where}.${key}\``);
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function quoted(value: unknown): string {
  return value === undefined ? "nothing" : `\`${JSON.stringify(value)}\``;
}
