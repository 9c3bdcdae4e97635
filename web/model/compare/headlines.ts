/**
 * The numbers that two runs are compared by: those of the verdict, the layers and the latencies, each with its direction.
 *
 * Not those of src/experiment/headlines.ts, which are addresses in fixed units for means over many seeds, in every run of
 * a scenario the same ones. These are of two runs that need not have the same layers, in words of the reader's language,
 * exact in ticks, and with what the ledgers and the verdict say besides (objectives met, waiting, time-outs, first refusal).
 * Both read Findings; what both have is held to be the same number by test/web/compare-model.test.ts.
 */
import type { Findings, LayerFinding } from "../../../src/analysis/findings.js";
import { say } from "../../text/say.js";

export interface Headline {
  /** The same in every run that has it. */
  readonly id: string;
  readonly name: string;
  readonly form: "count" | "share" | "bytes" | "ticks" | "clock";
  /** Undefined: it did not happen, or there is nothing to measure. */
  readonly value: number | undefined;
  /** Which of two values is better; `none`: it only differs. */
  readonly better: "less" | "more" | "none";
  /** What it means that there is no value. */
  readonly missing: "best" | "worst" | "unknown";
}

export function headlines(findings: Findings): Headline[] {
  return [
    ...ofVerdict(findings),
    ...ofLedgers(findings),
    ...ofRecovery(findings),
    ...findings.layers.flatMap(ofLayer),
    ...ofLatencies(findings),
  ];
}

function ofVerdict({ verdict, mishaps, layers }: Findings): Headline[] {
  const moments = layers
    .flatMap(({ firstRejection, firstConnectionRefused }) => [
      firstRejection,
      firstConnectionRefused,
    ])
    .flatMap((moment) => (moment === undefined ? [] : [moment.atTicks]));
  return [
    number("objectives-met", say("objectives met"), met(verdict), "more"),
    number("rejections", say("calls rejected"), mishaps.rejections, "less"),
    number("connection-refusals", say("connections refused"), mishaps.connectionRefusals, "less"),
    {
      ...number(
        "first-refusal",
        say("first refusal"),
        moments.length === 0 ? undefined : Math.min(...moments),
        "more",
      ),
      form: "clock",
      missing: "best",
    },
    number("timeouts", say("calls timed out"), mishaps.timeouts, "less"),
    number("broken-calls", say("calls broken off"), mishaps.brokenCalls, "less"),
    number("failed-writes", say("writes to the storage that failed"), mishaps.failedWrites, "less"),
    number("duplicates", say("delivered more than once"), mishaps.duplicates, "less"),
  ];
}

function met({ objectives }: Findings["verdict"]): number {
  return objectives.filter(({ isMet }) => isMet === true).length;
}

/** Events over all destinations. */
function ofLedgers({ ledgers }: Findings): Headline[] {
  const sum = (key: "generated" | "delivered" | "held" | "waiting" | "dropped" | "lost"): number =>
    ledgers.reduce((total, ledger) => total + ledger[key], 0);
  return [
    number("generated", say("events offered"), sum("generated"), "none"),
    number("delivered", say("events delivered"), sum("delivered"), "more"),
    number("held", say("events held by agents at the end"), sum("held"), "less"),
    number("waiting", say("events waiting at servers at the end"), sum("waiting"), "less"),
    number("dropped", say("events dropped"), sum("dropped"), "less"),
    number("lost", say("events lost"), sum("lost"), "less"),
  ];
}

/** After the last fault. */
function ofRecovery({ recoveries }: Findings): Headline[] {
  const last = recoveries.at(-1);
  if (last === undefined) return [];
  const after = last.drainedAtTicks === undefined ? undefined : last.drainedAtTicks - last.endTicks;
  const drained = number("drained", say("backlog gone, after the last fault"), after, "less");
  return [{ ...drained, form: "ticks", missing: "worst" }];
}

function ofLayer({ layer, kind, peak, blockedShare }: LayerFinding): Headline[] {
  if (kind === "storage") return [];
  const held = {
    ...number(
      `held-up ${layer}`,
      say("{layer} held up, of its time", { layer }),
      blockedShare,
      "less",
    ),
    form: "share" as const,
  };
  if (kind === "tier") {
    const fill = number(
      `peak ${layer}`,
      say("{layer}, fullest channel ever", { layer }),
      peak?.share,
      "less",
    );
    return [{ ...fill, form: "share" }, held];
  }
  const backlog = number(
    `peak ${layer}`,
    say("{layer}, largest backlog of a server", { layer }),
    peak?.bytes,
    "less",
  );
  return [{ ...backlog, form: "bytes" }, held];
}

/** What is not delivered counts with its age at the end. */
function ofLatencies({ latencies }: Findings): Headline[] {
  return latencies.flatMap(({ destination, quantiles }) =>
    quantiles.map(({ share, withWaiting }): Headline => {
      const quantile = `p${String(Math.round(share * 1000) / 10)}`;
      const name = say("latency to {destination}, {quantile}", { destination, quantile });
      return {
        ...number(`latency ${destination} ${quantile}`, name, withWaiting, "less"),
        form: "ticks",
      };
    }),
  );
}

function number(
  id: string,
  name: string,
  value: number | undefined,
  better: Headline["better"],
): Headline {
  return { id, name, form: "count", value, better, missing: "unknown" };
}
