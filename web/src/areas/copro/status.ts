import type { Copro } from '$lib/api/types';

export const STATUS_TONES = { draft: 'attention', active: 'ok', closed: 'neutral' } as const satisfies Record<Copro['status'], string>;
