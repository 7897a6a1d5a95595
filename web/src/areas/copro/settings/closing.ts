import type { ClosingReason } from '$lib/api/types';

export const CLOSING_REASONS: readonly ClosingReason[] = ['mandate-ended', 'building-sold', 'created-by-mistake', 'other'];
