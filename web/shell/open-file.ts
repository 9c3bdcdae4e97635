/** Files that a person brings: picked, dropped or pasted. What one is, its content decides, not its name. */
import { isRecordingText } from "../../src/record/recording.js";
import type { Opened } from "./opened.js";

/** @param files a scenario with the files that it names, or a recording; the first that is one of these is opened */
export async function openedFrom(files: readonly File[]): Promise<Opened | undefined> {
  const texts = await Promise.all(
    files.map(async (file) => ({ name: file.name, text: await file.text() })),
  );
  const main = texts.find(({ name, text }) => !isData(name, text)) ?? texts[0];
  if (main === undefined) return undefined;
  const others = texts.filter((each) => each !== main);
  return openedText(main.name, main.text, Object.fromEntries(others.map((o) => [o.name, o.text])));
}

export function openedText(
  name: string,
  text: string,
  files: Readonly<Record<string, string>> = {},
): Opened {
  if (isRecordingText(text)) return { kind: "recording", name, text };
  return { kind: "scenario", name, text: asLines(text), files };
}

/** Whether a text that was pasted is meant to be opened. */
export function looksLikeScenario(text: string): boolean {
  return /^\s*["{]*fanin["']?\s*:/m.test(text);
}

/** A load trace that belongs to a scenario. */
function isData(name: string, text: string): boolean {
  return /\.(csv|log|txt)$/i.test(name) && !looksLikeScenario(text);
}

/** As the editor has it: one kind of line end, no byte order mark. */
function asLines(text: string): string {
  return text.replace(/^\ufeff/, "").replaceAll(/\r\n?/g, "\n");
}
