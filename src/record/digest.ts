/**
 * The digest of a run: the same scenario and seed give the same one in Node, in a worker and in the
 * browser.
 *
 * It covers the scenario (but not how it is sampled, nor which of its values are defaults), the seed, final
 * counters, the ledger and the event log; never samples, versions or times of day.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Recording } from "./recording.js";

export function digestOf(recording: Omit<Recording, "digest">): string {
  const { scenario, seed, end, parts, ledgers, episodes } = recording;
  const { record: _record, defaults: _defaults, warnings: _warnings, ...what } = scenario;
  const totals = parts.map(({ address, totals: counters }) => [address, counters]);
  const covered = { what, seed, at: end.atTicks, totals, ledgers, episodes };
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(covered))));
}

/** JSON with the keys of every object in order, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== "object" || Array.isArray(inner)) return inner;
    const object = inner as Record<string, unknown>;
    return Object.fromEntries(
      Object.keys(object)
        .sort()
        .map((key) => [key, object[key]]),
    );
  });
}
