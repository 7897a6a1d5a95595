import type { LotNature } from '$lib/api/types';
import { t } from '$lib/i18n/i18n.svelte';

export const natures: readonly LotNature[] = ['apartment', 'studio', 'house', 'office', 'shop', 'garage', 'parking', 'cellar', 'other'];
export const natureName = (nature: LotNature): string => t(`nature-${nature}`);
