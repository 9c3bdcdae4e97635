/**
 * The axis of values: linear, or symmetrical-logarithmic (Webber, 2013) where small and large values are to be seen at
 * once. A symlog axis is linear about zero, so zero and differences of either sign have their place on it.
 */
import { scaleLinear, scaleSymlog } from "d3-scale";
import { formatValue, valueTicks, type Tick, type ValueForm } from "./ticks.js";

export const VALUE_SCALES = ["linear", "symlog"] as const;
export type ValueScale = (typeof VALUE_SCALES)[number];

export interface ValueAxis {
  readonly ticks: readonly Tick[];
  /** [px] above the lower end of the axis; NaN of NaN. */
  up(value: number): number;
}

export interface ValueAxisWish {
  readonly range: readonly [number, number];
  readonly form: ValueForm;
  readonly scale: ValueScale;
  readonly height: number; // px
}

const LINEAR_TICK_APART = 34;
const SYMLOG_TICK_APART = 17;
/** Up to about here a symlog axis is linear: a per cent, one event, a tenth of a second. */
const SMALL: Readonly<Record<ValueForm, number>> = { share: 0.01, count: 1, number: 0.1 };

export function valueAxis({ range, form, scale, height }: ValueAxisWish): ValueAxis {
  const isSymlog = scale === "symlog";
  const to = [0, height];
  const place = isSymlog ? scaleSymlog(range, to).constant(SMALL[form]) : scaleLinear(range, to);
  // A scale makes undefined of NaN.
  const up = (value: number): number => (Number.isNaN(value) ? NaN : place(value));
  const ticks = isSymlog
    ? decades(range, form, up)
    : valueTicks(range, Math.max(1, height / LINEAR_TICK_APART), form);
  return { ticks, up };
}

/** Zero and powers of ten, as many as have room: every decade, every second, … */
function decades(
  [bottom, top]: readonly [number, number],
  form: ValueForm,
  up: (value: number) => number,
): readonly Tick[] {
  const largest = Math.max(top, -bottom);
  const powers: number[] = [];
  // Rounded, because 0.1 · 10 · 10 … is not a power of ten for ever.
  for (let power = SMALL[form]; power <= largest * 1.000_001; power *= 10) {
    powers.push(Number(power.toPrecision(12)));
  }
  const apart = (a: number, b: number): boolean => Math.abs(up(a) - up(b)) >= SYMLOG_TICK_APART;
  const last = powers.at(-1) ?? 0;
  let every = 1;
  while (every < powers.length && !apart(last, powers.at(-1 - every)!)) every++;
  // The largest one stays, whichever are left out.
  const kept = powers.filter((at, i) => (powers.length - 1 - i) % every === 0 && apart(at, 0));
  return [...kept.map((at) => -at).reverse(), 0, ...kept]
    .filter((at) => at >= bottom * 1.000_001 && at <= top * 1.000_001)
    .map((at) => ({ at, text: formatValue(at, form) }));
}
