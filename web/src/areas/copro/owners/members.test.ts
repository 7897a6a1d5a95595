import { expect, test } from 'vitest';
import type { OwnerRight } from '$lib/api/types';
import { checkParts, equalParts, fractionText, membersFor, newMember, ownerName, partsAreEqual, sendingOrder, toOwner, type MemberDraft } from './members';
import { personName, toPerson } from './person';

const member = (right: OwnerRight, numerator: number | null, denominator: number | null): MemberDraft => ({ ...newMember('fr', right), numerator, denominator });

test('thirds, quarters and their mixtures make one exactly', () => {
  expect(checkParts([member('full', 1, 3), member('full', 1, 3), member('full', 1, 3)])[0]).toMatchObject({ side: 'all', state: 'ok' });
  expect(checkParts([member('full', 1, 2), member('full', 1, 4), member('full', 1, 4)])[0]!.state).toBe('ok');
  expect(checkParts([member('full', 333_333, 1_000_000), member('full', 666_667, 1_000_000)])[0]!.state).toBe('ok');
});

test('says what is missing and what is too much', () => {
  const missing = checkParts([member('full', 1, 2), member('full', 1, 3)])[0]!;
  expect([missing.state, fractionText(missing.sum!), fractionText(missing.rest!)]).toEqual(['missing', '5/6', '1/6']);
  const over = checkParts([member('full', 2, 3), member('full', 2, 3)])[0]!;
  expect([over.state, fractionText(over.sum!), fractionText(over.rest!)]).toEqual(['over', '4/3', '1/3']);
});

test('usufruct and bare ownership are two wholes', () => {
  const parts = [member('usufruct', 1, 1), member('bare', 1, 2), member('bare', 1, 3)];
  expect(checkParts(parts).map((one) => [one.side, one.state])).toEqual([
    ['use', 'ok'],
    ['title', 'missing'],
  ]);
  const mixed = [member('full', 1, 2), member('usufruct', 1, 2), member('bare', 1, 2)];
  expect(checkParts(mixed).every((one) => one.state === 'ok')).toBe(true);
});

test('an unreadable, zero or improper fraction is invalid, not zero', () => {
  for (const [a, b] of [[null, 2], [0, 1], [3, 2], [1, 1_000_001]] as const) {
    expect(checkParts([member('full', a, b)])[0]!.state).toBe('invalid');
  }
});

test('equal parts are per right', () => {
  const parts = equalParts([member('usufruct', 1, 9), member('bare', 1, 9), member('bare', 1, 9), member('bare', 1, 9)]);
  expect(parts.map((one) => `${one.numerator}/${one.denominator}`)).toEqual(['1/1', '1/3', '1/3', '1/3']);
  expect(partsAreEqual(parts)).toBe(true);
  expect(partsAreEqual([member('full', 2, 4), member('full', 1, 2)])).toBe(true);
  expect(partsAreEqual([member('full', 3, 4), member('full', 1, 4)])).toBe(false);
});

test('changing the kind keeps the people typed and remakes rights and fractions', () => {
  const couple = membersFor('couple', [], 'nl');
  couple[0]!.person.last_name = 'Tassinier';
  couple[1]!.person.last_name = 'Wauquelle';
  const split = membersFor('split', couple, 'nl');
  expect(split.map((one) => [one.person.last_name, one.right, one.denominator])).toEqual([
    ['Tassinier', 'usufruct', 1],
    ['Wauquelle', 'bare', 1],
  ]);
  expect(membersFor('company', split, 'nl').map((one) => one.person.kind)).toEqual(['legal']);
  expect(membersFor('undivided', [], 'fr')).toHaveLength(2);
});

test('the representative is sent first, and a shared address is copied', () => {
  const members = membersFor('couple', [], 'fr');
  Object.assign(members[0]!.person, { last_name: 'Ferrandel', first_name: 'Luc', street: 'Rue Haute 1', postal_code: '1300', city: 'Wavre' });
  Object.assign(members[1]!.person, { last_name: 'Oudinette', first_name: ' ' });
  const sent = toOwner(members, members[1]!.id, ' ');
  expect(sendingOrder(members, members[1]!.id).map((one) => one.person.last_name)).toEqual(['Oudinette', 'Ferrandel']);
  expect(sent.name).toBeUndefined();
  expect(sent.members.map((one) => [one.person?.last_name, one.person?.first_name, one.person?.address?.city])).toEqual([
    ['Oudinette', null, 'Wavre'],
    ['Ferrandel', 'Luc', 'Wavre'],
  ]);
  expect(ownerName(members)).toBe('Ferrandel, Luc & Oudinette');
});

test('a person is sent without what its kind cannot have', () => {
  const draft = { ...newMember('fr', 'full', 'legal').person, last_name: ' Studio Passerpunt ', first_name: 'An', company_number: '0123.456.749', street: '' };
  expect(toPerson(draft)).toMatchObject({ last_name: 'Studio Passerpunt', first_name: null, company_number: '0123.456.749', address: null });
  expect(toPerson({ ...draft, kind: 'natural' }).company_number).toBeNull();
  expect(personName({ last_name: 'Dupont', first_name: 'Marie' })).toBe('Dupont, Marie');
});
