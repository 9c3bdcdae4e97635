/** The whole scenario: the keys at the top of the file. */
import { DEFAULT_START } from "../types/scenario.js";
import { FAULT_KINDS } from "../fault-table.js";
import { NETWORK_LATENCY } from "../machine-profiles.js";
import { machineBlock } from "./machine.js";
import { block, list, mapOf, raw } from "./make/collections.js";
import { derived, optional, required, withDefault } from "./make/keys.js";
import { bandwidth, duration } from "./make/quantities.js";
import { address, count, number, oneOf, text } from "./make/values.js";
import { DEFAULT_OBJECTIVES, objectiveField } from "./objectives.js";
import { planBlockOf } from "./plan.js";
import { serverBlock } from "./servers.js";
import { storageUnion } from "./storages.js";
import { tierBlock, versionField } from "./tiers.js";

const run = duration({ min: "1 ms", max: "104 d" });
const moment = duration({ max: "104 d" });
const latency = duration({ max: "1 h" });
const end = address("a server group, a tier, an agent (`tier1[2]`) or a storage");

export const networkBlock = block("the network", {
  latency: derived(
    latency,
    `${NETWORK_LATENCY.server.text}; 0 s with \`machine: { profile: lab }\``,
    "One way, between any two ends that `links` does not name.",
    NETWORK_LATENCY.server.origin,
    NETWORK_LATENCY.server.confidence,
  ),
});

export const linkBlock = block("a link", {
  from: required(end, "One end."),
  to: required(end, "The other end."),
  latency: derived(latency, "that of `network`", "One way."),
  bandwidth: optional(
    bandwidth({ min: "1 B/s" }),
    "Shared by all that use the link; left out: no limit of its own.",
  ),
});

export const faultBlock = block("a fault", {
  at: required(list(moment, { single: true, max: 1000 }), "When it begins; a list: each time."),
  for: optional(
    duration({ min: "1 us", max: "104 d" }),
    "How long; left out: to the end of the run.",
  ),
  until: optional(moment, "When it ends, in place of `for`."),
  on: required(
    address("a part such as `hadoop`, `tier2[1]`, `tier2[0].channel`, `web[17]` or `tier1->tier2`"),
    "What it strikes.",
  ),
  kind: required(oneOf(FAULT_KINDS), "What happens; the table of faults says what fits what."),
  factor: optional(number("a factor", 1, 1e9), "`slow` only: how many times as long."),
});

export const planBlock = planBlockOf(faultBlock);

export const recordBlock = block("what is recorded", {
  every: derived(
    duration({ min: "1 ms", max: "104 d" }),
    "about 720 samples, at least 100 ms, from 1, 2, 5 × 10^n s",
    "Time between samples.",
  ),
  series: withDefault(
    oneOf(["all", "totals", "tiers"]),
    "totals",
    "Every counter; fill, puts, takes and refusals per component; or sums per tier.",
  ),
});

export const scenarioBlock = block("a scenario", {
  fanin: required(oneOf(["1"]), "Version of this format."),
  name: withDefault(text("a name", 200), "unnamed", "A name for people."),
  about: optional(text("a sentence or a few", 4000), "What the scenario asks."),
  seed: withDefault(
    count("", 0, Number.MAX_SAFE_INTEGER),
    "1",
    "Same seed, same run, to the last bit.",
  ),
  start: withDefault(
    text("a time with its offset such as `2026-03-02T18:00:00+01:00`", 40),
    DEFAULT_START,
    "When the run begins; lays the hours of day profiles over it.",
  ),
  duration: required(run, "How long the run is, at most 104 days."),
  "warm-up": withDefault(moment, "0 s", "From the start: not judged, not in estimates."),
  version: withDefault(versionField, "1.11", "Release of Flume, where behaviour differs."),
  machine: withDefault(
    raw(machineBlock),
    "{}",
    "Machine of all agents, and of the servers' clients; tiers override it.",
  ),
  network: withDefault(networkBlock, "{}", "What joins any two ends."),
  links: withDefault(
    list(raw(linkBlock), { min: 0, max: 1000 }),
    "[]",
    "Links that differ from it.",
  ),
  servers: required(mapOf("server group", raw(serverBlock)), "Groups of web servers, by name."),
  tiers: withDefault(
    mapOf("tier", raw(tierBlock), { max: 100 }),
    "{}",
    "Tiers of agents, by name.",
  ),
  storage: withDefault(
    mapOf("storage", raw(storageUnion), { max: 100 }),
    "{}",
    "Storages, by name.",
  ),
  faults: withDefault(
    list(raw(faultBlock), { min: 0, max: 1000 }),
    "[]",
    "What goes wrong, and when.",
  ),
  objectives: derived(
    list(raw(objectiveField), { max: 100 }),
    DEFAULT_OBJECTIVES.join("; "),
    "What the run must show to be called met.",
  ),
  plan: optional(raw(planBlock), "What `fanin plan` may change; it changes no run."),
  record: withDefault(recordBlock, "{}", "What is recorded, and how often."),
  accept: withDefault(
    list(text("a problem code", 60), { min: 0, max: 100, flume: true }),
    "[]",
    "Codes of problems to be shown as warnings, where the model can run them.",
  ),
});
