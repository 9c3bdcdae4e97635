/** Checks on who sends to whom: cycles, and what nobody reaches. */
import type { Compiled } from "../compile/scenario.js";
import { entryOf } from "../document/node.js";
import type { ProblemList, Where } from "../problem-list.js";
import type { Link } from "../types/scenario.js";

export function checkTopology(compiled: Compiled, problems: ProblemList): void {
  const { graph, tiers } = compiled;
  if (graph.cycle.length > 0) {
    problems.error("tier-cycle", nodeOfTier(compiled, graph.cycle[0]!), {
      expected: "tiers that send on, never back",
      found: graph.cycle.join(" -> "),
      fix: "let one of them send to a storage, or to a tier beyond the others",
    });
  }
  if (!compiled.isWhole) return;
  if (compiled.groups.length === 0) {
    problems.error("key-missing", compiled.block.written.get("servers")!, {
      expected: "at least one server group",
      found: "none",
      fix: "write one under `servers`",
    });
    return;
  }
  for (const { tier } of tiers) {
    if (graph.fedBy.get(tier.name)!.size > 0) continue;
    problems.error("tier-unreachable", nodeOfTier(compiled, tier.name), {
      expected: "a server group or a tier that sends here",
      found: "none whose events come from servers",
      fix: `name \`${tier.name}\` in a \`to\`, or remove it`,
    });
  }
  checkStorages(compiled, problems);
  checkLinks(compiled, problems);
}

function checkStorages(compiled: Compiled, problems: ProblemList): void {
  const written = new Set<string>();
  for (const { group } of compiled.groups) {
    if (group.client.kind === "hdfs") written.add(group.client.storage);
  }
  for (const { tier } of compiled.tiers) {
    for (const { sinks } of tier.templates) {
      for (const sink of sinks) if (sink.kind === "hdfs") written.add(sink.storage);
    }
  }
  for (const { name } of compiled.storages) {
    if (written.has(name)) continue;
    const storage = compiled.block.written.get("storage")!;
    const where = storage.kind === "map" ? entryOf(storage, name)!.value : storage;
    problems.warning("storage-unused", where, {
      expected: "a sink or a server that writes here",
      found: "none",
      fix: `name \`${name}\` in a \`to\`, or remove it`,
    });
  }
}

/** A link between ends of which neither sends to the other changes nothing. */
function checkLinks(compiled: Compiled, problems: ProblemList): void {
  const node = compiled.block.written.get("links");
  const links = compiled.scenario?.network.links ?? [];
  if (node?.kind !== "list") return;
  const pairs = pairsOf(compiled);
  links.forEach((link, i) => {
    if (isUsed(link, pairs)) return;
    problems.warning("link-unused", node.items[i]!, {
      expected: "two ends of which one sends to the other",
      found: `${link.from.name} and ${link.to.name}`,
      fix: "name ends that are joined, or remove the link",
    });
  });
}

/** Names of ends that talk: sender, then receiver. */
function pairsOf({ groups, tiers, graph }: Compiled): [string, string][] {
  const pairs: [string, string][] = [];
  for (const { group } of groups) {
    const { client } = group;
    if (client.kind === "hdfs") pairs.push([group.name, client.storage]);
    else for (const { tier } of client.to.agents) pairs.push([group.name, tier]);
  }
  for (const { tier } of tiers) {
    for (const target of graph.next.get(tier.name)!) pairs.push([tier.name, target]);
    for (const { sinks } of tier.templates) {
      for (const sink of sinks) if (sink.kind === "hdfs") pairs.push([tier.name, sink.storage]);
    }
  }
  return pairs;
}

function isUsed({ from, to }: Link, pairs: readonly [string, string][]): boolean {
  return pairs.some(
    ([a, b]) => (a === from.name && b === to.name) || (a === to.name && b === from.name),
  );
}

function nodeOfTier(compiled: Compiled, name: string): Where {
  const found = compiled.tiers.find(({ tier }) => tier.name === name);
  return found?.roster.node ?? compiled.block.node;
}
