/** The README's own blocks: what it promises is run by tests. */
import { readFileSync } from "node:fs";

/** The text of every fenced block of a language, in order. */
export function readmeBlocks(language: string): string[] {
  const text = readFileSync("README.md", "utf8");
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm");
  return [...text.matchAll(fence)].map(([, block = ""]) => block);
}
