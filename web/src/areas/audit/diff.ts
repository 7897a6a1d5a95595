import type { AuditEntry } from '$lib/api/types';

type Row = Record<string, unknown> | null;
export type FieldChange = { field: string; before: string | null; after: string | null };

/** Columns that say nothing to a person reading: keys of the house and stamps. */
const HIDDEN = new Set(['tenant_id', 'firm_id', 'id', 'updated_at', 'created_at']);

function shown(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

/** Field by field, only what differs; of a new or deleted row, everything it held. */
export function changesOf(before: Row, after: Row): FieldChange[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields]
    .filter((field) => !HIDDEN.has(field))
    .map((field) => ({ field, before: shown(before?.[field]), after: shown(after?.[field]) }))
    .filter((change) => change.before !== change.after);
}

/** Entries of one civil day stand together; `day` gives an instant's day. */
export function byDay<E extends Pick<AuditEntry, 'at'>>(entries: readonly E[], day: (instant: string) => string): { day: string; entries: E[] }[] {
  const groups: { day: string; entries: E[] }[] = [];
  for (const entry of entries) {
    const name = day(entry.at);
    const last = groups.at(-1);
    if (last?.day === name) last.entries.push(entry);
    else groups.push({ day: name, entries: [entry] });
  }
  return groups;
}
