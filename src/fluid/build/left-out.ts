/** What a scenario has that its fluid does not: said with every course, so that nobody takes it for more. */
import type { Source } from "../../scenario/types/agents.js";
import type { Scenario } from "../../scenario/types/scenario.js";

/** @returns for people; empty: nothing */
export function leftOutOf({ faults, network, servers, tiers, storages }: Scenario): string[] {
  const leftOut: string[] = [];
  const add = (isSo: boolean, what: string): void => {
    if (isSo) leftOut.push(what);
  };
  const on = (kind: string): boolean =>
    faults.some(({ targets }) => targets.some((each) => each.kind === kind));
  add(on("datanode"), "faults of single DataNodes");
  add(on("namenode"), "open files that go on while the NameNode is away: here nothing is written");
  add(
    faults.some(({ kind }) => kind === "safe-mode"),
    "open blocks that go on in safe mode: here nothing is written",
  );
  add(
    network.links.some(({ bytesPerSecond }) => bytesPerSecond !== undefined),
    "the bandwidth of links",
  );
  add(
    servers.some(({ arrivals }) => arrivals.kind === "mmpp"),
    "bursts of arrivals: the fluid has their mean",
  );
  add(
    tiers.some(({ templates }) =>
      templates.some(({ channels }) => channels.some(({ kind }) => kind === "spillable")),
    ),
    "that puts wait `overflowTimeout` for memory before a spillable channel overflows, and the time of its disk: it holds nobody up before both parts are full",
  );
  add(
    tiers.some(({ templates }) => templates.some(({ sources }) => sources.some(hasOptional))),
    "the keep-alive for which a batch waits at an optional channel that is full",
  );
  add(
    tiers.some(({ templates }) => templates.some(({ channels }) => channels.length > 1)) &&
      new Set(servers.map(({ header }) => JSON.stringify(header?.shares))).size > 1,
    "changes of the mix of header values: the fluid has the mean mix of the run",
  );
  add(
    storages.length > 0 && servers.some(({ client }) => client.kind === "hdfs"),
    "transfer threads of DataNodes, and files that are opened and rolled",
  );
  return leftOut;
}

function hasOptional({ selector }: Source): boolean {
  return selector.optional.length > 0;
}
