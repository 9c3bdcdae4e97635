/** How many series a run of a scenario will have, without building it. */
import type { AgentTemplate } from "../scenario/types/agents.js";
import type { Scenario } from "../scenario/types/scenario.js";
import { MOST_SERVERS_APART, SERIES_SIZES } from "./sampled-parts.js";

/** @returns the columns of the recording, but for those of destinations, four each */
export function seriesCount({ servers, tiers, record }: Scenario): number {
  const { series: plan } = record;
  let count = RUN_SERIES;
  for (const group of servers) {
    const apart = plan === "all" && group.count <= MOST_SERVERS_APART ? group.count : 0;
    count += SERIES_SIZES.group + apart * SERIES_SIZES.server;
  }
  if (plan === "tiers") return count;
  for (const { agents, templates } of tiers) {
    const sizes = templates.map((template) => ofAgent(template, plan));
    for (const { template } of agents) count += sizes[template]!;
  }
  return count;
}

const RUN_SERIES = 3;

function ofAgent({ sources, channels, sinks }: AgentTemplate, plan: "all" | "totals"): number {
  const sizes = SERIES_SIZES[plan];
  const ofChannels = channels.reduce((sum, { kind }) => {
    return sum + (kind === "memory" ? sizes.memoryChannel : sizes.channel);
  }, 0);
  return sources.length * sizes.source + ofChannels + sinks.length * sizes.sink;
}
