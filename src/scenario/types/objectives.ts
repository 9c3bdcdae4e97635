/** Objectives: what a run must show to be called met. */

/** Things that may be asked never to happen. `refusals` is rejections and refused connections together. */
export type Mishap =
  "loss" | "drops" | "refusals" | "rejections" | "connection-refusals" | "timeouts" | "duplicates";

export type Objective =
  | { readonly kind: "no"; readonly what: Mishap; readonly text: string }
  /** The largest backlog of any one server of the group (undefined: of any group). */
  | {
      readonly kind: "backlog";
      readonly group: string | undefined;
      readonly under: {
        readonly unit: "bytes" | "events" | "ticks-of-load";
        readonly value: number;
      };
      readonly text: string;
    }
  | {
      readonly kind: "fill";
      readonly tier: string | undefined;
      readonly underFraction: number;
      readonly text: string;
    }
  | {
      readonly kind: "latency";
      readonly quantile: number;
      readonly underTicks: number;
      readonly text: string;
    }
  /** Share of the servers' time spent blocked or waiting to retry, over the run. */
  | {
      readonly kind: "blocked";
      readonly group: string | undefined;
      readonly underFraction: number;
      readonly text: string;
    }
  /** Drained (design: backlog and oldest age back below their 99th percentile before the fault, for 60 s). */
  | {
      readonly kind: "drained";
      readonly withinTicks: number;
      readonly after: string;
      readonly text: string;
    };
