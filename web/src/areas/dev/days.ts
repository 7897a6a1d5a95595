import type { IsoDate } from '$lib/api/types';

const written = (year: number, month: number, day: number): IsoDate => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
const parts = (day: IsoDate) => day.split('-').map(Number) as [number, number, number];

export function dayAfter(day: IsoDate): IsoDate {
  const [year, month, date] = parts(day);
  return written(year, month - 1, date + 1);
}

/** The same day of the next month, or its last one. */
export function monthAfter(day: IsoDate): IsoDate {
  const [year, month, date] = parts(day);
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return written(year, month, Math.min(date, last));
}

/** The first of some days that is still to come. */
export function firstAfter(today: IsoDate, days: (IsoDate | null | undefined)[]): IsoDate | undefined {
  return days.filter((day): day is IsoDate => Boolean(day && day > today)).sort()[0];
}
