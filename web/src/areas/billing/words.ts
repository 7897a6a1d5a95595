import { i18n } from '$lib/i18n/i18n.svelte';

const UNITS = [
  { from: 1e9, unit: 'gigabyte' },
  { from: 1e6, unit: 'megabyte' },
  { from: 0, unit: 'kilobyte' },
] as const;
const SIZES = { gigabyte: 1e9, megabyte: 1e6, kilobyte: 1e3 } as const;

/** "1,5 Go": limits are large, and nothing is nothing. */
export function storage(bytes: number): string {
  const unit = UNITS.find((one) => bytes >= one.from)?.unit ?? 'kilobyte';
  return new Intl.NumberFormat(i18n.locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(bytes / SIZES[unit]);
}

/** Plans have names that need no translation. */
export const planName = (plan: string): string => plan.charAt(0).toUpperCase() + plan.slice(1);
