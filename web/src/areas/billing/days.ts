import type { IsoDate } from '$lib/api/types';

const DAY_MS = 86_400_000;

/** Whole days from one civil day to another, both counted: today alone is one. */
export function daysThrough(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS) + 1;
}

/** A day so many days before another. */
export function daysBefore(day: IsoDate, days: number): IsoDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
}
