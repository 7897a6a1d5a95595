import type { Entry, StatementLine } from '$lib/api/types';
import { iban } from '$lib/check/check';
import { t } from '$lib/i18n/i18n.svelte';

/** An IBAN in groups of four, however it is stored. */
export function spaced(text: string): string {
  const checked = iban(text);
  return checked.state === 'ok' ? checked.formatted : text;
}

/** A payment is often booked under no more than the payer's name or communication: on their own statement that says too little. */
export function lineWords(line: StatementLine, owner: string): string {
  if (line.voucher.kind !== 'receipt') return line.description;
  if (line.description === owner) return t('charges-voucher-receipt');
  return line.description.startsWith('+++') ? `${t('charges-voucher-receipt')} ${line.description}` : line.description;
}

/** In the journal the other way round: an entry of one owner names that owner. */
export function entryWords(entry: Pick<Entry, 'description' | 'lines'>): string {
  const names = new Set(entry.lines.flatMap((line) => line.owner_name ?? []));
  const [name] = names;
  return names.size === 1 && name && !entry.description.includes(name) ? `${entry.description} · ${name}` : entry.description;
}
