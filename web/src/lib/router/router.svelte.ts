import type { Component } from 'svelte';
import { withQuery, type Query } from '$lib/api/api';
import { fillPath, type Params, type ParamsOf } from './match';
import type { RoutePath } from '../../routes';

export type Layout = 'public' | 'bare' | 'app' | 'copro';
// Screens take the parameters of their own path; the table cannot know each of them.
export type Screen = Component<any>;
export type RouteDef<P extends string = string> = {
  path: P;
  layout: Layout;
  /** Message id of the document title. */
  title: string;
  /** Sections of words the screen needs besides `core`. */
  messages?: readonly string[];
  load: () => Promise<{ default: Screen }>;
};

const location_ = $state({ path: '/', query: '', hash: '' });
const query = $derived(new URLSearchParams(location_.query));

function read(): void {
  location_.path = location.pathname;
  location_.query = location.search;
  location_.hash = location.hash;
}

/** Typed address of a screen: href('/copros/:copro/owners/:owner', { copro, owner }). */
export function href<P extends RoutePath>(
  ...args: keyof ParamsOf<P> extends never ? [path: P, params?: Params, query?: Query] : [path: P, params: ParamsOf<P>, query?: Query]
): string {
  const [path, params, search] = args;
  return withQuery(fillPath(path, (params ?? {}) as Params), search);
}

/** A form with unsaved work may ask before it is left. */
const guards = new Set<() => boolean>();
const mayLeave = (): boolean => [...guards].every((guard) => guard());

export const router = {
  get path(): string {
    return location_.path;
  },
  get query(): URLSearchParams {
    return query;
  },
  get hash(): string {
    return location_.hash;
  },
  /** Where we are, to come back to. */
  get here(): string {
    return location_.path + location_.query;
  },
  go(to: string, options: { replace?: boolean } = {}): void {
    if (!options.replace && !mayLeave()) return;
    const before = location_.path;
    if (options.replace) history.replaceState(null, '', to);
    else history.pushState(null, '', to);
    read();
    // A filter or a drawer opened from a long list must not lose the reader's place in it.
    if (!options.replace && location_.path !== before) scrollTo(0, 0);
  },
  /** Filters live in the address, so that a view can be shared and survives a reload. */
  setQuery(values: Query): void {
    const merged = Object.fromEntries(query);
    history.replaceState(null, '', withQuery(location_.path, { ...merged, ...values }));
    read();
  },
  guard(check: () => boolean): () => void {
    guards.add(check);
    return () => guards.delete(check);
  },
  start(): void {
    read();
    addEventListener('popstate', read);
    document.addEventListener('click', follow);
  },
};

/** Plain left clicks on links of ours stay inside the page. */
function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest?.('a');
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (link.pathname.startsWith('/v1/')) return;
  if (link.pathname === location.pathname && link.search === location.search && link.hash) return;
  event.preventDefault();
  router.go(link.pathname + link.search + link.hash);
}
