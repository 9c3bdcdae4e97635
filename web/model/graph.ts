/** The nodes of a run in columns: server groups, tiers by level, storages; each with its parts of the recording. */
import type { PartRecord, Recording } from "../../src/record/recording.js";

export type NodeKind = "server" | "agent" | "storage";

export interface GraphNode {
  /** Index among all nodes: layers in the direction of the flow, members in their order. */
  readonly index: number;
  readonly address: string;
  readonly kind: NodeKind;
  readonly layer: string;
  readonly member: number;
  readonly part: number;
  /** Indices of its parts; empty for servers. */
  readonly sources: readonly number[];
  readonly channels: readonly number[];
  readonly sinks: readonly number[];
  /** Of a server: the agent or storage that it tries first. */
  readonly target: string | undefined;
}

export interface GraphLayer {
  readonly name: string;
  readonly kind: "servers" | "tier" | "storage";
  /** 0: servers, then tiers by level, storages last. */
  readonly column: number;
  readonly nodes: readonly GraphNode[];
}

export interface Graph {
  readonly layers: readonly GraphLayer[];
  readonly nodes: readonly GraphNode[];
  readonly byAddress: ReadonlyMap<string, GraphNode>;
}

type Parts = ReadonlyMap<string, readonly number[]>;

export function graphOf(recording: Recording): Graph {
  const parts = partsByPlace(recording.parts);
  const nodes: GraphNode[] = [];
  const add = (node: Omit<GraphNode, "index">): GraphNode => {
    const added = { ...node, index: nodes.length };
    nodes.push(added);
    return added;
  };
  const { servers, tiers, storages } = recording.scenario;
  const lastColumn = Math.max(0, ...tiers.map(({ level }) => level + 1)) + 1;
  const layers: GraphLayer[] = [
    ...servers.map(({ name }) => ({
      name,
      kind: "servers" as const,
      column: 0,
      nodes: members(parts, name, "server").map((part) => add(serverNode(recording, part))),
    })),
    ...tiers.map(({ name, level }) => ({
      name,
      kind: "tier" as const,
      column: level + 1,
      nodes: members(parts, name, "agent").map((part) => add(agentNode(recording, parts, part))),
    })),
    ...storages.map(({ name }) => ({
      name,
      kind: "storage" as const,
      column: lastColumn,
      nodes: members(parts, name, "storage").map((part) => add(storageNode(recording, part))),
    })),
  ];
  return { layers, nodes, byAddress: new Map(nodes.map((node) => [node.address, node])) };
}

/** Servers by the agent that they try first, in the order in which these are met; then by their number. */
export function blocksOf(layer: GraphLayer): readonly Block[] {
  const blocks = new Map<string, GraphNode[]>();
  for (const node of layer.nodes) {
    const target = node.target ?? "";
    const block = blocks.get(target);
    if (block === undefined) blocks.set(target, [node]);
    else block.push(node);
  }
  return [...blocks].map(([target, nodes]) => ({ target, nodes }));
}

/** Servers that try the same agent first. */
export interface Block {
  readonly target: string; // empty where it is not known
  readonly nodes: readonly GraphNode[];
}

function partsByPlace(parts: readonly PartRecord[]): Parts {
  const found = new Map<string, number[]>();
  parts.forEach(({ layer, member, kind }, i) => {
    for (const key of [`${layer}/${kind}`, `${layer}/${kind}/${String(member)}`]) {
      const known = found.get(key);
      if (known === undefined) found.set(key, [i]);
      else known.push(i);
    }
  });
  return found;
}

function members(parts: Parts, layer: string, kind: string): readonly number[] {
  return parts.get(`${layer}/${kind}`) ?? [];
}

function serverNode({ parts, scenario }: Recording, part: number): Omit<GraphNode, "index"> {
  const { address, layer, member, constants } = parts[part]!;
  const client = scenario.servers.find(({ name }) => name === layer)!.client;
  return { ...BARE, address, kind: "server", layer, member, part, target: targetOf() };

  function targetOf(): string | undefined {
    if (client.kind === "hdfs") return client.storage;
    const first = client.to.agents[constants["firstChoice"] ?? -1];
    if (first === undefined) return undefined;
    return scenario.tiers.find(({ name }) => name === first.tier)?.agents[first.agent]?.address;
  }
}

function agentNode(recording: Recording, parts: Parts, part: number): Omit<GraphNode, "index"> {
  const { address, layer, member } = recording.parts[part]!;
  const own = (kind: string): readonly number[] =>
    parts.get(`${layer}/${kind}/${String(member)}`) ?? [];
  const components = { sources: own("source"), channels: own("channel"), sinks: own("sink") };
  return { address, kind: "agent", layer, member, part, target: undefined, ...components };
}

function storageNode({ parts }: Recording, part: number): Omit<GraphNode, "index"> {
  const { address, layer } = parts[part]!;
  return { ...BARE, address, kind: "storage", layer, member: 0, part, target: undefined };
}

const BARE = { sources: [], channels: [], sinks: [] } as const;
