/** Where an avro sink goes, whether it names a tier or one agent of it. */
import type { AvroTarget } from "./types/sinks.js";

export function targetTier(to: AvroTarget): string {
  return to.kind === "agent" ? to.agent.tier : to.tier;
}
