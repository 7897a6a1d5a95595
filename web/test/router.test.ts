import { describe, expect, test } from 'vitest';
import { bestMatch, fillPath, matchPath, safeReturn } from '../src/lib/router/match';

test('parameters are decoded, literals must be equal', () => {
  expect(matchPath('/copros/:copro/owners/:owner', '/copros/les-tilleuls/owners/a%20b')).toEqual({ copro: 'les-tilleuls', owner: 'a b' });
  expect(matchPath('/copros/:copro', '/copros/x/')).toEqual({ copro: 'x' });
  expect(matchPath('/copros/:copro', '/copros')).toBeNull();
  expect(matchPath('/copros/:copro', '/copros/x/lots')).toBeNull();
  expect(matchPath('/', '/')).toEqual({});
});

test('a broken escape is a page that does not exist', () => {
  expect(matchPath('/copros/:copro', '/copros/%zz')).toBeNull();
});

test('a literal wins over a parameter whatever the order', () => {
  const routes = [{ path: '/calls/:id' }, { path: '/calls/new' }];
  expect(bestMatch(routes, '/calls/new')?.route.path).toBe('/calls/new');
  expect(bestMatch(routes, '/calls/42')).toEqual({ route: { path: '/calls/:id' }, params: { id: '42' } });
  expect(bestMatch(routes, '/nothing')).toBeNull();
});

test('paths are filled and escaped, nothing may be missing', () => {
  expect(fillPath('/copros/:copro/owners/:owner', { copro: 'a/b', owner: '1' })).toBe('/copros/a%2Fb/owners/1');
  expect(fillPath('/', {})).toBe('/');
  expect(() => fillPath('/copros/:copro', {})).toThrow('copro');
});

describe('where to return after signing in', () => {
  test.each(['/copros/x?q=1', '/firms/1'])('%s', (next) => expect(safeReturn(next)).toBe(next));
  test.each([null, '', '//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/signin', '/signin?next=/'])('not %s', (next) =>
    expect(safeReturn(next)).toBeNull(),
  );
});
