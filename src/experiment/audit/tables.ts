/** An audit as a table: a row a rule and tier, for other programs. */
import type { Row } from "../result-tables.js";
import type { Audit } from "./result.js";

export function auditRows({ findings }: Audit): Row[] {
  return findings.map(({ rule, tier, unit, value, now, need, verdict, met, failure, problem }) => ({
    rule,
    tier,
    unit,
    says: value,
    now,
    needs: need.value,
    verdict,
    met: met?.successes ?? null,
    seeds: met?.trials ?? null,
    layer: failure?.layer ?? null,
    what: failure?.what ?? null,
    atSeconds: failure?.medianSeconds ?? null,
    misses: failure?.objective ?? null,
    found: failure?.found ?? null,
    problem,
  }));
}
