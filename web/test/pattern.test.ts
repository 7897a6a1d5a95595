import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { describe, expect, test } from 'vitest';
import { compile } from '../build/messages';
import { formatPattern } from '../src/lib/i18n/pattern';
import { messagesRoot } from './source';

const LOCALES = { fr: 'fr-BE', nl: 'nl-BE', de: 'de-BE', en: 'en-IE' };
const VALUES = [0, 1, 2, 1234, 'x', 'none', 'lot_code'];

describe.each(Object.entries(LOCALES))('%s', (lang, locale) => {
  test('every message says what Fluent says', () => {
    for (const file of readdirSync(join(messagesRoot, lang)).filter((name) => /^web.*\.ftl$/.test(name))) {
      const source = readFileSync(join(messagesRoot, lang, file), 'utf8');
      const bundle = new FluentBundle(locale, { useIsolating: false });
      bundle.addResource(new FluentResource(source));
      for (const [id, pattern] of Object.entries(compile(source))) {
        const names = [...JSON.stringify(pattern).matchAll(/"type":"var","name":"([^"]+)"/g)].map((match) => match[1]!);
        for (const value of VALUES) {
          const args = Object.fromEntries(names.map((name) => [name, value]));
          expect(formatPattern(pattern, locale, args), id).toBe(bundle.formatPattern(bundle.getMessage(id)!.value!, args));
        }
      }
    }
  });
});

test('what the browser cannot say stops the build', () => {
  expect(() => compile('a = { NUMBER($n) }\n')).toThrow('a: func');
  expect(() => compile('a = b\n    .title = c\n')).toThrow('attributes');
});

test('a value that is missing is seen', () => expect(formatPattern(compile('a = b { $c }\n').a!, 'fr-BE')).toBe('b {$c}'));
