/** Values of flags: read, or a UsageError that says what was expected and what was found. */
import { readQuantity } from "../units/quantity.js";
import { UsageError, type Arguments } from "./arguments.js";

/** @returns undefined when the flag is not there */
export function wholeFlag(args: Arguments, flag: string, least: number): number | undefined {
  const text = args.value(flag);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(
    `--${flag}: expected a whole number from ${String(least)} on, found ${text}`,
  );
}

/** [ticks] above 0 */
export function durationFlag(args: Arguments, flag: string): number | undefined {
  const text = args.value(flag);
  if (text === undefined) return undefined;
  const reading = readQuantity(text, "duration");
  if (reading.isRead && reading.value > 0) return Math.round(reading.value);
  throw new UsageError(
    `--${flag}: expected a duration above 0 with its unit, such as 40 min, found ${text}`,
  );
}

/** A share above 0 and at most 1: `5 %`, `0.05`. */
export function shareFlag(args: Arguments, flag: string, example: string): number | undefined {
  const text = args.value(flag);
  if (text === undefined) return undefined;
  const reading = readQuantity(text, "fraction");
  if (reading.isRead && reading.value > 0 && reading.value <= 1) return reading.value;
  throw new UsageError(
    `--${flag}: expected a share above 0 and up to 100 %, such as ${example}, found ${text}`,
  );
}

/** Flags that say something only beside another. */
export function assertBeside(args: Arguments, flags: readonly string[], other: string): void {
  for (const flag of flags) {
    const isThere =
      args.has(flag) || args.value(flag) !== undefined || args.values(flag).length > 0;
    if (isThere) throw new UsageError(`--${flag} goes with ${other}, which is not there`);
  }
}

/** Flags that do not go together. */
export function assertWithout(args: Arguments, flags: readonly string[], other: string): void {
  for (const flag of flags) {
    const isThere =
      args.has(flag) || args.value(flag) !== undefined || args.values(flag).length > 0;
    if (isThere) throw new UsageError(`--${flag} does not go with ${other}; leave one of them out`);
  }
}
