/**
 * The one grammar for places in the model: in `to:` and `on:`, on `--set`, in findings.
 *
 *     address   = end [ "->" end ]
 *     end       = segment { "." segment }
 *     segment   = word [ "[" which "]" ]
 *     which     = "*" | number [ ".." number ] | name
 *
 * `tier2[1].channel.capacity`, `tier1[*].sinks.k1`, `tier1[0..3]`, `tier1[east-1]`,
 * `hadoop.datanodes[3]`, `tier1[2]->tier2[0]`. What the words name is not known here.
 */

export interface Address {
  readonly from: AddressEnd;
  /** The other end, for a link. */
  readonly to: AddressEnd | undefined;
}

export type AddressEnd = readonly [Segment, ...Segment[]];

export interface Segment {
  readonly word: string;
  readonly which: Which | undefined;
}

export type Which =
  | { readonly kind: "all" }
  | { readonly kind: "number"; readonly number: number }
  /** From `first` to `last`, both included. */
  | { readonly kind: "range"; readonly first: number; readonly last: number }
  | { readonly kind: "name"; readonly name: string };

export type AddressReading =
  | { readonly isRead: true; readonly address: Address }
  | { readonly isRead: false; readonly expected: string; readonly found: string };

const WORD = /^[A-Za-z0-9_][A-Za-z0-9_-]*/;
const WHICH = /^\[([^[\]]*)\]/;
const MAX_LENGTH = 200; // characters
const MAX_INDEX = 999_999_999;

export function readAddress(text: string): AddressReading {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH) {
    return unread(`an address of at most ${MAX_LENGTH} characters`, `${trimmed.length} characters`);
  }
  const ends = trimmed.split("->");
  if (ends.length > 2) return unread("at most one `->`", "several");
  const from = readEnd(ends[0]!.trim());
  if (!isEnd(from)) return from;
  if (ends.length === 1) return { isRead: true, address: { from, to: undefined } };
  const to = readEnd(ends[1]!.trim());
  return isEnd(to) ? { isRead: true, address: { from, to } } : to;
}

/** @returns the text that reads back as this address */
export function formatAddress(address: Address): string {
  const from = formatEnd(address.from);
  return address.to === undefined ? from : `${from}->${formatEnd(address.to)}`;
}

export function formatEnd(end: readonly Segment[]): string {
  return end
    .map(({ word, which }) => (which === undefined ? word : `${word}[${formatWhich(which)}]`))
    .join(".");
}

export function formatWhich(which: Which): string {
  switch (which.kind) {
    case "all":
      return "*";
    case "number":
      return String(which.number);
    case "range":
      return `${which.first}..${which.last}`;
    case "name":
      return which.name;
  }
}

type Unread = Extract<AddressReading, { isRead: false }>;

function readEnd(text: string): AddressEnd | Unread {
  const segments: Segment[] = [];
  let rest = text;
  for (;;) {
    const word = WORD.exec(rest)?.[0];
    if (word === undefined)
      return unread("a name (letters, digits, `-`, `_`)", pointAt(text, rest));
    rest = rest.slice(word.length);
    const bracket = WHICH.exec(rest);
    let which: Which | undefined;
    if (bracket !== null) {
      which = readWhich(bracket[1]!.trim());
      if (which === undefined) {
        return unread("`[3]`, `[0..3]`, `[*]` or `[name]`", `\`${bracket[0]}\``);
      }
      rest = rest.slice(bracket[0].length);
    }
    segments.push({ word, which });
    if (rest === "") break;
    if (!rest.startsWith(".")) return unread("`.`, `[`, `->` or the end", pointAt(text, rest));
    rest = rest.slice(1);
  }
  return segments as unknown as AddressEnd;
}

/** @returns what stands between the brackets; `undefined` when it is none of them */
export function readWhich(text: string): Which | undefined {
  if (text === "*") return { kind: "all" };
  const range = /^(\d{1,9})\s*\.\.\s*(\d{1,9})$/.exec(text);
  if (range !== null) {
    const [first, last] = [Number(range[1]), Number(range[2])];
    return first <= last ? { kind: "range", first, last } : undefined;
  }
  if (/^\d+$/.test(text)) {
    const number = Number(text);
    return number <= MAX_INDEX ? { kind: "number", number } : undefined;
  }
  return /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(text) ? { kind: "name", name: text } : undefined;
}

function isEnd(reading: AddressEnd | Unread): reading is AddressEnd {
  return Array.isArray(reading);
}

function unread(expected: string, found: string): Unread {
  return { isRead: false, expected, found };
}

function pointAt(text: string, rest: string): string {
  if (rest === "") return text === "" ? "nothing" : `nothing after \`${text}\``;
  return `\`${rest.slice(0, 20)}\` in \`${text.slice(0, 60)}\``;
}
