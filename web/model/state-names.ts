/** The six states of a node, least severe first: words, glyphs, and what makes them true. */
export interface StateName {
  readonly id: "idle" | "ok" | "filling" | "backpressured" | "refusing" | "down";
  readonly word: string;
  readonly glyph: string;
  readonly meaning: string;
}

/** By severity; see states.ts. */
export const STATE_NAMES: readonly StateName[] = [
  { id: "idle", word: "idle", glyph: "○", meaning: "no traffic and nothing held" },
  { id: "ok", word: "ok", glyph: "●", meaning: "traffic, and nothing of the below" },
  {
    id: "filling",
    word: "filling",
    glyph: "▲",
    meaning: "a channel or backlog above 60 % of its room, or growing and full within 5 minutes",
  },
  {
    id: "backpressured",
    word: "back-pressured",
    glyph: "◆",
    meaning: "more than 10 % of its senders' time held up, or its puts wait for room",
  },
  {
    id: "refusing",
    word: "refusing",
    glyph: "✖",
    meaning: "it rejected a batch or refused a connection; of a server: a call of it failed",
  },
  { id: "down", word: "down", glyph: "⊘", meaning: "killed, hung, cut off, or not started" },
];
