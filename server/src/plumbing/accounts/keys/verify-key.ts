import type { KeyMade, KeyShown } from './key-answers.ts';
import type { KeyPlace } from './key-place.ts';

/** ES256, EdDSA and RS256 (IANA COSE algorithms): what every key of the last ten years can do one of. */
export const KEY_ALGORITHMS = [-7, -8, -257];

/** The library is read when the first key comes: it takes a fifth of a second, and most starts need none of it. */
const library = () => import('@simplewebauthn/server');
const helpers = () => import('@simplewebauthn/server/helpers');

export interface MadeKey {
  credentialId: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
}
export type Refused = { kind: 'refused'; why: string };

/** Options for `navigator.credentials.create`, as JSON. Attestation `none`: we ask a key what it is, not who made it. */
export async function creationOptions(of: {
  challenge: string;
  place: KeyPlace;
  title: string;
  user: { id: Uint8Array<ArrayBuffer>; name: string; displayName: string };
  known: readonly { credentialId: string; transports: string[] }[];
  timeoutMs: number;
}): Promise<object> {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    rpName: of.title,
    rpID: of.place.rpId,
    userID: of.user.id,
    userName: of.user.name,
    userDisplayName: of.user.displayName,
    challenge: Buffer.from(of.challenge, 'base64url'),
    timeout: of.timeoutMs,
    attestationType: 'none',
    excludeCredentials: of.known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
    supportedAlgorithmIDs: KEY_ALGORITHMS,
  });
}

/** Options for `navigator.credentials.get`, as JSON. */
export async function requestOptions(of: {
  challenge: string;
  place: KeyPlace;
  known: readonly { credentialId: string; transports: string[] }[];
  timeoutMs: number;
}): Promise<object> {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({
    rpID: of.place.rpId,
    challenge: Buffer.from(of.challenge, 'base64url'),
    timeout: of.timeoutMs,
    allowCredentials: of.known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    userVerification: 'preferred',
  });
}

/** A new key, by what it signed (WebAuthn level 3 §7.1). */
export async function verifyMade(
  made: KeyMade,
  challenge: string,
  { origin, rpId }: KeyPlace,
): Promise<({ kind: 'fits' } & MadeKey) | Refused> {
  const [{ verifyRegistrationResponse }, { decodeAttestationObject }] = await Promise.all([library(), helpers()]);
  try {
    // Other statements are not asked for, and checking one may fetch from an address that the statement names.
    const statement = decodeAttestationObject(
      new Uint8Array(Buffer.from(made.response.attestationObject, 'base64url')),
    );
    const fmt = statement.get('fmt');
    if (fmt !== 'none' && !(fmt === 'packed' && statement.get('attStmt').get('x5c') === undefined))
      return { kind: 'refused', why: `attestation ${fmt} was not asked for` };
    const answer = await verifyRegistrationResponse({
      response: { ...made, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: false,
      supportedAlgorithmIDs: KEY_ALGORITHMS,
    });
    if (!answer.verified) return { kind: 'refused', why: 'the attestation does not verify' };
    const { id, publicKey, counter } = answer.registrationInfo.credential;
    const { transports } = made.response;
    return { kind: 'fits', credentialId: id, publicKey: Buffer.from(publicKey), counter, transports };
  } catch (error) {
    // The library says by throwing what does not fit, and it reads bytes of a stranger.
    return { kind: 'refused', why: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * An answer of a known key (WebAuthn level 3 §7.2): challenge, origin, host, presence and signature. Its counter is
 * for the caller to hold against the last one, in one step with storing it.
 */
export async function verifyShown(
  shown: KeyShown,
  challenge: string,
  { origin, rpId }: KeyPlace,
  key: { credentialId: string; publicKey: Buffer },
): Promise<{ kind: 'fits'; counter: number } | Refused> {
  const { verifyAuthenticationResponse } = await library();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...shown, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      // Zero: the library would look at the counter before the signature, and take a stranger's word for it.
      credential: { id: key.credentialId, publicKey: new Uint8Array(key.publicKey), counter: 0 },
      requireUserVerification: false,
    });
    return verified
      ? { kind: 'fits', counter: authenticationInfo.newCounter }
      : { kind: 'refused', why: 'the signature does not fit' };
  } catch (error) {
    return { kind: 'refused', why: error instanceof Error ? error.message : String(error) };
  }
}
