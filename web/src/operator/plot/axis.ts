import { i18n } from '$lib/i18n/i18n.svelte';
import { months } from './geometry';
import type { Tick } from './Frame.svelte';

const ROOM = 56;
const shortMonth = (at: number) => new Intl.DateTimeFormat(i18n.locale, { month: 'short', timeZone: 'UTC' }).format(at);

/** A month's short name; a year begins with its number. */
const nameOf = (at: number): string => (new Date(at).getUTCMonth() === 0 ? String(new Date(at).getUTCFullYear()) : shortMonth(at));

/** Beginnings of months, as many as there is room for. */
export const monthStops =
  ([from, to]: readonly [number, number]) =>
  (width: number): Tick[] =>
    months(from, to, Math.floor(width / ROOM)).map((at) => ({ at, label: nameOf(at) }));

/** Months side by side, each in the middle of its place; the last one is always named. */
export const slotStops =
  (days: readonly string[]) =>
  (width: number): Tick[] => {
    const every = Math.max(1, Math.ceil(ROOM / (width / Math.max(1, days.length))));
    return days.map((day, index) => ({ at: index + 0.5, label: nameOf(Date.parse(`${day}T00:00:00Z`)) })).filter((_, index) => (days.length - 1 - index) % every === 0);
  };

/** Figures that are whole euros, of amounts in cents. */
export const euros = (figures: readonly number[]): Tick[] => figures.map((figure) => ({ at: figure * 100, label: `${i18n.number(figure)} €` }));
