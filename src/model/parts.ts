/**
 * The register of a run's parts: everything that a counter, an incident or an address can name. A part is
 * a place and outlasts the lives of the component that stands there.
 */

export type PartKind =
  | "servers" // a group of web servers
  | "server"
  | "agent"
  | "source"
  | "channel"
  | "sink"
  | "group"
  | "storage"
  | "namenode"
  | "datanode";

export interface Part {
  readonly index: number;
  readonly kind: PartKind;
  /** As in the address grammar: `tier1[3].channel`, `tier1[3].sinks.k1`, `web[17]`, `hadoop`. */
  readonly address: string;
  /** Server group, tier or storage. */
  readonly layer: string;
  /** Index of the agent or server within its layer; −1 for a whole layer. */
  readonly member: number;
  /** The component's own name; empty for layers, agents and servers. */
  readonly name: string;
}

export class Parts {
  readonly all: Part[] = [];

  add(kind: PartKind, address: string, layer: string, member: number, name: string): Part {
    const part = { index: this.all.length, kind, address, layer, member, name };
    this.all.push(part);
    return part;
  }
}

/** Address of a component: a component that bears its kind as its name needs no further name. */
export function componentAddress(
  agent: string,
  kind: "source" | "channel" | "sink",
  name: string,
): string {
  return name === kind ? `${agent}.${kind}` : `${agent}.${kind}s.${name}`;
}
