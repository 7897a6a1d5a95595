import { expect, it } from 'vitest';
import type { EntryLine } from '$lib/api/types';
import { entryWords, spaced } from './words';

it('writes an IBAN in groups, and leaves what it cannot read as it is', () => {
  expect(spaced('BE68539007547034')).toBe('BE68 5390 0754 7034');
  expect(spaced('BE68 5390 0754 7034')).toBe('BE68 5390 0754 7034');
  expect(spaced('unknown')).toBe('unknown');
});

it('names the one owner of an entry in the journal', () => {
  const line = (owner: string | null) => ({ owner_name: owner }) as EntryLine;
  expect(entryWords({ description: 'Paiement reçu', lines: [line(null), line('Lenoir, Anne')] })).toBe('Paiement reçu · Lenoir, Anne');
  expect(entryWords({ description: 'Lenoir, Anne', lines: [line(null), line('Lenoir, Anne')] })).toBe('Lenoir, Anne');
  expect(entryWords({ description: 'Provisions', lines: [line('Lenoir, Anne'), line('Peeters, Bart'), line(null)] })).toBe('Provisions');
});
