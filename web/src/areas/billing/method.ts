import { t } from '$lib/i18n/i18n.svelte';

type Method = { kind: string | null; brand: string | null; digits: string | null };

/** A card or an account in words: "Visa card ending in 4242". */
export function methodName({ kind, brand, digits }: Method): string {
  if (kind === null) return '—';
  return kind === 'card' ? t('billing-card', { brand: (brand ?? '').replace(/^./, (letter) => letter.toUpperCase()), digits: digits ?? '' }) : t('billing-sepa', { digits: digits ?? '' });
}
