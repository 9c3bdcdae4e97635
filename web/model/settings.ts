/** What a node is set to, every default filled in: paths and values, as `fanin check --expand` names them. */
import type { GraphNode } from "./graph.js";
import type { RunModel } from "./run-model.js";

export type Setting = readonly [path: string, value: string];

export function settingsOf({ recording }: RunModel, node: GraphNode): Setting[] {
  const { servers, tiers, storages } = recording.scenario;
  if (node.kind === "server") return flat(servers.find(({ name }) => name === node.layer));
  if (node.kind === "storage") return flat(storages.find(({ name }) => name === node.layer));
  const tier = tiers.find(({ name }) => name === node.layer);
  return flat(tier?.templates[tier.agents[node.member]?.template ?? 0]);
}

function flat(value: unknown, path = ""): Setting[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== "object") return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => {
    const isIndex = Array.isArray(value);
    const at = isIndex ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    return flat(inner, at);
  });
}
