/** Amounts are whole cents. Nothing here uses floating point: sums are bigint, text is cut and joined. */
export type Cents = number | bigint;

/**
 * Reads what a person types: "1.234,56", "1 234,56", "1234.56", "€ 12", "-3,5". Answers `null` when it is not an amount
 * with at most two decimals. The last separator followed by one or two digits is the decimal one; a single separator
 * followed by exactly three digits groups thousands ("1.234" is one thousand two hundred thirty-four).
 */
export function parseMoney(text: string): bigint | null {
  const cleaned = text.replace(/[\s\u00a0\u202f'’]|€|EUR/gi, '').replace('\u2212', '-');
  const match = /^([+-]?)(\d[\d.,]*|[.,]\d{1,2})$/.exec(cleaned);
  if (!match) return null;
  const digits = match[2]!;
  const decimal = /[.,](\d{0,2})$/.exec(digits);
  const whole = decimal ? digits.slice(0, decimal.index) : digits;
  const mark = decimal ? digits[decimal.index]! : '';
  if (!groupedWell(whole, mark)) return null;
  const cents = BigInt((whole.replace(/[.,]/g, '') || '0') + (decimal?.[1] ?? '').padEnd(2, '0'));
  return match[1] === '-' ? -cents : cents;
}

/** Thousands must stand in threes and use one mark only, different from the decimal mark. */
function groupedWell(whole: string, decimalMark: string): boolean {
  if (!/[.,]/.test(whole)) return true;
  const mark = whole.includes('.') ? '.' : ',';
  if (mark === decimalMark) return false;
  return new RegExp(`^\\d{1,3}(\\${mark}\\d{3})+$`).test(whole);
}

/** "1234.56": the exact decimal, for Intl and for inputs. */
export function toDecimal(cents: Cents): string {
  const value = BigInt(cents);
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function sumCents(amounts: Iterable<Cents>): bigint {
  let total = 0n;
  for (const amount of amounts) total += BigInt(amount);
  return total;
}

/** JSON carries numbers; refuse what a number cannot hold exactly rather than round it. */
export function toJsonCents(cents: bigint): number {
  const value = Number(cents);
  if (!Number.isSafeInteger(value)) throw new RangeError('amount too large');
  return value;
}

const formatters = new Map<string, Intl.NumberFormat>();

/** The typeface has no narrow no-break space; the plain one keeps digits in the same face. */
const plainSpaces = (text: string): string => text.replace(/\u202f/g, '\u00a0');

export function formatMoney(cents: Cents, locale: string, currency: string | null = 'EUR'): string {
  const id = `${locale}/${currency}`;
  let format = formatters.get(id);
  if (!format) {
    const shape: Intl.NumberFormatOptions = currency
      ? { style: 'currency', currency }
      : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
    format = new Intl.NumberFormat(locale, { ...shape, useGrouping: 'always' as unknown as boolean });
    formatters.set(id, format);
  }
  return plainSpaces(format.format(toDecimal(cents) as unknown as number));
}

export function formatInteger(value: number | bigint, locale: string): string {
  return plainSpaces(new Intl.NumberFormat(locale).format(value));
}
