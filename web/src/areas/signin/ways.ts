import type { Method } from '$lib/api/types';

export type Way = Method;

/** What is asked first: the quickest that this browser can do; a recovery code only when nothing else is left. */
export function firstMethod(methods: readonly Method[], passkeys: boolean): Way {
  if (methods.includes('totp')) return 'totp';
  if (methods.includes('passkey') && passkeys) return 'passkey';
  return 'recovery';
}

/** A token from a mail stands in the query, or after `#`, where it stays out of the server's log. */
export function tokenFrom(query: URLSearchParams, hash: string): string {
  return query.get('token') ?? new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? '';
}
