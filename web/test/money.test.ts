import { describe, expect, test } from 'vitest';
import { formatInteger, formatMoney, parseMoney, sumCents, toDecimal, toJsonCents } from '../src/lib/money/money';

describe('parseMoney', () => {
  test.each([
    ['1.234,56', 123_456n],
    ['1 234,56', 123_456n],
    ['1\u202f234,56', 123_456n],
    ['1234.56', 123_456n],
    ['1,234.56', 123_456n],
    ["1'234.56", 123_456n],
    ['1.234.567', 123_456_700n],
    ['1.234', 123_400n],
    ['12,5', 1_250n],
    ['12,', 1_200n],
    ['12', 1_200n],
    ['0,05', 5n],
    [',5', 50n],
    ['€ 12,00', 1_200n],
    ['12 EUR', 1_200n],
    ['-3,50', -350n],
    ['\u22123,50', -350n],
    ['+7', 700n],
    ['90071992547409931,23', 9_007_199_254_740_993_123n],
  ])('%s', (text, cents) => expect(parseMoney(text)).toBe(cents));

  test.each(['', ' ', '-', ',', 'abc', '12,345', '1.2.3', '1,23,45', '1.23.456,00', '12.34,56', '1,234,56', '--1', '1e3', '12,5€x'])('%s is not an amount', (text) => {
    // "12,345" groups thousands: one separator before exactly three digits.
    expect(parseMoney(text)).toBe(text === '12,345' ? 1_234_500n : null);
  });
});

describe('formatMoney', () => {
  test('each Belgian locale', () => {
    expect(formatMoney(123_456, 'fr-BE')).toBe('1\u00a0234,56\u00a0€');
    expect(formatMoney(123_456, 'nl-BE')).toBe('€\u00a01.234,56');
    expect(formatMoney(123_456, 'de-BE')).toBe('1.234,56\u00a0€');
    expect(formatMoney(123_456, 'en-BE')).toContain('1');
  });

  test('is exact beyond what a float can hold, and without the currency', () => {
    expect(formatMoney(9_007_199_254_740_993_123n, 'nl-BE', null)).toBe('90.071.992.547.409.931,23');
    expect(formatMoney(-5, 'fr-BE', null)).toBe('-0,05');
    expect(formatMoney(0, 'fr-BE', null)).toBe('0,00');
  });

  test('what is formatted can be read again', () => {
    for (const locale of ['fr-BE', 'nl-BE', 'de-BE', 'en-BE']) {
      for (const cents of [0n, 5n, -5n, 99n, 100n, 123_456n, -98_765_432_101n]) {
        expect(parseMoney(formatMoney(cents, locale, null))).toBe(cents);
      }
    }
  });
});

test('toDecimal, sums, JSON', () => {
  expect(toDecimal(-7)).toBe('-0.07');
  expect(sumCents([1, 2n, 3])).toBe(6n);
  expect(toJsonCents(12n)).toBe(12);
  expect(() => toJsonCents(2n ** 60n)).toThrow(RangeError);
  expect(formatInteger(10_000, 'fr-BE')).toBe('10\u00a0000');
});
