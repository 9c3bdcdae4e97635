/** What the curves are made of: cases, each a few settings over the scenario, all run with the same seeds. */
import { amountText, readAmount } from "../../scenario/levels/amount.js";
import { exactQuantity } from "../../units/format.js";
import { TICKS_PER_SECOND } from "../../units/time.js";
import type { Fault } from "../../scenario/types/faults.js";
import type { Scenario } from "../../scenario/types/scenario.js";
import { capacitiesOf, sinkCountOf } from "../plan/choose.js";

export type Case =
  | { readonly part: "base"; readonly settings: readonly string[] }
  | { readonly part: "firsts"; readonly settings: readonly string[] }
  | {
      readonly part: "tolerable";
      readonly path: string;
      readonly current: string;
      readonly level: number;
      readonly settings: readonly string[];
    }
  | {
      readonly part: "recovery";
      readonly outageSeconds: number;
      readonly settings: readonly string[];
    }
  | { readonly part: "second"; readonly gapSeconds: number; readonly settings: readonly string[] }
  | {
      readonly part: "tornado";
      readonly path: string;
      readonly side: "lower" | "higher";
      readonly value: string;
      readonly settings: readonly string[];
    };

/** Whether it is asked of a case how long an outage it bears. */
export function isSearched({ part }: Case): boolean {
  return part === "firsts" || part === "tolerable";
}

export const TORNADO_STEP = 0.2;
const CAPACITY_FACTORS = [0.25, 0.5, 1, 1.5, 2];
const OUTAGE_FACTORS = [0.25, 0.5, 0.75, 1, 1.25, 1.5];
/** Gaps between two outages, in lengths of the outage. */
const GAP_FACTORS = [0.25, 0.5, 1, 1.5, 2, 3];

export function curveCases(scenario: Scenario, outage: Fault): Case[] {
  const lasting = `faults[0].for=${duration(scenario.durationTicks - outage.fromTicks)}`;
  return [
    { part: "base", settings: [] },
    { part: "firsts", settings: [lasting] },
    ...tolerableCases(scenario, lasting),
    ...recoveryCases(scenario, outage),
    ...secondCases(scenario, outage),
    ...tornadoCases(scenario, outage),
  ];
}

function tolerableCases(scenario: Scenario, lasting: string): Case[] {
  return scenario.tiers.flatMap((tier) =>
    capacitiesOf(tier).flatMap(({ path, capacity, least }) =>
      CAPACITY_FACTORS.map((factor): Case => {
        const level = Math.max(least, Math.round(capacity * factor));
        const settings = [lasting, `${path}=${String(level)}`];
        return { part: "tolerable", path, current: String(capacity), level, settings };
      }).filter(({ settings }, i, all) => {
        return all.findIndex((other) => other.settings[1] === settings[1]) === i;
      }),
    ),
  );
}

function recoveryCases(scenario: Scenario, outage: Fault): Case[] {
  return OUTAGE_FACTORS.map((factor): Case => {
    const ticks = Math.round((outage.toTicks - outage.fromTicks) * factor);
    const settings = outageOf(scenario, outage, ticks);
    return { part: "recovery", outageSeconds: ticks / TICKS_PER_SECOND, settings };
  });
}

/** A case with an outage of another length, in place of one that does not end. */
export function withOutage(
  { settings }: Case,
  scenario: Scenario,
  outage: Fault,
  seconds: number,
): string[] {
  const ticks = Math.round(seconds * TICKS_PER_SECOND);
  return [...settings, ...outageOf(scenario, outage, ticks)];
}

/** The run goes on as long after a longer outage as after the one of the file. */
function outageOf(
  { durationTicks }: Scenario,
  { fromTicks, toTicks }: Fault,
  ticks: number,
): string[] {
  const whole = durationTicks + Math.max(0, ticks - (toTicks - fromTicks));
  return [`faults[0].for=${duration(ticks)}`, `duration=${duration(whole)}`];
}

function secondCases({ durationTicks }: Scenario, { fromTicks, toTicks }: Fault): Case[] {
  const length = toTicks - fromTicks;
  return GAP_FACTORS.map((factor): Case => {
    const gap = Math.round(length * factor);
    const settings = [
      `faults[0].at=[${duration(fromTicks)}, ${duration(toTicks + gap)}]`,
      `duration=${duration(durationTicks + gap + length)}`,
    ];
    return { part: "second", gapSeconds: gap / TICKS_PER_SECOND, settings };
  });
}

function tornadoCases(scenario: Scenario, { fromTicks, toTicks }: Fault): Case[] {
  const inputs: (readonly [path: string, value: string])[] = [
    ...scenario.servers.flatMap(({ name, ratePerSecond, sizeBytes }) => [
      [`servers.${name}.rate`, `${String(ratePerSecond)} events/s`] as const,
      ...(sizeBytes.kind === "constant"
        ? [[`servers.${name}.size`, `${String(sizeBytes.value)} B`] as const]
        : []),
    ]),
    ["faults[0].for", `${String((toTicks - fromTicks) / TICKS_PER_SECOND)} s`],
    ...scenario.tiers.flatMap((tier) => [
      [`${tier.name}.agents`, String(tier.agents.length)] as const,
      ...capacitiesOf(tier).map(({ path, capacity }) => [path, String(capacity)] as const),
      ...sinkCountOf(tier).map((count) => [`${tier.name}.sinks.count`, String(count)] as const),
    ]),
  ];
  return inputs.flatMap(([path, text]) =>
    (["lower", "higher"] as const).map((side): Case => {
      const value = neighbour(text, side === "lower" ? -TORNADO_STEP : TORNADO_STEP);
      return { part: "tornado", path, side, value, settings: [`${path}=${value}`] };
    }),
  );
}

/** A fifth less or more; of whole numbers at least one, and never none. */
function neighbour(text: string, step: number): string {
  const { value, unit } = readAmount(text)!;
  if (unit !== "" || !Number.isInteger(value))
    return amountText({ value: value * (1 + step), unit });
  const change = Math.max(1, Math.round(value * Math.abs(step)));
  return String(step < 0 ? Math.max(1, value - change) : value + change);
}

function duration(ticks: number): string {
  return exactQuantity(ticks, "duration");
}
