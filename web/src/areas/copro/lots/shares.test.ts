import { expect, test } from 'vitest';
import { meter, sharesState } from './shares';

test('says by how much the shares miss or exceed the denominator', () => {
  expect(sharesState(1000, 1000)).toEqual({ state: 'exact', by: 0 });
  expect(sharesState(870, 1000)).toEqual({ state: 'missing', by: 130 });
  expect(sharesState(1005, 1000)).toEqual({ state: 'over', by: 5 });
});

test('a meter is full only when every share is there', () => {
  expect(meter(9999, 10_000).laid).toBe(999);
  expect(meter(10_000, 10_000)).toEqual({ laid: 1000, mark: 1000 });
  expect(meter(0, 1000).laid).toBe(0);
});

test('what is too much stands behind the mark, however little it is', () => {
  expect(meter(2000, 1000)).toEqual({ laid: 1000, mark: 500 });
  expect(meter(100_001, 100_000).mark).toBe(990);
});
