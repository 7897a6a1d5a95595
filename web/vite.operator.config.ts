import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { messages } from './build/messages.ts';
import { precompress } from './build/precompress.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const backend = process.env.KOPROGO_OPERATOR_URL ?? 'http://127.0.0.1:9091';

/** The operators' console: a build of its own, so that nothing of it is served to the public and nothing of theirs to operators. */
export default defineConfig({
  plugins: [svelte(), messages(here('../messages'), ['core', 'credentials', 'operator']), precompress()],
  resolve: { alias: { $lib: here('./src/lib'), $areas: here('./src/areas') } },
  build: {
    target: 'es2023',
    outDir: 'dist-operator',
    emptyOutDir: true,
    // A data: URL in CSS or JS would be refused by `default-src 'none'`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { input: here('./operator.html') },
  },
  server: {
    proxy: { '/v1': backend, '/health': backend },
    fs: { allow: [here('.'), here('../messages')] },
  },
});
