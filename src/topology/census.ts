/** The census of a run: which events are where at this moment. */
import type { CohortQueue } from "../model/cohorts.js";
import type { Topology } from "./topology.js";

/** Who is visited. */
export interface CensusTaker {
  /** Events that wait at their server. */
  waiting(events: CohortQueue): void;
  /** Events in a channel, or taken from it. @param channel the channel's part */
  held(events: CohortQueue, channel: number): void;
  /** Events in a request that only the server still has. @param source the source's part */
  requested(events: CohortQueue, source: number): void;
}

export function takeCensus(topology: Topology, taker: CensusTaker): void {
  for (const { servers } of topology.groups) {
    for (const server of servers) {
      server.forEachWaiting((events) => {
        taker.waiting(events);
      });
    }
  }
  for (const { agents } of topology.tiers) {
    for (const slot of agents) slot.forEachHeld((events, channel) => taker.held(events, channel));
  }
  topology.calls.forEachOwned((call) => {
    taker.requested(call.batch, call.server.part);
  });
}
