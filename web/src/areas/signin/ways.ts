import type { Method } from '$lib/api/types';

export type Way = Method;

/** What is asked first: the quickest that this browser can do; a recovery code only when nothing else is left. */
export function firstMethod(methods: readonly Method[], passkeys: boolean): Way {
  if (methods.includes('totp')) return 'totp';
  if (methods.includes('passkey') && passkeys) return 'passkey';
  return 'recovery';
}

/** The token of a link from a mail stands after `#`: there it reaches no server's log and no other site. */
export const tokenFrom = (hash: string): string => hash.replace(/^#/, '');
