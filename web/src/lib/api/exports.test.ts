import { expect, test } from 'vitest';
import { exportsOf, pollExports } from './exports';
import type { Export } from './types';

const one = (copro_id: string, status: Export['status']): Export => ({ id: `${copro_id}-${status}`, copro_id, copro_name: copro_id, status, requested_at: '2026-11-01T10:00:00Z', expires_at: null, size_bytes: null, sha256: null });

test('the newest says what is under way, the ready one stays to be had', () => {
  const all = [one('a', 'building'), one('b', 'failed'), one('a', 'ready')];
  expect(exportsOf('a', all)).toEqual({ ready: all[2], building: true, failed: false });
  expect(exportsOf('b', all)).toEqual({ ready: undefined, building: false, failed: true });
  expect(exportsOf('c', all)).toEqual({ ready: undefined, building: false, failed: false });
});

test('it is asked again only while something is being made', () => {
  expect(pollExports([one('a', 'building')])).toBeGreaterThan(0);
  expect(pollExports([one('a', 'ready')])).toBeNull();
  expect(pollExports(undefined)).toBeNull();
});
