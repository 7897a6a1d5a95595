import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluentParser, Visitor, type Message, type VariableReference } from '@fluent/syntax';
import { describe, expect, test } from 'vitest';
import { sectionsOf } from '../build/messages';
import { messagesRoot, sources } from './source';

const LANGUAGES = ['fr', 'nl', 'de', 'en'] as const;

class Variables extends Visitor {
  readonly names = new Set<string>();
  override visitVariableReference(node: VariableReference): void {
    this.names.add(node.id.name);
  }
}

/** id -> variables, for every message of the browser in one language. */
function messagesOf(lang: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of readdirSync(join(messagesRoot, lang)).filter((name) => /^web.*\.ftl$/.test(name))) {
    for (const entry of new FluentParser().parse(readFileSync(join(messagesRoot, lang, file), 'utf8')).body) {
      if (entry.type === 'Junk') throw new Error(`${lang}/${file}: cannot read\n${entry.content}`);
      if (entry.type !== 'Message') continue;
      const { name } = (entry as Message).id;
      if (found.has(name)) throw new Error(`${lang}/${file}: ${name} stands twice`);
      const variables = new Variables();
      variables.visit(entry);
      found.set(name, [...variables.names].sort().join(' '));
    }
  }
  return found;
}

const all = new Map(LANGUAGES.map((lang) => [lang, messagesOf(lang)]));
const french = all.get('fr')!;

describe.each(LANGUAGES)('%s', (lang) => {
  test('has the ids and the variables of French', () => {
    expect(Object.fromEntries([...all.get(lang)!].sort())).toEqual(Object.fromEntries([...french].sort()));
  });
  test('has the sections of French', () => {
    const names = (one: string) =>
      readdirSync(join(messagesRoot, one))
        .filter((name) => /^web.*\.ftl$/.test(name))
        .flatMap((name) => [...sectionsOf(name, readFileSync(join(messagesRoot, one, name), 'utf8')).keys()])
        .sort();
    expect(names(lang)).toEqual(names('fr'));
  });
});

// Comments show how things are written; they ask for nothing.
const code = sources().map(({ path, text }) => ({ path, text: text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '') }));
const text = code.map((file) => file.text).join('\n');

test('every id that is asked for exists', () => {
  const missing: string[] = [];
  for (const { path, text: source } of code) {
    for (const match of source.matchAll(/\bt\(\s*'([^']+)'/g)) if (!french.has(match[1]!)) missing.push(`${path}: ${match[1]}`);
    for (const match of source.matchAll(/\bt\(\s*`([^`$]*)\$\{/g)) {
      if (![...french.keys()].some((id) => id.startsWith(match[1]!))) missing.push(`${path}: ${match[1]}…`);
    }
  }
  for (const match of text.matchAll(/title: '(title-[^']+)'/g)) if (!french.has(match[1]!)) missing.push(`routes.ts: ${match[1]}`);
  expect(missing).toEqual([]);
});

test('no message is left over', () => {
  const literals = new Set([...text.matchAll(/['"`]([a-z][a-z0-9_-]*)['"`]/g)].map((match) => match[1]!));
  const prefixes = [...new Set([...text.matchAll(/`([a-z][a-z0-9-]*-)\$\{/g)].map((match) => match[1]!))];
  expect([...french.keys()].filter((id) => !literals.has(id) && !prefixes.some((prefix) => id.startsWith(prefix)))).toEqual([]);
});

test('a file is cut at its sections, comments are not shipped', () => {
  const sections = sectionsOf('web-copro.ftl', '# note\na = 1\n\n## Heading\nb =\n    { $n ->\n       *[other] x\n    }\n## @calls\nc = 3\n');
  expect(Object.fromEntries(sections)).toEqual({ copro: 'a = 1\nb =\n    { $n ->\n       *[other] x\n    }\n', calls: 'c = 3\n' });
});
