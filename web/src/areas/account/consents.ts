import type { Consent } from '$lib/api/types';

/** The version of the texts that this application shows. The server takes a yes for no other. */
export const SHOWN_VERSION = '2026-11';

type Kind = Consent['kind'];
/** An account cannot be without these; they end with it. */
const NEEDED: readonly Kind[] = ['terms', 'privacy'];
const FREE: readonly Kind[] = ['news'];

export type Agreement = { kind: Kind; free: boolean; given: boolean; last: Consent | null };

/** The server keeps every yes and every withdrawal; what counts is the last of each kind. What may be given freely is always there to be given. */
export function agreements(history: readonly Consent[]): Agreement[] {
  const last = new Map<Kind, Consent>();
  for (const one of history) {
    const known = last.get(one.kind);
    if (!known || known.withdrawn_at !== null || one.withdrawn_at === null) last.set(one.kind, one);
  }
  return [...NEEDED, ...FREE]
    .filter((kind) => last.has(kind) || FREE.includes(kind))
    .map((kind) => {
      const one = last.get(kind) ?? null;
      return { kind, free: FREE.includes(kind), given: one !== null && one.withdrawn_at === null, last: one };
    });
}
