import { expect, test } from 'vitest';
import { isOrigin, readPaste, readWeight, sameWeights, totalOf, toWeights, weighed } from './weights';

const lots = ['A1', 'A2', 'B1', 'G01'].map((code) => ({ id: code.toLowerCase(), code }));

test('reads whole numbers as people and spreadsheets write them', () => {
  expect(['12', '1 000', '1.000', '1,000', '12,00', '1\u202f234', '0'].map(readWeight)).toEqual([12, 1000, 1000, 1000, 12, 1234, 0]);
  expect(['', ' ', '-'].map(readWeight)).toEqual([null, null, null]);
  expect(['12,5', 'douze', '1.00.0', '-3', '99999999999'].map(readWeight)).toEqual([undefined, undefined, undefined, undefined, undefined]);
});

test('one column goes down the list from where it was pasted', () => {
  expect(readPaste('10\r\n20\r\n', lots, 1)).toMatchObject({ weights: { a2: 10, b1: 20 }, filled: 2, beyond: 0 });
  expect(readPaste('Ascenseur\n10\n\n30', lots, 0).weights).toEqual({ a1: 10, a2: null, b1: 30 });
  expect(readPaste('1\n2\n3', lots, 2)).toMatchObject({ weights: { b1: 1, g01: 2 }, beyond: 1 });
});

test('a single word is not taken for a heading', () => {
  expect(readPaste('douze', lots, 0)).toMatchObject({ filled: 0, unreadable: ['A1'] });
});

test('two columns are matched by the code of the lot', () => {
  const pasted = readPaste('Lot\tAscenseur\nb1\t30\nA1\t10\nZ9\t5\nG01\tx', lots, 3);
  expect(pasted).toEqual({ weights: { b1: 30, a1: 10 }, filled: 2, unknown: ['Z9'], unreadable: ['G01'], beyond: 0 });
  expect(readPaste('A1;1.200\nA2;', lots, 0).weights).toEqual({ a1: 1200, a2: null });
});

test('text between code and weight is passed over', () => {
  expect(readPaste('A1\tAppartement\t78', lots, 0).weights).toEqual({ a1: 78 });
});

test('sums, counts and what is sent leave out what weighs nothing', () => {
  const weights = { a1: 10, a2: null, b1: 0, g01: 5 };
  expect([totalOf(weights), weighed(weights)]).toEqual([15, 2]);
  expect(toWeights(weights)).toEqual([
    { lot_id: 'a1', weight: 10 },
    { lot_id: 'g01', weight: 5 },
  ]);
  expect(sameWeights({ a1: 10, a2: 0 }, { a1: 10, b1: null })).toBe(true);
  expect(sameWeights({ a1: 10 }, { a1: 11 })).toBe(false);
});

test('the first day of all time means always', () => {
  expect([isOrigin('1900-01-01'), isOrigin('2026-07-01')]).toEqual([true, false]);
});
