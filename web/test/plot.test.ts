import { expect, test } from 'vitest';
import { area, dayAfter, instant, line, months, nearest, scale, ticks } from '../src/operator/plot/geometry';

test('values are placed in proportion, upside down as well', () => {
  const y = scale([0, 1_000], [100, 0]);
  expect([y(0), y(250), y(1_000), y(1_500)]).toEqual([100, 75, 0, -50]);
  expect(scale([5, 5], [0, 10])(5)).toBe(5);
});

test('ticks are round, begin at nothing and reach the top', () => {
  expect(ticks(1_500)).toEqual([0, 500, 1_000, 1_500]);
  expect(ticks(1_501)).toEqual([0, 500, 1_000, 1_500, 2_000]);
  expect(ticks(0)).toEqual([0, 1]);
  expect(ticks(3)).toEqual([0, 1, 2, 3]);
  for (const most of [1, 7, 42, 999, 10_000, 123_456]) {
    const found = ticks(most);
    expect(found.at(-1)).toBeGreaterThanOrEqual(most);
    expect(found.length).toBeLessThanOrEqual(6);
  }
});

test('months begin on their first day, across a year, and are thinned', () => {
  const shown = (from: string, to: string, count: number) => months(Date.parse(from), Date.parse(to), count).map((one) => new Date(one).toISOString().slice(0, 10));
  expect(shown('2026-11-15', '2027-02-03', 9)).toEqual(['2026-12-01', '2027-01-01', '2027-02-01']);
  expect(shown('2026-01-15', '2027-01-14', 4)).toHaveLength(4);
  expect(shown('2026-01-15', '2026-01-20', 4)).toEqual([]);
});

test('paths', () => {
  expect(line([])).toBe('');
  expect(line([[0, 1], [2.26, 3]])).toBe('M0 1L2.3 3');
  expect(area([[0, 5], [1, 5]], [[0, 1], [1, 2]])).toBe('M0 1L1 2L1 5L0 5Z');
});

test('what is nearest to the pointer', () => {
  expect([-5, 4, 6, 14, 16, 99].map((to) => nearest([0, 10, 20], to))).toEqual([0, 0, 1, 1, 2, 2]);
  expect(nearest([], 3)).toBe(null);
});

test('a day is as long as civil days are, whatever the clocks do', () => {
  expect(new Date(dayAfter('2026-03-29')).toISOString().slice(0, 10)).toBe('2026-03-30');
  expect(dayAfter('2026-10-25') - instant('2026-10-25')).toBe(86_400_000);
});
