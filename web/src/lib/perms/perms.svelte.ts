import type { Copro, Firm } from '$lib/api/types';

/** As in `tenants/rbac/policy.csv`. */
export type Permission =
  | `firm.${'read' | 'write'}`
  | `member.${'read' | 'write'}`
  | `billing.${'read' | 'manage'}`
  | `copro.${'create' | 'read' | 'write' | 'activate' | 'close' | 'reopen' | 'export'}`
  | `${'lot' | 'person' | 'owner' | 'key' | 'file' | 'supplier'}.${'read' | 'write'}`
  | 'import.run'
  | `expense.${'read' | 'record'}`
  | `call.${'read' | 'issue'}`
  | 'receipt.record'
  | 'ledger.read'
  | 'statement.read'
  | 'year.close'
  | 'job.read'
  | 'firm_audit.read'
  | `api_key.${'read' | 'write'}`
  | 'handover.read'
  | `transfer.${'read' | 'request' | 'accept'}`
  | `access.${'read' | 'write'}`
  | 'audit.read'
  | `support.${'read' | 'decide'}`
  | `privacy.${'read' | 'erase'}`
  | 'own.read';

/**
 * What the signed-in person may do where they are. The server decides; this only hides what it would refuse.
 * Layouts set the scope: the firm's permissions on firm screens, the copro's inside a copro.
 */
const scope = $state({ firm: null as Firm | null, copro: null as Copro | null });

export const perms = {
  get firm(): Firm | null {
    return scope.firm;
  },
  get copro(): Copro | null {
    return scope.copro;
  },
  enterFirm(firm: Firm | null): void {
    scope.firm = firm;
  },
  enterCopro(copro: Copro | null): void {
    scope.copro = copro;
  },
};

/** can('call.issue') */
export function can(permission: Permission): boolean {
  return (scope.copro ?? scope.firm)?.permissions.includes(permission) ?? false;
}

/** Of the firm, also while one stands inside one of its copros. */
export const canInFirm = (permission: Permission): boolean => scope.firm?.permissions.includes(permission) ?? false;
