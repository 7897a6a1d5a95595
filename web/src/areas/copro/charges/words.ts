import type { StatementLine } from '$lib/api/types';
import { iban } from '$lib/check/check';
import { t } from '$lib/i18n/i18n.svelte';

/** An IBAN in groups of four, however it is stored. */
export function spaced(text: string): string {
  const checked = iban(text);
  return checked.state === 'ok' ? checked.formatted : text;
}

/** A payment is booked under the payer's name, which says nothing on the payer's own statement. */
export function lineWords(line: StatementLine, owner: string): string {
  if (line.voucher.kind !== 'receipt') return line.description;
  const payment = t('charges-voucher-receipt');
  return line.description === owner ? payment : `${payment} · ${line.description}`;
}
