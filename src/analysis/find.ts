/** Recording → Findings: composes what the other files of this folder work out. */
import { quantile } from "../record/latency-sketch.js";
import type { Recording } from "../record/recording.js";
import { findBottlenecks } from "./bottleneck.js";
import { linkCauses } from "./causes.js";
import { outsideRecordings } from "./envelope.js";
import {
  FINDINGS_FORMAT,
  type Findings,
  type LatencyFinding,
  type LedgerFinding,
  type Mishaps,
} from "./findings.js";
import { judgedEpisodes, layerFindings } from "./layers.js";
import { judge } from "./objectives.js";
import { findRecoveries } from "./recovery.js";
import { openSteps } from "./steps.js";
import { storageFindings } from "./storages.js";
import { RecordingView } from "./view.js";

const SHARES = [0.5, 0.9, 0.95, 0.99, 0.999];

/** What a recording means. Pure: equal recordings give equal findings. */
export function findings(recording: Recording): Findings {
  const view = new RecordingView(recording);
  const { scenario, seed, digest, end } = recording;
  const recoveries = findRecoveries(view);
  const mishaps = countMishaps(view);
  const layers = layerFindings(view, recoveries);
  const objectives = judge(view, { mishaps, layers, recoveries });
  return {
    format: FINDINGS_FORMAT,
    scenario: { name: scenario.name, about: scenario.about },
    seed,
    digest,
    end: { kind: end.kind, atTicks: end.atTicks, notices: end.notices },
    verdict: {
      isMet: objectives.every(({ isMet }) => isMet === true),
      isWhole: end.kind === "finished",
      objectives,
    },
    mishaps,
    layers,
    storages: storageFindings(view),
    steps: linkCauses(scenario, openSteps(view)),
    bottlenecks: findBottlenecks(view),
    recoveries,
    ledgers: recording.ledgers.map(withoutParts),
    latencies: recording.latencies.map(quantiles),
    outsideRecordings: outsideRecordings(recording),
  };
}

function countMishaps(view: RecordingView): Mishaps {
  const episodes = judgedEpisodes(view);
  const count = (kind: string): number =>
    episodes.filter((episode) => episode.kind === kind).reduce((sum, each) => sum + each.count, 0);
  const { ledgers } = view.recording;
  return {
    lostEvents: ledgers.reduce((sum, { lost }) => sum + lost, 0),
    droppedEvents: ledgers.reduce((sum, { dropped }) => sum + dropped, 0),
    rejections: count("call-rejected"),
    connectionRefusals: count("connection-refused"),
    timeouts: count("call-timed-out"),
    brokenCalls: count("call-broken"),
    failedWrites: count("write-failed"),
    duplicates: ledgers.reduce((sum, { copies }) => sum + copies, 0),
  };
}

function withoutParts(ledger: Recording["ledgers"][number]): LedgerFinding {
  const { droppedBy: _droppedBy, lostBy: _lostBy, ...rest } = ledger;
  return rest;
}

function quantiles({
  destination,
  delivered,
  withWaiting,
}: Recording["latencies"][number]): LatencyFinding {
  return {
    destination,
    quantiles: SHARES.map((share) => ({
      share,
      delivered: quantile(delivered, share),
      withWaiting: quantile(withWaiting, share),
    })),
  };
}
