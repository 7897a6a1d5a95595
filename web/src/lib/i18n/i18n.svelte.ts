import sources from 'virtual:messages';
import type { IsoDate, Lang } from '$lib/api/types';
import { formatInteger, formatMoney, type Cents } from '$lib/money/money';
import { formatPattern, type Args, type Pattern } from './pattern';

export const languages: readonly Lang[] = ['fr', 'nl', 'de', 'en'];
export const languageNames: Record<Lang, string> = { fr: 'Français', nl: 'Nederlands', de: 'Deutsch', en: 'English' };
const locales: Record<Lang, string> = { fr: 'fr-BE', nl: 'nl-BE', de: 'de-BE', en: 'en-IE' };
const STORED = 'koprogo.language';

/** Per language; sections are added as screens are visited. */
const patterns: Record<Lang, Map<string, Pattern>> = { fr: new Map(), nl: new Map(), de: new Map(), en: new Map() };
const loaded = new Map<string, Promise<void>>();
const wanted = new Set<string>(['core']);

/** `revision` makes every `t()` in a template run again when words have arrived. */
const state = $state({ lang: 'fr' as Lang, revision: 0 });

export const isLang = (value: unknown): value is Lang => languages.includes(value as Lang);

function loadSection(lang: Lang, section: string): Promise<void> {
  const id = `${lang}/${section}`;
  let promise = loaded.get(id);
  if (!promise) {
    promise = Promise.resolve(sources[lang]?.[section]?.()).then((module) => {
      if (!module) return;
      for (const [pattern, words] of Object.entries(module.default)) patterns[lang].set(pattern, words);
    });
    // A chunk that did not arrive may arrive the next time.
    promise.catch(() => loaded.delete(id));
    loaded.set(id, promise);
  }
  return promise;
}

/** Everything wanted, also what becomes wanted while it is being fetched: a screen must never show ids. */
async function loadWanted(lang: Lang): Promise<void> {
  let before: number;
  do {
    before = wanted.size;
    await Promise.all([...wanted].map((section) => loadSection(lang, section)));
  } while (wanted.size > before);
}

/** Loads the words a screen needs, in the current language. */
export async function loadMessages(sections: readonly string[]): Promise<void> {
  for (const section of sections) wanted.add(section);
  let lang: Lang;
  do {
    lang = state.lang;
    await loadWanted(lang);
  } while (lang !== state.lang);
  state.revision += 1;
}

/** Before anything is shown: nothing has to be fetched twice because the first guess was wrong. */
export function startLanguage(): void {
  state.lang = preferredLanguage();
  document.documentElement.lang = locales[state.lang];
}

export async function setLanguage(lang: Lang): Promise<void> {
  await loadWanted(lang);
  state.lang = lang;
  state.revision += 1;
  document.documentElement.lang = locales[lang];
  try {
    localStorage.setItem(STORED, lang);
  } catch {
    // Private mode: the choice then lasts as long as the page.
  }
}

/** `?lang=`, then the last choice on this device, then the browser, then French. */
export function preferredLanguage(): Lang {
  const asked = new URLSearchParams(location.search).get('lang');
  if (isLang(asked)) return asked;
  try {
    const stored = localStorage.getItem(STORED);
    if (isLang(stored)) return stored;
  } catch {
    // No storage: the browser decides.
  }
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLang);
  return spoken ?? 'fr';
}

/** The words of a message. An unknown id is shown as itself; a test makes sure there is none. */
export function t(id: string, args?: Args): string {
  void state.revision;
  const pattern = patterns[state.lang].get(id);
  if (pattern === undefined) return state.revision === 0 ? '' : id;
  return formatPattern(pattern, locales[state.lang], args);
}

const today = () => {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
};

const dates = new Map<string, Intl.DateTimeFormat>();
function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = locale + JSON.stringify(options);
  let format = dates.get(id);
  if (!format) dates.set(id, (format = new Intl.DateTimeFormat(locale, options)));
  return format;
}

export const i18n = {
  get lang(): Lang {
    return state.lang;
  },
  get locale(): string {
    return locales[state.lang];
  },
  /** "1 234,56 €" */
  money: (cents: Cents): string => formatMoney(cents, locales[state.lang]),
  /** "1 234,56": in a column whose heading names the currency. */
  amount: (cents: Cents): string => formatMoney(cents, locales[state.lang], null),
  number: (value: number | bigint): string => formatInteger(value, locales[state.lang]),
  percent: (done: number, total: number): string =>
    new Intl.NumberFormat(locales[state.lang], { style: 'percent' }).format(total > 0 ? Math.floor((done * 100) / total) / 100 : 0),
  /** Civil dates have no time zone: they are read and written as UTC. */
  date: (date: IsoDate, style: 'short' | 'long' = 'short'): string =>
    dateFormat(locales[state.lang], {
      timeZone: 'UTC',
      ...(style === 'long' ? { dateStyle: 'long' } : { day: '2-digit', month: '2-digit', year: 'numeric' }),
    }).format(new Date(`${date}T00:00:00Z`)),
  dateTime: (instant: string): string =>
    dateFormat(locales[state.lang], { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant)),
  list: (items: string[]): string => new Intl.ListFormat(locales[state.lang], { type: 'conjunction' }).format(items),
  bytes: (count: number): string =>
    count < 1_000_000
      ? new Intl.NumberFormat(locales[state.lang], { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }).format(Math.max(1, Math.round(count / 1000)))
      : new Intl.NumberFormat(locales[state.lang], { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }).format(count / 1_000_000),
  today,
};
