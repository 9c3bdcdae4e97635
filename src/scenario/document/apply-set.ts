/**
 * `--set path=value` laid over the document, before anything of it is read.
 *
 * The path is an address (address.ts) that begins with a key of the scenario or with the name of a
 * server group, tier or storage: `duration`, `faults[0].for`, `tier2.channel.capacity`. One agent's
 * setting, `tier2[1].channel.capacity`, becomes an `override` of its tier. A key that the document
 * lacks is added; whether the format knows it is found out when the document is read. `faults[new]={ … }` adds an
 * item to a list.
 */
import { formatWhich, readAddress, type Segment } from "../address.js";
import type { ProblemList } from "../problem-list.js";
import { describeNode, joinPath, listNames, quote } from "./describe.js";
import { entryOf } from "./node.js";
import { SET_RANK, raised } from "./ranks.js";
import type { DocNode, Entry, ListNode, MapNode, Place } from "./node.js";
import { nearest } from "./nearest.js";
import { readDocument } from "./read-document.js";

const NAMED = ["servers", "tiers", "storage"] as const;

/** One `--set`, taken apart. */
interface Setting {
  readonly place: Place;
  readonly value: DocNode;
  /** The settings before it have lower ranks. */
  readonly rank: number;
  readonly problems: ProblemList;
}

/**
 * @param topKeys the keys of a scenario
 * @param laid how many settings lie over the document already: these lie over them
 * @returns the document with the settings over it
 */
export function applySettings(
  root: MapNode,
  settings: readonly string[],
  topKeys: readonly string[],
  problems: ProblemList,
  laid = 0,
): MapNode {
  return settings.reduce((document, setting, i) => {
    return applySetting(document, setting, laid + i, topKeys, problems) ?? document;
  }, root);
}

function applySetting(
  root: MapNode,
  setting: string,
  index: number,
  topKeys: readonly string[],
  problems: ProblemList,
): MapNode | undefined {
  const place = { file: `--set ${setting}`, line: 1, column: 1 };
  const equals = setting.indexOf("=");
  const pathText = equals < 0 ? setting : setting.slice(0, equals);
  const valueText = equals < 0 ? "" : setting.slice(equals + 1);
  if (equals < 1 || valueText.trim() === "") {
    problems.error(
      "set-syntax",
      { ...place, path: "" },
      {
        expected: "`path=value`",
        found: quote(setting),
      },
    );
    return undefined;
  }
  const reading = readAddress(pathText);
  if (!reading.isRead || reading.address.to !== undefined) {
    problems.error(
      "set-syntax",
      { ...place, path: "" },
      {
        expected: reading.isRead ? "the path of a setting" : reading.expected,
        found: reading.isRead ? quote(pathText) : reading.found,
      },
    );
    return undefined;
  }
  const segments = fullPath(reading.address.from, root, topKeys, place, problems);
  if (segments === undefined) return undefined;
  const source = { file: place.file, path: pathOf(segments), columnOffset: equals + 1 };
  const value = readDocument(valueText, source, problems);
  if (value === undefined) return undefined;
  const rank = SET_RANK + index;
  const laid = put(root, segments, { place, value: raised(value, rank), rank, problems });
  return laid?.kind === "map" ? laid : undefined;
}

/** @returns the path from the top of the document; `undefined` after a problem */
function fullPath(
  written: readonly Segment[],
  root: MapNode,
  topKeys: readonly string[],
  place: Place,
  problems: ProblemList,
): readonly Segment[] | undefined {
  const [head, second, ...rest] = written as [Segment, ...Segment[]];
  if (head.word === "tiers" && second !== undefined) return ofAgents([head, second], rest);
  if (topKeys.includes(head.word)) return written;
  const others = written.slice(1);
  for (const key of NAMED) {
    const named = entryOf(root, key)?.value;
    if (named?.kind !== "map" || entryOf(named, head.word) === undefined) continue;
    const parent = { word: key, which: undefined };
    if (key === "tiers") return ofAgents([parent, head], others);
    if (head.which === undefined) return [parent, ...written];
    problems.error(
      "address-of-other-kind",
      { ...place, path: "" },
      {
        expected: `\`${head.word}\` as a whole: only agents have settings one by one`,
        found: quote(pathOf([head])),
      },
    );
    return undefined;
  }
  const names = NAMED.flatMap((key) => {
    const named = entryOf(root, key)?.value;
    return named?.kind === "map" ? named.entries.map((entry) => entry.key) : [];
  });
  const near = nearest(head.word, [...names, ...topKeys]);
  problems.error(
    "unknown-name",
    { ...place, path: "" },
    {
      expected: `a server group, tier or storage (${listNames(names)}), or a key of the scenario`,
      found: quote(head.word),
      fix: near === undefined ? undefined : `write \`${near}\``,
    },
  );
  return undefined;
}

