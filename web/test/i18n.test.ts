import { beforeEach, expect, test, vi } from 'vitest';
import { compile } from '../build/messages';

/** Chunks that arrive when the test says so. */
const arrivals: { id: string; arrive: () => void }[] = [];
const chunk = (id: string, text: string) => () =>
  new Promise<{ default: Record<string, unknown> }>((resolve) => arrivals.push({ id, arrive: () => resolve({ default: compile(text) }) }));

vi.mock('virtual:messages', () => ({
  default: {
    fr: { core: chunk('fr/core', 'a = un\n'), screen: chunk('fr/screen', 'b = deux { $n }\n') },
    nl: { core: chunk('nl/core', 'a = een\n'), screen: chunk('nl/screen', 'b = twee { $n }\n') },
  },
}));

async function deliver(...ids: string[]): Promise<void> {
  for (const id of ids) {
    await vi.waitFor(() => expect(arrivals.map((one) => one.id)).toContain(id));
    arrivals.find((one) => one.id === id)!.arrive();
  }
  await new Promise((resolve) => setTimeout(resolve));
}

beforeEach(() => {
  arrivals.length = 0;
  vi.resetModules();
  vi.stubGlobal('document', { documentElement: {} });
  vi.stubGlobal('location', { search: '' });
  vi.stubGlobal('navigator', { languages: ['fr-BE'] });
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
});

test('a language is shown only with the words of the screen that was asked for meanwhile', async () => {
  const { i18n, loadMessages, setLanguage, startLanguage, t } = await import('../src/lib/i18n/i18n.svelte');
  startLanguage();
  expect(t('a')).toBe('');
  const first = loadMessages([]);
  await deliver('fr/core');
  await first;
  expect(t('a')).toBe('un');

  const switching = setLanguage('nl');
  const opening = loadMessages(['screen']);
  await deliver('nl/core', 'fr/screen');
  expect(i18n.lang).toBe('fr');
  await deliver('nl/screen');
  await Promise.all([switching, opening]);
  expect(i18n.lang).toBe('nl');
  expect(t('b', { n: 2 })).toBe('twee 2');
  expect(t('missing')).toBe('missing');
});

test('the language of the device is understood, else French', async () => {
  const { preferredLanguage } = await import('../src/lib/i18n/i18n.svelte');
  vi.stubGlobal('navigator', { languages: ['it', 'de-AT'] });
  expect(preferredLanguage()).toBe('de');
  vi.stubGlobal('navigator', { languages: ['it'] });
  expect(preferredLanguage()).toBe('fr');
  vi.stubGlobal('location', { search: '?lang=nl' });
  expect(preferredLanguage()).toBe('nl');
});
