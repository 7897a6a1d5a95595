// Prints what a visitor downloads, gzip, and fails when it is over budget. Reads dist/.vite/manifest.json.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const FIRST_LOAD_MAX = 45_000;
const ROUTE_MAX = 30_000;
const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));
const sizes = new Map();

function gzipSize(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length);
  return sizes.get(file);
}

/** A chunk and everything it imports statically: what must arrive before it can run. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const dependency of manifest[key]?.imports ?? []) closure(dependency, seen);
  return seen;
}
const scripts = (keys) => [...keys].map((key) => manifest[key].file);
const sum = (files) => [...new Set(files)].reduce((total, file) => total + gzipSize(file), 0);

const keys = Object.keys(manifest);
const entry = keys.find((key) => manifest[key].isEntry);
const words = (section) => {
  const files = keys.filter((key) => new RegExp(`virtual:messages/[a-z]+/${section}$`).test(key)).map((key) => manifest[key].file);
  // One language is loaded; the budget holds for the longest.
  return files.sort((a, b) => gzipSize(b) - gzipSize(a)).slice(0, 1);
};
const shell = new Set(scripts(closure(entry)));

const appLayout = keys.find((key) => key.endsWith('shell/AppLayout.svelte'));
const coproLayout = keys.find((key) => key.endsWith('copro/CoproLayout.svelte'));
const layoutFiles = new Set([...shell, ...[appLayout, coproLayout].filter(Boolean).flatMap((key) => scripts(closure(key)))]);

/** Sections of words a route names, read from the route table itself. */
const table = ['src/routes.ts', 'src/routes-inside.ts'].map((file) => readFileSync(file, 'utf8')).join('\n');
function sectionsOf(source) {
  const line = table.split('\n').find((text) => text.includes(source.replace('src/areas', '$areas')));
  const named = [...(/messages: \[([^\]]*)\]/.exec(line ?? '')?.[1] ?? '').matchAll(/'([^']+)'/g)].map((match) => match[1]);
  return line?.includes("layout: 'copro'") ? ['copro', ...named] : named;
}

/** All that a visitor who comes straight to a public address waits for: shell, layout, screen, and the words of one language. */
const FIRST_LOADS = [
  { path: '/', view: ' (first view)', after: { scripts: ['landing/More.svelte'], words: ['landing-more', 'foot'], most: FIRST_LOAD_MAX } },
  { path: '/pricing', view: ' (first view)', after: { scripts: ['pricing/Below.svelte'], words: ['pricing-more', 'foot'], most: 52_000 } },
  { path: '/signin', view: '' },
  { path: '/signup', view: ' (first step)' },
];
function chunk(source) {
  const key = keys.find((one) => one.endsWith(source));
  if (!key) throw new Error(`no chunk for ${source}`);
  return key;
}
function firstLoad({ path }) {
  const line = table.split('\n').find((text) => text.includes(`route('${path}',`)) ?? '';
  const source = /import\('\$areas\/([^']+)'\)/.exec(line)?.[1];
  const layout = /layout: '(public|bare)'/.exec(line)?.[1];
  if (!source || !layout) throw new Error(`routes.ts: cannot read the route ${path}`);
  const frame = layout === 'bare' ? 'shell/BareLayout.svelte' : 'shell/PublicLayout.svelte';
  const code = [source, frame].flatMap((one) => scripts(closure(chunk(one))));
  return [...shell, ...code, ...['core', ...sectionsOf(source)].flatMap(words)];
}

let failed = false;
const kb = (bytes) => `${(bytes / 1000).toFixed(1).padStart(6)} kB`;
const row = (name, bytes, max) => {
  const over = bytes > max;
  failed ||= over;
  console.log(`${over ? 'OVER' : 'ok  '} ${kb(bytes)} of ${kb(max)}  ${name}`);
};

console.log('gzip, scripts and words');
for (const first of FIRST_LOADS) {
  const files = firstLoad(first);
  row(`first load of ${first.path}${first.view}, one language`, sum(files), FIRST_LOAD_MAX);
  for (const file of [...new Set(files)].sort((a, b) => gzipSize(b) - gzipSize(a))) console.log(`     ${kb(gzipSize(file))}              ${file}`);
  if (first.after) row(`  ${first.path} with what it fetches by itself afterwards`, sum([...files, ...first.after.scripts.flatMap((one) => scripts(closure(chunk(one)))), ...first.after.words.flatMap(words)]), first.after.most);
}
row('shell of signed-in people, beyond the first load', sum([...layoutFiles].filter((file) => !shell.has(file))), ROUTE_MAX);

const routes = keys.filter((key) => manifest[key].isDynamicEntry && table.includes(key.replace('src/areas', '$areas')));
for (const key of routes.sort()) {
  const known = key.includes('/copro/') || key.includes('/firm/') ? layoutFiles : shell;
  row(key.replace('src/areas/', ''), sum([...scripts(closure(key)).filter((file) => !known.has(file)), ...sectionsOf(key).flatMap(words)]), ROUTE_MAX);
}
const styles = [...new Set(keys.flatMap((key) => manifest[key].css ?? []))];
console.log(`     ${kb(sum(manifest[entry].css ?? []))}            style of the first load; ${kb(sum(styles)).trim()} in all`);
if (failed) process.exit(1);
