/**
 * How a reader wants sizes and times: kB or KiB, time since the start or the clock on the wall. Kept in the browser.
 * Whoever changes a choice has the page drawn again.
 */
export const UNITS = ["SI", "IEC"] as const;
export const TIMES = ["relative", "wall"] as const;

export interface Choices {
  /** Of bytes: powers of 1000 (kB) or of 1024 (KiB). */
  readonly units: (typeof UNITS)[number];
  /** `t+00:15:22`, or `18:15:22 +01:00` where the scenario says when it begins. */
  readonly times: (typeof TIMES)[number];
}

const KEYS = { units: "fanin-units", times: "fanin-times" } as const;

let chosen: Choices = { units: stored("units", UNITS), times: stored("times", TIMES) };

export function choices(): Choices {
  return chosen;
}

export function choose(change: Partial<Choices>): void {
  chosen = { ...chosen, ...change };
  try {
    for (const [name, value] of Object.entries(change)) {
      localStorage.setItem(KEYS[name as keyof Choices], value);
    }
  } catch {
    // Without storage a choice lasts as long as the page.
  }
}

/** @returns the first of all where none was stored, or there is no storage */
function stored<T extends string>(name: keyof Choices, all: readonly [T, ...T[]]): T {
  try {
    const found = localStorage.getItem(KEYS[name]);
    return all.find((each) => each === found) ?? all[0];
  } catch {
    return all[0];
  }
}
