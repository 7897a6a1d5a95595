/** A plan chosen on the page of prices; `committed`: copros paid for twelve months ahead. The server decides whether there is such a plan. */
export type Wish = { plan: string; committed: number | null };

const KEPT = 'koprogo.signup-plan';
const COMMITTED_MAX = 100_000;

/** What an address says was chosen. */
export function wishOf(query: URLSearchParams): Wish | null {
  const plan = query.get('plan') ?? '';
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(plan)) return null;
  const copros = Number(query.get('committed') ?? '');
  return { plan, committed: Number.isInteger(copros) && copros >= 1 && copros <= COMMITTED_MAX ? copros : null };
}

/** The same as the end of an address. */
export const toQuery = ({ plan, committed }: Wish): string => new URLSearchParams({ plan, ...(committed === null ? {} : { committed: String(committed) }) }).toString();

/** Kept for the tab, so that the steps of signing up can be walked to and fro. */
export const keptWish = {
  read(): Wish | null {
    try {
      return wishOf(new URLSearchParams(sessionStorage.getItem(KEPT) ?? ''));
    } catch {
      return null;
    }
  },
  write(wish: Wish | null): void {
    try {
      if (wish === null) sessionStorage.removeItem(KEPT);
      else sessionStorage.setItem(KEPT, toQuery(wish));
    } catch {
      // The server has kept it with the account that was asked for.
    }
  },
};
