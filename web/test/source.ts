import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const messagesRoot = join(root, '../messages');

export function walk(folder: string, ends: RegExp): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return walk(path, ends);
    return ends.test(name) ? [path] : [];
  });
}

export const sources = (): { path: string; text: string }[] => walk(join(root, 'src'), /\.(svelte|ts)$/).map((path) => ({ path, text: readFileSync(path, 'utf8') }));
