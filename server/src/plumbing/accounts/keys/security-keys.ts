import { createHash } from 'node:crypto';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { and, count, eq, lt, ne } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { firstRecoveryCodes } from '../recovery-codes.ts';
import { accounts, keyChallenges, secondFactors, securityKeys } from '../schema.ts';
import { challengeIn, type KeyMade, type KeyShown } from './key-answers.ts';
import { CHALLENGE_MS, KeyChallenges, type KeyPurpose } from './key-challenges.ts';
import type { KeyPlace } from './key-place.ts';
import { creationOptions, requestOptions, verifyMade, verifyShown } from './verify-key.ts';

/** Keys of one account: one at the desk, one in the safe, and room for more. */
export const MOST_KEYS = 10;

export interface SecurityKey {
  id: string;
  name: string;
  /** Host name it was registered at, and answers at. */
  rpId: string;
  state: 'active' | 'refused';
  createdAt: Date;
  lastUsedAt: Date | null;
}

/**
 * `key_challenge_over`: too late, used before, or asked for something else; `key_unknown`: not of this account, or
 * removed; `bad_key`: what it signed does not fit; `key_copied`: its counter went back, now or once before.
 */
export type KeyRefusal = 'key_challenge_over' | 'key_unknown' | 'bad_key' | 'key_copied';
export type KeyTaken =
  | { kind: 'key'; name: string }
  | { kind: 'refused'; code: KeyRefusal; why: string; name?: string };
export type KeyRegistered =
  | { kind: 'registered'; recoveryCodes: string[] }
  | { kind: 'refused'; code: 'key_challenge_over' | 'bad_key' | 'key_known' | 'too_many_keys'; why: string };

const over = { kind: 'refused', code: 'key_challenge_over', why: 'the challenge is over, or was used before' } as const;
const unknown = {
  kind: 'refused',
  code: 'key_unknown',
  why: 'this key is not of this account, or was removed',
} as const;

/** Keys that sign for an account (WebAuthn level 3, FIDO2) beside its password. */
export class SecurityKeys {
  readonly #db: NodePgDatabase;
  readonly #now: () => number;
  readonly #challenges: KeyChallenges;

  constructor(db: NodePgDatabase, now: () => number) {
    this.#db = db;
    this.#now = now;
    this.#challenges = new KeyChallenges(db, now);
  }

  async list(username: string): Promise<SecurityKey[]> {
    const rows = await this.#rows(username);
    return rows.map(({ id, name, rpId, state, createdAt, lastUsedAt }) => ({
      id,
      name,
      rpId,
      state,
      createdAt,
      lastUsedAt,
    }));
  }

  /** How many keys each account has; one without stands not in it. */
  async counts(): Promise<Map<string, number>> {
    const rows = await this.#db
      .select({ username: securityKeys.username, keys: count() })
      .from(securityKeys)
      .groupBy(securityKeys.username);
    return new Map(rows.map(({ username, keys }) => [username, keys]));
  }

  /** What a browser at this place asks a new key; undefined when the account has all it may have. */
  async begin(username: string, displayName: string, title: string, place: KeyPlace): Promise<object | undefined> {
    const known = await this.#rows(username);
    if (known.length >= MOST_KEYS) return undefined;
    // The same for all keys of an account and without its name: some keys show what they hold.
    const id = new Uint8Array(createHash('sha256').update(`sitong account ${username}`).digest());
    return creationOptions({
      challenge: await this.#challenges.issue(username, 'register', place),
      place,
      title,
      user: { id, name: username, displayName },
      known: known.filter(({ rpId }) => rpId === place.rpId),
      timeoutMs: CHALLENGE_MS,
    });
  }

