/** A group of web servers as the file writes it → the contract's ServerGroup. */
import { describeNode, quote } from "../../document/describe.js";
import type { Reading } from "../../read/reading.js";
import type { Arrivals, Header, ServerGroup, Skew } from "../../types/servers.js";
import type { ServerBlock, ServerContext } from "./context.js";
import { compileClient, type CompiledClient } from "./client.js";
import { compileProfile, type CompiledProfile } from "./profile.js";
import { weightsFor } from "./weights.js";

type ServerValues = ServerBlock["values"];

export interface CompiledServers {
  readonly group: ServerGroup;
  readonly block: ServerBlock;
  readonly client: CompiledClient;
}

/** @returns the group, or `undefined` after at least one problem */
export function compileServers(
  name: string,
  block: ServerBlock,
  context: ServerContext,
): CompiledServers | undefined {
  const { problems } = context.reader;
  const { values } = block;
  const profile = compileProfile(values.profile, context.span, problems);
  const arrivals = arrivalsOf(values.arrivals, problems);
  const header = values.header === undefined ? "none" : headerOf(values.header, problems);
  const skew = skewOf(values, problems);
  const client = compileClient(block, context);
  const isComplete =
    profile !== undefined &&
    arrivals !== undefined &&
    header !== undefined &&
    skew !== undefined &&
    client !== undefined;
  if (!isComplete) return undefined;
  const ratePerSecond = rateOf(block, profile, context.reader);
  if (ratePerSecond === undefined) return undefined;
  const isSizedByTrace = profile.meanBytes !== undefined && !block.written.has("size");
  const group: ServerGroup = {
    name,
    count: values.count,
    beginTicks: values.begin,
    ratePerSecond,
    profile: profile.profile,
    sizeBytes: isSizedByTrace ? { kind: "constant", value: profile.meanBytes! } : values.size,
    arrivals,
    batchEvents: values.batch,
    header: header === "none" ? undefined : header,
    hasTimestampHeader: values.timestamp,
    skew,
    client: client.client,
    backlog: client.backlog,
  };
  return { group, block, client };
}

/** @returns [events/s] of one server at factor 1 */
function rateOf(
  block: ServerBlock,
  profile: CompiledProfile,
  { problems }: Reading,
): number | undefined {
  const { rate, peak, count } = block.values;
  const written = [block.written.get("rate"), block.written.get("peak")].filter(
    (node) => node !== undefined,
  );
  if (profile.groupRate !== undefined) {
    if (written.length === 0) return profile.groupRate / count;
    problems.error("keys-exclude", written[0]!, {
      expected: "no `rate` and no `peak` where a trace gives the load (`scale: keep`)",
      found: describeNode(written[0]!),
      fix: "remove it, or write `scale: to-mean`",
    });
    return undefined;
  }
  if (written.length === 2) {
    problems.error("keys-exclude", written[1]!, {
      expected: "one of `rate` and `peak`",
      found: "both",
      fix: "remove one of them",
    });
    return undefined;
  }
  if (rate !== undefined) return rate;
  if (peak === undefined) {
    problems.error(
      "key-missing",
      { ...block.node, path: `${block.node.path}.rate` },
      {
        expected: "`rate` (events/s of one server) or `peak`",
        found: "neither",
        fix: "write `rate`",
      },
    );
    return undefined;
  }
  if (profile.peakFactor > 0) return peak / profile.peakFactor;
  problems.error("out-of-range", block.written.get("peak")!, {
    expected: "a profile that is above 0 somewhere in the run",
    found: quote(profile.profile.name),
  });
  return undefined;
}

function arrivalsOf(
  value: ServerValues["arrivals"],
  problems: Reading["problems"],
): Arrivals | undefined {
  switch (value.type) {
    case "poisson":
      return { kind: "poisson" };
    case "periodic":
      return { kind: "periodic", ...value.block.values };
    case "mmpp": {
      const { burstFactor, burst, calm } = value.block.values;
      const calmFactor = (burst + calm - burstFactor * burst) / calm;
      if (calmFactor >= 0) {
        return {
          kind: "mmpp",
          burstFactor,
          calmFactor,
          burstMeanTicks: burst,
          calmMeanTicks: calm,
        };
      }
      const node = value.block.written.get("burstFactor")!;
      problems.error("out-of-range", node, {
        expected: `at most ${(burst + calm) / burst}, where bursts alone carry the whole load`,
        found: describeNode(node),
        fix: "lower it, or make bursts shorter or the time between them longer",
      });
      return undefined;
    }
  }
}

function headerOf(
  block: NonNullable<ServerValues["header"]>,
  problems: Reading["problems"],
): Header | undefined {
  const { name, values, by } = block.values;
  if (values.shape === "list") {
    const names = values.value.map((item) => item.value);
    const repeated = values.value.find(({ value }, i) => names.indexOf(value) !== i);
    if (repeated !== undefined) {
      problems.error("name-taken", repeated.node, {
        expected: "each value once",
        found: `${describeNode(repeated.node)} again`,
      });
      return undefined;
    }
    return { name, values: names, shares: names.map(() => 1 / names.length), by };
  }
  const weights = values.value.map((item) => item.value);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total > 0) {
    const shares = weights.map((weight) => weight / total);
    return { name, values: values.value.map((item) => item.name), shares, by };
  }
  problems.error("out-of-range", values.node, {
    expected: "at least one value with a share above 0",
    found: "none",
  });
  return undefined;
}

function skewOf(values: ServerValues, problems: Reading["problems"]): Skew | undefined {
  const { skew, count } = values;
  switch (skew.type) {
    case "even":
      return { kind: "even" };
    case "zipf":
      return { kind: "zipf", exponent: skew.block.values.exponent };
    case "lognormal":
      return { kind: "lognormal", sigma: skew.block.values.sigma };
    case "weights": {
      const weights = skew.block.values.weights.map((item) => item.value);
      const node = skew.block.written.get("weights")!;
      const checked = weightsFor(weights, count, "servers", node, problems);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return checked && { kind: "weights", weights: weights.map((w) => (w * count) / total) };
    }
  }
}
