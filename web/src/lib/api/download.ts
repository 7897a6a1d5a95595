import { request, type Options } from './api';

/**
 * Fetches a file and hands it to the browser. A plain link would save the server's refusal as if it were the file, and
 * could not ask for a confirmation first.
 */
export async function download(to: string, name: string, options: Options = {}): Promise<void> {
  save(await (await request('GET', to, undefined, options)).blob(), name);
}

/** A link must stay until the browser has begun to read what it leads to. */
const KEPT_MS = 60_000;

export function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
