/**
 * Random documents made from the schema's own tables: every value fits its key, so that most of them
 * come through reading and reach what is compiled and checked. Names fit by chance: there are few.
 */
import fc, { type Arbitrary } from "fast-check";
import { readQuantity } from "../../src/units/quantity.js";
import type { Dimension } from "../../src/units/units.js";
import { distributionUnion } from "../../src/scenario/schema/distributions.js";
import type { BlockField, Field, Key, UnionField } from "../../src/scenario/schema/field.js";
import { machineBlock } from "../../src/scenario/schema/machine.js";
import { faultBlock, linkBlock, recordBlock } from "../../src/scenario/schema/scenario.js";
import { objectiveField } from "../../src/scenario/schema/objectives.js";
import { serverBlock } from "../../src/scenario/schema/servers.js";
import { storageUnion } from "../../src/scenario/schema/storages.js";
import { tierBlock } from "../../src/scenario/schema/tiers.js";

const AMOUNTS: Readonly<Record<Dimension, readonly string[]>> = {
  duration: ["1 ms", "30 ms", "2 s", "1 min 30 s", "5 min"],
  bytes: ["300 B", "64 kB", "10 MB", "2 GiB"],
  bandwidth: ["1 Mbit/s", "64 MB/s", "1 Gbit/s"],
  rate: ["1 event/s", "120 events/s", "2 k events/s", "600 events/min"],
  events: ["100", "5 k events", "1 M events"],
  fraction: ["0", "5 %", "0.25", "80 %"],
};
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  "a time of day such as `20:00`": ["20:00", "7:30"],
  "the name of a channel": ["channel", "c1", "c2"],
  "the name of a sink": ["k1", "k2", "sink0", "sink-0"],
  "the name of a source": ["source", "s1"],
  "a path": ["/logs", "/logs/%Y-%m-%d/%H", "/logs/%{kind}"],
  "a quantile such as `p99`, or `median`": ["p99", "median", "max"],
  "`servers` or a server group": ["servers", "web", "app"],
  "`tiers` or a tier": ["tiers", "tier1"],
  "`within 60 min after hadoop is back`": ["within 5 min after hadoop is back"],
  "an objective such as `no loss`": [
    "no loss",
    "fill of tier1 under 80 %",
    "latency p99 under 5 s",
  ],
};
const ADDRESSES = [
  "tier1",
  "tier2",
  "tier2[0]",
  "tier1[*]",
  "hadoop",
  "web",
  "tier1->tier2",
  "tier1.sinks",
];
const NAMES = ["c1", "c2", "k1", "k2", "x", "y"];
/** Flume's units are for Flume's keys; others would be out of range too often. */
const LARGEST_COUNT = 2000;

const fields = new Map<Field, Arbitrary<unknown>>();

function valueOf(field: Field): Arbitrary<unknown> {
  const known = fields.get(field);
  if (known !== undefined) return known;
  const made = makeValue(field);
  fields.set(field, made);
  return made;
}

function makeValue(field: Field): Arbitrary<unknown> {
  switch (field.kind) {
    case "quantity":
      return fc.constantFrom(...amountsWithin(field));
    case "count": {
      const range = { min: field.min, max: Math.min(field.max, LARGEST_COUNT) };
      return fc.oneof(fc.integer(range), fc.integer(range).map(String));
    }
    case "number":
      return fc.integer({ min: Math.ceil(field.min), max: Math.min(Math.floor(field.max), 4) });
    case "boolean":
      return fc.boolean();
    case "enum":
      return fc.constantFrom(...field.values);
    case "text":
      return fc.constantFrom(...(TEXTS[field.of] ?? ["kind", "x", "2026-03-02T18:00:00+01:00"]));
    case "address":
      return fc.constantFrom(...ADDRESSES);
    case "amount":
      return fc.constantFrom(...field.words, ...field.dimensions.flatMap((one) => AMOUNTS[one]));
    case "distribution":
      return fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...AMOUNTS[field.dimension]) },
        fc.constant(null).chain(() => flatUnion(distributionUnion(field.dimension))),
      );
    case "raw":
      return valueOf(field.as);
    case "either":
      return fc.oneof(...field.fields.map((one) => valueOf(one)));
    case "list": {
      const items = fc.array(valueOf(field.items), {
        minLength: field.min,
        maxLength: Math.max(3, field.min),
      });
      return field.mayBeSingle ? fc.oneof(items, valueOf(field.items)) : items;
    }
    case "map":
      return fc.dictionary(fc.constantFrom(...NAMES), valueOf(field.items), {
        minKeys: 1,
        maxKeys: 2,
        noNullPrototype: true,
      });
    case "shape":
      return fc.oneof(...(Object.values(field.shapes) as Field[]).map((shape) => valueOf(shape)));
    case "block":
      return blockOf(field, {});
    case "union":
      return unionOf(field);
  }
}

