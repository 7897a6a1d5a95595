/** base64url, as WebAuthn's JSON has it: no padding. */
export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

export function toText(bytes: ArrayBuffer | Uint8Array): string {
  const binary = Array.from(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

type Described = { id: string; type: 'public-key'; transports?: AuthenticatorTransport[] };
type Json = { challenge: string; allowCredentials?: Described[]; excludeCredentials?: Described[]; user?: { id: string; name: string; displayName: string } } & Record<string, unknown>;

/** Options as the server sends them; some libraries wrap them in `publicKey`. */
const unwrapped = (options: unknown): Json => {
  const outer = options as { publicKey?: Json } & Json;
  return outer.publicKey ?? outer;
};
const described = (list: Described[] | undefined) => list?.map((one) => ({ ...one, id: toBytes(one.id) }));

export function requestOptions(options: unknown): PublicKeyCredentialRequestOptions {
  const json = unwrapped(options);
  return { ...json, challenge: toBytes(json.challenge), allowCredentials: described(json.allowCredentials) } as PublicKeyCredentialRequestOptions;
}

export function creationOptions(options: unknown): PublicKeyCredentialCreationOptions {
  const json = unwrapped(options);
  return {
    ...json,
    challenge: toBytes(json.challenge),
    user: { ...json.user, id: toBytes(json.user?.id ?? '') },
    excludeCredentials: described(json.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
}

/** What the authenticator answered, ready to be sent. Written out because not every browser in use has `toJSON`. */
export function credentialJson(credential: PublicKeyCredential): Record<string, unknown> {
  const answer = credential.response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;
  const response: Record<string, unknown> = { clientDataJSON: toText(answer.clientDataJSON) };
  if ('attestationObject' in answer && answer.attestationObject) {
    response.attestationObject = toText(answer.attestationObject);
    response.transports = answer.getTransports?.() ?? [];
  } else {
    response.authenticatorData = toText(answer.authenticatorData);
    response.signature = toText(answer.signature);
    if (answer.userHandle) response.userHandle = toText(answer.userHandle);
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}
