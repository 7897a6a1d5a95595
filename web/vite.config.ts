import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { messages } from './build/messages.ts';
import { precompress } from './build/precompress.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const backend = process.env.KOPROGO_URL ?? 'http://127.0.0.1:8080';

/**
 * One chunk per screen, and few shared ones: left alone, each component becomes a file of its own and a screen some twenty
 * requests. `base` is what the public page needs, `entry` what signing in and the first step of signing up need besides.
 * A group takes along what its modules import: whatever a first load uses must be claimed by `base` or `entry`, or it
 * drags `forms` or `ui` in (`npm run size` tells).
 */
const BASE_LIB = 'api|i18n|money|router|session|notices|theme';
const BASE_UI = 'Icon|Logo|Button|NotFound|Toasts';
const FIGURES = 'Badge|Money|Progress';
const ENTRY = 'Form|form|Field|TextInput|PasswordInput|Select|Banner|ProblemBanner';
const FORMS = '[A-Za-z]+Input|TextArea|Choice|Checkbox|Combobox|FileDrop';
const groups = [
  { name: 'runtime', test: /node_modules/, priority: 40 },
  { name: 'base', test: new RegExp(`/src/lib/((${BASE_LIB})/(?!upload|download|relative|exports|action)|ui/(${BASE_UI})\\.)`), priority: 30 },
  { name: 'figures', test: new RegExp(`/src/lib/ui/(${FIGURES})\\.`), priority: 25 },
  { name: 'entry', test: new RegExp(`/src/lib/(ui/(${ENTRY})\\.|api/action)`), priority: 25 },
  { name: 'forms', test: new RegExp(`/src/lib/ui/(${FORMS})\\.`), priority: 20 },
  { name: 'ui', test: /\/src\/lib\/(ui\/(?!Stepper)|perms\/|shortcuts\/|query\/|check\/)/, priority: 10 },
];

export default defineConfig({
  plugins: [svelte(), messages(here('../messages')), precompress()],
  resolve: { alias: { $lib: here('./src/lib'), $areas: here('./src/areas') } },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    // A data: URL in CSS or JS would be refused by `default-src 'self'`.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // The two chunks of the first load are there already; naming them for each route would only lengthen its list.
      resolveDependencies: (_file, dependencies, { hostType }) =>
        hostType === 'html' ? dependencies : dependencies.filter((name) => !/\/(runtime|base)-[^/]*\.js$/.test(name)),
    },
    reportCompressedSize: false,
    manifest: true,
    // The first load names every chunk there is: each letter of a name counts.
    rolldownOptions: { output: { codeSplitting: { groups }, chunkFileNames: 'assets/[name]-[hash:7].js' } },
  },
  server: {
    proxy: { '/v1': backend, '/openapi.json': backend },
    fs: { allow: [here('.'), here('../messages')] },
  },
  test: { include: ['test/**/*.test.ts', 'src/**/*.test.ts'], environment: 'node' },
});
