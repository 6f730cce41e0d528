import { randomBytes } from 'node:crypto';
import { type DeviceKey, PASS_MS, signedText } from '@sitong/shared/protocol/device.ts';
import { and, eq, gt, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { signatureFits } from './device-signature.ts';
import { deviceProofs } from './schema.ts';
import { tokenHash } from './secrets.ts';

/** As long as a phone's session: a phone that comes back after three days signs the word it took along. */
const NONCE_MS = 7 * 24 * 3_600_000;
/** Words handed out and not used, per session: who only asks for more pushes out the oldest. */
const MOST_NONCES = 64;

/** The device a session is bound to. */
export interface Binding {
  deviceId: string;
  key: DeviceKey;
}

export interface Pass {
  pass: string;
  until: Date;
}

const random = (): string => randomBytes(24).toString('base64url');

/**
 * Nonces and passes of bound sessions, in the database: a nonce given by one node is taken once, by any of them, and a
 * pass opens at all of them. Stored hashed, like every secret here.
 */
export class DeviceProofs {
  readonly #db: NodePgDatabase;
  readonly #now: () => number;

  constructor(db: NodePgDatabase, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** A word for this session to sign, once. */
  async nonce(session: string): Promise<string> {
    const nonce = random();
    const now = new Date(this.#now());
    await this.#db.execute(sql`
      DELETE FROM device_proofs WHERE expires_at <= ${now} OR hash IN (
        SELECT hash FROM device_proofs WHERE session = ${session} AND kind = 'nonce'
         ORDER BY expires_at DESC OFFSET ${MOST_NONCES - 1})`);
    await this.#keep(session, nonce, 'nonce', NONCE_MS);
    return nonce;
  }

  /** Whether this is a nonce of the session and was not used before: from now on it is. */
  async take(session: string, nonce: string): Promise<'taken' | 'unknown'> {
    const taken = await this.#db
      .delete(deviceProofs)
      .where(
        and(
          eq(deviceProofs.hash, tokenHash(nonce)),
          eq(deviceProofs.session, session),
          eq(deviceProofs.kind, 'nonce'),
          gt(deviceProofs.expiresAt, new Date(this.#now())),
        ),
      )
      .returning({ session: deviceProofs.session });
    return taken.length === 1 ? 'taken' : 'unknown';
  }

  /** A pass for a signed nonce; undefined when the signature is not this key's, or the nonce is used or unknown. */
  async prove(
    session: string,
    { key }: Binding,
    { nonce, signature, about }: { nonce: string; signature: string; about: string },
  ): Promise<Pass | undefined> {
    if (!signatureFits(key, signedText('proof', nonce, about), signature)) return undefined;
    if ((await this.take(session, nonce)) === 'unknown') return undefined;
    const pass = random();
    return { pass, until: await this.#keep(session, pass, 'pass', PASS_MS) };
  }

  /** Until when a pass holds that another node may have given; undefined: it is none of this session's. */
  async until(session: string, pass: string): Promise<Date | undefined> {
    const [row] = await this.#db
      .select({ expiresAt: deviceProofs.expiresAt })
      .from(deviceProofs)
      .where(
        and(
          eq(deviceProofs.hash, tokenHash(pass)),
          eq(deviceProofs.session, session),
          eq(deviceProofs.kind, 'pass'),
          gt(deviceProofs.expiresAt, new Date(this.#now())),
        ),
      );
    return row?.expiresAt;
  }

  async #keep(session: string, secret: string, kind: 'nonce' | 'pass', forMs: number): Promise<Date> {
    const expiresAt = new Date(this.#now() + forMs);
    await this.#db.insert(deviceProofs).values({ hash: tokenHash(secret), session, kind, expiresAt });
    return expiresAt;
  }
}
