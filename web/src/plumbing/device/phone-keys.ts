import { answerOf, complete, openStores } from '../outbox/indexed.ts';
import type { Sealing } from '../outbox/seal.ts';

/**
 * Keys of this phone: made here, never extractable, in a database of their own. Deleting it makes everything sealed on the
 * phone unreadable, and the session on it unable to act.
 */
export const KEYS = 'sitong-device';

/** Two pages that begin together agree: the first key that is stored is the key of both. */
async function keyOf<T>(name: string, make: () => Promise<T>): Promise<T> {
  const database = await openStores(KEYS, ['keys'], () => undefined);
  try {
    const known: T | undefined = await answerOf(database.transaction('keys').objectStore('keys').get(name));
    if (known !== undefined) return known;
    const made = await make();
    const change = database.transaction('keys', 'readwrite');
    const first: T | undefined = await answerOf(change.objectStore('keys').get(name));
    if (first === undefined) change.objectStore('keys').put(made, name);
    await complete(change);
    return first ?? made;
  } finally {
    database.close();
  }
}

let sealing: Promise<Sealing | undefined> | undefined;

/** The key that closes what this phone keeps; undefined where the browser gives none (plain http). */
export function phoneSealing(): Promise<Sealing | undefined> {
  sealing ??= madeSealing().catch((error: unknown) => {
    sealing = undefined;
    throw error;
  });
  return sealing;
}

async function madeSealing(): Promise<Sealing | undefined> {
  if (globalThis.crypto?.subtle === undefined) return undefined;
  return keyOf('sealing', async () => ({
    id: crypto.randomUUID(),
    key: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
  }));
}

/** The key this phone signs with; made at its first enrolment. */
export function phoneSigning(): Promise<CryptoKeyPair> {
  return keyOf('signing', () =>
    crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']),
  );
}
