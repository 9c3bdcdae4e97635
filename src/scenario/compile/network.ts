/** The network: one latency between any two ends, and the links that differ. */
import { joinPath } from "../document/describe.js";
import type { DocNode } from "../document/node.js";
import type { ValueOf } from "../schema/field.js";
import { linkBlock, type networkBlock } from "../schema/scenario.js";
import type { Link, Network } from "../types/scenario.js";
import type { ProfileValue } from "../machine-profiles.js";
import type { Reading } from "../read/reading.js";
import { readQuantity } from "../../units/quantity.js";
import { linkEndOf, type TargetContext } from "./targets.js";

type NetworkBlock = ValueOf<typeof networkBlock>;
type LinkBlock = ValueOf<typeof linkBlock>;

/** @param standIn the latency of the scenario's machine profile */
export function compileNetwork(
  network: NetworkBlock,
  links: readonly DocNode[],
  standIn: ProfileValue,
  reader: Reading,
  context: TargetContext,
): Network {
  const latencyTicks = network.values.latency ?? defaultLatency(network, standIn, reader);
  const compiled = links.flatMap((node): Link[] => {
    const block = reader.read(linkBlock, node);
    if (block === undefined) return [];
    const { values } = block;
    const from = endOf(block, "from", context);
    const to = endOf(block, "to", context);
    if (from === undefined || to === undefined) return [];
    if (values.latency === undefined) {
      const text = "that of `network`";
      const path = joinPath(block.node.path, "latency");
      reader.logDefault(path, { text, source: "fanin", confidence: "high" });
    }
    return [
      { from, to, latencyTicks: values.latency ?? latencyTicks, bytesPerSecond: values.bandwidth },
    ];
  });
  return { latencyTicks, links: compiled };
}

function defaultLatency(network: NetworkBlock, standIn: ProfileValue, reader: Reading): number {
  const { text, origin: source, confidence } = standIn;
  reader.logDefault(joinPath(network.node.path, "latency"), { text, source, confidence });
  const reading = readQuantity(text, "duration");
  return reading.isRead ? reading.value : 0;
}

function endOf(
  block: LinkBlock,
  key: "from" | "to",
  context: TargetContext,
): ReturnType<typeof linkEndOf> {
  const address = block.values[key];
  const node = block.written.get(key)!;
  if (address.to === undefined) return linkEndOf(address.from, node, context);
  context.problems.error("address-of-other-kind", node, {
    expected: "one end of a link",
    found: "two, joined by `->`",
  });
  return undefined;
}
