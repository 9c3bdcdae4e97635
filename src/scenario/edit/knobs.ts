/** The values of a text that a planner turns first, each with its stops: the form of the editor. */
import { isMap, isScalar, isSeq, type YAMLMap } from "yaml";
import { readQuantity } from "../../units/quantity.js";
import { keysAt, meaningAt, plainFields } from "./fields.js";
import { stopsOf, valueOf, type SliderField, type Stop } from "./stops.js";
import { keyText, nodeAt, pairOf, scalarText, syntaxOf, type Step } from "./syntax.js";

export interface Knob {
  readonly path: readonly Step[];
  /** What it belongs to: `tier1`, `hadoop is down`. */
  readonly group: string;
  readonly name: string;
  readonly help: string;
  /** As it is written, or as the default stands in. */
  readonly text: string;
  readonly isDefault: boolean;
  readonly stops: readonly Stop[];
  /** Index into `stops` of the value now. */
  readonly stop: number;
}

interface Reach {
  readonly low: number;
  readonly high: number;
}

interface Wanted {
  readonly path: readonly Step[];
  readonly group: string;
  readonly reach: Reach;
}

const SECOND = 1e9;
const MINUTE = 60 * SECOND;
const WEEK = 7 * 24 * 60 * MINUTE;

const FEW: Reach = { low: 1, high: 100 };
const SERVERS: Reach = { low: 1, high: 10_000 };
const RATES: Reach = { low: 1, high: 10_000 };
const BATCHES: Reach = { low: 1, high: 10_000 };
const TRANSACTIONS: Reach = { low: 10, high: 100_000 };
const CAPACITIES: Reach = { low: 100, high: 100_000_000 };
const NODES: Reach = { low: 1, high: 1000 };

/** @returns none while the text is broken */
export function knobsOf(text: string): Knob[] {
  const document = syntaxOf(text);
  if (document === undefined || document.errors.length > 0) return [];
  const root: unknown = document.contents;
  const wanted = [
    ...named(root, "servers").flatMap(([name, path, map]) => serverKnobs(name, path, map)),
    ...named(root, "tiers").flatMap(([name, path, map]) => tierKnobs(name, path, map)),
    ...named(root, "storage").map(([name, path]) => {
      return { path: [...path, "datanodes"], group: name, reach: NODES };
    }),
    ...faultKnobs(root),
    { path: ["duration"], group: "the run", reach: { low: MINUTE, high: WEEK } },
  ];
  return wanted.flatMap((each) => knobOf(root, each));
}

type Named = readonly [name: string, path: readonly Step[], map: YAMLMap];

/** What is written out by name under a key; what an alias stands for is left to the text. */
function named(root: unknown, key: string): Named[] {
  const map = nodeAt(root, [key]);
  if (!isMap(map)) return [];
  return map.items.flatMap((pair): Named[] => {
    const name = keyText(pair);
    return name === undefined || !isMap(pair.value) ? [] : [[name, [key, name], pair.value]];
  });
}

function serverKnobs(group: string, path: readonly Step[], map: YAMLMap): Wanted[] {
  const load = pairOf(map, "peak") === undefined ? "rate" : "peak";
  return [
    { path: [...path, "count"], group, reach: SERVERS },
    { path: [...path, load], group, reach: RATES },
    { path: [...path, "batch"], group, reach: BATCHES },
  ];
}

