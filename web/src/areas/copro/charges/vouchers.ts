import type { EntryLine, Uuid, Voucher } from '$lib/api/types';
import { sumCents } from '$lib/money/money';
import { href } from '$lib/router/router.svelte';

/** Where the piece behind a figure is: the invoice, the call, or for a payment its entry. */
export function voucherHref(copro: string, voucher: Voucher, entry: Uuid): string {
  switch (voucher.kind) {
    case 'expense':
      return href('/copros/:copro/expenses/:id', { copro, id: voucher.id });
    case 'call':
      return href('/copros/:copro/calls/:id', { copro, id: voucher.id });
    case 'receipt':
      return href('/copros/:copro/ledger/:entry', { copro, entry });
  }
}

export type Sides = { debit: bigint; credit: bigint };

/** Both sides of an entry, or of those of its lines that a filter is about. */
export function sides(lines: readonly EntryLine[], filter: { account?: string | null; owner?: Uuid | null } = {}): Sides {
  const kept = lines.filter((line) => (!filter.account || line.account === filter.account) && (!filter.owner || line.owner_id === filter.owner));
  return { debit: sumCents(kept.map((line) => line.debit_cents)), credit: sumCents(kept.map((line) => line.credit_cents)) };
}
