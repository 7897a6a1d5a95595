import { describe, expect, test } from 'vitest';
import { companyNumber, iban } from '../src/lib/check/check';

describe('Belgian company number', () => {
  test.each(['0123.456.749', '0123456749', 'BE 0123.456.749', '123456749', '0123-456-749'])('%s', (text) =>
    expect(companyNumber(text)).toEqual({ state: 'ok', formatted: '0123.456.749' }),
  );
  test.each(['0123.456.748', '2123.456.749', '01234567490', 'FR0123', '0000.000.097'.replace('97', '98')])('%s is wrong', (text) =>
    expect(companyNumber(text).state).toBe('wrong'),
  );
  test.each(['0', '0123.456', '012345674'])('%s is not complete', (text) => expect(companyNumber(text).state).toBe('short'));
  test('nothing', () => expect(companyNumber(' ').state).toBe('empty'));
});

describe('IBAN', () => {
  test.each([
    ['BE68539007547034', 'BE68 5390 0754 7034'],
    ['be68 5390 0754 7034', 'BE68 5390 0754 7034'],
    ['DE89370400440532013000', 'DE89 3704 0044 0532 0130 00'],
  ])('%s', (text, formatted) => expect(iban(text)).toEqual({ state: 'ok', formatted }));
  test.each(['BE68539007547035', 'BE685390075470345', '5390', 'BE6A'])('%s', (text) => expect(iban(text).state).not.toBe('ok'));
  test('while typing', () => expect(iban('BE68 5390').state).toBe('short'));
});
