import { randomBytes } from 'node:crypto';
import { and, desc, eq, inArray, lte, or } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { keyChallenges } from '../schema.ts';
import type { KeyPlace } from './key-place.ts';

/** What a key is asked for: an answer given for one is worth nothing for another. `prove`: before the own factors change. */
export type KeyPurpose = 'register' | 'sign_in' | 'unlock' | 'password' | 'hand_over' | 'prove';

/** Time to fetch the key and touch it; two persons at one console sign within it. */
export const CHALLENGE_MS = 120_000;
/** Open challenges of one account; a further one takes the place of the oldest. */
const MOST_OPEN = 5;

/** Challenges in the database, so that the node that checks an answer need not be the one that asked. */
export class KeyChallenges {
  readonly #db: NodePgDatabase;
  readonly #now: () => number;

  constructor(db: NodePgDatabase, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** 32 random bytes, base64url. Only for somebody whose password was right: a guesser fills nothing. */
  async issue(username: string, purpose: KeyPurpose, { origin, rpId }: KeyPlace): Promise<string> {
    const challenge = randomBytes(32).toString('base64url');
    const now = this.#now();
    const tooMany = this.#db
      .select({ challenge: keyChallenges.challenge })
      .from(keyChallenges)
      .where(eq(keyChallenges.username, username))
      .orderBy(desc(keyChallenges.expiresAt))
      .offset(MOST_OPEN - 1);
    await this.#db
      .delete(keyChallenges)
      .where(or(lte(keyChallenges.expiresAt, new Date(now)), inArray(keyChallenges.challenge, tooMany)));
    const expiresAt = new Date(now + CHALLENGE_MS);
    await this.#db.insert(keyChallenges).values({ challenge, username, purpose, origin, rpId, expiresAt });
    return challenge;
  }

  /** The place it was made for, once; undefined: used, over, or made for somebody or something else. */
  async take(challenge: string, username: string, purpose: KeyPurpose): Promise<KeyPlace | undefined> {
    const [row] = await this.#db
      .delete(keyChallenges)
      .where(
        and(
          eq(keyChallenges.challenge, challenge),
          eq(keyChallenges.username, username),
          eq(keyChallenges.purpose, purpose),
        ),
      )
      .returning();
    if (row === undefined || row.expiresAt.getTime() <= this.#now()) return undefined;
    return { origin: row.origin, rpId: row.rpId };
  }
}
