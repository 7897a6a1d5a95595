import type { FirmRef, User } from '$lib/api/types';

export type Step = 'account' | 'code' | 'firm' | 'copro';
export const STEPS: readonly Step[] = ['account', 'code', 'firm', 'copro'];

/**
 * Where a person stands, from what is known and not from where they clicked: a reload, a closed tab or another device
 * continues at the right place. `asked` only matters to someone who already has a firm and wants another.
 */
export function currentStep(user: User | null, firms: readonly FirmRef[], pendingEmail: string | null, asked: string | null): Step {
  if (!user) return pendingEmail !== null && asked !== 'account' ? 'code' : 'account';
  if (firms.length === 0 || asked === 'firm') return 'firm';
  return 'copro';
}

const PENDING = 'koprogo.signup-email';

/** The address whose code is awaited; kept for the tab only. The password is never kept. */
export const pendingEmail = {
  read(): string | null {
    try {
      return sessionStorage.getItem(PENDING);
    } catch {
      return null;
    }
  },
  write(email: string | null): void {
    try {
      if (email === null) sessionStorage.removeItem(PENDING);
      else sessionStorage.setItem(PENDING, email);
    } catch {
      // Then a reload asks for the address again.
    }
  },
};
