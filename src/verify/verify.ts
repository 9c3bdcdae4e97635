/** One recording against a simulation of what was set up in it. */
import { simulate } from "../experiment/run.js";
import type { Recording } from "../record/recording.js";
import { parseScenario } from "../scenario/parse-scenario.js";
import type { Problem } from "../scenario/problem.js";
import { TICKS_PER_MILLISECOND } from "../units/time.js";
import { check, deviationOf, type Check } from "./checks.js";
import { curvesOfTrace, measure, type Curves } from "./measure.js";
import { partOf } from "./measured.js";
import { clientName } from "./document.js";
import { scenarioDocument } from "./to-scenario.js";
import type { ReferenceTrace, TraceStored } from "./trace.js";

export type Verification =
  | {
      readonly name: string;
      readonly checks: readonly Check[];
      readonly isPassed: boolean;
      readonly recording: Recording;
      /** Its curves, on the clock of the recorded ones. */
      readonly simulated: Curves;
      /** [ms] from the simulation's time 0 to the recording's. */
      readonly offsetMs: number;
    }
  | {
      readonly name: string;
      /** Why the recording cannot be simulated. */
      readonly unusable: readonly string[];
      readonly problems: readonly Problem[];
    };

/** @param repeats other recordings of the same experiment: how far the real thing differs from itself */
export function verify(trace: ReferenceTrace, repeats: readonly ReferenceTrace[]): Verification {
  const { document, unsupported, offsetMs } = scenarioDocument(trace);
  if (unsupported.length > 0) return { name: trace.name, unusable: unsupported, problems: [] };
  const parsed = parseScenario(JSON.stringify(document), { file: trace.name });
  if (parsed.scenario === undefined) {
    return { name: trace.name, unusable: [], problems: parsed.problems };
  }
  const recording = simulate(parsed.scenario);
  const spreads = repeats.map((repeat) => measure(trace, curvesOfTrace(repeat)).map(deviationOf));
  const simulated = curvesOfRecording(recording, offsetMs);
  const checks = measure(trace, simulated).map((measured, i) => {
    const spread = spreads.reduce((most, deviations) => Math.max(most, deviations[i] ?? 0), 0);
    return check(measured, Number.isFinite(spread) ? spread : 0);
  });
  return {
    name: trace.name,
    checks,
    isPassed: checks.every(({ isPassed }) => isPassed),
    recording,
    simulated,
    offsetMs,
  };
}

/** A simulated recording under the names of Flume's JSON reporter, on the clock of the recorded one. */
function curvesOfRecording(recording: Recording, offsetMs: number): Curves {
  const times = recording.times.map((ticks) => ticks / TICKS_PER_MILLISECOND - offsetMs);
  const find = (part: number, name: string): Float64Array | undefined =>
    recording.series.find((series) => series.part === part && series.name === name)?.values;
  return {
    counter: (agent, component, counter) => {
      const part = partOf(recording, agent, component);
      const values = part < 0 ? undefined : find(part, counter);
      return values === undefined ? undefined : { times, values };
    },
    client: (group, column) => {
      const part = recording.parts.findIndex(({ address }) => address === clientName(group));
      const values = find(part, column);
      return values === undefined ? undefined : { times, values };
    },
    stored: (service) => storedIn(recording, service),
  };
}

/** What a reader finds at the end: also in files that are open, unless they were when HDFS died. */
function storedIn({ parts, ledgers }: Recording, service: string): TraceStored | undefined {
  const totals = parts.find(({ address }) => address === service)?.totals;
  const ledger = ledgers.find(({ destination }) => destination === service);
  if (totals === undefined || ledger === undefined) return undefined;
  return {
    files: totals["filesCreated"]!,
    distinct: ledger.delivered - totals["eventsToRecover"]!,
  };
}
