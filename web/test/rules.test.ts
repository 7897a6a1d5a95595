import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sources } from './source';

const code = sources();
const offenders = (pattern: RegExp, allowed: RegExp = /^$/) => code.filter(({ path, text }) => !allowed.test(path) && pattern.test(text)).map(({ path }) => path);

test('no style attribute: the content security policy refuses it', () => {
  expect(offenders(/<[a-zA-Z][^<>]*\sstyle=/)).toEqual([]);
});

test('no raw HTML and no code from text', () => {
  expect(offenders(/\{@html|innerHTML|\beval\(|new Function/)).toEqual([]);
});

test('nothing of another origin is fetched', () => {
  expect(offenders(/(src|href|url)\s*[=(]\s*['"`]https?:\/\//)).toEqual([]);
});

test('amounts are never computed with floating point', () => {
  expect(offenders(/parseFloat|\.toFixed\(|cents\s*[*/]\s*(100|0\.)/)).toEqual([]);
});

test('every icon is drawn', () => {
  const names = [...readFileSync(join(root, 'src/lib/ui/Icon.svelte'), 'utf8').matchAll(/^\s+\| '([a-z]+)'/gm)].map((match) => match[1]);
  const drawn = [...readFileSync(join(root, 'src/lib/ui/icons.svg'), 'utf8').matchAll(/<symbol id="([a-z]+)"/g)].map((match) => match[1]);
  expect(drawn.sort()).toEqual(names.sort());
});
