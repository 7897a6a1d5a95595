// The words of the screens, from the same files as the application: a sentence may be rewritten without touching a test.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const root = new URL('../../', import.meta.url);
// The packages belong to web/; nothing is installed here.
export const fromWeb = createRequire(new URL('web/package.json', root));
const { FluentBundle, FluentResource } = fromWeb('@fluent/bundle');

export const LANGUAGES = ['fr', 'nl', 'de', 'en'];
const kept = new Map();

function bundleOf(lang) {
  if (!kept.has(lang)) {
    const bundle = new FluentBundle(`${lang}-BE`, { useIsolating: false });
    const folder = new URL(`messages/${lang}/`, root);
    const files = readdirSync(folder).filter((name) => /^(web.*|problems)\.ftl$/.test(name));
    for (const file of files) bundle.addResource(new FluentResource(readFileSync(new URL(file, folder), 'utf8')), { allowOverrides: true });
    kept.set(lang, bundle);
  }
  return kept.get(lang);
}

/** `t('id', args)` of one language. A message that is not there any more is an error, not an empty locator. */
export const wordsOf = (lang) => (id, args) => {
  const bundle = bundleOf(lang);
  const message = bundle.getMessage(id);
  if (!message?.value) throw new Error(`messages/${lang} has no message \`${id}\``);
  return bundle.formatPattern(message.value, args, []);
};

export const read = (path) => readFileSync(new URL(path, root), 'utf8');
export const fileOf = (path) => new URL(path, root).pathname;
