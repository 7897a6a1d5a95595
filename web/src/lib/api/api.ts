import { ApiProblem, parseRetryAfter, problemFrom } from './problem';

export { ApiProblem } from './problem';

type QueryValue = string | number | boolean | null | undefined;
export type Query = Record<string, QueryValue>;
export type Options = {
  query?: Query;
  signal?: AbortSignal;
  /** Of an action that may be repeated (`createAction`); a request without one gets its own. */
  idempotencyKey?: string;
  /** Do not sign out or show a banner on failure: the caller deals with it. */
  quiet?: boolean;
};

const BASE = '/v1';

/** What the application does about answers that concern more than the caller. Set once, in `main.ts`. */
export const hooks: {
  language: () => string;
  unauthorized: () => void;
  /** The act is a sensitive one: answers true once the user has typed the password. */
  confirm: () => Promise<boolean>;
  /** The firm asks for a second factor that this session does not have. */
  secondFactor: () => void;
  busy: (problem: ApiProblem) => void;
  /** Words for failures that the server could not describe itself. */
  explain: (status: number) => string;
} = { language: () => 'fr', unauthorized: () => {}, confirm: async () => false, secondFactor: () => {}, busy: () => {}, explain: (status) => `HTTP ${status}` };

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
    if (spoken.code === 'second-factor-required') hooks.secondFactor();
    if (spoken.status === 429 || spoken.status === 503 || spoken.status === 0) hooks.busy(spoken);
  }
  return spoken;
}

/** Everything goes through here: language, idempotency key, confirmation of sensitive acts, failures in words. */
export async function request(method: string, to: string, body: unknown, options: Options, confirmed = false): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': hooks.language() };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  // The confirmed repetition is the same act of the user: it keeps its key.
  const idempotencyKey = options.idempotencyKey ?? newIdempotencyKey();
  if (method !== 'GET') headers['Idempotency-Key'] = idempotencyKey;
  // Where a browser does not say which site a request comes from, this does: no other site can make it send the header.
  headers['X-Koprogo-Client'] = 'web';

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
  if (response.ok) return response;
  const retryAfter = parseRetryAfter(response.headers.get('Retry-After'), Date.now());
  const problem = problemFrom(response.status, response.headers.get('Content-Type'), await response.text(), retryAfter);
  if (problem.code === 'confirmation-required' && !confirmed && (await hooks.confirm())) return request(method, to, body, { ...options, idempotencyKey }, true);
  throw report(problem, options);
}

async function send<T>(method: string, to: string, body: unknown, options: Options): Promise<T> {
  const text = await (await request(method, to, body, options)).text();
  return (text ? JSON.parse(text) : undefined) as T;
}

export const api = {
  get: <T>(to: string, options: Options = {}) => send<T>('GET', to, undefined, options),
  post: <T>(to: string, body?: unknown, options: Options = {}) => send<T>('POST', to, body ?? {}, options),
  put: <T>(to: string, body: unknown, options: Options = {}) => send<T>('PUT', to, body, options),
  patch: <T>(to: string, body: unknown, options: Options = {}) => send<T>('PATCH', to, body, options),
  delete: <T = void>(to: string, options: Options = {}) => send<T>('DELETE', to, undefined, options),
};
