/** Amounts by reason, and how they add up. */
import type { FluidAllowance, FluidReason } from "../course.js";

export type Reasons = Partial<Record<FluidReason, number>>;

export function named(name: string, reasons: Reasons): FluidAllowance {
  const entries = Object.entries(reasons) as [FluidReason, number][];
  return {
    name,
    reasons: entries.filter(([, amount]) => amount > 0).map(([why, amount]) => ({ why, amount })),
  };
}

export function plus(a: Reasons, b: Reasons): Reasons {
  const all: Reasons = { ...a };
  for (const [why, amount] of Object.entries(b) as [FluidReason, number][]) {
    all[why] = (all[why] ?? 0) + amount;
  }
  return all;
}

/** The larger amount of each reason. */
export function atLeast(a: Reasons, b: Reasons): Reasons {
  const all: Reasons = { ...a };
  for (const [why, amount] of Object.entries(b) as [FluidReason, number][]) {
    all[why] = Math.max(all[why] ?? 0, amount);
  }
  return all;
}

export function scaled(reasons: Reasons, factor: number): Reasons {
  const entries = Object.entries(reasons) as [FluidReason, number][];
  return Object.fromEntries(entries.map(([why, amount]) => [why, amount * factor]));
}

export function amountOf(reasons: Reasons): number {
  return Object.values(reasons).reduce((sum, amount) => sum + amount, 0);
}

export function largest(a: Reasons, b: Reasons): Reasons {
  return amountOf(b) > amountOf(a) ? b : a;
}
