import type { SupportWindow } from '$lib/api/types';

const ORDER: Record<SupportWindow['state'], number> = { requested: 0, open: 1, ended: 2, expired: 2, refused: 2 };

/** What waits for an answer first, then what is open, then the past, newest first. */
export const sortedWindows = (windows: readonly SupportWindow[]): SupportWindow[] =>
  [...windows].sort((a, b) => ORDER[a.state] - ORDER[b.state] || b.requested_at.localeCompare(a.requested_at));

export const isOpen = (until: string | null | undefined, now: number): boolean => !!until && Date.parse(until) > now;
