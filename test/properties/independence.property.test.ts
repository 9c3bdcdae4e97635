/**
 * Goal: what is added elsewhere changes nothing here, so that two designs can be compared on common random numbers.
 * Method: random systems, run alone and beside another system that shares nothing with them; every counter, series,
 * episode and ledger of the first must be what it was.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { simulate } from "../../src/experiment/run.js";
import type { Recording } from "../../src/record/recording.js";
import { scenarioOf } from "../support/system/case.js";
import { checkSystems, PATIENCE } from "../support/system/check.js";
import type { Document } from "../support/system/document.js";
import type { Keys } from "../support/system/parts.js";

const SECONDS = 90;

const isFirst = fc.boolean();

test(
  "a system of its own beside a system changes nothing of it",
  () => {
    checkSystems({ runs: 60, seconds: SECONDS, more: isFirst }, ({ document, scenario }, first) => {
      const alone = whatHappened(simulate(scenario));
      const beside = whatHappened(simulate(scenarioOf(withNeighbour(document, first))));
      for (const [name, value] of alone) expect([name, beside.get(name)]).toEqual([name, value]);
    });
  },
  PATIENCE,
);

/** Another system that shares nothing with this one, written before or after it. */
function withNeighbour(document: Document, isBefore: boolean): Document {
  const { servers, tiers, storage } = document;
  const added = (key: string, keys: Keys, others: Readonly<Record<string, Keys>>) =>
    isBefore ? { [key]: keys, ...others } : { ...others, [key]: keys };
  const header = { name: "kind", values: ["w", "y"] };
  const client = { type: "avro", policy: "load_balance", selector: "random" };
  const group = { count: 3, rate: "20 events/s", batch: 10, header, client, to: "aside" };
  const tier = {
    agents: 2,
    source: "avro",
    channel: { type: "file", capacity: 500, transactionCapacity: 100 },
    sinks: { type: "hdfs", count: 2, to: "attic", "hdfs.path": "/%{kind}", "hdfs.batchSize": 20 },
  };
  return {
    ...document,
    servers: added("others", group, servers),
    tiers: added("aside", tier, tiers),
    storage: added("attic", { type: "hdfs", datanodes: 3 }, storage),
  };
}

/** All that a recording tells of its parts, by the address of the part. */
function whatHappened({ parts, series, episodes, ledgers }: Recording): Map<string, unknown> {
  const address = (part: number): string => parts[part]?.address ?? "";
  const found = new Map<string, unknown>();
  for (const part of parts) found.set(`totals of ${part.address}`, part.totals);
  for (const { part, name, values } of series) {
    if (parts[part]!.kind !== "run") found.set(`${name} of ${address(part)}`, [...values]);
  }
  for (const ledger of ledgers) {
    const byPart = (counts: typeof ledger.lostBy): unknown =>
      counts.map(({ part, events }) => [address(part), events]).sort();
    const { lostBy, droppedBy } = ledger;
    const parted = { lostBy: byPart(lostBy), droppedBy: byPart(droppedBy) };
    found.set(`ledger of ${ledger.destination}`, { ...ledger, ...parted });
  }
  for (const { part, other, kind, ...episode } of episodes) {
    const name = kind === "fault" ? `fault ${String(part)}` : `episodes of ${address(part)}`;
    const before = (found.get(name) as unknown[] | undefined) ?? [];
    found.set(name, [...before, { kind, other: address(other), ...episode }]);
  }
  return found;
}
