import { describe, expect, test } from 'vitest';
import { MOST, stopOf, stops, within } from '../src/areas/pricing/stops';

describe('the slider of the pricing page', () => {
  test('stops rise from one copro to the most', () => {
    expect([stops[0], stops.at(-1)]).toEqual([1, MOST]);
    expect(stops.every((stop, at) => at === 0 || stop > stops[at - 1]!)).toBe(true);
    expect(stops.length).toBeLessThan(120);
  });
  test.each([
    [1, 1],
    [30, 30],
    [34, 30],
    [35, 35],
    [1999, 1900],
    [2000, 2000],
    [0, 1],
  ])('%i stands at the stop of %i', (copros, stop) => expect(stops[stopOf(copros)]).toBe(stop));
  test.each([
    [1, true],
    [2000, true],
    [2001, false],
    [0, false],
    [1.5, false],
    [null, false],
  ])('%s may be quoted: %s', (copros, may) => expect(within(copros)).toBe(may));
});
