/** What can be said about a number while it is typed; the server decides. */
export type Typed = 'empty' | 'short' | 'ok' | 'wrong';

const bare = (text: string): string => text.replace(/[\s.\-/]/g, '').toUpperCase();

/** The nine digits of a French company. */
export function siren(text: string): Typed {
  const digits = bare(text);
  if (digits === '') return 'empty';
  if (!/^\d+$/.test(digits) || digits.length > 9) return 'wrong';
  return digits.length < 9 ? 'short' : 'ok';
}

/** Letters of the country, then two to thirteen letters and digits. Greece writes EL. */
export function vatNumber(text: string, country: string): Typed {
  const typed = bare(text);
  if (typed === '') return 'empty';
  const prefix = country === 'GR' ? 'EL' : country;
  if (!prefix.startsWith(typed.slice(0, 2)) && !typed.startsWith(prefix)) return 'wrong';
  if (!/^[A-Z0-9]+$/.test(typed) || typed.length > prefix.length + 13) return 'wrong';
  return typed.length < prefix.length + 2 ? 'short' : 'ok';
}
