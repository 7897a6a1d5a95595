import type { Permission } from '$lib/perms/perms.svelte';

type Area = { id: string; scopes: readonly Permission[] };

/**
 * What a key can be given, by area. Left out is what a program should never do for a person: managing access, keys and
 * transfers, deciding on support, erasing.
 */
export const AREAS: readonly Area[] = [
  { id: 'firm', scopes: ['firm.read', 'member.read', 'firm_audit.read', 'handover.read'] },
  { id: 'copro', scopes: ['copro.read', 'copro.create', 'copro.write', 'copro.activate', 'copro.export', 'audit.read'] },
  { id: 'registry', scopes: ['lot.read', 'lot.write', 'key.read', 'key.write', 'import.run'] },
  { id: 'people', scopes: ['person.read', 'person.write', 'owner.read', 'owner.write'] },
  { id: 'purchases', scopes: ['supplier.read', 'supplier.write', 'expense.read', 'expense.record', 'file.read', 'file.write'] },
  { id: 'money', scopes: ['call.read', 'call.issue', 'receipt.record', 'ledger.read', 'statement.read', 'year.close', 'job.read'] },
];

/** Nobody gives away more than they have. */
export const areasFor = (permissions: readonly string[]): Area[] =>
  AREAS.map((area) => ({ ...area, scopes: area.scopes.filter((scope) => permissions.includes(scope)) })).filter((area) => area.scopes.length > 0);

/** "lot.write" -> "lot-write", as the messages have it. */
export const scopeId = (scope: string): string => scope.replace(/[._]/g, '-');
export const isRead = (scope: string): boolean => scope.endsWith('.read');
