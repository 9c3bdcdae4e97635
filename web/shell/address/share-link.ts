/**
 * A scenario and the view of it in the hash of an address: `#v1.d.<base64url(deflate-raw(JSON))>`. Links are kept by
 * people: what version 1 wrote must stay readable; another form is another version.
 */
import type { ScenarioText } from "../../engine/protocol.js";
import { say } from "../../text/say.js";

export interface SharedView {
  /** A shipped scenario by name, or the text itself. */
  readonly what: { readonly shipped: string } | ScenarioText;
  /** Seed, time, window, selection, tab and so on, as the query of a route: see route.ts. */
  readonly view: string;
  /** Beginning of the digest of the run that was shared, empty when there was none: whoever opens it can compare. */
  readonly digest: string;
}

/** Why a link cannot be read, and as much of it as could be. */
export class LinkError extends Error {
  readonly raw: string;

  constructor(message: string, raw: string) {
    super(message);
    this.raw = raw;
  }
}

/** Longer addresses are cut by mail programs and chats. */
export const MOST_CHARACTERS = 8_000;
/** Characters of the JSON: what unfolds to more was not made here. */
const MOST_UNFOLDED = 2_000_000;
const VERSION = "v1.d.";

export function isShareLink(hash: string): boolean {
  return /^#v\d+\./.test(hash);
}

export async function writeShareLink({ what, view, digest }: SharedView): Promise<string> {
  const json = JSON.stringify({ ...what, view, digest });
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return `#${VERSION}${toBase64Url(new Uint8Array(await new Response(stream).arrayBuffer()))}`;
}

/** @throws LinkError that says what is wrong with it */
export async function readShareLink(hash: string): Promise<SharedView> {
  const link = hash.replace(/^#/, "");
  if (!link.startsWith(VERSION)) {
    const version = /^v\d+(\.\w)?/.exec(link)?.[0] ?? "";
    throw new LinkError(
      say("it has the form {form}, and this fanin knows {known}", { form: version, known: "v1.d" }),
      link,
    );
  }
  const json = await unfold(link.slice(VERSION.length), link);
  let read: unknown;
  try {
    read = JSON.parse(json);
  } catch {
    throw new LinkError(say("what it holds is no JSON"), json);
  }
  const shared = sharedFrom(read);
  if (shared === undefined) throw new LinkError(say("it holds no scenario"), json);
  return shared;
}

function sharedFrom(read: unknown): SharedView | undefined {
  if (typeof read !== "object" || read === null) return undefined;
  const { shipped, name, text, files, view, digest } = read as Readonly<Record<string, unknown>>;
  const common = {
    view: typeof view === "string" ? view : "",
    digest: typeof digest === "string" ? digest : "",
  };
  if (typeof shipped === "string") return { what: { shipped }, ...common };
  if (typeof text !== "string") return undefined;
  const texts = Object.entries(typeof files === "object" && files !== null ? files : {});
  const what = {
    name: typeof name === "string" ? name : "shared.yaml",
    text,
    files: Object.fromEntries(texts.map(([file, content]) => [file, String(content)])),
  };
  return { what, ...common };
}

async function unfold(packed: string, link: string): Promise<string> {
  const cut = say("it is cut off, or was changed on its way");
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = fromBase64Url(packed);
  } catch {
    throw new LinkError(cut, link);
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let json = "";
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      json += part.value;
      if (json.length > MOST_UNFOLDED) break;
    }
  } catch {
    throw new LinkError(cut, json === "" ? link : json);
  }
  if (json.length <= MOST_UNFOLDED) return json;
  await reader.cancel();
  throw new LinkError(
    say("it unfolds to more than {count} characters", { count: MOST_UNFOLDED }),
    link,
  );
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
