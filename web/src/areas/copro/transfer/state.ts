import type { Transfer } from '$lib/api/types';

/** Still to be answered or being carried out: there can be one at a time. */
export const isRunning = (transfer: Pick<Transfer, 'state'>): boolean => transfer.state === 'requested' || transfer.state === 'accepted';

export const toneOf = (state: Transfer['state']): 'ok' | 'attention' | 'neutral' => (state === 'done' ? 'ok' : state === 'requested' || state === 'accepted' ? 'attention' : 'neutral');
