/** What a lint says, before it has a place in the text. */
import type { Step } from "../scenario/edit/syntax.js";

export interface Lint {
  readonly code: "channel-fills" | "backlog-fills" | "wait-over-timeout";
  /** Ways in which the setting that it is about may be written. */
  readonly paths: readonly (readonly Step[])[];
  readonly finding: {
    readonly expected: string;
    readonly found: string;
    readonly flume?: string;
    readonly fix: string;
  };
}

/** A setting of a channel, under `channel:` or by name under `channels:`. */
export function channelPaths(tier: string, channel: string, key: string): Lint["paths"] {
  return [
    ["tiers", tier, "channel", key],
    ["tiers", tier, "channels", channel, key],
  ];
}
