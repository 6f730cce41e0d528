import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const sha256 = (data: Uint8Array | string): Buffer => createHash('sha256').update(data).digest();
const USER_PRESENT = 1;
const USER_VERIFIED = 4;
const HOLDS_KEY = 64;

interface Asked {
  challenge: string;
  origin: string;
  rpId: string;
}

/**
 * A key in software that answers as a real one does (WebAuthn level 3 §6.1, §6.5.4): P-256, a counter, and nothing
 * it would refuse: a test says where it believes to be.
 */
export class SoftwareKey {
  readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #id = randomBytes(32);
  counter: number;

  constructor(counter = 1) {
    this.counter = counter;
  }

  get id(): string {
    return b64(this.#id);
  }

  /** As `RegistrationResponseJSON`. */
  make(asked: Asked, statement = { fmt: 'none', attStmt: new Map<string, never>() }) {
    const clientDataJSON = this.#clientData('webauthn.create', asked);
    const { x = '', y = '' } = this.#pair.publicKey.export({ format: 'jwk' });
    // COSE_Key of ES256 (RFC 9053 §7.1.1): kty EC2, alg, crv P-256, x, y.
    const cose = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
        [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
      ]),
    );
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.#id.length);
    const held = Buffer.concat([Buffer.alloc(16), length, this.#id, cose]);
    const authData = Buffer.concat([this.#head(asked.rpId, USER_PRESENT | USER_VERIFIED | HOLDS_KEY), held]);
    const attestationObject = isoCBOR.encode(
      new Map<string, string | Map<string, never> | Uint8Array>([
        ['fmt', statement.fmt],
        ['attStmt', statement.attStmt],
        ['authData', new Uint8Array(authData)],
      ]),
    );
    const response = {
      clientDataJSON: b64(clientDataJSON),
      attestationObject: b64(attestationObject),
      transports: ['usb'],
    };
    return { id: this.id, rawId: this.id, type: 'public-key' as const, response, clientExtensionResults: {} };
  }

  /** As `AuthenticationResponseJSON`; counts on. */
  show(asked: Asked, flags = USER_PRESENT) {
    this.counter += 1;
    const clientDataJSON = this.#clientData('webauthn.get', asked);
    const authData = this.#head(asked.rpId, flags);
    const signature = sign('sha256', Buffer.concat([authData, sha256(clientDataJSON)]), this.#pair.privateKey);
    const response = {
      clientDataJSON: b64(clientDataJSON),
      authenticatorData: b64(authData),
      signature: b64(signature),
    };
    return { id: this.id, rawId: this.id, type: 'public-key' as const, response, clientExtensionResults: {} };
  }

  #clientData(type: string, { challenge, origin }: Asked): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  #head(rpId: string, flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter]);
  }
}
