/** Headline numbers in words. */
const WORDS: Readonly<Record<string, string>> = {
  peakFill: "peak fill",
  peakBacklog: "peak backlog of one",
  firstFull: "first full at",
  firstRejection: "first rejects at",
  heldUp: "held up, of the time",
  working: "at work, of the time",
  rejections: "calls rejected",
  connectionRefusals: "connections refused",
  lost: "events lost",
  dropped: "events dropped",
  duplicates: "events delivered again",
  maxBacklog: "most events under way",
};

/** @param own a number's name without its layer */
export function headlineWords(own: string): string {
  return WORDS[own] ?? own;
}

/** With its layer: `tier2: first full at`. */
export function headlineSentence(name: string): string {
  if (name.startsWith("drain.")) return `${name.slice("drain.".length)}: drained after`;
  const dot = name.lastIndexOf(".");
  if (dot < 0) return headlineWords(name);
  if (name.startsWith("latency.") && name.endsWith(".mean")) {
    return `${name.slice("latency.".length, dot)} mean latency`;
  }
  return `${name.slice(0, dot)}: ${headlineWords(name.slice(dot + 1))}`;
}