/** A mixture contains distributions; one level is enough. */
function flatUnion(field: UnionField): Arbitrary<unknown> {
  const flat = Object.entries(field.variants).filter(([type]) => type !== "mixture");
  return fc.oneof(...flat.map(([type, block]) => blockOf(block, { type })));
}

function unionOf(field: UnionField): Arbitrary<unknown> {
  return fc.oneof(
    ...Object.entries(field.variants).map(([type, block]) => {
      const isPlain = Object.values(block.keys).every(({ presence }) => presence !== "required");
      const whole = blockOf(block, { type });
      return isPlain ? fc.oneof(whole, fc.constant(type)) : whole;
    }),
  );
}

function blockOf(field: BlockField, fixed: object): Arbitrary<unknown> {
  const keys = Object.entries(field.keys).map(([name, key]) =>
    fc.tuple(fc.constant(name), keyOf(key)),
  );
  return fc.tuple(...keys).map((pairs) => {
    const written = pairs.filter(([, value]) => value !== undefined);
    return { ...fixed, ...Object.fromEntries(written) };
  });
}

function keyOf(key: Key): Arbitrary<unknown> {
  const value = valueOf(key.field);
  if (key.presence === "required") return value;
  return rarely(value, undefined);
}

/** Mostly left out: a document with every key has always something that does not fit. */
function rarely<T>(value: Arbitrary<T>, otherwise: T): Arbitrary<T> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.constant(otherwise) },
    { weight: 1, arbitrary: value },
  );
}

function amountsWithin(field: Extract<Field, { kind: "quantity" }>): readonly string[] {
  const { dimension, min = "0", max } = field;
  const amount = (text: string): number => {
    const reading = readQuantity(text, dimension);
    return reading.isRead ? reading.value : NaN;
  };
  const fitting = AMOUNTS[dimension].filter((text) => {
    return amount(text) >= amount(min) && !(max !== undefined && amount(text) > amount(max));
  });
  return fitting.length > 0 ? fitting : [min];
}

/** Mostly the plain value, now and then anything that the key takes. */
function mostly(plain: unknown, field: Field): Arbitrary<unknown> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(plain) },
    { weight: 1, arbitrary: valueOf(field) },
  );
}

/** A tier that is near to one that works. */
function tierOf(sinks: unknown): Arbitrary<unknown> {
  const { keys } = tierBlock;
  const plain = fc.record({
    agents: mostly(2, keys.agents.field),
    source: mostly("avro", keys.source.field),
    channel: mostly("memory", keys.channel.field),
    sinks: mostly(sinks, keys.sinks.field),
  });
  const {
    agents: _a,
    source: _s,
    channel: _c,
    channels: _cs,
    sources: _ss,
    sinks: _k,
    ...rest
  } = keys;
  const extra = blockOf({ ...tierBlock, keys: rest }, {});
  return fc.tuple(plain, extra).map(([tier, more]) => ({ ...tier, ...(more as object) }));
}

const { rate: _rate, peak: _peak, to: _to, ...otherServerKeys } = serverBlock.keys;
const server = blockOf(
  { ...serverBlock, keys: otherServerKeys },
  { rate: "10 events/s", to: "tier1" },
);

/** A whole document: two tiers and an HDFS, any of whose parts may be anything that fits its key. */
export const documents: Arbitrary<Record<string, unknown>> = fc
  .record(
    {
      servers: fc.record({ web: server, app: server }, { requiredKeys: ["web"] }),
      tiers: fc.record({
        tier1: tierOf({ type: "avro", to: "tier2" }),
        tier2: tierOf({ type: "hdfs", to: "hadoop" }),
      }),
      storage: fc.record({ hadoop: mostly({ type: "hdfs", datanodes: 5 }, storageUnion) }),
      faults: rarely(fc.array(valueOf(faultBlock), { maxLength: 2 }), []),
      objectives: rarely(fc.array(valueOf(objectiveField), { minLength: 1, maxLength: 3 }), [
        "no loss",
      ]),
      links: rarely(fc.array(valueOf(linkBlock), { maxLength: 2 }), []),
      machine: rarely(valueOf(machineBlock), {}),
      record: rarely(valueOf(recordBlock), {}),
    },
    { requiredKeys: ["servers", "tiers", "storage"] },
  )
  .map((parts) => ({ fanin: 1, duration: "1 h", ...parts }));
