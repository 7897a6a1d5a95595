import { i18n } from './i18n.svelte';

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;
const formats = new Map<string, Intl.RelativeTimeFormat>();

/** "il y a 3 jours", "dans 6 jours": the greatest unit that fits, never a fraction. */
export function relative(instant: string, now = Date.now(), locale = i18n.locale): string {
  let format = formats.get(locale);
  if (!format) formats.set(locale, (format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })));
  const seconds = (Date.parse(instant) - now) / 1000;
  const [unit, length] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? (['minute', 60] as const);
  // Toward zero: "in 6 days" must not promise a seventh that is not whole.
  return format.format(Math.trunc(seconds / length), unit);
}
