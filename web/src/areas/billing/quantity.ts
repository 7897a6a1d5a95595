import { i18n, t } from '$lib/i18n/i18n.svelte';
import type { Cents } from '$lib/money/money';

type Line = { unit: string; quantity: string; base: string; price_cents: Cents };

/** A decimal of the API as people of this place write it. */
const shown = (decimal: string): string => new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 10 }).format(Number(decimal));

/** How a line comes to its amount: "93 days of a copro, at 15.00 € per 31 days". */
export const quantityOf = (line: Line): string =>
  t(`billing-unit-${line.unit}`, { count: Number(line.quantity), quantity: shown(line.quantity), price: i18n.money(line.price_cents), base: shown(line.base) });
