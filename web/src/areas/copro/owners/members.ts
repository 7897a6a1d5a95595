import type { Lang, NewOwner, OwnerRight, Person } from '$lib/api/types';
import { emptyPerson, personName, toPerson, type PersonDraft } from './person';

/** How the question "who holds the lot?" is put; the answer always becomes a list of members with fractions. */
export type OwnerKind = 'single' | 'couple' | 'undivided' | 'split' | 'company';
export const ownerKinds: readonly OwnerKind[] = ['single', 'couple', 'undivided', 'split', 'company'];

export type MemberDraft = {
  id: number;
  /** Someone the copro knows already, instead of the person typed. */
  known: Person | null;
  person: PersonDraft;
  sameAddress: boolean;
  right: OwnerRight;
  numerator: number | null;
  denominator: number | null;
};

/** As on the server. */
export const MAX_MEMBERS = 50;
const MAX_DENOMINATOR = 1_000_000;

let next = 1;
export function newMember(language: Lang, right: OwnerRight = 'full', kind: PersonDraft['kind'] = 'natural'): MemberDraft {
  return { id: next++, known: null, person: emptyPerson(kind, language), sameAddress: false, right, numerator: 1, denominator: 1 };
}

/** The members a kind starts with; people already typed stay, in their order. */
export function membersFor(kind: OwnerKind, before: readonly MemberDraft[], language: Lang): MemberDraft[] {
  const rights: OwnerRight[] = kind === 'split' ? ['usufruct', 'bare'] : kind === 'couple' || kind === 'undivided' ? ['full', 'full'] : ['full'];
  if (kind === 'undivided') while (rights.length < before.length) rights.push('full');
  const personKind = kind === 'company' ? 'legal' : 'natural';
  const members = rights.map((right, index) => {
    const old = before[index];
    if (!old) return { ...newMember(language, right, personKind), sameAddress: kind === 'couple' && index > 0 };
    const known = old.known && (kind !== 'company' || old.known.kind === 'legal') ? old.known : null;
    return { ...old, known, right, sameAddress: index > 0 && kind === 'couple', person: { ...old.person, kind: personKind } as PersonDraft };
  });
  return equalParts(members);
}

/** Everyone with the same right gets the same fraction of it. */
export function equalParts(members: readonly MemberDraft[]): MemberDraft[] {
  return members.map((member) => ({ ...member, numerator: 1, denominator: members.filter((other) => other.right === member.right).length }));
}

export const partsAreEqual = (members: readonly MemberDraft[]): boolean =>
  equalParts(members).every((equal, index) => {
    const { numerator, denominator } = members[index]!;
    return numerator !== null && denominator !== null && numerator * equal.denominator! === denominator;
  });

export type Fraction = { numerator: bigint; denominator: bigint };
/** `use`: who enjoys the lot (full + usufruct); `title`: who owns it (full + bare); `all`: nothing is split. */
export type PartsCheck = { side: 'all' | 'use' | 'title'; sum: Fraction | null; state: 'ok' | 'missing' | 'over' | 'invalid'; rest: Fraction | null };

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}

function reduce(numerator: bigint, denominator: bigint): Fraction {
  const common = gcd(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / common, denominator: denominator / common };
}

export function validFraction(member: Pick<MemberDraft, 'numerator' | 'denominator'>): boolean {
  const { numerator, denominator } = member;
  return numerator !== null && denominator !== null && denominator >= 1 && denominator <= MAX_DENOMINATOR && numerator >= 1 && numerator <= denominator;
}

function add(members: readonly MemberDraft[]): Fraction | null {
  if (!members.every(validFraction)) return null;
  let sum: Fraction = { numerator: 0n, denominator: 1n };
  for (const member of members) {
    const [a, b] = [BigInt(member.numerator!), BigInt(member.denominator!)];
    sum = reduce(sum.numerator * b + a * sum.denominator, sum.denominator * b);
  }
  return sum;
}

function check(side: PartsCheck['side'], members: readonly MemberDraft[]): PartsCheck {
  const sum = add(members);
  if (!sum) return { side, sum, state: 'invalid', rest: null };
  const difference = sum.denominator - sum.numerator;
  const rest = reduce(difference < 0n ? -difference : difference, sum.denominator);
  return { side, sum, rest, state: difference === 0n ? 'ok' : difference > 0n ? 'missing' : 'over' };
}

/** The rule of the server: use and title must each make exactly one whole. */
export function checkParts(members: readonly MemberDraft[]): PartsCheck[] {
  if (members.every((member) => member.right === 'full')) return [check('all', members)];
  return [
    check('use', members.filter((member) => member.right !== 'bare')),
    check('title', members.filter((member) => member.right !== 'usufruct')),
  ];
}

export const fractionText = (fraction: Fraction): string =>
  fraction.denominator === 1n ? String(fraction.numerator) : `${fraction.numerator}/${fraction.denominator}`;

export const memberName = (member: MemberDraft): string => personName(member.known ?? member.person);

/** The name the server makes of the members, to show it beforehand. */
export const ownerName = (members: readonly MemberDraft[]): string => [...new Set(members.map(memberName).filter((name) => name !== ''))].join(' & ');

/** The representative goes first: only known persons have an id to name, and the server takes the first member otherwise. */
export function sendingOrder(members: readonly MemberDraft[], representative: number): MemberDraft[] {
  const first = members.find((member) => member.id === representative);
  return first ? [first, ...members.filter((member) => member !== first)] : [...members];
}

export function toOwner(members: readonly MemberDraft[], representative: number, name: string): NewOwner {
  const home = members[0]?.known?.address ?? (members[0] ? toPerson(members[0].person).address : null);
  return {
    ...(name.trim() ? { name: name.trim() } : {}),
    members: sendingOrder(members, representative).map((member) => ({
      ...(member.known ? { person_id: member.known.id } : { person: { ...toPerson(member.person), ...(member.sameAddress ? { address: home } : {}) } }),
      right: member.right,
      numerator: member.numerator ?? 0,
      denominator: member.denominator ?? 0,
    })),
  };
}
