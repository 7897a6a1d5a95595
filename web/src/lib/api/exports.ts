import { download } from './download';
import { path } from './api';
import type { Export } from './types';

const POLL_MS = 2_000;

/** While a package is being made it is asked for again and again. */
export const pollExports = (all: readonly Export[] | undefined): number | null => (all?.some((one) => one.status === 'building') ? POLL_MS : null);

/** What there is of one copro: the package one can have, and whether another is on its way. Newest first. */
export function exportsOf(copro: string, all: readonly Export[]): { ready: Export | undefined; building: boolean; failed: boolean } {
  const own = all.filter((one) => one.copro_id === copro);
  return { ready: own.find((one) => one.status === 'ready'), building: own[0]?.status === 'building', failed: own[0]?.status === 'failed' };
}

export const downloadExport = (firm: string, one: Export): Promise<void> =>
  download(path`/firms/${firm}/exports/${one.id}/package`, `koprogo-${one.copro_name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.zip`);
