import type { FirmRole } from '$lib/api/types';

export const FIRM_ROLES: readonly FirmRole[] = ['firm_admin', 'gestionnaire', 'comptable', 'assistant'];

/** Which copros somebody sees: all of the firm's, or those chosen. An administrator always sees all. */
export type Reach = { role: FirmRole; all_copros: boolean; copros: readonly string[] };

export function reachBody({ role, all_copros, copros }: Reach): { role: FirmRole; all_copros: boolean; copros: string[] } {
  const all = role === 'firm_admin' || all_copros;
  return { role, all_copros: all, copros: all ? [] : [...copros] };
}

/** Nothing chosen is nothing seen: that has to be a choice, not an oversight. */
export const reachesNothing = (reach: Reach): boolean => reach.role !== 'firm_admin' && !reach.all_copros && reach.copros.length === 0;
