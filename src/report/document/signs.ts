/** Sign of each tone: colour only repeats it. */
import type { Tone } from "./document.js";

export const SIGNS: Readonly<Record<Tone, string>> = { good: "✓", bad: "✗", open: "?" };
