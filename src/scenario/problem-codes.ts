/**
 * Every code that a Problem can have: what it means, in one line.
 *
 * Codes are stable; words are not. `isWarning`: the run goes on. `isAcceptable`: an error that
 * `accept:` makes a warning, for the model runs it as Flume does, though nobody would want it so.
 */

export interface ProblemKind {
  readonly means: string;
  readonly isWarning: boolean;
  readonly isAcceptable: boolean;
}

function error(means: string): ProblemKind {
  return { means, isWarning: false, isAcceptable: false };
}

function acceptable(means: string): ProblemKind {
  return { means, isWarning: false, isAcceptable: true };
}

function warning(means: string): ProblemKind {
  return { means, isWarning: true, isAcceptable: false };
}

export const PROBLEM_KINDS = {
  // The text
  syntax: error("not well-formed YAML or JSON"),
  "document-empty": error("nothing but blanks and comments"),
  "document-too-large": error("more characters, lines or values than a scenario may have"),
  "document-too-deep": error("maps and lists too deep inside one another"),
  "several-documents": error("more than one YAML document"),
  "duplicate-key": error("a key twice in one map"),
  "key-not-text": error("a key that is a collection or an alias"),
  "alias-unknown": error("an alias without anchor"),
  "alias-cycle": error("an alias inside its own anchor"),
  "merge-not-map": error("a merge key whose value is no map"),
  "set-syntax": error("a `--set` that is not path=value"),
  "format-version": error("another version of the scenario format"),
  // Single values
  "unknown-key": error("a key that the format does not have there"),
  "key-missing": error("a key that must be written"),
  "keys-exclude": error("keys that do not go together"),
  "type-missing": error("a block without `type`"),
  "type-not-simulated": error("a type that Flume has and the model has not"),
  "key-of-other-type": warning("a key that went with a type which `--set` or an override changed"),
  "not-simulated": warning("a key that Flume has and the model ignores"),
  "wrong-type": error("another kind of value than the key takes"),
  "unknown-value": error("a word that is none of those the key takes"),
  "not-a-number": error("no number where one is asked for"),
  "not-whole": error("a fraction where a whole number is asked for"),
  "not-a-quantity": error("no number with a unit"),
  "unit-missing": error("a quantity without its unit"),
  "unit-unknown": error("a unit that does not exist"),
  "unit-of-other-dimension": error("a unit that measures something else"),
  "out-of-range": error("a value too small or too large"),
  "bad-name": error("a name that is none"),
  "bad-time": error("no ISO 8601 time with offset"),
  "address-syntax": error("not an address"),
  "objective-syntax": error("not an objective"),
  "plan-values": error("values of a plan's setting that cannot be read"),
  "plan-setting": error("a setting of a plan that cannot have such a value"),
  "not-acceptable": error("a code in `accept` that cannot be accepted"),
  // Names and files
  "name-taken": error("a name twice"),
  "unknown-name": error("a name of nothing"),
  "address-of-other-kind": error("an address of something that does not fit there"),
  "to-too-many": error("several agents for a sink that can have one"),
  "file-missing": error("a file that cannot be read"),
  "trace-row": error("a row of a load trace that cannot be read"),
  "trace-short": warning("a load trace shorter than the run"),
  "unknown-escape": error("an escape in hdfs.path that Flume does not know"),
  "path-not-simulated": error("an hdfs.path that the model cannot follow"),
  // Agents: what Flume refuses, or what cannot work though it loads
  "batch-over-transaction-capacity": error("a sink's batch larger than its channel's transactions"),
  "batch-over-capacity": acceptable("a batch larger than a channel"),
  "batch-over-byte-capacity": acceptable("a batch larger than a channel's bytes"),
  "upstream-batch-over-transaction-capacity": acceptable(
    "a sender's batch larger than the transactions of the channel it arrives in (a warning where a selector may split it)",
  ),
  "capacity-under-transaction-capacity": error("a channel smaller than its own transactions"),
  "channel-without-source": acceptable("a channel that no source writes to"),
  "channel-without-sink": acceptable("a channel that no sink drains"),
  "group-too-small": error("a sink group with too few sinks"),
  "group-too-large": error("a default processor over several sinks"),
  "priority-taken": error("two sinks of a failover group with one priority"),
  "sink-twice": acceptable("a sink twice in one group"),
  "sink-in-two-groups": acceptable("a sink in two groups"),
  "client-too-few-agents": acceptable("a load-balancing client with one agent"),
  "timeout-replaced": warning("a time-out that Flume replaces"),
  "keep-alive-long": warning("a keep-alive that was probably meant in milliseconds"),
  "dual-checkpoint-without-folder": warning("dual checkpoints without a folder for the second"),
  // The whole
  "tier-cycle": error("tiers that send in a circle"),
  "tier-unreachable": acceptable("a tier that no server's events reach"),
  "storage-unused": warning("a storage that nobody writes to"),
  "link-unused": warning("a link between ends that do not talk"),
  "header-unset": warning("a selector's header that no server sets"),
  "events-unrouted": warning("events that a selector drops"),
  "mapping-unused": warning("a selector's value that no server sends"),
  "path-header-unset": warning("a header in hdfs.path that not every server sets"),
  "timestamp-missing": warning("a time in hdfs.path without `timestamp` header"),
  "byte-capacity-binds": warning("a channel whose bytes are full before its slots"),
  "heap-small": warning("channels that need more than the heap"),
  "disk-small": warning("a file channel that needs more than the disk"),
  overload: warning("more load than the last sinks can ever drain"),
  "too-large": error("more events, sinks or connections than the model can keep"),
  "replication-over-datanodes": error("more replicas than DataNodes"),
  // Times
  "fault-does-not-fit": error("a fault on a part that it does not fit"),
  "fault-outside-run": acceptable("a fault that begins after the run"),
  "fault-on-absent": acceptable("a fault on what has no process meanwhile"),
  "fault-not-over": warning("a fault that ends after the run"),
  "warm-up-covers-run": error("a warm-up as long as the run"),
  "late-without-start": acceptable("a late agent that is never started"),
  "start-without-late": acceptable("a start of an agent that runs already"),
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof PROBLEM_KINDS;

/** The codes that `accept:` may list. */
export const ACCEPTABLE_CODES: readonly string[] = Object.entries(PROBLEM_KINDS)
  .filter(([, kind]) => kind.isAcceptable)
  .map(([code]) => code)
  .sort();
