/** The tables of the log by the words of the screens; anything else is shown by its own name. */
const KNOWN = new Set([
  'copro', 'copros', 'erasures', 'lots', 'persons', 'owners', 'owner_members', 'ownerships', 'keys', 'key_versions', 'key_weights', 'imports', 'files', 'suppliers', 'expenses', 'calls', 'notices', 'receipts',
  'entries', 'entry_lines', 'fiscal_years', 'members', 'assignments', 'invitations', 'api_keys', 'firms', 'transfers', 'handovers', 'support_windows', 'support_statements', 'quota_overrides', 'billing_instructions', 'jobs', 'mails',
]);

export const OBJECTS_OF_COPRO = ['copro', 'lots', 'persons', 'owners', 'ownerships', 'keys', 'imports', 'suppliers', 'expenses', 'calls', 'receipts', 'entries', 'fiscal_years', 'files', 'members', 'invitations', 'erasures', 'support_windows', 'support_statements', 'quota_overrides'];
export const OBJECTS_OF_FIRM = ['firms', 'members', 'assignments', 'invitations', 'api_keys', 'copros', 'transfers', 'handovers', 'quota_overrides', 'billing_instructions'];

/** "tenant.lots" or "lots" -> the id of its words, or null. */
export function objectId(object: string): string | null {
  const name = object.slice(object.lastIndexOf('.') + 1);
  return KNOWN.has(name) ? `audit-object-${name.replaceAll('_', '-')}` : null;
}
