import { iban } from '$lib/check/check';

/** The server keeps account numbers without spaces; people read them in groups of four. */
export function grouped(number: string | null | undefined): string {
  const checked = iban(number ?? '');
  return checked.state === 'ok' ? checked.formatted : (number ?? '');
}
