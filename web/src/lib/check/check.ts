/** Checks made while one types, to help early; the server makes them again. */

/** Belgian company number (BCE/KBO): ten digits beginning with 0 or 1, the last two being 97 - (first eight mod 97). */
export type CompanyNumber = { state: 'empty' | 'short' | 'wrong' } | { state: 'ok'; formatted: string };

export function companyNumber(text: string): CompanyNumber {
  const digits = text.replace(/^\s*BE/i, '').replace(/[\s.\-/]/g, '');
  if (digits === '') return { state: 'empty' };
  if (!/^\d*$/.test(digits)) return { state: 'wrong' };
  // Numbers older than 2005 are often written without their leading zero; nine digits may also be ten still being typed.
  const old = digits.length === 9 && (!/^[01]/.test(digits) || fits(`0${digits}`));
  const full = old ? `0${digits}` : digits;
  if (full.length < 10) return { state: 'short' };
  if (full.length > 10 || !/^[01]/.test(full)) return { state: 'wrong' };
  if (!fits(full)) return { state: 'wrong' };
  return { state: 'ok', formatted: `${full.slice(0, 4)}.${full.slice(4, 7)}.${full.slice(7)}` };
}

const fits = (digits: string): boolean => 97 - (Number(digits.slice(0, 8)) % 97) === Number(digits.slice(8));

/** ISO 13616: letters count as 10..35, the first four characters go last, the whole modulo 97 is 1. */
export function iban(text: string): { state: 'empty' | 'short' | 'wrong' } | { state: 'ok'; formatted: string } {
  const compact = text.replace(/[\s.-]/g, '').toUpperCase();
  if (compact === '') return { state: 'empty' };
  if (!/^[A-Z]{0,2}\d{0,2}[A-Z0-9]*$/.test(compact) || compact.length > 34) return { state: 'wrong' };
  const wanted = compact.startsWith('BE') ? 16 : 15;
  if (compact.length < wanted) return { state: 'short' };
  if (compact.startsWith('BE') && compact.length !== 16) return { state: 'wrong' };
  let remainder = 0;
  for (const sign of compact.slice(4) + compact.slice(0, 4)) {
    const value = sign >= 'A' ? String(sign.charCodeAt(0) - 55) : sign;
    for (const digit of value) remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder === 1 ? { state: 'ok', formatted: compact.replace(/(.{4})(?=.)/g, '$1 ') } : { state: 'wrong' };
}
