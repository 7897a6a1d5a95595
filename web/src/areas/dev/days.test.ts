import { expect, test } from 'vitest';
import { dayAfter, firstAfter, monthAfter } from './days';

test('a day and a month later', () => {
  expect(dayAfter('2026-12-31')).toBe('2027-01-01');
  expect(monthAfter('2026-11-23')).toBe('2026-12-23');
  expect(monthAfter('2026-12-31')).toBe('2027-01-31');
  expect(monthAfter('2028-01-31')).toBe('2028-02-29');
});

test('the next day on which something happens', () => {
  expect(firstAfter('2026-11-23', ['2026-12-23', null, '2026-11-23', '2026-12-01', undefined])).toBe('2026-12-01');
  expect(firstAfter('2026-11-23', [null])).toBeUndefined();
});
