import { i18n, t } from '$lib/i18n/i18n.svelte';
import type { IsoDate } from '$lib/api/types';

const HOLDS = new Set(['details', 'vat']);
const REVIEWS = new Set(['overpaid', 'dispute', 'late-return', 'uncollectible', 'claim', 'refused', 'delete-data']);
const EVENTS = new Set([
  'method-added', 'method-removed', 'change-requested', 'change-withdrawn', 'cancel-requested', 'cancel-revoked', 'invoice-finalised', 'credit-note-issued', 'payment-processing', 'payment-succeeded',
  'payment-failed', 'payment-asked', 'payment-refunded', 'dispute-opened', 'dispute-won', 'dispute-lost', 'debit-returned', 'bankrupt', 'ended', 'day-passed',
]);

/** What the program may call by a word of its own one day is shown by its own name until there are words for it. */
export const held = (name: string): string => (HOLDS.has(name) ? t(`ops-hold-${name}`) : name);
export const review = (name: string): string => (REVIEWS.has(name) ? t(`ops-review-${name}`) : name);
export const event = (name: string): string => (EVENTS.has(name) ? t(`ops-event-${name}`) : name);

/** Plans are the catalogue's: their names are names. */
export const plan = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

export const share = (bp: number | null | undefined): string => (bp === null || bp === undefined ? '—' : i18n.percent(bp, 10_000));

/** The month of a day in it; `tick` where there is room for one short word. */
export function month(day: IsoDate, style: 'long' | 'tick' = 'long'): string {
  const options = style === 'tick' ? ({ month: 'short' } as const) : ({ month: 'long', year: 'numeric' } as const);
  return new Intl.DateTimeFormat(i18n.locale, { ...options, timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`));
}
