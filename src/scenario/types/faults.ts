/**
 * Faults: what goes wrong, where and when.
 *
 * `down`: refuses (nobody listens, or calls fail at once). `hang`: accepts and never answers. `slow`:
 * everything takes `factor` times as long. `crash`: the process dies, volatile state is lost, and it is
 * started again at the end of the window. `partition`: packets of a link, or of all links of an agent or a
 * server, vanish until it heals. `safe-mode`: the NameNode answers, and changes nothing. `start`: an agent that
 * was late starts at `fromTicks`. What each means for each part is in the published table.
 */
export type FaultKind = "down" | "hang" | "slow" | "crash" | "partition" | "safe-mode" | "start";

export interface Fault {
  readonly kind: FaultKind;
  /** As written in the file: `tier2[1]`, `hadoop`, `tier1->tier2`. */
  readonly on: string;
  readonly targets: readonly FaultTarget[];
  readonly fromTicks: number;
  readonly toTicks: number; // END_OF_TIME: until the end of the run
  readonly factor: number; // slow only; 1 otherwise
}

export type FaultTarget =
  | { readonly kind: "servers"; readonly group: string; readonly server: number }
  | { readonly kind: "agent"; readonly tier: string; readonly agent: number }
  | {
      readonly kind: "component";
      readonly tier: string;
      readonly agent: number;
      readonly part: "source" | "channel" | "sink";
      readonly name: string;
    }
  | { readonly kind: "storage"; readonly storage: string }
  | { readonly kind: "namenode"; readonly storage: string }
  | { readonly kind: "datanode"; readonly storage: string; readonly index: number }
  /** A link between two ends; an end is a server group, a tier or one agent of a tier, or a storage. */
  | { readonly kind: "link"; readonly from: LinkEnd; readonly to: LinkEnd };

export interface LinkEnd {
  readonly name: string; // of a server group, tier or storage
  readonly index: number | undefined; // of one agent or server; undefined: all
}