  /** Recovery codes come with the first second factor of an account, and are shown once. */
  async register(username: string, name: string, made: KeyMade): Promise<KeyRegistered> {
    const challenge = challengeIn(made);
    const place = challenge === undefined ? undefined : await this.#challenges.take(challenge, username, 'register');
    if (challenge === undefined || place === undefined) return over;
    const verified = await verifyMade(made, challenge, place);
    if (verified.kind === 'refused') return { kind: 'refused', code: 'bad_key', why: verified.why };
    const { credentialId, publicKey, counter, transports } = verified;
    const at = new Date(this.#now());
    return this.#db.transaction(async (tx): Promise<KeyRegistered> => {
      await tx.select().from(accounts).where(eq(accounts.username, username)).for('update');
      if ((await tx.$count(securityKeys, eq(securityKeys.username, username))) >= MOST_KEYS)
        return { kind: 'refused', code: 'too_many_keys', why: `an account has ${MOST_KEYS} keys at most` };
      const stored = await tx
        .insert(securityKeys)
        .values({
          id: newId(),
          username,
          name,
          rpId: place.rpId,
          credentialId,
          publicKey,
          counter,
          transports,
          createdAt: at,
        })
        .onConflictDoNothing()
        .returning({ id: securityKeys.id });
      if (stored.length === 0) return { kind: 'refused', code: 'key_known', why: 'this key is registered already' };
      return { kind: 'registered', recoveryCodes: await firstRecoveryCodes(tx, username, at) };
    });
  }

  /** What a browser at this place asks the keys of an account; `hosts`: where its keys answer, when none does here. */
  async ask(
    username: string,
    purpose: KeyPurpose,
    place: KeyPlace | undefined,
  ): Promise<{ kind: 'none' } | { kind: 'elsewhere'; hosts: string[] } | { kind: 'ready'; options: object }> {
    const keys = await this.#rows(username);
    if (keys.length === 0) return { kind: 'none' };
    const here = keys.filter(({ rpId }) => rpId === place?.rpId);
    if (place === undefined || here.length === 0)
      return { kind: 'elsewhere', hosts: [...new Set(keys.map(({ rpId }) => rpId))] };
    const challenge = await this.#challenges.issue(username, purpose, place);
    return { kind: 'ready', options: await requestOptions({ challenge, place, known: here, timeoutMs: CHALLENGE_MS }) };
  }

  /** An answer given for this account and purpose. A counter that goes back refuses the key from then on. */
  async take(username: string, purpose: KeyPurpose, shown: KeyShown): Promise<KeyTaken> {
    const challenge = challengeIn(shown);
    const place = challenge === undefined ? undefined : await this.#challenges.take(challenge, username, purpose);
    if (challenge === undefined || place === undefined) return over;
    const key = (await this.#rows(username)).find(
      ({ credentialId, rpId }) => credentialId === shown.id && rpId === place.rpId,
    );
    if (key === undefined) return unknown;
    const verified = await verifyShown(shown, challenge, place, key);
    if (verified.kind === 'refused') return { kind: 'refused', code: 'bad_key', why: verified.why };
    const { name } = key;
    const counted = await this.#counted(key.id, verified.counter);
    if (counted === 'gone') return unknown;
    return counted === 'stored'
      ? { kind: 'key', name }
      : { kind: 'refused', code: 'key_copied', why: 'the counter of this key went back: there may be two of it', name };
  }

  /** Holds the counter against the last one and stores it, in one step: of two answers at once the later one counts. */
  async #counted(id: string, counter: number): Promise<'stored' | 'went_back' | 'gone'> {
    const goesOn = counter === 0 ? eq(securityKeys.counter, 0) : lt(securityKeys.counter, counter);
    const taken = await this.#db
      .update(securityKeys)
      .set({ counter, lastUsedAt: new Date(this.#now()) })
      .where(and(eq(securityKeys.id, id), eq(securityKeys.state, 'active'), goesOn))
      .returning({ id: securityKeys.id });
    if (taken.length === 1) return 'stored';
    const refused = await this.#db
      .update(securityKeys)
      .set({ state: 'refused' })
      .where(eq(securityKeys.id, id))
      .returning({ id: securityKeys.id });
    return refused.length === 1 ? 'went_back' : 'gone';
  }

  /** False: the account has no such key. */
  async rename(username: string, id: string, name: string): Promise<boolean> {
    const renamed = await this.#db
      .update(securityKeys)
      .set({ name })
      .where(and(eq(securityKeys.username, username), eq(securityKeys.id, id)))
      .returning({ id: securityKeys.id });
    return renamed.length === 1;
  }

  /** `last`: it is the only second factor of an account that must have one. With the last one recovery codes go too. */
  async remove(username: string, id: string, demand: 'optional' | 'required'): Promise<'removed' | 'unknown' | 'last'> {
    return this.#db.transaction(async (tx) => {
      await tx.select().from(accounts).where(eq(accounts.username, username)).for('update');
      const others = await tx.$count(securityKeys, and(eq(securityKeys.username, username), ne(securityKeys.id, id)));
      const app = and(eq(secondFactors.username, username), eq(secondFactors.state, 'active'));
      const alone = others === 0 && (await tx.$count(secondFactors, app)) === 0;
      if (alone && demand === 'required') return 'last';
      const gone = await tx
        .delete(securityKeys)
        .where(and(eq(securityKeys.username, username), eq(securityKeys.id, id)))
        .returning({ id: securityKeys.id });
      if (gone.length === 0) return 'unknown';
      if (alone) await tx.delete(secondFactors).where(eq(secondFactors.username, username));
      return 'removed';
    });
  }

  /** Every second factor of an account: keys, app, recovery codes, and what was still asked. */
  async removeAll(username: string): Promise<void> {
    await this.#db.transaction(async (tx) => {
      await tx.delete(keyChallenges).where(eq(keyChallenges.username, username));
      await tx.delete(securityKeys).where(eq(securityKeys.username, username));
      await tx.delete(secondFactors).where(eq(secondFactors.username, username));
    });
  }

  #rows(username: string): Promise<(typeof securityKeys.$inferSelect)[]> {
    return this.#db
      .select()
      .from(securityKeys)
      .where(eq(securityKeys.username, username))
      .orderBy(securityKeys.createdAt, securityKeys.id);
  }
}
