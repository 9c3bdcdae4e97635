/** ISO 8601 times, read without the engine's Date: that one reads other texts in other engines. */

export interface IsoTime {
  /** [s] time of day where the offset holds, 0 to 86,399.999… */
  readonly secondsOfDay: number;
  /** [ms] since 1970-01-01T00:00:00Z */
  readonly epochMilliseconds: number;
}

const PATTERN =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)?(Z|([+-])(\d\d):?(\d\d))?$/i;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * @param needsOffset whether a time without `Z` or `+01:00` is refused; else it is taken as UTC
 * @returns `undefined` when it is no such time (or no such day: 2026-02-29)
 */
export function readIsoTime(text: string, needsOffset: boolean): IsoTime | undefined {
  const match = PATTERN.exec(text.trim());
  if (match === null || (needsOffset && match[8] === undefined)) return undefined;
  const [year, month, day, hour, minute] = match.slice(1, 6).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const second = Number(match[6] ?? 0) + Number(match[7] ?? 0);
  const offset =
    (match[9] === "-" ? -1 : 1) * (Number(match[10] ?? 0) * 60 + Number(match[11] ?? 0));
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second >= 60) return undefined;
  if (Math.abs(offset) > 14 * 60 || Number(match[11] ?? 0) > 59) return undefined;
  const secondsOfDay = hour * 3600 + minute * 60 + second;
  const days = daysSinceEpoch(year, month, day);
  const epochMilliseconds = Math.round((days * 86_400 + secondsOfDay - offset * 60) * 1000);
  return { secondsOfDay, epochMilliseconds };
}

function daysIn(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : MONTH_DAYS[month - 1]!;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Gregorian calendar, years counted from March so that the leap day is the last. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
