/**
 * Benchmarks: the contenders of a group run in turn, round after round, and their medians are compared.
 *
 * In turn, because machines are noisy: what slows one round slows all of its contenders, so ratios within
 * a run mean more than rates of different runs. Each round begins with another contender. Nothing here
 * asserts a time; a contender's result is compared with the value that the work must have.
 */
import { cpus } from "node:os";

/** Does a fixed amount of work once. */
export interface Contender {
  readonly name: string;
  readonly run: () => Outcome;
}

export interface Outcome {
  /** Units of work done. */
  readonly operations: number;
  /** What the work computed. */
  readonly result: number;
}

/** Contenders that do the same work; the first is the one that the others are compared with. */
export interface Group {
  readonly name: string;
  /** What one operation is, in the plural: `holds`, `customers`. */
  readonly unit: string;
  /** What `result` is, what it must be, and how far off chance may take it. */
  readonly result: { readonly name: string; readonly exact: number; readonly tolerance: number };
  readonly contenders: readonly Contender[];
}

export interface Measurement {
  readonly contender: string;
  /** [operations/s] */
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Median over that of the first contender. */
  readonly ratio: number;
  readonly result: number;
  readonly isRight: boolean;
}

export interface GroupReport {
  readonly group: string;
  readonly unit: string;
  readonly rounds: number;
  readonly measurements: readonly Measurement[];
}

/** Runs a group: one round to warm up, then `rounds` that count. */
export function measureGroup(group: Group, rounds: number): GroupReport {
  const { contenders } = group;
  const rates = contenders.map((): number[] => []);
  const results = contenders.map(() => NaN);
  for (let round = -1; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const i = whoseTurn(round, turn, contenders.length);
      const startedAt = performance.now();
      const outcome = contenders[i]!.run();
      const seconds = (performance.now() - startedAt) / 1000;
      results[i] = outcome.result;
      if (round >= 0) rates[i]!.push(outcome.operations / seconds);
    }
  }
  const first = median(rates[0]!);
  const measurements = contenders.map(({ name }, i) => ({
    contender: name,
    median: median(rates[i]!),
    min: Math.min(...rates[i]!),
    max: Math.max(...rates[i]!),
    ratio: median(rates[i]!) / first,
    result: results[i]!,
    isRight: Math.abs(results[i]! - group.result.exact) <= group.result.tolerance,
  }));
  return { group: group.name, unit: group.unit, rounds, measurements };
}

/**
 * Each round begins with another contender and goes the other way round, so that nobody always pays for the
 * garbage of the same neighbour. (Collecting it by force in between would be worse: while no object of a
 * class lives, that throws away the code that was optimised for it.)
 */
function whoseTurn(round: number, turn: number, contenders: number): number {
  const forward = (turn + round + 1) % contenders;
  return round % 2 === 0 ? forward : contenders - 1 - forward;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A group's measurements as a table for people. */
export function formatReport(group: Group, report: GroupReport): string {
  const title = `${group.name}: million ${group.unit} a second, median [min..max] of ${report.rounds} rounds`;
  const rows = report.measurements.map((m) => {
    const rate = `${mega(m.median)} [${mega(m.min)}..${mega(m.max)}]`;
    const result = `${group.result.name} ${m.result.toPrecision(4)}${m.isRight ? "" : " WRONG"}`;
    return `  ${m.contender.padEnd(34)} ${rate.padEnd(24)} × ${m.ratio.toFixed(3).padEnd(8)} ${result}`;
  });
  return [title, ...rows].join("\n");
}

/** What the rates hold for. */
export function describeMachine(): {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
} {
  return { cpu: cpus()[0]?.model.trim() ?? "unknown", cores: cpus().length, node: process.version };
}

function mega(rate: number): string {
  return (rate / 1e6).toPrecision(3);
}
