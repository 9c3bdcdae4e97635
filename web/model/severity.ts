/** How bad an event of the log is: `info` is part of a run that does what it should. */
import type { LogEntry } from "./log.js";

export type Severity = "info" | "warning" | "error";

const ERRORS: readonly LogEntry["kind"][] = [
  "lost",
  "dropped",
  "unrouted",
  "connection-refused",
  "call-rejected",
  "put-rejected",
  "channel-failed",
  "write-failed",
];

export function severityOf({ kind }: LogEntry): Severity {
  if (kind === "recovered" || kind === "drained") return "info";
  return ERRORS.includes(kind) ? "error" : "warning";
}