function tierKnobs(tier: string, path: readonly Step[], map: YAMLMap): Wanted[] {
  const channels = declared(map, path, "channel", "channels").flatMap(([name, at]) => [
    { path: [...at, "capacity"], group: `${tier} ${name}`, reach: CAPACITIES },
    { path: [...at, "transactionCapacity"], group: `${tier} ${name}`, reach: TRANSACTIONS },
  ]);
  const isOne = pairOf(map, "sinks") !== undefined && hasType(pairOf(map, "sinks")!.value);
  const sinks = declared(map, path, isOne ? "sinks" : "", isOne ? "" : "sinks");
  const ofSinks = sinks.flatMap(([name, at, node]) => {
    const type = isMap(node) ? pairOf(node, "type")?.value : node;
    const batch = isScalar(type) ? BATCH_KEYS[scalarText(type).toLowerCase()] : undefined;
    const group = `${tier} ${name}`;
    // With a processor the sinks are as many as the agents that they go to.
    const isCounted = isOne && !(isMap(node) && pairOf(node, "processor") !== undefined);
    return [
      ...(isCounted ? [{ path: [...at, "count"], group, reach: FEW }] : []),
      ...(batch === undefined ? [] : [{ path: [...at, batch], group, reach: BATCHES }]),
    ];
  });
  return [{ path: [...path, "agents"], group: tier, reach: FEW }, ...channels, ...ofSinks];
}

const BATCH_KEYS: Readonly<Record<string, string>> = {
  avro: "batch-size",
  hdfs: "hdfs.batchSize",
  timed: "batchSize",
  null: "batchSize",
};

function hasType(node: unknown): boolean {
  return isScalar(node) || (isMap(node) && pairOf(node, "type") !== undefined);
}

/** `channel: …`, or each of `channels: { … }`. */
function declared(
  map: YAMLMap,
  path: readonly Step[],
  single: string,
  several: string,
): [string, Step[], unknown][] {
  const one = single === "" ? undefined : pairOf(map, single);
  if (one !== undefined) return [[single, [...path, single], one.value]];
  const many = several === "" ? undefined : pairOf(map, several)?.value;
  if (!isMap(many)) return [];
  return many.items.flatMap((pair): [string, Step[], unknown][] => {
    const name = keyText(pair);
    return name === undefined ? [] : [[name, [...path, several, name], pair.value]];
  });
}

function faultKnobs(root: unknown): Wanted[] {
  const faults = nodeAt(root, ["faults"]);
  if (!isSeq(faults)) return [];
  const duration = nodeAt(root, ["duration"]);
  const reading = isScalar(duration) ? readQuantity(scalarText(duration), "duration") : undefined;
  const high = reading?.isRead === true ? reading.value : WEEK;
  return faults.items.flatMap((fault, i) => {
    if (!isMap(fault)) return [];
    const word = (key: string): string => {
      const value = pairOf(fault, key)?.value;
      return isScalar(value) ? scalarText(value) : "";
    };
    const group = `fault ${String(i + 1)}: ${word("on")} ${word("kind")}`;
    return [
      { path: ["faults", i, "at"], group, reach: { low: 0, high } },
      ...(word("for") === ""
        ? []
        : [{ path: ["faults", i, "for"], group, reach: { low: SECOND, high } }]),
    ];
  });
}

/** @returns nothing where no single value stands that a slider could move */
function knobOf(root: unknown, { path, group, reach }: Wanted): Knob[] {
  const name = String(path.at(-1));
  const parent = path.slice(0, -1);
  const map = nodeAt(root, parent);
  const key = keysAt(meaningAt(root, parent).fields, map).get(name);
  const node = isMap(map) ? pairOf(map, name)?.value : undefined;
  if (key === undefined || (node !== undefined && !isScalar(node))) return [];
  const field = [...plainFields(key.field, node), ...itemFields(key.field)].find(isSliderField);
  const text = node === undefined ? key.standIn?.text : scalarText(node);
  if (field === undefined || text === undefined || valueOf(text, field) === undefined) return [];
  const stops = stopsOf(field, text, reach);
  const stop = stops.findIndex((each) => each.text === text);
  return [{ path, group, name, help: key.help, text, isDefault: node === undefined, stops, stop }];
}

/** A list that may be written as its only item. */
function itemFields(field: Parameters<typeof plainFields>[0]): ReturnType<typeof plainFields> {
  return field.kind === "list" && field.mayBeSingle ? plainFields(field.items, undefined) : [];
}

function isSliderField(field: ReturnType<typeof plainFields>[number]): field is SliderField {
  return field.kind === "count" || field.kind === "quantity";
}
