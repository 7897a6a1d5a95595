import type { FieldError, Limit, Problem } from './types';

/** An answer the server refused, or no answer at all (`status` 0). `message` is a sentence for the user. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly instance: string;
  readonly errors: readonly FieldError[];
  /** Seconds the server asked us to wait. */
  readonly retryAfter: number | null;
  /** What the plan allows, where that is in the way. */
  readonly limit: Limit | null;

  constructor(problem: Partial<Problem> & { status: number }, retryAfter: number | null = null) {
    super(problem.detail || problem.title || `HTTP ${problem.status}`);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code ?? (problem.status === 0 ? 'offline' : 'unexpected');
    this.title = problem.title ?? '';
    this.detail = problem.detail ?? '';
    this.instance = problem.instance ?? '';
    this.errors = problem.errors ?? [];
    this.retryAfter = retryAfter;
    this.limit = problem.limit ?? null;
  }

  /** Message of one field: `"name"`, `"address.street"`, `"lots.3.shares"`. */
  field(name: string): string | undefined {
    return this.errors.find((error) => error.field === name)?.message;
  }

  /** True when the server has certainly not carried the request out, and also not half of it. */
  get definite(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 429;
  }
}

/** Field names arrive as `lots.3.shares`, `lots[3].shares` or `/lots/3/shares`; screens know the first form. */
export function fieldName(raw: string): string {
  return raw
    .replace(/^#?\//, '')
    .replace(/\[(\d+)\]/g, '.$1')
    .replaceAll('/', '.');
}

export function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000));
}

/** Turns any failed answer into a problem; a proxy's HTML page must not reach the user. */
export function problemFrom(status: number, contentType: string | null, body: string, retryAfter: number | null): ApiProblem {
  if (contentType?.includes('json')) {
    try {
      const parsed = JSON.parse(body) as Partial<Problem>;
      const errors = (parsed.errors ?? []).map((error) => ({ ...error, field: fieldName(error.field) }));
      return new ApiProblem({ ...parsed, status, errors }, retryAfter);
    } catch {
      // Falls through: a truncated body says no more than its status.
    }
  }
  return new ApiProblem({ status }, retryAfter);
}
