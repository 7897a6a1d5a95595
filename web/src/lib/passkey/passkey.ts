import { ApiProblem, api } from '$lib/api/api';
import type { Ceremony, NewPasskey, Session } from '$lib/api/types';
import { t } from '$lib/i18n/i18n.svelte';
import { creationOptions, credentialJson, requestOptions } from './encode';

export const passkeysWork = (): boolean => typeof PublicKeyCredential === 'function';

/** Whether the browser can offer passkeys in the list under the e-mail field. */
export const canSuggest = async (): Promise<boolean> => passkeysWork() && ((await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false);

/** The browser's refusals have names; people get a sentence. */
function explained(error: unknown): unknown {
  if (!(error instanceof DOMException) || error.name === 'AbortError') return error;
  const known = { NotAllowedError: 'passkey-cancelled', InvalidStateError: 'passkey-known', SecurityError: 'passkey-place' }[error.name];
  return new ApiProblem({ status: 400, code: 'passkey', title: t('passkey-failed'), detail: t(known ?? 'passkey-other') });
}

export async function asked<T>(ceremony: Promise<T | null>): Promise<T> {
  try {
    const answer = await ceremony;
    if (answer) return answer;
  } catch (error) {
    throw explained(error);
  }
  throw new ApiProblem({ status: 400, code: 'passkey', title: t('passkey-failed'), detail: t('passkey-cancelled') });
}

type How = { challenge?: string; suggest?: AbortSignal };

/** Signs in. `challenge`: as the second step after a password. `suggest`: waits quietly under the e-mail field. */
export async function signInWithPasskey({ challenge, suggest }: How = {}): Promise<Session> {
  const { ceremony, options } = await api.post<Ceremony>('/session/passkey/options', { challenge }, { quiet: true, signal: suggest });
  const publicKey = requestOptions(options);
  const credential = await asked(navigator.credentials.get({ publicKey, ...(suggest ? { mediation: 'conditional' as const, signal: suggest } : {}) }));
  return api.post<Session>('/session/passkey', { ceremony, credential: credentialJson(credential as PublicKeyCredential) }, { quiet: true });
}

export async function addPasskey(name: string, idempotencyKey: string): Promise<NewPasskey> {
  const { ceremony, options } = await api.post<Ceremony>('/security/passkeys/options', {});
  const credential = await asked(navigator.credentials.create({ publicKey: creationOptions(options) }));
  return api.post<NewPasskey>('/security/passkeys', { ceremony, name, credential: credentialJson(credential as PublicKeyCredential) }, { idempotencyKey });
}
