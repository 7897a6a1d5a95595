import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clientName, isPhone } from '../src/areas/account/client';
import { byDay, changesOf } from '../src/areas/audit/diff';
import { OBJECTS_OF_COPRO, OBJECTS_OF_FIRM, objectId } from '../src/areas/audit/objects';
import { isOpen, sortedWindows } from '../src/areas/copro/support/window';
import { isRunning, toneOf } from '../src/areas/copro/transfer/state';
import { AREAS, areasFor, isRead, scopeId } from '../src/areas/firm/keys/scopes';
import { reachBody, reachesNothing } from '../src/areas/firm/team/team';
import { invitationStep } from '../src/areas/invitation/step';
import { firstMethod, tokenFrom } from '../src/areas/signin/ways';
import type { SupportWindow } from '../src/lib/api/types';
import { relative } from '../src/lib/i18n/relative';
import { creationOptions, requestOptions, toBytes, toText } from '../src/lib/passkey/encode';
import { messagesRoot, root } from './source';

describe('passkeys travel as base64url', () => {
  test('bytes there and back, whatever their number', () => {
    for (let length = 0; length < 70; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + 251) % 256);
      const text = toText(bytes);
      expect(text).not.toMatch(/[+/=]/);
      expect([...toBytes(text)]).toEqual([...bytes]);
    }
  });
  test('options are unwrapped and decoded', () => {
    const asked = requestOptions({ publicKey: { challenge: 'AQID', rpId: 'koprogo.example', allowCredentials: [{ id: 'BAU', type: 'public-key' }] } });
    expect([...(asked.challenge as Uint8Array)]).toEqual([1, 2, 3]);
    expect([...(asked.allowCredentials![0]!.id as Uint8Array)]).toEqual([4, 5]);
    expect(asked.rpId).toBe('koprogo.example');
    const made = creationOptions({ challenge: 'AQID', user: { id: 'Bg', name: 'n', displayName: 'd' }, rp: { name: 'KoproGo' }, pubKeyCredParams: [] });
    expect([...(made.user.id as Uint8Array)]).toEqual([6]);
    expect(made.excludeCredentials).toBeUndefined();
  });
});

test('the quickest second step is asked for first', () => {
  expect(firstMethod(['passkey', 'totp', 'recovery'], true)).toBe('totp');
  expect(firstMethod(['passkey', 'recovery'], true)).toBe('passkey');
  expect(firstMethod(['passkey', 'recovery'], false)).toBe('recovery');
});

test('the token of a link is what follows its fragment sign', () => {
  expect(tokenFrom('#kgi_abc-_')).toBe('kgi_abc-_');
  expect(tokenFrom('')).toBe('');
});

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0', 'Edge · Windows'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox · macOS'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1', 'Safari · iPhone'],
  ['Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36', 'Chrome · Android'],
  ['koprogo-export/2.1', 'koprogo-export/2.1'],
  [null, null],
])('a browser is named as people call it: %s', (agent, name) => expect(clientName(agent)).toBe(name));

test('a long name of a program is cut, and a phone is a phone', () => {
  expect(clientName('x'.repeat(200))).toHaveLength(60);
  expect(isPhone('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)')).toBe(true);
  expect(isPhone(null)).toBe(false);
});

test('distances in time are whole and never promise too much', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  const at = (text: string) => relative(text, now, 'fr-BE');
  expect(at('2026-11-28T23:59:00Z')).toBe('dans 6 jours');
  expect(at('2026-11-22T09:30:00Z')).toBe('il y a 2 heures');
  expect(at('2026-11-22T11:59:40Z')).toBe('cette minute-ci');
});

describe('an invitation', () => {
  const invitation = { email: 'M.Delvenne@essai.example', has_account: true };
  test.each([
    [true, { email: 'm.delvenne@essai.example' }, true, 'accept'],
    [true, { email: 'autre@essai.example' }, true, 'other-account'],
    [true, null, true, 'sign-in'],
    [true, null, false, 'sign-up'],
    [false, null, false, null],
  ] as const)('known %s, user %o, account %s: %s', (known, user, account, step) => expect(invitationStep({ ...invitation, has_account: account }, known, user)).toBe(step));
});

