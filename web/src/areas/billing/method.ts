import { t } from '$lib/i18n/i18n.svelte';

type Method = { kind: string | null; brand: string | null; digits: string | null };

const brandName = (brand: string | null): string => (brand ?? '').replace(/^./, (letter) => letter.toUpperCase());

/** Where a column has room for little: "Visa …4242". */
export const methodMark = ({ kind, brand, digits }: Method): string => (kind === null ? '—' : `${kind === 'card' ? brandName(brand) : 'SEPA'} …${digits ?? ''}`);

/** A card or an account in words: "Visa card ending in 4242". */
export function methodName({ kind, brand, digits }: Method): string {
  return kind === 'card' ? t('billing-card', { brand: brandName(brand), digits: digits ?? '' }) : t('billing-sepa', { digits: digits ?? '' });
}
