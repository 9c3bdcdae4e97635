/** Freezes plain data to its last leaf. */

/** @returns the same value; objects that are frozen already are taken to be frozen below, too */
export function deepFreeze<T>(value: T): T {
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined || open.length > 0; next = open.pop()) {
    if (typeof next !== "object" || next === null || Object.isFrozen(next)) continue;
    Object.freeze(next);
    for (const member of Object.values(next)) {
      if (typeof member === "object" && member !== null) open.push(member);
    }
  }
  return value;
}
