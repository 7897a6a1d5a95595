import { ApiProblem, api } from '$lib/api/api';
import type { Lang } from '$lib/api/types';
import { setLanguage } from '$lib/i18n/i18n.svelte';
import { creationOptions, credentialJson, requestOptions } from '$lib/passkey/encode';
import { asked } from '$lib/passkey/passkey';
import { session } from '$lib/session/session.svelte';
import type { Ceremony, Operator } from './types';

const state = $state({ known: false, operator: null as Operator | null });

async function adopt(operator: Operator): Promise<void> {
  state.operator = operator;
  state.known = true;
  await setLanguage(operator.language);
}

/** Who is on duty. */
export const desk = {
  /** False until the server has said whether somebody is. */
  get known(): boolean {
    return state.known;
  },
  get operator(): Operator | null {
    return state.operator;
  },
  adopt,
  /** Nothing that was looked at stays in memory. */
  forget(): void {
    state.operator = null;
    state.known = true;
    session.forget();
  },
  async learn(): Promise<void> {
    try {
      await adopt(await api.get<Operator>('/operator/session', { quiet: true }));
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
      desk.forget();
    }
  },
  async speak(language: Lang): Promise<void> {
    if (state.operator) await adopt(await api.patch<Operator>('/operator/session', { language }));
    else await setLanguage(language);
  },
  async signOut(): Promise<void> {
    await api.delete('/operator/session', { quiet: true }).catch(() => undefined);
    desk.forget();
  },
};

export async function signInWithPasskey(): Promise<Operator> {
  const { ceremony, options } = await api.post<Ceremony>('/operator/session/passkey/options', {}, { quiet: true });
  const credential = await asked(navigator.credentials.get({ publicKey: requestOptions(options) }));
  return api.post<Operator>('/operator/session/passkey', { ceremony, credential: credentialJson(credential as PublicKeyCredential) }, { quiet: true });
}

export async function enrolWithPasskey(token: string): Promise<Operator> {
  const { ceremony, options } = await api.post<Ceremony>('/operator/enrolment/passkey/options', { token }, { quiet: true });
  const credential = await asked(navigator.credentials.create({ publicKey: creationOptions(options) }));
  return api.post<Operator>('/operator/enrolment/passkey', { token, ceremony, credential: credentialJson(credential as PublicKeyCredential) }, { quiet: true });
}
