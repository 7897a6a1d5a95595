import type { ImportColumn, ImportStatus, ImportTarget } from '$lib/api/types';
import { t } from '$lib/i18n/i18n.svelte';
import { natureName } from '../lots/natures';

type Plain = Exclude<ImportTarget, `key:${string}`>;

/** What a column may mean, in the order people look for it. */
export const targetGroups: { id: 'lot' | 'owner'; targets: readonly Plain[] }[] = [
  { id: 'lot', targets: ['lot_code', 'nature', 'description', 'floor', 'shares'] },
  {
    id: 'owner',
    targets: [
      'owner_name',
      'owner_first_name',
      'owner_email',
      'owner_phone',
      'owner_language',
      'owner_street',
      'owner_postal_code',
      'owner_city',
      'owner_country',
      'owner_company_number',
      'owned_from',
    ],
  },
];

export const keyName = (target: ImportTarget): string | null => (target.startsWith('key:') ? target.slice(4) : null);

export function targetLabel(target: ImportTarget): string {
  const key = keyName(target);
  return key === null ? t(`target-${target.replaceAll('_', '-')}`) : t('target-key', { name: key });
}

/** A name for the key a column may feed: its heading without the word "key", or "Key 3". */
export function proposedKey(column: ImportColumn): string {
  const suggested = keyName(column.target);
  if (suggested) return suggested;
  const bare = column.header.replace(/^\s*(clé|cle|quotités|verdeelsleutel|sleutel|verteilerschlüssel|schlüssel|key)(\s+de répartition)?(?=\s)/iu, '').trim();
  return (bare || column.header.trim() || String(column.index + 1)).slice(0, 80);
}

export type Choices = Record<number, ImportTarget>;
export type MappingCheck = { missing: Plain[]; twice: Set<number> };

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** The rules of the server, so that the button says why it waits. */
export function checkMapping(choices: Choices): MappingCheck {
  const seen = new Map<string, number>();
  const twice = new Set<number>();
  for (const [index, target] of Object.entries(choices)) {
    if (target === 'ignore') continue;
    const id = target.startsWith('key:') ? fold(target) : target;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, Number(index));
    else [first, Number(index)].forEach((column) => twice.add(column));
  }
  const missing: Plain[] = (['lot_code', 'shares'] as const).filter((target) => !seen.has(target));
  const ofOwner = [...seen.keys()].some((target) => target.startsWith('owner_') || target === 'owned_from');
  if (ofOwner && !seen.has('owner_name')) missing.push('owner_name');
  return { missing, twice };
}

export type Step = 'file' | 'columns' | 'check' | 'done';
/** Which step of the wizard an import stands at. `remap`: the user went back to the columns. */
export function stepOf(status: ImportStatus, remap: boolean): Step {
  if (status === 'uploaded' || (remap && (status === 'checked' || status === 'failed'))) return 'columns';
  if (status === 'checking' || status === 'checked' || status === 'committing' || status === 'failed') return 'check';
  return 'done';
}

export const running = (status: ImportStatus): boolean => status === 'checking' || status === 'committing';

/** One line of CSV as spreadsheets of this country expect it: semicolons, quotes only where needed. */
const line = (cells: readonly string[]): string => cells.map((cell) => (/[";\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(';');

/** The template: headings that the import recognises by itself, and two lines that show how to fill it in. */
export function template(): string {
  const columns: ImportTarget[] = [...targetGroups.flatMap((group) => group.targets), `key:${t('template-key')}`];
  const rows = [
    ['A01', natureName('apartment'), t('template-description'), '0', '85', t('template-last-name'), t('template-first-name'), 'prenom.nom@courriel.example', '', t('template-language'), t('template-street'), '1000', t('template-city'), 'BE', '', '01/01/2026', '10'],
    ['P01', natureName('parking'), '', '-1', '5', t('template-last-name'), t('template-first-name'), 'prenom.nom@courriel.example', '', t('template-language'), t('template-street'), '1000', t('template-city'), 'BE', '', '01/01/2026', ''],
  ];
  // The byte order mark makes Excel read UTF-8.
  return `\ufeff${[columns.map(targetLabel), ...rows].map(line).join('\r\n')}\r\n`;
}
