import { describe, expect, test } from 'vitest';
import { fieldName, parseRetryAfter, problemFrom } from '../src/lib/api/problem';
import { path, withQuery } from '../src/lib/api/api';

const validation = JSON.stringify({
  type: 'https://koprogo.example/problems/validation',
  code: 'validation',
  title: 'À corriger',
  status: 422,
  detail: 'Deux champs sont à corriger.',
  instance: 'r-1',
  errors: [
    { field: 'lots[3].shares', code: 'negative', message: 'Un nombre positif.' },
    { field: '/address/street', code: 'required', message: 'À remplir.' },
  ],
});

test('a validation problem knows its fields by the names screens use', () => {
  const problem = problemFrom(422, 'application/problem+json; charset=utf-8', validation, null);
  expect(problem.code).toBe('validation');
  expect(problem.message).toBe('Deux champs sont à corriger.');
  expect(problem.field('lots.3.shares')).toBe('Un nombre positif.');
  expect(problem.field('address.street')).toBe('À remplir.');
  expect(problem.field('name')).toBeUndefined();
  expect(problem.definite).toBe(true);
});

test('the page of a proxy and a truncated body are still problems', () => {
  expect(problemFrom(502, 'text/html', '<h1>Bad Gateway</h1>', null)).toMatchObject({ status: 502, code: 'unexpected', detail: '' });
  expect(problemFrom(500, 'application/json', '{"title": "x', null)).toMatchObject({ status: 500 });
});

test('whether the request may have been carried out', () => {
  for (const [status, definite] of [[0, false], [400, true], [409, true], [422, true], [429, false], [500, false], [503, false]] as const) {
    expect(problemFrom(status, null, '', null).definite).toBe(definite);
  }
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  test.each([
    ['30', 30],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', null],
    [null, null],
  ])('%s', (header, seconds) => expect(parseRetryAfter(header, now)).toBe(seconds));
});

test('field names in their three spellings', () => {
  expect(['lots.3.shares', 'lots[3].shares', '/lots/3/shares', '#/lots/3/shares'].map(fieldName)).toEqual(Array(4).fill('lots.3.shares'));
});

test('paths and queries are escaped; empty parameters are left out', () => {
  expect(path`/copros/${'a/b?'}/lots/${7}`).toBe('/copros/a%2Fb%3F/lots/7');
  expect(withQuery('/x', { q: 'é&', limit: 5, none: null, empty: '' })).toBe('/x?q=%C3%A9%26&limit=5');
  expect(withQuery('/x')).toBe('/x');
});
