/** What faults can do to the single parts of a run: to a source, a channel or a sink of an agent, and to a web server. */
import type { Condition } from "../model/condition.js";
import type { FaultTarget } from "../scenario/types/faults.js";
import type { WebServer } from "../traffic/web-server.js";
import type { AgentSlot } from "./agent-slot.js";
import { placeOf, type FaultyPlace } from "./faults.js";

/** A part that is nothing but its condition. */
export function conditionPlace(condition: Condition): FaultyPlace {
  return placeOf({
    setDown: (isDown) => {
      condition.isDown = isDown;
    },
    setHung: (isHung) => {
      if (isHung) condition.hang();
      else condition.answerAgain();
    },
    setSlow: (factor) => {
      condition.slowFactor = factor;
    },
  });
}

/** A source, channel or sink of an agent; it outlasts the agent's lives. */
export function componentPlace(
  slot: AgentSlot,
  { part, name }: Extract<FaultTarget, { kind: "component" }>,
): FaultyPlace {
  const { template, sources, channelConditions, sinks } = slot.place;
  const isNamed = (settings: { readonly name: string }): boolean => settings.name === name;
  switch (part) {
    case "source":
      return sourcePlace(slot, template.sources.findIndex(isNamed), sources);
    case "channel":
      return channelPlace(slot, channelConditions[template.channels.findIndex(isNamed)]!);
    case "sink":
      return conditionPlace(sinks[template.sinks.findIndex(isNamed)]!.condition);
  }
}

/** A port that is closed breaks the connections that there are. */
function sourcePlace(
  slot: AgentSlot,
  index: number,
  sources: AgentSlot["place"]["sources"],
): FaultyPlace {
  const { condition } = sources[index]!;
  return placeOf({
    ...conditionPlace(condition),
    setDown: (isDown) => {
      condition.isDown = isDown;
      if (isDown) slot.source(index)?.breakConnections(false);
    },
    setSlow: (factor) => {
      const before = condition.slowFactor;
      condition.slowFactor = factor;
      slot.source(index)?.onPaceChanged(before);
    },
  });
}

/** The sources that put into a channel do its processor work. */
function channelPlace(slot: AgentSlot, condition: Condition): FaultyPlace {
  return placeOf({
    ...conditionPlace(condition),
    setSlow: (factor) => {
      condition.slowFactor = factor;
      slot.refreshPutCosts();
    },
  });
}

/** A web server, and what kills its process and starts it anew. */
export function serverPlace(
  server: WebServer,
  process: { readonly kill: () => void; readonly restart: () => void },
): FaultyPlace {
  return placeOf({
    ...conditionPlace(server.condition),
    setHung: (isHung) => {
      if (isHung) server.stop();
      else server.continue();
    },
    setCrashed: (isCrashed) => {
      if (isCrashed) process.kill();
      else process.restart();
    },
  });
}
