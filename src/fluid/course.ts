/**
 * The FluidCourse: what a scenario does when its events are a fluid. Plain data, serialisable, versioned.
 *
 * Between two breakpoints every flow is a straight line and every content a parabola, so a few numbers a piece hold
 * the whole course exactly. Members that are alike (same settings, same feeders, same faults) share one buffer.
 */

export const FLUID_FORMAT = "fanin-fluid/1";

export interface FluidCourse {
  readonly format: typeof FLUID_FORMAT;
  readonly scenario: { readonly name: string; readonly about: string };
  /** Of weights and placements that are drawn; nothing else here depends on it. */
  readonly seed: number;
  readonly durationSeconds: number;
  /** [s] from which the course is judged: the scenario's warm-up. */
  readonly judgedFromSeconds: number;
  /** How many pieces the course has. */
  readonly pieces: number;
  /** Server groups, then tiers, then storages, as in Findings. */
  readonly layers: readonly FluidLayer[];
  readonly buffers: readonly FluidBuffer[];
  readonly destinations: readonly FluidDestination[];
  /** [events] generated and not yet delivered, dropped or lost, over all. */
  readonly backlog: FluidCurve;
  readonly recoveries: readonly FluidRecovery[];
  /** How far a run may be from each headline number of the course, and why; what is not named may be off by nothing. */
  readonly allowances: readonly FluidAllowance[];
  /** What of the scenario is not in the fluid, for people. */
  readonly leftOut: readonly string[];
}

/**
 * A piecewise parabola: from `atSeconds[i]` to the next (the last one: to the end) its value is
 * `value[i] + rate[i]·t + slope[i]·t²/2`, t seconds after `atSeconds[i]`. A jump is two pieces whose ends differ.
 */
export interface FluidCurve {
  readonly atSeconds: readonly number[];
  readonly value: readonly number[];
  readonly rate: readonly number[];
  readonly slope: readonly number[];
}

/** What holds events: the backlog of a server, or a channel. Numbers are of one member. */
export interface FluidBuffer {
  readonly layer: string;
  readonly kind: "servers" | "channel";
  /** Address of the first member: `tier2[0].channel`, `web[3]`. */
  readonly where: string;
  readonly members: number;
  /** [events] null: no limit. */
  readonly capacityEvents: number | null;
  /** Which limit that is. */
  readonly limit: "events" | "bytes" | "disk space" | null;
  readonly bytesPerEvent: number;
  readonly content: FluidCurve;
  readonly firstFullSeconds: number | null;
  /** [s] that it was full. */
  readonly fullSeconds: number;
  readonly peakEvents: number;
  readonly peakAtSeconds: number;
  /** [events] of one member: lost by crashes, dropped for want of room. */
  readonly lostEvents: number;
  readonly droppedEvents: number;
}

export interface FluidLayer {
  readonly layer: string;
  readonly kind: "servers" | "tier" | "storage";
  readonly members: number;
  /** The buffer that came nearest to its capacity; of servers: the largest backlog in bytes. */
  readonly peak: FluidPeak | null;
  readonly firstFull: FluidMoment | null;
  readonly firstLoss: FluidMoment | null;
  readonly firstDrop: FluidMoment | null;
  /** Servers: when a backlog began for the first time; tiers: when senders were first held up. */
  readonly firstBlocked: FluidMoment | null;
  /** Share of the time that its senders work, 0–1: flow over what they could send. */
  readonly workingShare: number;
  /** Sinks in groups share a thread, and a run counts the time of each sink: the two are not comparable. */
  readonly sinksShareThreads: boolean;
  /** Servers: share of the time in which one has a backlog, mean over servers. Tiers: share of time held up. */
  readonly heldUpShare: number;
  readonly lostEvents: number;
  readonly droppedEvents: number;
  /** [s] after the last fault: when the layer holds no more than before it; null: not, or there is no fault. */
  readonly drainedAtSeconds: number | null;
}

export interface FluidPeak {
  readonly events: number;
  readonly bytes: number;
  /** Of the capacity, 0–1; null: without limit. */
  readonly share: number | null;
  readonly where: string;
  readonly atSeconds: number;
}

export interface FluidMoment {
  readonly atSeconds: number;
  readonly where: string;
}

export interface FluidDestination {
  readonly destination: string;
  /** [events] that have arrived, since the start. */
  readonly delivered: FluidCurve;
  readonly deliveredEvents: number;
}

export interface FluidRecovery {
  /** As in Findings: `down of hadoop`. */
  readonly fault: string;
  readonly endSeconds: number;
  /** First moment after it from which the backlog is within what it was before; null: not in the run. */
  readonly drainedAtSeconds: number | null;
}

/**
 * Why a run is not the fluid:
 *   batches        events move in batches, and each caller and sink has one in its hands
 *   chance         arrivals are random (four standard deviations)
 *   service times  so are the times of the destination (four standard deviations)
 *   idle time      who failed sleeps, or leaves a host out, for a while before it tries again
 *   samples        a run is looked at every so often
 *   quiet minute   a run is drained when it is calm for a minute, by what it was before: ordinary swings count
 *   copies         what is put again because a later channel refused it
 *   retries        tries that fail are work, too
 *   below          what the layers behind do differently
 *   above          what the layers before keep longer comes at once afterwards
 *   next host      what a host refuses goes to the next one in the list, not to all others alike
 *   streams        an HDFS stream writes on while its sink waits for more events
 *   transfer threads  who finds none at the DataNodes waits until a file of another is rolled
 */
export type FluidReason =
  | "batches"
  | "chance"
  | "service times"
  | "idle time"
  | "samples"
  | "quiet minute"
  | "copies"
  | "retries"
  | "below"
  | "above"
  | "next host"
  | "streams"
  | "transfer threads";

export interface FluidAllowance {
  /** Of the headline number. */
  readonly name: string;
  /** In its unit; each alone. */
  readonly reasons: readonly { readonly why: FluidReason; readonly amount: number }[];
}
