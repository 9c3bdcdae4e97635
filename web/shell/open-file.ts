/** Files that a person brings: picked, dropped or pasted. What one is, its content decides, not its name. */
import type { ScenarioText } from "../engine/protocol.js";
import { isPng, textOf } from "../model/png-text.js";
import type { Opened } from "./opened.js";
import { readScenarioText, readSeed } from "./scenario-text.js";
import { say, sayCount } from "../text/say.js";

/** What a picture that was exported here carries: enough to run it again. */
export const PNG_KEYWORD = "fanin-scenario";

/** @param files a scenario with the files that it names, or a recording; the first that is one of these is opened */
export async function openedFrom(files: readonly File[]): Promise<Opened | undefined> {
  const [first] = files;
  if (first !== undefined && files.length === 1) return openedOne(first);
  const texts = await Promise.all(
    files.map(async (file) => ({ name: file.name, text: await file.text() })),
  );
  const main = texts.find(({ name, text }) => !isData(name, text)) ?? texts[0];
  if (main === undefined) return undefined;
  const others = texts.filter((each) => each !== main);
  return openedText(main.name, main.text, Object.fromEntries(others.map((o) => [o.name, o.text])));
}

async function openedOne(file: File): Promise<Opened> {
  const { name } = file;
  let bytes = new Uint8Array(await file.arrayBuffer());
  if (isGzip(bytes)) {
    try {
      bytes = await unpacked(bytes);
    } catch {
      const advice = say("Copy or download it again.");
      return unreadable(
        say("This packed file is cut off or damaged"),
        say("{file}: it cannot be unpacked", { file: name }),
        advice,
      );
    }
  }
  if (isPng(bytes)) return openedPng(name, bytes);
  if (bytes.subarray(0, 4096).includes(0)) {
    const advice = say(
      "A scenario is YAML or JSON, a recording JSON (also packed, {ending}), a picture a PNG that was exported here.",
      { ending: ".json.gz" },
    );
    const details = sayCount(
      bytes.length,
      { one: "{file}: {count} byte", other: "{file}: {count} bytes" },
      { file: name },
    );
    return unreadable(say("This is no text"), details, advice);
  }
  return openedText(name, new TextDecoder().decode(bytes));
}

export function openedText(
  name: string,
  text: string,
  files: Readonly<Record<string, string>> = {},
): Opened {
  if (isResult(text)) return { kind: "recording", name, text };
  return { kind: "scenario", name, text: asLines(text), files };
}

function openedPng(name: string, bytes: Uint8Array): Opened {
  const carried = readCarried(textOf(bytes, PNG_KEYWORD));
  if (carried !== undefined) return { kind: "scenario", ...carried };
  const advice = say(
    "Pictures that were exported from a run of a scenario do; others, and those of recordings, do not.",
  );
  return unreadable(say("This picture carries no scenario"), name, advice);
}

function readCarried(
  json: string | undefined,
): (ScenarioText & { readonly seed: number }) | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json ?? "null");
  } catch {
    return undefined;
  }
  const scenario = readScenarioText(value);
  const seed = scenario === undefined ? undefined : readSeed((value as { seed?: unknown }).seed);
  return scenario === undefined || seed === undefined ? undefined : { ...scenario, seed };
}

function unreadable(title: string, details: string, advice: string): Opened {
  return { kind: "unreadable", refusal: { title, details, advice } };
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Whether a text that was pasted is meant to be opened. */
export function looksLikeScenario(text: string): boolean {
  return /^[\s"'{]*fanin["']?\s*:/m.test(text);
}

/** JSON that is no scenario: what it is, and whether it is whole, the worker tells. */
function isResult(text: string): boolean {
  return /^\s*\{/.test(text) && !looksLikeScenario(text);
}

/** A load trace that belongs to a scenario. */
function isData(name: string, text: string): boolean {
  return /\.(csv|log|txt)$/i.test(name) && !looksLikeScenario(text);
}

/** As the editor has it: one kind of line end, no byte order mark. */
function asLines(text: string): string {
  return text.replace(/^\ufeff/, "").replaceAll(/\r\n?/g, "\n");
}
