import { ApiProblem, parseRetryAfter, problemFrom } from './problem';

export { ApiProblem } from './problem';

type QueryValue = string | number | boolean | null | undefined;
export type Query = Record<string, QueryValue>;
export type Options = {
  query?: Query;
  signal?: AbortSignal;
  idempotencyKey?: string;
  /** Do not sign out or show a banner on failure: the caller deals with it. */
  quiet?: boolean;
};

const BASE = '/v1';

/** What the application does about answers that concern more than the caller. Set once, in `main.ts`. */
export const hooks: {
  language: () => string;
  unauthorized: () => void;
  busy: (problem: ApiProblem) => void;
  /** Words for failures that the server could not describe itself. */
  explain: (status: number) => string;
} = { language: () => 'fr', unauthorized: () => {}, busy: () => {}, explain: (status) => `HTTP ${status}` };

/** Builds a path whose parts are escaped: path`/copros/${slug}/lots`. */
export function path(strings: TemplateStringsArray, ...values: (string | number)[]): string {
  return strings.reduce((built, text, i) => built + encodeURIComponent(String(values[i - 1] ?? '')) + text);
}

export function withQuery(to: string, query?: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${to}?${text}` : to;
}

/** Address of something the browser itself opens: a PDF, a download. */
export const url = (to: string, query?: Query): string => withQuery(BASE + to, query);

export const newIdempotencyKey = (): string => crypto.randomUUID();

export function report(problem: ApiProblem, options: Options): ApiProblem {
  const spoken =
    problem.detail || problem.title
      ? problem
      : new ApiProblem({ status: problem.status, code: problem.code, detail: hooks.explain(problem.status) }, problem.retryAfter);
  if (!options.quiet) {
    if (spoken.status === 401) hooks.unauthorized();
    if (spoken.status === 429 || spoken.status === 503 || spoken.status === 0) hooks.busy(spoken);
  }
  return spoken;
}

async function send<T>(method: string, to: string, body: unknown, options: Options): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': hooks.language() };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  // Where a browser does not say which site a request comes from, this does: no other site can make it send the header.
  headers['X-Koprogo-Client'] = 'web';
  if (options.idempotencyKey) headers['Idempotency-Key'] = options.idempotencyKey;

  let response: Response;
  try {
    response = await fetch(url(to, options.query), {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: options.signal,
      credentials: 'same-origin',
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw report(new ApiProblem({ status: 0 }), options);
  }
  const text = await response.text();
  if (response.ok) return (text ? JSON.parse(text) : undefined) as T;
  const retryAfter = parseRetryAfter(response.headers.get('Retry-After'), Date.now());
  throw report(problemFrom(response.status, response.headers.get('Content-Type'), text, retryAfter), options);
}

export const api = {
  get: <T>(to: string, options: Options = {}) => send<T>('GET', to, undefined, options),
  post: <T>(to: string, body?: unknown, options: Options = {}) => send<T>('POST', to, body ?? {}, options),
  put: <T>(to: string, body: unknown, options: Options = {}) => send<T>('PUT', to, body, options),
  patch: <T>(to: string, body: unknown, options: Options = {}) => send<T>('PATCH', to, body, options),
  delete: <T = void>(to: string, options: Options = {}) => send<T>('DELETE', to, undefined, options),
};
