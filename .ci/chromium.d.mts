/** @returns where a Chromium is; undefined: nowhere that is known */
export function findChromium(): string | undefined;
