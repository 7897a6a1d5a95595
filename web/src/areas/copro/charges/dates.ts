/** Civil dates as text: no clock and no time zone, only the calendar. */
import type { IsoDate } from '$lib/api/types';

export type Period = { from: IsoDate; to: IsoDate };
export type PeriodKind = 'month' | 'quarter' | 'year';
export const periodKinds: readonly PeriodKind[] = ['month', 'quarter', 'year'];

const parts = (date: IsoDate): [year: number, month: number, day: number] => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return [year, month, day];
};

/** Months and days may run over: month 13 is January of the next year, day 0 the last of the month before. */
function civil(year: number, month: number, day: number): IsoDate {
  const date = new Date(0);
  // Not the constructor: it takes the year 26, seen while a year is being typed, for 1926.
  date.setUTCFullYear(year, month - 1, day);
  return date.toISOString().slice(0, 10);
}

export function addDays(date: IsoDate, days: number): IsoDate {
  const [year, month, day] = parts(date);
  return civil(year, month, day + days);
}

export const yearOf = (date: IsoDate): number => parts(date)[0];
export const quarterOf = (date: IsoDate): number => Math.ceil(parts(date)[1] / 3);

/** The month, quarter or year a day lies in. */
export function periodAround(date: IsoDate, kind: PeriodKind): Period {
  const [year, month] = parts(date);
  const length = { month: 1, quarter: 3, year: 12 }[kind];
  const first = month - ((month - 1) % length);
  return { from: civil(year, first, 1), to: civil(year, first + length, 0) };
}

/** Which quick choice a period is, if any. */
export function kindOf(period: Period): PeriodKind | null {
  return periodKinds.find((kind) => {
    const whole = periodAround(period.from, kind);
    return whole.from === period.from && whole.to === period.to;
  }) ?? null;
}

/** Half-typed years (`0002-…`) are dates to the browser; nothing is asked of the server about them. */
export const isPlausible = (date: IsoDate | null): date is IsoDate => date !== null && /^(19|2\d)\d{2}-/.test(date);
