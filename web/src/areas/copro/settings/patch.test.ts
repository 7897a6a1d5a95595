import { expect, test } from 'vitest';
import type { Copro } from '$lib/api/types';
import { draftOf, patchOf, yearName } from './patch';

const copro = {
  name: 'Parc aux Hêtres',
  address: { street: 'Avenue du Parc 40', postal_code: '1300', city: 'Wavre', country: 'BE' },
  company_number: '1980.377.734',
  shares_total: 10_000,
  language: 'fr',
  working_iban: 'BE32 9965 6902 7702',
  reserve_iban: null,
} as Copro;

test('nothing changed, nothing sent', () => {
  expect(patchOf(draftOf(copro), copro)).toEqual({});
  expect(patchOf({ ...draftOf(copro), working_iban: 'be32996569027702', company_number: '1980377734', name: ' Parc aux Hêtres ' }, copro)).toEqual({});
});

test('an address goes as a whole, an emptied number as null', () => {
  expect(patchOf({ ...draftOf(copro), city: 'Ottignies', company_number: ' ' }, copro)).toEqual({
    address: { street: 'Avenue du Parc 40', postal_code: '1300', city: 'Ottignies', country: 'BE' },
    company_number: null,
  });
  expect(patchOf({ ...draftOf(copro), reserve_iban: 'BE43 9965 7612 8001' }, copro)).toEqual({ reserve_iban: 'BE43 9965 7612 8001' });
});

test('an unreadable denominator is sent as one the server refuses', () => {
  expect(patchOf({ ...draftOf(copro), shares_total: null }, copro)).toEqual({ shares_total: 0 });
});

test('a year is named by the calendar years it touches', () => {
  expect(yearName({ starts_on: '2026-01-01', ends_on: '2026-12-31' })).toBe('2026');
  expect(yearName({ starts_on: '2025-07-01', ends_on: '2026-06-30' })).toBe('2025-2026');
});
