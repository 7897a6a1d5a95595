import type { ChartAccount } from '$lib/api/types';

const MAX_SHOWN = 60;

/** "Électricité" is found by "electri": accents and case do not count. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{Diacritic}/gu, '').toLowerCase().trim();

/** Accounts whose number starts with what is typed, or whose name holds every word of it. */
export function findAccounts<A extends Pick<ChartAccount, 'code' | 'name'>>(accounts: readonly A[], text: string): A[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const hits = accounts.filter((account) => {
    const name = plain(account.name);
    return words.every((word) => account.code.startsWith(word) || name.includes(word));
  });
  return hits.slice(0, MAX_SHOWN);
}
