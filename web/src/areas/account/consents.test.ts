import { expect, test } from 'vitest';
import type { Consent } from '$lib/api/types';
import { agreements } from './consents';

const row = (kind: Consent['kind'], given_at: string, withdrawn_at: string | null = null): Consent => ({ kind, version: '2026-11', given_at, withdrawn_at });

test('what is free can be given although it never was', () => {
  expect(agreements([])).toEqual([{ kind: 'news', free: true, given: false, last: null }]);
});

test('of each kind the last counts, and each stands once', () => {
  const history = [row('terms', '2026-01-01T00:00:00Z'), row('news', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'), row('news', '2026-04-01T00:00:00Z')];
  const [terms, news] = agreements(history);
  expect(terms).toEqual({ kind: 'terms', free: false, given: true, last: history[0] });
  expect(news).toEqual({ kind: 'news', free: true, given: true, last: history[2] });
});

test('a withdrawal after the last yes is a no', () => {
  const history = [row('news', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'), row('news', '2026-04-01T00:00:00Z', '2026-05-01T00:00:00Z')];
  expect(agreements(history)).toEqual([{ kind: 'news', free: true, given: false, last: history[1] }]);
});
