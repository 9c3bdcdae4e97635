/** The six states of a node, least severe first: words, glyphs, and what makes them true. */
import { say } from "../text/say.js";
export interface StateName {
  readonly id: "idle" | "ok" | "filling" | "backpressured" | "refusing" | "down";
  readonly word: string;
  readonly glyph: string;
  readonly meaning: string;
}

/** By severity; see states.ts. */
export const STATE_NAMES: readonly StateName[] = [
  { id: "idle", word: say("idle"), glyph: "○", meaning: say("no traffic and nothing held") },
  { id: "ok", word: say("ok"), glyph: "●", meaning: say("traffic, and nothing of the below") },
  {
    id: "filling",
    word: say("filling"),
    glyph: "▲",
    meaning: say(
      "a channel or backlog above 60 % of its room, or growing and full within 5 minutes",
    ),
  },
  {
    id: "backpressured",
    word: say("back-pressured"),
    glyph: "◆",
    meaning: say("more than 10 % of its senders' time held up, or its puts wait for room"),
  },
  {
    id: "refusing",
    word: say("refusing"),
    glyph: "✖",
    meaning: say("it rejected a batch or refused a connection; of a server: a call of it failed"),
  },
  {
    id: "down",
    word: say("down"),
    glyph: "⊘",
    meaning: say("killed, hung, cut off, or not started"),
  },
];
