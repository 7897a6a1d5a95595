import { api, path } from '$lib/api/api';
import type { Lot, Page } from '$lib/api/types';

const PAGE = 200;
/** The server keeps at most 20 000 lots in a copro. */
const MAX_PAGES = 100;

/** Every lot in the order of the deed: a key weighs all of them at once, so that pages would not do. */
export async function allLots(slug: string, signal?: AbortSignal): Promise<Lot[]> {
  const lots: Lot[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer: Page<Lot> = await api.get<Page<Lot>>(path`/copros/${slug}/lots`, { query: { limit: PAGE, cursor }, signal });
    lots.push(...answer.items);
    cursor = answer.next_cursor;
    if (cursor === null) break;
  }
  return lots;
}
