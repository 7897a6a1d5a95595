import { describe, expect, it } from 'vitest';
import { daysBefore, daysThrough } from './days';
import { siren, vatNumber } from './numbers';

describe('days', () => {
  it('counts both ends, whatever the clocks do', () => {
    expect(daysThrough('2026-03-28', '2026-03-30')).toBe(3);
    expect(daysThrough('2026-10-25', '2026-10-25')).toBe(1);
    expect(daysBefore('2026-03-01', 1)).toBe('2026-02-28');
    expect(daysBefore('2028-03-01', 1)).toBe('2028-02-29');
  });
});

describe('numbers while they are typed', () => {
  it('tells a SIREN from what cannot become one', () => {
    expect(['', '123 456', '123 456 782', '1234567890', '12a'].map(siren)).toEqual(['empty', 'short', 'ok', 'wrong', 'wrong']);
  });
  it('wants the letters of the country first', () => {
    expect(vatNumber('F', 'FR')).toBe('short');
    expect(vatNumber('FR 40 123456782', 'FR')).toBe('ok');
    expect(vatNumber('BE0812345603', 'FR')).toBe('wrong');
    expect(vatNumber('EL123456789', 'GR')).toBe('ok');
  });
});
