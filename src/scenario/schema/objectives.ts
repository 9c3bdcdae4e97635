/** Objectives: what a run must show to be called met, as a map or as a sentence. */
import { block, shape } from "./make/collections.js";
import { optional } from "./make/keys.js";
import { amount, oneOf, text } from "./make/values.js";

const MISHAPS = [
  "loss",
  "drops",
  "refusals",
  "rejections",
  "connection-refusals",
  "timeouts",
  "duplicates",
] as const;

/** What stands in where no objectives are written, as one would write them. */
export const DEFAULT_OBJECTIVES = [
  "no loss",
  "no drops",
  "no refusals",
  "blocked of servers under 10 %",
  "backlog of servers under 60 s",
] as const;

export const objectiveBlock = block("an objective", {
  no: optional(oneOf(MISHAPS), "What must not happen at all."),
  backlog: optional(
    text("`servers` or a server group", 64),
    "Largest backlog of one server; `under` in bytes, events, or time of load.",
  ),
  fill: optional(text("`tiers` or a tier", 64), "Largest fill of one channel; `under` a share."),
  latency: optional(
    text("a quantile such as `p99`, or `median`", 10),
    "Age of events when they are delivered; `under` a duration.",
  ),
  blocked: optional(
    text("`servers` or a server group", 64),
    "Share of the servers' time spent blocked or waiting to retry; `under` a share.",
  ),
  drained: optional(
    text("`within 60 min after hadoop is back`", 200),
    "Back to the state before the fault, and how soon.",
  ),
  under: optional(
    amount(["bytes", "events", "duration", "fraction"]),
    "The limit of `backlog`, `fill`, `latency` and `blocked`.",
  ),
});

export const objectiveField = shape({
  scalar: text("an objective such as `no loss`", 200),
  map: objectiveBlock,
});
