import type { Copro, CoproPatch, Lang } from '$lib/api/types';
import { grouped } from '../owners/iban';

/** The settings as typed. */
export type Draft = {
  name: string;
  street: string;
  postal_code: string;
  city: string;
  country: string;
  company_number: string;
  language: Lang;
  shares_total: number | null;
  working_iban: string;
  reserve_iban: string;
};

export const draftOf = (copro: Copro): Draft => ({
  name: copro.name,
  street: copro.address.street,
  postal_code: copro.address.postal_code,
  city: copro.address.city,
  country: copro.address.country,
  company_number: copro.company_number ?? '',
  language: copro.language,
  shares_total: copro.shares_total,
  working_iban: grouped(copro.working_iban),
  reserve_iban: grouped(copro.reserve_iban),
});

const compact = (text: string) => text.replace(/[\s.]/g, '').toUpperCase();

/** Only what differs is sent, so that two people who change different things do not undo each other. */
export function patchOf(draft: Draft, copro: Copro): CoproPatch {
  const before = draftOf(copro);
  const patch: CoproPatch = {};
  if (draft.name.trim() !== before.name) patch.name = draft.name.trim();
  if ((['street', 'postal_code', 'city', 'country'] as const).some((line) => draft[line].trim() !== before[line])) {
    patch.address = { street: draft.street.trim(), postal_code: draft.postal_code.trim(), city: draft.city.trim(), country: draft.country };
  }
  if (draft.language !== before.language) patch.language = draft.language;
  if (draft.shares_total !== before.shares_total) patch.shares_total = draft.shares_total ?? 0;
  for (const field of ['company_number', 'working_iban', 'reserve_iban'] as const) {
    // Spaces and dots are how a number is written, not what it is.
    if (compact(draft[field]) !== compact(before[field])) patch[field] = draft[field].trim() || null;
  }
  return patch;
}

/** "2026", or "2025-2026" where the year does not begin in January. */
export function yearName(year: { starts_on: string; ends_on: string }): string {
  const [first, last] = [year.starts_on.slice(0, 4), year.ends_on.slice(0, 4)];
  return first === last ? first : `${first}-${last}`;
}
