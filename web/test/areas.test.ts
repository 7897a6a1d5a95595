import { describe, expect, test } from 'vitest';
import { allocate, roundedAlone } from '../src/areas/landing/allocate';
import { bills, lots } from '../src/areas/landing/building';
import { mailParts } from '../src/areas/mailbox/parts';
import { currentStep } from '../src/areas/signup/steps';
import { toQuery, wishOf } from '../src/areas/signup/wish';
import type { FirmRef, User } from '../src/lib/api/types';

describe('the façade of the public page shares out as the server does', () => {
  test.each([
    [100_000n, [333n, 333n, 334n], [33_300n, 33_300n, 33_400n]],
    [-100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
    [1n, [1n, 1n, 1n, 1n, 1n, 1n, 1n], [1n, 0n, 0n, 0n, 0n, 0n, 0n]],
    [10n, [0n, 0n], [0n, 0n]],
  ])('%s', (total, weights, parts) => expect(allocate(total, weights).parts).toEqual(parts));

  test('sums are exact for every bill and many amounts', () => {
    for (const bill of Object.values(bills)) {
      const weights = lots.map(bill.weight);
      for (let cents = 0n; cents < 2_000n; cents += 37n) {
        expect(allocate(cents, weights).parts.reduce((a, b) => a + b, 0n)).toBe(cents);
      }
    }
  });

  test('the building is whole and the example shows a real difference', () => {
    expect(lots.reduce((sum, lot) => sum + lot.shares, 0)).toBe(10_000);
    expect(roundedAlone(bills.roof.cents, lots.map(bills.roof.weight))).not.toBe(bills.roof.cents);
  });
});

test('codes and addresses of a mail can be clicked, other numbers cannot', () => {
  const parts = mailParts('Code : 482913.\nVoir https://koprogo.example/a?b=1. Réf. 1234567, +32481234567, BE68539007547034');
  expect(parts.filter((part) => part.kind !== 'text')).toEqual([
    { kind: 'code', text: '482913' },
    { kind: 'link', text: 'https://koprogo.example/a?b=1' },
  ]);
  expect(parts.map((part) => part.text).join('')).toContain('Réf. 1234567');
});

describe('sign-up continues where it stands', () => {
  const user = { id: 'u', email: 'a@b.example', name: null, language: 'fr' } satisfies User;
  const firm = { id: 'f', name: 'F', role: 'firm_admin' } satisfies FirmRef;
  test.each([
    [null, [], null, null, 'account'],
    [null, [], 'a@b.example', null, 'code'],
    [null, [], 'a@b.example', 'account', 'account'],
    [user, [], 'a@b.example', 'code', 'firm'],
    [user, [firm], null, null, 'copro'],
    [user, [firm], null, 'firm', 'firm'],
  ] as const)('%#', (who, firms, email, asked, step) => expect(currentStep(who, firms, email, asked)).toBe(step));
});

test.each([
  ['plan=plus', { plan: 'plus', committed: null }],
  ['plan=plus&committed=86', { plan: 'plus', committed: 86 }],
  ['plan=plus&committed=0', { plan: 'plus', committed: null }],
  ['plan=plus&committed=1.5', { plan: 'plus', committed: null }],
  ['plan=%3Cscript%3E', null],
  ['committed=3', null],
  ['', null],
])('a plan chosen before there is a firm: %s', (query, wish) => {
  expect(wishOf(new URLSearchParams(query))).toEqual(wish);
  if (wish) expect(wishOf(new URLSearchParams(toQuery(wish)))).toEqual(wish);
});
