/**
 * What a run takes of the browser's memory, before it begins: its samples, known exactly, and its model, by what
 * the parts of a model were measured to take.
 */
import { niceInterval } from "../../src/scenario/compile/record-plan.js";
import type { Scenario } from "../../src/scenario/types/scenario.js";
import { seriesCount } from "../../src/record/series-count.js";
import type { Need } from "./protocol.js";

/** Values of the samples that a page keeps without asking: 160 MB. */
export const MOST_CELLS = 20e6;
/** Below so many samples a picture of the run says little: then it is asked first. */
const LEAST_SAMPLES = 100;
/** Beyond this it is asked first: tabs end at 2 to 4 GB, and the page holds a copy of what it draws. */
export const MOST_BYTES = 1.5e9;
const BYTES_A_CELL = 8;

/** [bytes] heap of a model after 10 simulated seconds, by its parts: Node 20, 10,000 servers, 3,000 agents of one channel. */
const SERVER_BYTES = 6_000;
const AGENT_BYTES = 15_000;

/** @returns the scenario with samples so far apart that no more than MOST_CELLS values are kept */
export function withSamplesThatFit(scenario: Scenario): Scenario {
  const { durationTicks, record } = scenario;
  const most = Math.max(LEAST_SAMPLES, MOST_CELLS / seriesCount(scenario));
  if (durationTicks / record.everyTicks <= most) return scenario;
  return { ...scenario, record: { ...record, everyTicks: atLeast(durationTicks / most) } };
}

export function needOf(scenario: Scenario): Need {
  const { durationTicks, record } = scenario;
  const samples = durationTicks / record.everyTicks;
  const columns = seriesCount(scenario) * samples * BYTES_A_CELL;
  const servers = scenario.servers.reduce((sum, { count }) => sum + count, 0);
  const agents = scenario.tiers.reduce((sum, tier) => sum + tier.agents.length, 0);
  const bytes = columns + servers * SERVER_BYTES + agents * AGENT_BYTES;
  const coarser = atLeast(Math.max(durationTicks / LEAST_SAMPLES, 2 * record.everyTicks));
  const helps = columns > bytes / 2 && coarser < durationTicks / 10;
  return { bytes, everyTicks: record.everyTicks, coarserTicks: helps ? coarser : undefined };
}

/** A round interval that is no shorter. */
function atLeast(ticks: number): number {
  let every = niceInterval(ticks);
  while (every < ticks) every = niceInterval(every * 2.2);
  return every;
}
