import { expect, it } from 'vitest';
import { spaced } from './words';

it('writes an IBAN in groups, and leaves what it cannot read as it is', () => {
  expect(spaced('BE68539007547034')).toBe('BE68 5390 0754 7034');
  expect(spaced('BE68 5390 0754 7034')).toBe('BE68 5390 0754 7034');
  expect(spaced('unknown')).toBe('unknown');
});
