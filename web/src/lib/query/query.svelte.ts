import { ApiProblem, api, type Query as QueryParams } from '$lib/api/api';
import type { Page } from '$lib/api/types';
import { onForget } from '$lib/session/session.svelte';

export type Key = readonly (string | number | boolean | null | undefined)[];
export type QueryOptions<T> = {
  key: Key;
  fetch: (signal: AbortSignal) => Promise<T>;
  /** How long an answer counts as fresh. */
  staleMs?: number;
  /** Ask again every so often while it answers a number, e.g. for a running job. */
  pollMs?: (data: T | undefined) => number | null;
};

const MAX_ENTRIES = 200;
const DEFAULT_STALE_MS = 15_000;

class Entry {
  data = $state.raw<unknown>(undefined);
  problem = $state.raw<ApiProblem | null>(null);
  loading = $state(false);
  fetchedAt = 0;
  users = 0;
  fetcher: ((signal: AbortSignal) => Promise<unknown>) | null = null;
  inFlight: Promise<void> | null = null;
  abort: AbortController | null = null;

  /** Two readers of one key share one request. */
  load(): Promise<void> {
    if (this.inFlight || !this.fetcher) return this.inFlight ?? Promise.resolve();
    const abort = new AbortController();
    this.abort = abort;
    this.loading = true;
    const run = this.fetcher(abort.signal)
      .then((data) => {
        this.data = data;
        this.problem = null;
        this.fetchedAt = Date.now();
      })
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        if (!(error instanceof ApiProblem)) throw error;
        this.problem = error;
        // A failure is not asked again by every re-render; `refetch` does it.
        this.fetchedAt = Date.now();
      })
      .finally(() => {
        if (this.inFlight !== run) return;
        this.inFlight = null;
        this.loading = false;
      });
    this.inFlight = run;
    return run;
  }

  /** Forgets a running request: its answer would be older than what has just been written. */
  restart(): Promise<void> {
    this.abort?.abort();
    this.inFlight = null;
    return this.load();
  }
}

const cache = new Map<string, Entry>();

function entryOf(id: string): Entry {
  let entry = cache.get(id);
  if (entry) {
    // Re-inserting keeps the map in order of last use.
    cache.delete(id);
  } else {
    entry = new Entry();
    for (const [old, candidate] of cache) {
      if (cache.size < MAX_ENTRIES) break;
      if (candidate.users === 0) cache.delete(old);
    }
  }
  cache.set(id, entry);
  return entry;
}

/**
 * Reads something from the server; call it while a component is set up.
 *
 *   const lots = createQuery(() => ({ key: ['copro', slug, 'lots'], fetch: (signal) => api.get<Page<Lot>>(…, { signal }) }));
 *   lots.data, lots.problem, lots.loading, lots.refetch()
 *
 * The options are a function, so that a changed parameter changes the key; `null` waits.
 */
export function createQuery<T>(options: () => QueryOptions<T> | null) {
  const current = $derived(options());
  const id = $derived(current ? JSON.stringify(current.key) : null);
  let entry = $state.raw<Entry | null>(null);

  $effect(() => {
    if (!current || id === null) {
      entry = null;
      return;
    }
    const now = entryOf(id);
    now.fetcher = current.fetch;
    now.users += 1;
    entry = now;
    if (now.fetchedAt === 0 || Date.now() - now.fetchedAt > (current.staleMs ?? DEFAULT_STALE_MS)) void now.load();
    return () => {
      now.users -= 1;
    };
  });

  $effect(() => {
    const every = entry && current?.pollMs?.(entry.data as T | undefined);
    if (!every || !entry) return;
    const polled = entry;
    void polled.fetchedAt;
    const timer = setInterval(() => void polled.load(), every);
    return () => clearInterval(timer);
  });

  return {
    get data(): T | undefined {
      return entry?.data as T | undefined;
    },
    get problem(): ApiProblem | null {
      return entry?.problem ?? null;
    },
    /** True while there is nothing to show yet. */
    get pending(): boolean {
      return (!entry || (entry.data === undefined && entry.problem === null)) && current !== null;
    },
    get loading(): boolean {
      return entry?.loading ?? false;
    },
    refetch: (): Promise<void> => entry?.restart() ?? Promise.resolve(),
    set: (data: T): void => {
      if (entry) entry.data = data;
    },
  };
}

/** A list the server answers in pages; `more()` appends the next one. */
export function createPages<T>(options: () => { key: Key; path: string; query?: QueryParams; limit?: number } | null) {
  let rest = $state.raw<{ id: string; items: T[]; cursor: string | null } | null>(null);
  let loadingMore = $state(false);
  const current = $derived(options());
  const id = $derived(current ? JSON.stringify([current.key, current.query]) : '');
  const first = createQuery<Page<T>>(() =>
    current && {
      key: [...current.key, 'page', JSON.stringify(current.query ?? {})],
      fetch: (signal) => api.get(current.path, { query: { ...current.query, limit: current.limit ?? 50 }, signal }),
    },
  );
  // Pages beyond the first belong to the list as it was asked; another filter starts over.
  const mine = $derived(rest?.id === id ? rest : null);
  const cursor = $derived(mine ? mine.cursor : (first.data?.next_cursor ?? null));

  return {
    get items(): T[] {
      return [...(first.data?.items ?? []), ...(mine?.items ?? [])];
    },
    get problem(): ApiProblem | null {
      return first.problem;
    },
    get pending(): boolean {
      return first.pending;
    },
    get loading(): boolean {
      return first.loading || loadingMore;
    },
    get hasMore(): boolean {
      return cursor !== null;
    },
    refetch: (): Promise<void> => {
      rest = null;
      return first.refetch();
    },
    more: async (): Promise<void> => {
      if (!current || cursor === null || loadingMore) return;
      const asked = id;
      loadingMore = true;
      try {
        const page = await api.get<Page<T>>(current.path, { query: { ...current.query, limit: current.limit ?? 50, cursor } });
        if (asked === id) rest = { id, items: [...(mine?.items ?? []), ...page.items], cursor: page.next_cursor };
      } finally {
        loadingMore = false;
      }
    },
  };
}

/** Marks everything under a key as old; what is on screen is read again at once. */
export function invalidate(prefix: Key): void {
  const start = JSON.stringify(prefix).slice(0, -1);
  for (const [id, entry] of cache) {
    if (id !== `${start}]` && !id.startsWith(`${start},`)) continue;
    if (entry.users > 0) void entry.restart();
    else cache.delete(id);
  }
}

onForget(() => {
  for (const entry of cache.values()) entry.abort?.abort();
  cache.clear();
});
