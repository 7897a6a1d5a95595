import { describe, expect, it } from 'vitest';
import type { EntryLine } from '$lib/api/types';
import { sides, voucherHref } from './vouchers';

const line = (account: string, owner: string | null, debit: number, credit: number): EntryLine => ({
  account,
  account_name: account,
  owner_id: owner,
  owner_name: owner,
  debit_cents: debit,
  credit_cents: credit,
});
const lines = [line('41010', 'anna', 6_000, 0), line('41010', 'bart', 4_001, 0), line('70100', null, 0, 10_001)];

describe('sides of an entry', () => {
  it('balance over the whole entry', () => {
    expect(sides(lines)).toEqual({ debit: 10_001n, credit: 10_001n });
  });
  it('keep to the filter', () => {
    expect(sides(lines, { account: '41010' })).toEqual({ debit: 10_001n, credit: 0n });
    expect(sides(lines, { account: '41010', owner: 'bart' })).toEqual({ debit: 4_001n, credit: 0n });
    expect(sides(lines, { owner: 'nobody' })).toEqual({ debit: 0n, credit: 0n });
  });
});

describe('the way to a voucher', () => {
  const voucher = (kind: 'expense' | 'call' | 'receipt') => ({ kind, id: 'v1', number: 'n', file_id: null });
  it('is the invoice, the call, or the entry of a payment', () => {
    expect(voucherHref('tilleuls', voucher('expense'), 'e1')).toBe('/copros/tilleuls/expenses/v1');
    expect(voucherHref('tilleuls', voucher('call'), 'e1')).toBe('/copros/tilleuls/calls/v1');
    expect(voucherHref('tilleuls', voucher('receipt'), 'e1')).toBe('/copros/tilleuls/ledger/e1');
  });
});
