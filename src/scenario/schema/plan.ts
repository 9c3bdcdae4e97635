/** The `plan` block: settings that may vary, their costs, and inputs that are known as intervals. */
import { block, list, mapOf, raw, shape } from "./make/collections.js";
import { derived, optional, required, withDefault } from "./make/keys.js";
import { fraction } from "./make/quantities.js";
import { count, number, oneOf, text } from "./make/values.js";

const values = text("values such as `1..8`, `1M..40M:1M` or `memory, file`", 1000);
const amount = text("an amount such as `80 events/s`", 100);
const cost = number("a cost", 0, 1e12);

export const uncertainBlock = block("an input that is known as an interval", {
  least: required(amount, "The least that it may be."),
  likely: optional(amount, "What it is most likely."),
  most: required(amount, "The most that it may be."),
  law: derived(
    oneOf(["uniform", "triangular", "beta"]),
    "triangular with `likely`, uniform without",
    "How it is drawn between them; `beta` is the PERT of project planning.",
  ),
});

export const costsBlock = block("what a configuration costs", {
  unit: optional(text("a unit such as `EUR a month`", 40), "What costs are in."),
  agent: optional(cost, "Of each agent."),
  agents: optional(mapOf("tier", cost), "Of each agent of a tier, where that differs."),
  heap: optional(cost, "Of each GB of heap that the channels of an agent need."),
  disk: optional(cost, "Of each GB of disk that they need."),
  steps: optional(
    mapOf("setting", cost, { keyPattern: "any" }),
    "Of each level of a varied setting above its lowest.",
  ),
});

export function planBlockOf<F extends Parameters<typeof raw>[0]>(fault: F) {
  return block("a plan: what `fanin plan` may change, and what that costs", {
    probability: withDefault(
      fraction({ min: "1 %", max: "99.9 %" }),
      "95 %",
      "Share of the seeds in which all objectives must be met.",
    ),
    confidence: withDefault(
      fraction({ min: "50 %", max: "99.9 %" }),
      "95 %",
      "Of the statement that they are; one-sided.",
    ),
    seeds: withDefault(
      count("seeds", 2, 1_000_000),
      "400",
      "A configuration that as many seeds do not decide is not recommended.",
    ),
    vary: optional(
      mapOf("setting", shape({ scalar: values, list: list(amount, { max: 1000 }) }), {
        keyPattern: "any",
        min: 1,
        max: 12,
      }),
      "Settings that may change, by path, with what they may be: the steps are the rounding.",
    ),
    costs: withDefault(costsBlock, "{}", "What is cheapest."),
    outage: optional(raw(fault), "The fault to survive, in place of the file's `faults`."),
    spare: optional(
      mapOf("tier", count("agents", 0, 1000)),
      "N+1: agents added to those that are enough; in every run as many are down from beginning to end, each in turn.",
    ),
    uncertain: optional(
      mapOf("setting", shape({ scalar: values, map: uncertainBlock }), {
        keyPattern: "any",
        min: 1,
        max: 50,
      }),
      "Inputs that are known as an interval, drawn anew for every seed: `servers.web.rate: 80..140 events/s`.",
    ),
  });
}
