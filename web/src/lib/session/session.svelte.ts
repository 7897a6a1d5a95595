import { api } from '$lib/api/api';
import { ApiProblem } from '$lib/api/problem';
import type { Challenge, CoproRef, FirmRef, Lang, NewAccount, Session, User } from '$lib/api/types';
import { setLanguage } from '$lib/i18n/i18n.svelte';

const LAST_FIRM = 'koprogo.firm';

/** Called when someone else may be looking: nothing of the last person may remain. */
const forgetters = new Set<() => void>();
export const onForget = (forget: () => void): Set<() => void> => forgetters.add(forget);
const clearAll = (): void => forgetters.forEach((clear) => clear());

const state = $state({ known: false, session: null as Session | null });

async function adopt(next: Session): Promise<Session> {
  state.session = next;
  state.known = true;
  await setLanguage(next.user.language);
  return next;
}

let asking: Promise<void> | null = null;

function forget(): void {
  state.session = null;
  state.known = true;
  clearAll();
}

export const session = {
  /** False until the server has said whether we are signed in. */
  get known(): boolean {
    return state.known;
  },
  get user(): User | null {
    return state.session?.user ?? null;
  },
  get firms(): FirmRef[] {
    return state.session?.firms ?? [];
  },
  /** Copros in which one holds a role of one's own: council, auditor, co-owner, occupant. */
  get copros(): CoproRef[] {
    return state.session?.copros ?? [];
  },
  /** Whether this session was opened with a second factor. */
  get secondFactor(): boolean {
    return state.session?.second_factor ?? false;
  },
  /** Where one begins: the firm's portfolio, one's copros, or setting up a first firm. */
  get home(): string {
    const firm = session.homeFirm;
    if (firm) return `/firms/${firm.id}`;
    return session.copros.length > 0 ? '/copros' : '/signup';
  },
  get devMailbox(): boolean {
    return state.session?.dev_mailbox ?? false;
  },
  /** Billing's days can be let pass here. */
  get devClock(): boolean {
    return state.session?.dev_clock ?? false;
  },
  /** The firm last worked in, else the first. */
  get homeFirm(): FirmRef | undefined {
    const firms = state.session?.firms ?? [];
    return firms.find((firm) => firm.id === remembered()) ?? firms[0];
  },
  rememberFirm(id: string): void {
    try {
      localStorage.setItem(LAST_FIRM, id);
    } catch {
      // Then the first firm is home.
    }
  },
  async load(): Promise<void> {
    try {
      await adopt(await api.get<Session>('/session', { quiet: true }));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      // Only a clear "no" signs out; an unreachable server does not.
      if (error.status === 401) forget();
      else throw error;
    }
  },
  /** Who is looking, asked once however many want to know. */
  learn(): Promise<void> {
    if (state.known) return Promise.resolve();
    return (asking ??= session.load().finally(() => (asking = null)));
  },
  /** Answers the challenge when a second step has to follow. */
  async signIn(email: string, password: string, idempotencyKey: string): Promise<Challenge | null> {
    clearAll();
    const answer = await api.post<Session | Challenge>('/session', { email, password }, { quiet: true, idempotencyKey });
    if ('challenge' in answer) return answer;
    await adopt(answer);
    return null;
  },
  /** A session opened or changed by another way: passkey, second step, invitation. */
  async adopt(next: Session): Promise<void> {
    if (next.user.id !== state.session?.user.id) clearAll();
    await adopt(next);
  },
  signUp: (account: NewAccount, idempotencyKey: string): Promise<void> => api.post('/signup', account, { quiet: true, idempotencyKey }),
  verify: async (email: string, code: string, idempotencyKey: string): Promise<Session> => {
    clearAll();
    return adopt(await api.post<Session>('/signup/verify', { email, code }, { quiet: true, idempotencyKey }));
  },
  async changeLanguage(language: Lang): Promise<void> {
    if (state.session) await adopt(await api.patch<Session>('/session', { language }));
    else await setLanguage(language);
  },
  async rename(name: string, idempotencyKey: string): Promise<void> {
    await adopt(await api.patch<Session>('/session', { name: name.trim() || null }, { idempotencyKey }));
  },
  async signOut(): Promise<void> {
    await api.delete('/session', { quiet: true }).catch(() => undefined);
    forget();
  },
  forget,
};

function remembered(): string | null {
  try {
    return localStorage.getItem(LAST_FIRM);
  } catch {
    return null;
  }
}
