/** Counts what random systems had in them and what befell them, so that a property is known to have seen it. */
import type { Recording } from "../../../src/record/recording.js";
import type { Scenario } from "../../../src/scenario/types/scenario.js";
import type { SystemCase } from "./case.js";
import { CHOICES } from "./faults.js";

export class Coverage {
  /** Systems by what they showed. */
  readonly #systems = new Map<string, number>();

  count(system: SystemCase, recording: Recording): void {
    const seen = new Set([
      ...madeOf(system.scenario),
      ...system.faults.map(({ part, kind }) => `fault: ${kind} of ${part}`),
      ...recording.episodes.map(({ kind }) => `incident: ${kind}`),
      ...endsOf(recording),
    ]);
    for (const name of seen) this.#systems.set(name, (this.#systems.get(name) ?? 0) + 1);
  }

  /** @returns what was to be seen and was not */
  missing(wanted: readonly string[]): string[] {
    return wanted.filter((name) => !this.#systems.has(name));
  }
}

/** Everything of which random systems are made. */
export const PARTS: readonly string[] = [
  ...["1 tiers", "2 tiers", "3 tiers"],
  ...["channel: memory", "channel: file", "channel: spillable"],
  ...["sink: avro", "sink: hdfs", "sink: null", "sink: timed"],
  ...["no group", "processor: failover", "processor: load_balance"],
  ...["selector: replicating", "selector: multiplexing", "several sources", "several channels"],
  ...["client: default", "client: failover", "client: load_balance", "client: hdfs"],
  ...["on failure: retry", "on failure: drop", "backlog: bounded", "backlog: unlimited"],
  ...["arrivals: poisson", "arrivals: periodic", "arrivals: mmpp", "late agent"],
];

/** Every fault that the published table allows. */
export const FAULTS: readonly string[] = CHOICES.flatMap(({ part, kinds }) =>
  kinds.map((kind) => `fault: ${kind} of ${part}`),
);

function madeOf({ servers, tiers }: Scenario): string[] {
  const templates = tiers.flatMap((tier) => tier.templates);
  return [
    `${tiers.length} tiers`,
    ...tiers.flatMap(({ agents }) => agents.map(({ isLate }) => (isLate ? "late agent" : ""))),
    ...templates.flatMap(({ sources, channels, sinks, groups }) => [
      ...channels.map(({ kind }) => `channel: ${kind}`),
      ...sinks.map(({ kind }) => `sink: ${kind}`),
      ...groups.map(({ processor }) => `processor: ${processor.kind}`),
      ...sources.map(({ selector }) => `selector: ${selector.kind}`),
      groups.length === 0 ? "no group" : "",
      sources.length > 1 ? "several sources" : "",
      channels.length > 1 ? "several channels" : "",
    ]),
    ...servers.flatMap(({ client, arrivals, backlog }) => [
      `client: ${client.kind === "hdfs" ? "hdfs" : client.policy}`,
      `on failure: ${client.onFailure}`,
      `arrivals: ${arrivals.kind}`,
      `backlog: ${(backlog.events ?? backlog.bytes) ? "bounded" : "unlimited"}`,
    ]),
  ];
}

function endsOf({ ledgers }: Recording): string[] {
  return ledgers.flatMap(({ delivered, held, waiting, dropped, lost, copies }) =>
    Object.entries({ delivered, held, waiting, dropped, lost, copies })
      .filter(([, events]) => events > 0)
      .map(([name]) => `events: ${name}`),
  );
}
