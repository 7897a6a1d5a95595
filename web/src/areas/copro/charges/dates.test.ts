import { describe, expect, it } from 'vitest';
import { addDays, isPlausible, kindOf, periodAround, quarterOf } from './dates';

describe('civil dates', () => {
  it('moves across months, years and leap days', () => {
    expect(addDays('2026-11-22', 30)).toBe('2026-12-22');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  });

  it('does not take a year being typed for one of the last century', () => {
    expect(addDays('0026-01-01', 0)).toBe('0026-01-01');
    expect(isPlausible('0026-01-01')).toBe(false);
    expect(isPlausible('2026-01-01')).toBe(true);
    expect(isPlausible(null)).toBe(false);
  });
});

describe('service periods', () => {
  it('finds the month, quarter and year of a day', () => {
    expect(periodAround('2028-02-14', 'month')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(periodAround('2026-11-03', 'quarter')).toEqual({ from: '2026-10-01', to: '2026-12-31' });
    expect(periodAround('2026-01-01', 'quarter')).toEqual({ from: '2026-01-01', to: '2026-03-31' });
    expect(periodAround('2026-12-31', 'year')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
    expect(quarterOf('2026-09-30')).toBe(3);
  });

  it('recognises a quick choice and nothing else', () => {
    for (const kind of ['month', 'quarter', 'year'] as const) expect(kindOf(periodAround('2026-05-17', kind))).toBe(kind);
    expect(kindOf({ from: '2026-05-02', to: '2026-05-31' })).toBeNull();
    expect(kindOf({ from: '2026-01-01', to: '2026-06-30' })).toBeNull();
  });
});
