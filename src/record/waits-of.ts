/** Who waits for whom at the end of a run. */
import { BACKING_OFF, BLOCKED, type Activity } from "../model/activity.js";
import type { Topology } from "../topology/topology.js";
import type { WaitRecord } from "./recording.js";

const MOST_WAITS = 20;

export function waitsOf(topology: Topology): WaitRecord[] {
  const waits: WaitRecord[] = [];
  const add = (part: number, activity: Activity, events: number, whom: string): void => {
    const isWaiting = activity.state === BLOCKED || activity.state === BACKING_OFF;
    if (!isWaiting || events === 0) return;
    const who = topology.parts.all[part]!.address;
    const doing = activity.state === BLOCKED ? "hands over" : "rests before it tries again with";
    const what = `${doing} ${String(events)} events`;
    waits.push({ who, what, whom, sinceTicks: activity.since });
  };
  for (const { servers, group } of topology.groups) {
    const to = group.client.kind === "hdfs" ? group.client.storage : "an agent";
    for (const server of servers) add(server.part, server.activity, server.waitingEvents, to);
  }
  for (const { agents } of topology.tiers) {
    for (const slot of agents) {
      slot.place.sinks.forEach(({ target, part }, i) => {
        const sink = slot.sink(i);
        const to = target === undefined ? -1 : target.address.part;
        const whom = to < 0 ? "its destination" : topology.parts.all[to]!.address;
        if (sink !== undefined) add(part, sink.activity, sink.channel.storedEvents, whom);
      });
    }
  }
  return waits.sort((a, b) => a.sinceTicks - b.sinceTicks).slice(0, MOST_WAITS);
}
