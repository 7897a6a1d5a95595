import { i18n } from '$lib/i18n/i18n.svelte';

/** Where owners of Belgian lots live, near ones first; the browser knows the names in every language. */
const NEAR = ['BE', 'FR', 'NL', 'LU', 'DE'];
const OTHERS = 'AT BG CA CD CH CY CZ DK EE ES FI GB GR HR HU IE IT LT LV MA MT NO PL PT RO RW SE SI SK TN TR UA US'.split(' ');

export function countryOptions(current: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(i18n.locale, { type: 'region' });
  const named = (code: string) => ({ value: code, label: names.of(code) ?? code });
  const others = OTHERS.map(named).sort((a, b) => a.label.localeCompare(b.label, i18n.locale));
  const known = [...NEAR.map(named), ...others];
  // A country that came by import is kept, whether or not it is on the list.
  return known.some((option) => option.value === current) || !/^[A-Z]{2}$/.test(current) ? known : [...known, named(current)];
}

export const countryName = (code: string): string => new Intl.DisplayNames(i18n.locale, { type: 'region' }).of(code) ?? code;