describe('what a member sees', () => {
  test('an administrator sees all, whatever stayed ticked', () => {
    expect(reachBody({ role: 'firm_admin', all_copros: false, copros: ['a'] })).toEqual({ role: 'firm_admin', all_copros: true, copros: [] });
    expect(reachesNothing({ role: 'firm_admin', all_copros: false, copros: [] })).toBe(false);
  });
  test('a choice of none is said to be none', () => {
    expect(reachesNothing({ role: 'comptable', all_copros: false, copros: [] })).toBe(true);
    expect(reachBody({ role: 'comptable', all_copros: false, copros: ['a'] })).toEqual({ role: 'comptable', all_copros: false, copros: ['a'] });
    expect(reachBody({ role: 'comptable', all_copros: true, copros: ['a'] }).copros).toEqual([]);
  });
});

describe('rights of an API key', () => {
  const scopes = AREAS.flatMap((area) => area.scopes);
  test('each exists, once, and has its words', () => {
    const policy = readFileSync(join(root, '../tenants/rbac/policy.csv'), 'utf8');
    const words = readFileSync(join(messagesRoot, 'fr/web-access.ftl'), 'utf8');
    expect(new Set(scopes).size).toBe(scopes.length);
    for (const scope of scopes) {
      expect(policy).toContain(`p, r:firm_admin, ${scope}\n`);
      expect(words).toMatch(new RegExp(`^scope-${scopeId(scope)} = `, 'm'));
    }
  });
  test('nobody gives more than they have', () => {
    expect(areasFor(['lot.read'])).toEqual([{ id: 'registry', scopes: ['lot.read'] }]);
    expect(areasFor([])).toEqual([]);
  });
  test('nothing that manages access or erases', () => {
    expect(scopes.filter((scope) => /^(api_key|access|transfer|privacy|support)\.|member\.write|firm\.write/.test(scope))).toEqual([]);
    expect(scopes.filter(isRead).length).toBeGreaterThan(10);
  });
});

describe('the log', () => {
  test('a change shows what differs, and only that', () => {
    expect(changesOf({ code: '2A', shares: 410, tenant_id: 'x' }, { code: '2A', shares: 412, tenant_id: 'x' })).toEqual([{ field: 'shares', before: '410', after: '412' }]);
    expect(changesOf(null, { code: '2A', floor: null, id: 'x' })).toEqual([{ field: 'code', before: null, after: '2A' }]);
    expect(changesOf({ a: { b: 1 } }, null)).toEqual([{ field: 'a', before: '{"b":1}', after: null }]);
    expect(changesOf({ a: false }, { a: true })).toEqual([{ field: 'a', before: 'false', after: 'true' }]);
  });
  test('entries of one day stand together, in their order', () => {
    const entries = ['2026-11-22T10', '2026-11-22T09', '2026-11-21T23'].map((at) => ({ at }));
    expect(byDay(entries, (at) => at.slice(0, 10)).map((group) => [group.day, group.entries.length])).toEqual([['2026-11-22', 2], ['2026-11-21', 1]]);
  });
  test('every thing one can filter by has a name', () => {
    const words = readFileSync(join(messagesRoot, 'fr/web-audit.ftl'), 'utf8');
    for (const object of [...OBJECTS_OF_COPRO, ...OBJECTS_OF_FIRM]) expect(words).toContain(`\n${objectId(object)} = `);
    expect(objectId('tenant.lots')).toBe('audit-object-lots');
    expect(objectId('something_else')).toBeNull();
  });
});

test('support: what waits comes first, then what is open, then the past', () => {
  const window = (id: string, state: SupportWindow['state'], requested_at: string) => ({ id, state, requested_at }) as SupportWindow;
  const sorted = sortedWindows([window('a', 'ended', '2026-01-01'), window('b', 'open', '2026-02-01'), window('c', 'requested', '2026-03-01'), window('d', 'refused', '2026-02-02')]);
  expect(sorted.map((one) => one.id)).toEqual(['c', 'b', 'd', 'a']);
  expect(isOpen('2026-11-22T12:00:00Z', Date.parse('2026-11-22T11:59:59Z'))).toBe(true);
  expect(isOpen('2026-11-22T12:00:00Z', Date.parse('2026-11-22T12:00:00Z'))).toBe(false);
  expect(isOpen(null, 0)).toBe(false);
});

test('a transfer runs until it is answered and carried out', () => {
  expect((['requested', 'accepted', 'done', 'withdrawn', 'expired', 'refused'] as const).filter((state) => isRunning({ state }))).toEqual(['requested', 'accepted']);
  expect(toneOf('done')).toBe('ok');
  expect(toneOf('refused')).toBe('neutral');
});
