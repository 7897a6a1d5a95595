import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { FluentResource } from '@fluent/bundle';
import type { Plugin } from 'vite';
import type { Pattern } from '../src/lib/i18n/pattern.ts';

/**
 * Serves `messages/<lang>/web*.ftl` as lazily loaded modules, one per language and section.
 *
 * A file is cut at its Fluent group comments `## @name`, so that the first load carries the words of the shell and
 * of one screen, not of the whole product. What stands before the first such comment is the section named after the
 * file: `web.ftl` -> `core`, `web-copro.ftl` -> `copro`.
 *
 * The messages are parsed here, so that the browser carries no parser: a section is an object, id -> pattern, which
 * `src/lib/i18n/pattern.ts` puts into words. What that cannot do (functions, terms, references) stops the build.
 */
const VIRTUAL = 'virtual:messages';
const SECTION = /^## @([a-z-]+)\s*$/;

export function sectionsOf(fileName: string, source: string): Map<string, string> {
  const own = fileName === 'web.ftl' ? 'core' : fileName.replace(/^web-/, '').replace(/\.ftl$/, '');
  const sections = new Map<string, string>();
  let name = own;
  for (const line of source.split('\n')) {
    const heading = SECTION.exec(line);
    if (heading?.[1]) name = heading[1];
    else if (!line.startsWith('#') && line.trim() !== '') sections.set(name, `${sections.get(name) ?? ''}${line}\n`);
  }
  return sections;
}

function checked(id: string, part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  const { type } = part as { type?: string };
  if (type !== undefined && !['var', 'str', 'num', 'select'].includes(type)) throw new Error(`message ${id}: ${type} is not supported in the browser`);
  for (const inner of Object.values(part)) checked(id, inner);
}

export function compile(source: string): Record<string, Pattern> {
  return Object.fromEntries(
    new FluentResource(source).body.map(({ id, value, attributes }) => {
      if (value === null || Object.keys(attributes).length > 0) throw new Error(`message ${id}: no value, or attributes, which the screens do not use`);
      checked(id, value);
      return [id, value as Pattern];
    }),
  );
}

/** `only`: the sections a build needs, where it does not need all. */
export function messages(root: string, only?: readonly string[]): Plugin {
  const files = (lang: string) => readdirSync(join(root, lang)).filter((name) => /^web(-[a-z-]+)?\.ftl$/.test(name));
  const languages = () =>
    readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);

  const load = (lang: string) => {
    const all = new Map<string, string>();
    for (const file of files(lang)) {
      for (const [name, text] of sectionsOf(file, readFileSync(join(root, lang, file), 'utf8'))) {
        all.set(name, (all.get(name) ?? '') + text);
      }
    }
    return all;
  };

  return {
    name: 'koprogo-messages',
    resolveId(id) {
      return id === VIRTUAL || id.startsWith(`${VIRTUAL}/`) ? `\0${id}` : undefined;
    },
    load(id) {
      if (!id.startsWith(`\0${VIRTUAL}`)) return;
      const [, lang, section] = id.slice(1).split('/');
      if (lang && section) {
        for (const file of files(lang)) this.addWatchFile(join(root, lang, file));
        return `export default ${JSON.stringify(compile(load(lang).get(section) ?? ''))}`;
      }
      const table = languages().map((name) => {
        const entries = [...load(name).keys()].filter((key) => !only || only.includes(key)).map((key) => `${JSON.stringify(key)}: () => import('${VIRTUAL}/${name}/${key}')`);
        return `${JSON.stringify(name)}: { ${entries.join(', ')} }`;
      });
      return `export default { ${table.join(', ')} }`;
    },
    handleHotUpdate({ file, server }) {
      if (!file.endsWith('.ftl') || !basename(file).startsWith('web')) return;
      server.moduleGraph.invalidateAll();
      server.ws.send({ type: 'full-reload' });
      return [];
    },
  };
}
