import { expect, test } from 'vitest';
import type { ImportColumn, ImportTarget } from '$lib/api/types';
import { checkMapping, proposedKey, stepOf, targetGroups, template, type Choices } from './targets';

const column = (header: string, target: ImportTarget = 'ignore'): ImportColumn => ({ index: 3, header, samples: [], target });
const map = (...targets: ImportTarget[]): Choices => Object.fromEntries(targets.map((target, index) => [index, target]));

test('lot code and shares must be there, and an owner has a name', () => {
  expect(checkMapping(map('lot_code', 'shares', 'ignore')).missing).toEqual([]);
  expect(checkMapping(map('floor')).missing).toEqual(['lot_code', 'shares']);
  expect(checkMapping(map('lot_code', 'shares', 'owner_email')).missing).toEqual(['owner_name']);
  expect(checkMapping(map('lot_code', 'shares', 'owned_from')).missing).toEqual(['owner_name']);
});

test('no meaning twice, keys compared without case and accents', () => {
  expect([...checkMapping(map('lot_code', 'shares', 'shares')).twice]).toEqual([1, 2]);
  expect([...checkMapping(map('key:Chauffage été', 'key:chauffage ete', 'ignore', 'ignore')).twice]).toEqual([0, 1]);
});

test('proposes the name of a key from its heading', () => {
  expect(proposedKey(column('Clé ascenseur', 'key:Ascenseur'))).toBe('Ascenseur');
  expect(proposedKey(column('Clé de répartition chauffage'))).toBe('chauffage');
  expect(proposedKey(column('Verdeelsleutel lift'))).toBe('lift');
  expect(proposedKey(column('Clés'))).toBe('Clés');
  expect(proposedKey(column(' '))).toBe('4');
});

test('every status has its step', () => {
  expect(['uploaded', 'checking', 'checked', 'committing', 'failed', 'committed', 'undone'].map((status) => stepOf(status as 'uploaded', false))).toEqual([
    'columns',
    'check',
    'check',
    'check',
    'check',
    'done',
    'done',
  ]);
  expect(stepOf('checked', true)).toBe('columns');
});

test('the template has one cell per target and one key', () => {
  const lines = template().trimEnd().split('\r\n');
  const width = targetGroups.flatMap((group) => group.targets).length + 1;
  expect(lines.map((line) => line.replace('\ufeff', '').split(';').length)).toEqual([width, width, width]);
});
