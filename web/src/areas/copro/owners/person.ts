import type { Lang, NewPerson, Person } from '$lib/api/types';
import { grouped } from './iban';

/** A person as typed: every field is text until it is sent. */
export type PersonDraft = {
  kind: 'natural' | 'legal';
  last_name: string;
  first_name: string;
  email: string;
  phone: string;
  language: Lang;
  street: string;
  postal_code: string;
  city: string;
  country: string;
  company_number: string;
  iban: string;
};

export const emptyPerson = (kind: PersonDraft['kind'], language: Lang): PersonDraft => ({
  kind,
  last_name: '',
  first_name: '',
  email: '',
  phone: '',
  language,
  street: '',
  postal_code: '',
  city: '',
  country: 'BE',
  company_number: '',
  iban: '',
});

export const draftOf = (person: Person): PersonDraft => ({
  kind: person.kind,
  last_name: person.last_name,
  first_name: person.first_name ?? '',
  email: person.email ?? '',
  phone: person.phone ?? '',
  language: person.language,
  street: person.address?.street ?? '',
  postal_code: person.address?.postal_code ?? '',
  city: person.address?.city ?? '',
  country: person.address?.country ?? 'BE',
  company_number: person.company_number ?? '',
  iban: grouped(person.iban),
});

const orNull = (text: string): string | null => text.trim() || null;

/** An address is there when any line of it is; a country alone is only the preset of the list. */
function address(draft: PersonDraft): NewPerson['address'] {
  const { street, postal_code, city, country } = draft;
  if (![street, postal_code, city].some((line) => line.trim() !== '')) return null;
  return { street: street.trim(), postal_code: postal_code.trim(), city: city.trim(), country };
}

/** What is sent. A company has no first name and a human being no enterprise number, whatever stayed in the form. */
export function toPerson(draft: PersonDraft): NewPerson {
  const legal = draft.kind === 'legal';
  return {
    kind: draft.kind,
    last_name: draft.last_name.trim(),
    first_name: legal ? null : orNull(draft.first_name),
    email: orNull(draft.email),
    phone: orNull(draft.phone),
    language: draft.language,
    address: address(draft),
    company_number: legal ? orNull(draft.company_number) : null,
    iban: orNull(draft.iban),
  };
}

/** As the server writes it in lists: "Dupont, Marie". */
export function personName(person: { last_name: string; first_name: string | null }): string {
  const [last, first] = [person.last_name.trim(), person.first_name?.trim()];
  return first ? `${last}, ${first}` : last;
}
