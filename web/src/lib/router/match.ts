import type { RouteDef } from './router.svelte';

export const route = <P extends string>(path: P, rest: Omit<RouteDef<P>, 'path'>): RouteDef<P> => ({ path, ...rest });

/** Path patterns: `/copros/:copro/owners/:owner`. Pure, so that it is tested without a browser. */
export type ParamsOf<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? ParamsOf<Head> & ParamsOf<Tail>
  : Path extends `:${infer Name}`
    ? { [K in Name]: string }
    : object;

export type Params = Record<string, string>;
type Segment = { literal: string } | { param: string };

export function compile(pattern: string): Segment[] {
  return split(pattern).map((part) => (part.startsWith(':') ? { param: part.slice(1) } : { literal: part }));
}

const split = (path: string): string[] => path.split('/').filter((part) => part !== '');

export function matchPath(pattern: string, path: string): Params | null {
  const segments = compile(pattern);
  const parts = split(path);
  if (segments.length !== parts.length) return null;
  const params: Params = {};
  for (const [i, segment] of segments.entries()) {
    const part = parts[i]!;
    if ('param' in segment) {
      const value = decode(part);
      if (value === null) return null;
      params[segment.param] = value;
    } else if (segment.literal !== part) return null;
  }
  return params;
}

/** `%zz` in an address typed by hand is a page that does not exist, not a crash. */
function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** `/calls/new` wins over `/calls/:id` whatever their order: literals count before parameters. */
export function bestMatch<R extends { path: string }>(routes: readonly R[], path: string): { route: R; params: Params } | null {
  let best: { route: R; params: Params; rank: string } | null = null;
  for (const route of routes) {
    const params = matchPath(route.path, path);
    if (!params) continue;
    const rank = compile(route.path)
      .map((segment) => ('literal' in segment ? '0' : '1'))
      .join('');
    if (!best || rank < best.rank) best = { route, params, rank };
  }
  return best && { route: best.route, params: best.params };
}

export function fillPath(pattern: string, params: Params): string {
  const parts = compile(pattern).map((segment) => {
    if ('literal' in segment) return segment.literal;
    const value = params[segment.param];
    if (value === undefined || value === '') throw new Error(`missing parameter ${segment.param} for ${pattern}`);
    return encodeURIComponent(value);
  });
  return `/${parts.join('/')}`;
}

/** Only a path of this site may be returned to after signing in: `//evil.example` and `https:` are not. */
export function safeReturn(next: string | null): string | null {
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith('/signin') ? next : null;
}