/** `tiers.tier2[1].channel` → `tiers.tier2.override.1.channel` */
function ofAgents(
  [parent, tier]: readonly [Segment, Segment],
  rest: readonly Segment[],
): Segment[] {
  if (tier.which === undefined) return [parent, tier, ...rest];
  const whole = { word: tier.word, which: undefined };
  const agents = { word: formatWhich(tier.which), which: undefined };
  return [parent, whole, { word: "override", which: undefined }, agents, ...rest];
}

function pathOf(segments: readonly Segment[]): string {
  return segments
    .map(({ word, which }) => (which === undefined ? word : `${word}[${formatWhich(which)}]`))
    .join(".");
}

/** @returns the node with the value at the end of the path; `undefined` after a problem */
function put(
  node: DocNode,
  [segment, ...rest]: readonly Segment[],
  setting: Setting,
): DocNode | undefined {
  if (segment === undefined) return setting.value;
  const { place, rank } = setting;
  const map: MapNode =
    node.kind === "map" ? node : { ...bare(node), entries: [], ...overScalar(node) };
  const entry = entryOf(map, segment.word);
  const path = joinPath(map.path, segment.word);
  const child = entry?.value ?? { kind: "map", ...place, path, entries: [] };
  const changed =
    segment.which === undefined
      ? put(child, rest, setting)
      : putInList(entry?.value, map.path, [segment, ...rest], setting);
  if (changed === undefined) return undefined;
  const isLeaf = rest.length === 0 && segment.which === undefined;
  const newRank = isLeaf || entry === undefined ? rank : entry.rank;
  const added: Entry = { key: segment.word, keyPlace: place, value: changed, rank: newRank };
  const entries =
    entry === undefined || isLeaf
      ? [...map.entries, added]
      : map.entries.map((old) => (old === entry ? { ...old, value: changed } : old));
  return { ...map, entries };
}

function bare(node: DocNode): Omit<MapNode, "entries"> {
  const { file, line, column, path } = node;
  return { kind: "map", file, line, column, path };
}

function overScalar(node: DocNode): { readonly over?: MapNode["over"] & object } {
  return node.kind === "scalar" && node.text !== "" ? { over: node } : {};
}

function putInList(
  node: DocNode | undefined,
  path: string,
  [{ word, which }, ...rest]: readonly [Segment, ...Segment[]],
  setting: Setting,
): ListNode | undefined {
  const where = { ...setting.place, path: joinPath(path, word) };
  const items = node?.kind === "list" ? node.items : [];
  if (isNew(which) && rest.length === 0 && (node === undefined || node.kind === "list")) {
    return { ...(node ?? { kind: "list", ...where }), items: [...items, setting.value] };
  }
  const isAll = which?.kind === "all";
  const [first, last] =
    which?.kind === "number"
      ? [which.number, which.number]
      : which?.kind === "range"
        ? [which.first, which.last]
        : [0, isAll ? items.length - 1 : -1];
  if (node?.kind !== "list" || first > last || last >= items.length) {
    setting.problems.error("unknown-name", where, {
      expected:
        items.length > 0
          ? `\`${word}[0]\` to \`${word}[${items.length - 1}]\``
          : `an index only where \`${word}\` is a list with items`,
      found: `${quote(`${word}[${which === undefined ? "" : formatWhich(which)}]`)}, where there is ${node === undefined ? "nothing" : describeNode(node)}`,
    });
    return undefined;
  }
  const changed: DocNode[] = [];
  for (const [i, item] of items.entries()) {
    const next = i < first || i > last ? item : put(item, rest, setting);
    if (next === undefined) return undefined;
    changed.push(next);
  }
  return { ...node, items: changed };
}

/** The place behind the last item. */
function isNew(which: Segment["which"]): boolean {
  return which?.kind === "name" && which.name === "new";
}
