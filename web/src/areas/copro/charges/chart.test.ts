import { describe, expect, it } from 'vitest';
import { findAccounts } from './chart';

const accounts = [
  { code: '61010', name: 'Entretien des ascenseurs' },
  { code: '61210', name: 'Électricité des communs' },
  { code: '61211', name: 'Électricité des ascenseurs' },
];
const found = (text: string) => findAccounts(accounts, text).map((account) => account.code);

describe('looking for an account', () => {
  it('goes by the beginning of the number', () => {
    expect(found('6121')).toEqual(['61210', '61211']);
    expect(found('10')).toEqual([]);
  });
  it('goes by words, without accents or case', () => {
    expect(found('ELECTRI ascens')).toEqual(['61211']);
    expect(found('ascenseurs')).toEqual(['61010', '61211']);
  });
  it('shows everything before anything is typed', () => {
    expect(found('  ')).toHaveLength(3);
  });
});
