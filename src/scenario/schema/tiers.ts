/** Tiers: how many agents, and what is in each of them. */
import { channelUnion } from "./channels.js";
import { machineBlock } from "./machine.js";
import { block, either, list, mapOf, partial, shape } from "./make/collections.js";
import { derived, optional, required, withDefault } from "./make/keys.js";
import { boolean, count, oneOf, text } from "./make/values.js";
import { AGENT_NAME_PATTERN } from "./name-patterns.js";
import { groupBlock, sinkUnion } from "./sinks.js";
import { sourceUnion } from "./sources.js";

const MAX_AGENTS = 10_000;
const MAX_COMPONENTS = 1000;

export const versionField = oneOf(["1.9", "1.11"], { "1.10": "1.11", "1.10.1": "1.11" });

const channels = mapOf("channel", channelUnion, { max: MAX_COMPONENTS });
const sources = mapOf("source", sourceUnion, { max: MAX_COMPONENTS });
const namedSinks = mapOf("sink", sinkUnion, { max: MAX_COMPONENTS });
const groups = mapOf("group", groupBlock, { max: MAX_COMPONENTS });

const anySinks = either(sinkUnion, namedSinks);

/** What an agent is made of; a tier's keys, laid under those of its agents. */
export const agentBlock = block("an agent", {
  machine: optional(
    partial(machineBlock),
    "Its machine; what is left out is the scenario's `machine`.",
  ),
  source: optional(sourceUnion, "Its only source, named `source`."),
  sources: optional(sources, "Its sources by name, where there are several."),
  channel: optional(channelUnion, "Its only channel, named `channel`."),
  channels: optional(channels, "Its channels by name, where there are several."),
  sinks: optional(
    partial(anySinks),
    "One declaration (with `type`; its sinks are named `sink`, `sink0`, …), or several by name.",
  ),
  groups: optional(groups, "Sink groups by name, over sinks declared by name."),
  late: withDefault(boolean, "false", "Not running at the start; a `start` fault starts it."),
});

export const namedSinksField = namedSinks;

const overrideBlock = partial(agentBlock);
const listedAgent = partial(
  block("an agent of a list", {
    name: optional(text("the name of an agent", 64, AGENT_NAME_PATTERN), "Its name."),
    ...agentBlock.keys,
  }),
);

export const tierBlock = block("a tier of agents", {
  agents: required(
    shape({
      scalar: count("agents", 1, MAX_AGENTS),
      map: mapOf("agent", overrideBlock, {
        keyPattern: AGENT_NAME_PATTERN,
        min: 1,
        max: MAX_AGENTS,
      }),
      list: list(
        shape({ scalar: text("the name of an agent", 64, AGENT_NAME_PATTERN), map: listedAgent }),
        { max: MAX_AGENTS },
      ),
    }),
    "How many; or agents by name, each with what differs; or a list of names or of such maps.",
  ),
  override: optional(
    mapOf("agent", overrideBlock, { keyPattern: "any", max: MAX_AGENTS }),
    "What differs in single agents, by number from 0 or by name.",
  ),
  version: derived(
    versionField,
    "that of the scenario",
    "Release of Flume, where behaviour differs.",
  ),
  machine: optional(partial(machineBlock), "Machine of its agents; over the scenario's `machine`."),
  source: optional(partial(sourceUnion), "The only source of each agent, named `source`."),
  sources: optional(partial(sources), "Sources by name, where there are several."),
  channel: optional(partial(channelUnion), "The only channel of each agent, named `channel`."),
  channels: optional(partial(channels), "Channels by name, where there are several."),
  sinks: optional(partial(anySinks), "One declaration (with `type`), or several by name."),
  groups: optional(partial(groups), "Sink groups by name, over sinks declared by name."),
  late: optional(partial(boolean), "Whether its agents are not running at the start."),
});
